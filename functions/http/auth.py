"""/api/auth: sessions and passwords."""

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.device_cookie import device_in
from functions.edge.endpoint import Routes
from functions.edge.refresh_cookie import BrowserHeaders, with_cookie, without_cookie
from shared import handlers
from shared.call import Call
from shared.errors import Conflict, NotAuthenticated, NotFound, NotPermitted, TooManyRequests
from shared.models import second_factor
from shared.models.auth import (
    AdministratorSetup,
    Login,
    Logout,
    PasswordChange,
    PasswordLinkView,
    PasswordSet,
    Refresh,
    SignedIn,
)
from shared.models.replies import Reply

routes = Routes()

BODY_LIMIT = 16 * 1024


@routes.endpoint(
    "POST",
    "auth/login",
    allow=Access.ANYONE,
    about=About.PLATFORM,
    audit="session.begin",
    body_limit=BODY_LIMIT,
    problems=[NotAuthenticated, NotPermitted, TooManyRequests],
)
async def log_in(
    call: Call, body: Login, browser: BrowserHeaders
) -> "SignedIn | second_factor.requests.SecondStep | Reply":
    """Sign in by password; the answer may ask for a second factor, or for adding one."""
    if not body.cookie:
        return await handlers.sessions.begin(call, body, None)
    browser.require_client()
    signed = await handlers.sessions.begin(call, body, device_in(browser))
    if signed.status != "signed_in":
        return signed
    return with_cookie(signed, browser, call.platform.settings)


@routes.endpoint(
    "POST",
    "auth/refresh",
    allow=Access.ANYONE,
    about=About.PLATFORM,
    audit="session.refresh",
    body_limit=BODY_LIMIT,
    problems=[NotAuthenticated, NotPermitted],
)
async def refresh_tokens(call: Call, body: Refresh, browser: BrowserHeaders) -> SignedIn | Reply:
    """Get new tokens for a refresh token. It works once: a second use ends the session."""
    if body.refresh_token is not None:
        return await handlers.sessions.refresh(call, body.refresh_token.get_secret_value())
    token = browser.refresh_token(call.platform.settings)
    if token is None:
        raise NotAuthenticated("there is no refresh cookie: sign in")
    signed = await handlers.sessions.refresh(call, token)
    return with_cookie(signed, browser, call.platform.settings)


@routes.endpoint(
    "POST",
    "auth/logout",
    allow=Access.ANYONE,
    about=About.PLATFORM,
    audit="session.end",
    status=204,
    body_limit=BODY_LIMIT,
    problems=[NotPermitted],
)
async def log_out(call: Call, body: Logout, browser: BrowserHeaders) -> Reply:
    """End the session of a refresh token, or all of the user's; an unknown token is no error."""
    if body.refresh_token is not None:
        token = body.refresh_token.get_secret_value()
        await handlers.sessions.end(call, token, everywhere=body.everywhere)
        return Reply(b"", 204)
    token = browser.refresh_token(call.platform.settings)
    if token is not None:
        await handlers.sessions.end(call, token, everywhere=body.everywhere)
    return without_cookie(browser)


@routes.endpoint(
    "POST",
    "auth/change-password",
    allow=Access.USER,
    about=About.PLATFORM,
    audit="password.change",
    status=204,
    body_limit=BODY_LIMIT,
    problems=[Conflict, NotFound, TooManyRequests],
)
async def change_password(call: Call, body: PasswordChange) -> None:
    """Change your password; your other sessions end."""
    await handlers.passwords.change(call, body)


@routes.endpoint(
    "POST",
    "auth/set-password",
    allow=Access.ANYONE,
    about=About.PLATFORM,
    audit="password.set",
    status=204,
    body_limit=BODY_LIMIT,
    problems=[NotAuthenticated],
)
async def set_password(call: Call, body: PasswordSet) -> None:
    """Set a password with the token of a link, which works once; the user's sessions end."""
    await handlers.passwords.set_by_link(call, body)


@routes.endpoint(
    "POST",
    "auth/setup",
    allow=Access.ANYONE,
    about=About.PLATFORM,
    audit="administrator.setup",
    status=204,
    body_limit=BODY_LIMIT,
    problems=[NotAuthenticated],
)
async def set_up_administrator(call: Call, body: AdministratorSetup) -> None:
    """Create the first administrator with the token of a setup link, which works once."""
    await handlers.administrators.set_up(call, body)


@routes.endpoint(
    "POST",
    "users/{user}/password-link",
    allow=Access.ADMIN,
    about=About.PLATFORM,
    audit="password.link",
    status=201,
    problems=[Conflict, NotFound],
    fresh=True,
)
async def create_password_link(call: Call, user: str) -> PasswordLinkView:
    """Create a link with which a user sets a password, once and within 24 hours."""
    return await handlers.passwords.link(call, user)
