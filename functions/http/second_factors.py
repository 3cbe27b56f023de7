"""/api/auth/mfa and /api/users/me/mfa: second factors, trusted devices and fresh proofs."""

from uuid import UUID

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.device_cookie import require_place, with_device
from functions.edge.endpoint import Routes
from functions.edge.refresh_cookie import BrowserHeaders, with_cookie
from shared import handlers
from shared.call import Call
from shared.errors import Conflict, NotAuthenticated, NotFound, NotPermitted, TooManyRequests
from shared.models import second_factor
from shared.models.auth import SignedIn
from shared.models.replies import Reply

routes = Routes()

BODY_LIMIT = 16 * 1024


@routes.endpoint(
    "POST",
    "auth/mfa/verify",
    allow=Access.ANYONE,
    about=About.PLATFORM,
    audit="mfa.verify",
    body_limit=BODY_LIMIT,
    problems=[Conflict, NotAuthenticated, NotPermitted, TooManyRequests],
)
async def verify_second_factor(
    call: Call, body: "second_factor.requests.MfaVerify", browser: BrowserHeaders
) -> SignedIn | Reply:
    """Finish a sign-in with a code of the authenticator app, or with a recovery code."""
    if not body.cookie:
        return await handlers.mfa.verification.verify(call, body)
    browser.require_client()
    signed = await handlers.mfa.verification.verify(call, body)
    return with_cookie(signed, browser, call.platform.settings)


@routes.endpoint(
    "POST",
    "auth/step-up",
    allow=Access.SIGNED_IN,
    about=About.PLATFORM,
    audit="session.stepUp",
    body_limit=BODY_LIMIT,
    problems=[Conflict, TooManyRequests],
    unproved=True,
)
async def give_fresh_proof(
    call: Call, body: "second_factor.requests.FreshProof"
) -> "second_factor.requests.Proved":
    """Prove again who you are, for ten minutes of actions that ask for it (step-up)."""
    return await handlers.mfa.fresh_proofs.give(call, body)


@routes.endpoint("GET", "users/me/mfa", allow=Access.SIGNED_IN, about=About.PLATFORM, unproved=True)
async def get_own_security(call: Call) -> "second_factor.requests.SecurityView":
    """Get your second factor: the app, how many recovery codes are left, trusted devices."""
    return await handlers.mfa.apps.get(call)


@routes.endpoint(
    "POST",
    "users/me/mfa/app",
    allow=Access.SIGNED_IN,
    about=About.PLATFORM,
    audit="mfa.begin",
    status=201,
    problems=[Conflict],
    fresh=True,
    unproved=True,
)
async def begin_enrolment(call: Call) -> "second_factor.requests.EnrolmentView":
    """Begin to add an authenticator app: its secret, as text and as a QR code, shown once."""
    return await handlers.mfa.apps.begin(call)


@routes.endpoint(
    "POST",
    "users/me/mfa/app/confirm",
    allow=Access.SIGNED_IN,
    about=About.PLATFORM,
    audit="mfa.add",
    body_limit=BODY_LIMIT,
    problems=[Conflict],
    fresh=True,
    unproved=True,
)
async def confirm_enrolment(
    call: Call, body: "second_factor.requests.MfaConfirm"
) -> "second_factor.requests.RecoveryCodes":
    """Add the authenticator app with its first code, and get recovery codes; other sessions end."""
    return await handlers.mfa.apps.confirm(call, body)


@routes.endpoint(
    "DELETE",
    "users/me/mfa",
    allow=Access.SIGNED_IN,
    about=About.PLATFORM,
    audit="mfa.remove",
    status=204,
    problems=[NotFound],
    fresh=True,
)
async def remove_second_factor(call: Call) -> None:
    """Remove your authenticator app, recovery codes and trusted devices."""
    await handlers.mfa.apps.remove(call)


@routes.endpoint(
    "POST",
    "users/me/mfa/recovery-codes",
    allow=Access.SIGNED_IN,
    about=About.PLATFORM,
    audit="mfa.recoveryCodes",
    status=201,
    problems=[NotFound],
    fresh=True,
)
async def regenerate_recovery_codes(call: Call) -> "second_factor.requests.RecoveryCodes":
    """Make new recovery codes, shown once; the earlier ones become void."""
    return await handlers.mfa.codes.regenerate(call)


@routes.endpoint(
    "POST",
    "auth/mfa/trusted-devices",
    allow=Access.SIGNED_IN,
    about=About.PLATFORM,
    audit="mfa.trustDevice",
    status=204,
    problems=[Conflict],
    fresh=True,
)
async def trust_device(call: Call, browser: BrowserHeaders) -> Reply:
    """Trust this browser: it gets a cookie, with which it skips the second factor for a while."""
    settings = call.platform.settings
    require_place(browser, settings)
    return with_device(await handlers.mfa.trusted_devices.trust(call), browser, settings)


@routes.endpoint(
    "DELETE",
    "users/me/mfa/trusted-devices",
    allow=Access.SIGNED_IN,
    about=About.PLATFORM,
    audit="mfa.revokeDevices",
    status=204,
)
async def revoke_trusted_devices(call: Call) -> None:
    """Revoke all of your trusted devices."""
    await handlers.mfa.trusted_devices.revoke_all(call)


@routes.endpoint(
    "DELETE",
    "users/me/mfa/trusted-devices/{device_id}",
    allow=Access.SIGNED_IN,
    about=About.PLATFORM,
    audit="mfa.revokeDevice",
    status=204,
    problems=[NotFound],
)
async def revoke_trusted_device(call: Call, device_id: UUID) -> None:
    """Revoke one of your trusted devices."""
    await handlers.mfa.trusted_devices.revoke(call, device_id)


@routes.endpoint(
    "DELETE",
    "users/{user}/mfa",
    allow=Access.ADMIN,
    about=About.PLATFORM,
    audit="mfa.reset",
    status=204,
    problems=[NotFound],
    fresh=True,
)
async def reset_second_factor(call: Call, user: str) -> None:
    """Remove a user's second factor, who has lost it; the user's sessions end."""
    await handlers.mfa.apps.reset(call, user)
