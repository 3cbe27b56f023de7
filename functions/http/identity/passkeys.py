"""/api/users/me/passkeys and /api/auth/passkeys: passkeys, and sign-ins by them."""

from uuid import UUID

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import Routes
from functions.edge.refresh_cookie import BrowserHeaders, with_cookie
from shared import handlers
from shared.call import Call
from shared.errors import Conflict, NotAuthenticated, NotFound, NotPermitted, TooManyRequests
from shared.models import second_factor
from shared.models.auth import SignedIn
from shared.models.replies import Reply

routes = Routes()

BODY_LIMIT = 64 * 1024


@routes.endpoint(
    "POST",
    "users/me/passkeys/offer",
    allow=Access.SIGNED_IN,
    about=About.PLATFORM,
    problems=[Conflict],
    fresh=True,
    unproved=True,
)
async def offer_passkey(call: Call) -> "second_factor.passkeys.PasskeyOffer":
    """Get what a browser needs to make a passkey for you; nothing is stored yet."""
    return await handlers.mfa.passkeys.begin(call)


@routes.endpoint(
    "POST",
    "users/me/passkeys",
    allow=Access.SIGNED_IN,
    about=About.PLATFORM,
    audit="passkey.add",
    status=201,
    body_limit=BODY_LIMIT,
    problems=[Conflict],
    fresh=True,
    unproved=True,
)
async def add_passkey(
    call: Call, body: "second_factor.passkeys.PasskeyAdd"
) -> "second_factor.passkeys.PasskeyAdded":
    """Add a passkey. If it is your first second factor, you get recovery codes, shown once."""
    return await handlers.mfa.passkeys.add(call, body)


@routes.endpoint(
    "PATCH",
    "users/me/passkeys/{passkey_id}",
    allow=Access.SIGNED_IN,
    about=About.PLATFORM,
    audit="passkey.rename",
    problems=[NotFound],
)
async def rename_passkey(
    call: Call, passkey_id: UUID, body: "second_factor.passkeys.PasskeyRename"
) -> "second_factor.requests.PasskeyView":
    """Give one of your passkeys another name."""
    return await handlers.mfa.passkeys.rename(call, passkey_id, body)


@routes.endpoint(
    "DELETE",
    "users/me/passkeys/{passkey_id}",
    allow=Access.SIGNED_IN,
    about=About.PLATFORM,
    audit="passkey.remove",
    status=204,
    problems=[Conflict, NotFound],
    fresh=True,
)
async def remove_passkey(call: Call, passkey_id: UUID) -> None:
    """Remove one of your passkeys; 409 if it is your last way to sign in."""
    await handlers.mfa.passkeys.remove(call, passkey_id)


@routes.endpoint(
    "POST",
    "auth/passkeys/challenge",
    allow=Access.ANYONE,
    about=About.PLATFORM,
    body_limit=BODY_LIMIT,
    problems=[Conflict, NotAuthenticated],
)
async def challenge_passkey(
    call: Call, body: "second_factor.passkeys.PasskeyBegin"
) -> "second_factor.passkeys.PasskeyChallenge":
    """Get what a browser needs to sign in by passkey: any of yours, or after your password."""
    return await handlers.mfa.passkey_sign_in.begin(call, body)


@routes.endpoint(
    "POST",
    "auth/passkeys/sign-in",
    allow=Access.ANYONE,
    about=About.PLATFORM,
    audit="session.passkey",
    body_limit=BODY_LIMIT,
    problems=[Conflict, NotAuthenticated, NotPermitted, TooManyRequests],
)
async def sign_in_by_passkey(
    call: Call, body: "second_factor.passkeys.PasskeySignIn", browser: BrowserHeaders
) -> SignedIn | Reply:
    """Sign in by passkey: without a name, or as the second factor after your password."""
    if not body.cookie:
        return await handlers.mfa.passkey_sign_in.enter(call, body)
    browser.require_client()
    signed = await handlers.mfa.passkey_sign_in.enter(call, body)
    return with_cookie(signed, browser, call.platform.settings)


@routes.endpoint(
    "POST",
    "auth/step-up/passkey",
    allow=Access.SIGNED_IN,
    about=About.PLATFORM,
    problems=[Conflict],
    unproved=True,
)
async def challenge_own_passkey(call: Call) -> "second_factor.passkeys.PasskeyChallenge":
    """Get what a browser needs to prove by passkey who you are; it goes to `/api/auth/step-up`."""
    return await handlers.mfa.fresh_proofs.challenge(call)
