"""/api/auth/mfa/setup: sign-ins in which a second factor is added, since a policy requires it."""

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import Routes
from functions.edge.refresh_cookie import BrowserHeaders, with_cookie
from shared import handlers
from shared.call import Call
from shared.errors import Conflict, NotAuthenticated, NotPermitted
from shared.models import second_factor
from shared.models.auth import SignedIn
from shared.models.replies import Reply

routes = Routes()

BODY_LIMIT, PASSKEY_LIMIT = 16 * 1024, 64 * 1024


@routes.endpoint(
    "POST",
    "auth/mfa/setup/app",
    allow=Access.ANYONE,
    about=About.PLATFORM,
    audit="mfa.setUpBegin",
    status=201,
    body_limit=BODY_LIMIT,
    problems=[Conflict, NotAuthenticated],
)
async def begin_factor_setup(
    call: Call, body: "second_factor.requests.FactorSetup"
) -> "second_factor.requests.EnrolmentView":
    """Begin to add an authenticator app in a sign-in that needs a second factor."""
    return await handlers.mfa.setup.begin(call, body)


@routes.endpoint(
    "POST",
    "auth/mfa/setup/app/confirm",
    allow=Access.ANYONE,
    about=About.PLATFORM,
    audit="mfa.setUp",
    body_limit=BODY_LIMIT,
    problems=[Conflict, NotAuthenticated, NotPermitted],
)
async def confirm_factor_setup(
    call: Call, body: "second_factor.requests.FactorSetupConfirm", browser: BrowserHeaders
) -> SignedIn | Reply:
    """Add the app with its first code, and sign in; the answer shows the recovery codes once."""
    if not body.cookie:
        return await handlers.mfa.setup.confirm(call, body)
    browser.require_client()
    signed = await handlers.mfa.setup.confirm(call, body)
    return with_cookie(signed, browser, call.platform.settings)


@routes.endpoint(
    "POST",
    "auth/mfa/setup/passkey/offer",
    allow=Access.ANYONE,
    about=About.PLATFORM,
    body_limit=BODY_LIMIT,
    problems=[Conflict, NotAuthenticated],
)
async def offer_setup_passkey(
    call: Call, body: "second_factor.requests.FactorSetup"
) -> "second_factor.passkeys.PasskeyOffer":
    """Get what a browser needs to make a passkey in a sign-in that needs a second factor."""
    return await handlers.mfa.setup.offer(call, body)


@routes.endpoint(
    "POST",
    "auth/mfa/setup/passkey",
    allow=Access.ANYONE,
    about=About.PLATFORM,
    audit="passkey.setUp",
    body_limit=PASSKEY_LIMIT,
    problems=[Conflict, NotAuthenticated, NotPermitted],
)
async def set_up_passkey(
    call: Call, body: "second_factor.passkeys.FactorSetupPasskey", browser: BrowserHeaders
) -> SignedIn | Reply:
    """Add a passkey, and sign in; the answer shows the recovery codes once."""
    if not body.cookie:
        return await handlers.mfa.setup.add_passkey(call, body)
    browser.require_client()
    signed = await handlers.mfa.setup.add_passkey(call, body)
    return with_cookie(signed, browser, call.platform.settings)
