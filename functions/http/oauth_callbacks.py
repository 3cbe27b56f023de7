"""/api/oauth/connections/{connection}/authorize, and /api/oauth/callback/{connection} after it"""

import re
from http.cookies import CookieError, SimpleCookie
from typing import Annotated

from functions.access import Access
from functions.arguments import FromHeader
from functions.endpoint import Routes
from functions.pages import page
from shared import handlers
from shared.call import Call
from shared.error_messages import Pattern
from shared.errors import BifrostError, Conflict, InvalidInput, NotFound
from shared.models.connections import (
    Authorization,
    AuthorizeRequest,
    Callback,
    CallbackResult,
    ConnectionName,
    ReconnectLink,
)
from shared.models.replies import Reply

routes = Routes()

BODY_LIMIT = 64 * 1024

#: What may stand in an address as it is.
HOST = re.compile(r"(?P<name>[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?")
NOT_CONNECTED = "Not connected"

Link = Annotated[str, Pattern(r"^[A-Za-z0-9_-]{1,600}$", "this link is not whole: open it again")]
Host = Annotated[str, FromHeader("Host")]
Scheme = Annotated[str, FromHeader("X-Forwarded-Proto")]
Cookies = Annotated[str, FromHeader("Cookie")]


@routes.endpoint(
    "POST",
    "oauth/connections/{connection}/authorize",
    allow=Access.ORG_ADMIN,
    audit="oauth.connection.authorize",
    also={200: Authorization},
    problems=[NotFound, Conflict],
)
async def authorize_connection(
    call: Call,
    connection: ConnectionName,
    body: AuthorizeRequest,
    host: Host = "",
    scheme: Scheme = "",
) -> Reply:
    """Begin to connect: where to send the browser, with a cookie that it has to come back with."""
    base = base_url(call, host, scheme)
    sent = await handlers.oauth_flows.authorize(call, connection, base, body.redirect_uri)
    return _reply(sent)


@routes.endpoint("GET", "oauth/callback/{connection}", allow=Access.ANYONE)
async def show_oauth_callback(  # noqa: PLR0913  what a provider may send
    call: Call,
    connection: ConnectionName,
    state: str = "",
    code: str | None = None,
    error: str | None = None,
    iss: str | None = None,
    cookie: Cookies = "",
) -> Reply:
    """Come back from the provider: a page that says whether it is connected."""
    came = handlers.oauth_flows.Return(connection, state, code, error, iss, _cookies(cookie))
    try:
        result = await handlers.oauth_flows.arrive(call, came)
    except BifrostError as failure:
        status = failure.status if failure.retry else InvalidInput.status
        return page(NOT_CONNECTED, str(failure), status=status)
    warning = f" But {result.warning_message}." if result.warning_message else ""
    return page("Connected", f"This is done: {result.message}.{warning}")


@routes.endpoint(
    "POST",
    "oauth/callback/{connection}",
    allow=Access.ANYONE,
    audit="oauth.connection.connect",
    body_limit=BODY_LIMIT,
    problems=[NotFound],
)
async def finish_oauth_callback(
    call: Call, connection: ConnectionName, body: Callback, cookie: Cookies = ""
) -> CallbackResult:
    """Come back from the provider to a front end, which passes on what it was called with."""
    came = handlers.oauth_flows.Return(
        connection, body.state, body.code, body.error, body.iss, _cookies(cookie)
    )
    return await handlers.oauth_flows.arrive(call, came)


@routes.endpoint(
    "POST",
    "oauth/connections/{connection}/reconnect-link",
    allow=Access.ORG_ADMIN,
    audit="oauth.connection.link",
    status=201,
    problems=[NotFound, Conflict],
)
async def create_reconnect_link(
    call: Call, connection: ConnectionName, host: Host = "", scheme: Scheme = ""
) -> ReconnectLink:
    """Make a link by which somebody without an account here can connect it, within 24 hours."""
    return await handlers.oauth_flows.make_link(call, connection, base_url(call, host, scheme))


@routes.endpoint("GET", "oauth/reconnect/{link}", allow=Access.ANYONE)
async def show_reconnect_link(call: Call, link: Link) -> Reply:
    """Show what the link is for; looking at it changes nothing."""
    try:
        held = await handlers.oauth_flows.linked(call, link)
    except InvalidInput as failure:
        return page(NOT_CONNECTED, str(failure), status=failure.status)
    asked = f"You were asked to connect {held.name}, which you agree to at the provider."
    return page("Connect", asked, button="Go on")


@routes.endpoint(
    "POST",
    "oauth/reconnect/{link}",
    allow=Access.ANYONE,
    audit="oauth.connection.reconnect",
    status=303,
)
async def follow_reconnect_link(
    call: Call, link: Link, host: Host = "", scheme: Scheme = ""
) -> Reply:
    """Go to the provider; the link is used up once it is connected."""
    try:
        sent = await handlers.oauth_flows.follow(call, link, base_url(call, host, scheme))
    except InvalidInput as failure:
        return page(NOT_CONNECTED, str(failure), status=failure.status)
    where = {"Location": sent.authorization.authorization_url, "Set-Cookie": sent.cookie}
    return Reply(b"", 303, where, "text/plain")


def base_url(call: Call, host: str, scheme: str) -> str:
    """Where this platform is for a browser: as the settings say, or as it was just called."""
    if call.platform.settings.public_url:
        return call.platform.settings.public_url
    found = HOST.fullmatch(host)
    is_here = found is not None and found["name"] in ("localhost", "127.0.0.1", "[::1]")
    first = scheme.partition(",")[0].strip().lower() or ("http" if is_here else "https")
    if found is None or first not in ("http", "https"):
        raise InvalidInput("it is not clear where this platform is: set BIFROST_PUBLIC_URL")
    return f"{first}://{host}"


def _reply(sent: "handlers.oauth_flows.Sent") -> Reply:
    return Reply(sent.authorization.model_dump_json().encode(), headers={"Set-Cookie": sent.cookie})


def _cookies(header: str) -> dict[str, str]:
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(header).items()}
    except CookieError:
        return {}
