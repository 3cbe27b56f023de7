"""/api/oauth/connections/{connection}/authorize, and /api/oauth/callback/{connection} after it"""

import re
from http.cookies import CookieError, SimpleCookie
from typing import Annotated
from urllib.parse import parse_qsl

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.arguments import FromHeader
from functions.edge.endpoint import Routes
from functions.edge.html import page
from shared import handlers
from shared.call import Call
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
from shared.wording.error_messages import Pattern

routes = Routes()
#: Outside the API: what is registered at providers, and belongs to the client one day.
pages = Routes(prefix="")

HTML = "text/html"
BODY_LIMIT = 64 * 1024

#: What may stand in an address as it is.
HOST = re.compile(r"(?P<name>[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?")
NOT_CONNECTED = "Not connected"
#: As Static Web Apps was asked for it, before it rewrote that.
PAGE = re.compile(
    r"(?:https?://[^/?#]*)?/oauth/callback/(?P<connection>[A-Za-z0-9_-]{1,100})/?"
    r"(?:\?(?P<query>[^#]*))?"
)
MOST_FIELDS = 100
#: ``Sec-Fetch-Site`` of our own page's button, and of a page that is loaded again.
OUR_SITES = ("same-origin", "none")

Link = Annotated[str, Pattern(r"^[A-Za-z0-9_-]{1,600}$", "this link is not whole: open it again")]
Host = Annotated[str, FromHeader("Host")]
Cookies = Annotated[str, FromHeader("Cookie")]
Site = Annotated[str, FromHeader("Sec-Fetch-Site")]
Origin = Annotated[str, FromHeader("Origin")]
OriginalUrl = Annotated[str, FromHeader("X-MS-Original-URL")]


@routes.endpoint(
    "POST",
    "oauth/connections/{connection}/authorize",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="oauth.connection.authorize",
    also={200: Authorization},
    problems=[NotFound, Conflict],
)
async def authorize_connection(
    call: Call,
    connection: ConnectionName,
    body: AuthorizeRequest,
    host: Host = "",
) -> Reply:
    """Begin to connect: where to send the browser, with a cookie that it has to come back with."""
    base = base_url(call, host)
    sent = await handlers.oauth_flows.authorize(call, connection, base, body.redirect_uri)
    return _reply(sent)


@pages.endpoint(
    "GET",
    "oauth/callback/{connection}",
    allow=Access.ANYONE,
    about=About.ORGANIZATION,
    reads=False,
    produces=HTML,
)
async def show_oauth_callback_page(  # noqa: PLR0913  what a provider may send
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
    return await _arrived(call, came)


@routes.endpoint(
    "GET",
    "oauth/rewritten-callback",
    allow=Access.ANYONE,
    about=About.ORGANIZATION,
    reads=False,
    produces=HTML,
)
async def show_rewritten_oauth_callback(
    call: Call, original: OriginalUrl = "", cookie: Cookies = ""
) -> Reply:
    """Show the same page behind Static Web Apps, which rewrites its address to one of the API."""
    found = PAGE.fullmatch(original)
    if found is None or original.count("&") > MOST_FIELDS:
        return page(NOT_CONNECTED, "there is nothing to see here", status=InvalidInput.status)
    given = dict(parse_qsl(found["query"] or ""))
    came = handlers.oauth_flows.Return(
        found["connection"],
        given.get("state", ""),
        given.get("code"),
        given.get("error"),
        given.get("iss"),
        _cookies(cookie),
    )
    return await _arrived(call, came)


@routes.endpoint(
    "GET",
    "oauth/callback/{connection}",
    allow=Access.ANYONE,
    about=About.ORGANIZATION,
    reads=False,
    produces=HTML,
)
async def show_oauth_callback(  # noqa: PLR0913  what a provider may send
    call: Call,
    connection: ConnectionName,
    state: str = "",
    code: str | None = None,
    error: str | None = None,
    iss: str | None = None,
    cookie: Cookies = "",
) -> Reply:
    """Come back to the address that connections from before have by their name."""
    came = handlers.oauth_flows.Return(connection, state, code, error, iss, _cookies(cookie))
    return await _arrived(call, came)


async def _arrived(call: Call, came: "handlers.oauth_flows.Return") -> Reply:
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
    about=About.ORGANIZATION,
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
    about=About.ORGANIZATION,
    audit="oauth.connection.link",
    status=201,
    problems=[NotFound, Conflict],
)
async def create_reconnect_link(
    call: Call, connection: ConnectionName, host: Host = ""
) -> ReconnectLink:
    """Make a link by which somebody without an account here can connect it, within 24 hours."""
    return await handlers.oauth_flows.make_link(call, connection, base_url(call, host))


@routes.endpoint(
    "GET",
    "oauth/reconnect/{link}",
    allow=Access.ANYONE,
    about=About.ORGANIZATION,
    produces=HTML,
)
async def show_reconnect_link(call: Call, link: Link) -> Reply:
    """Show what the link is for; looking at it changes nothing."""
    try:
        asked = await handlers.oauth_flows.asked(call, link)
    except InvalidInput as failure:
        return page(NOT_CONNECTED, str(failure), status=failure.status)
    text = (
        f"{asked.asker} asks you to connect {asked.connection} for {asked.organization}. "
        f"If you go on, you agree to it at {asked.provider}, and {asked.organization} can use "
        "what you allow there. Close this window if you did not expect that"
    )
    return page("Connect", text, button="Go on")


@routes.endpoint(
    "POST",
    "oauth/reconnect/{link}",
    allow=Access.ANYONE,
    about=About.ORGANIZATION,
    audit="oauth.connection.reconnect",
    status=303,
    produces=HTML,
)
async def follow_reconnect_link(
    call: Call, link: Link, host: Host = "", site: Site = "", origin: Origin = ""
) -> Reply:
    """Go to the provider; the link is used up once it is connected."""
    base = base_url(call, host)
    try:
        _require_our_page(site, origin, base)
        sent = await handlers.oauth_flows.follow(call, link, base)
    except InvalidInput as failure:
        return page(NOT_CONNECTED, str(failure), status=failure.status)
    where = {"Location": sent.authorization.authorization_url, "Set-Cookie": sent.cookie}
    return Reply(b"", 303, where, HTML)


def _require_our_page(site: str, origin: str, base: str) -> None:
    """Nobody is sent to a provider by a page of somebody else's, which could hide what it does.

    What says neither is no browser.
    """
    if site:
        is_ours = site.strip().lower() in OUR_SITES
    else:
        is_ours = origin.strip().lower().rstrip("/") in ("", base.lower())
    if not is_ours:
        raise InvalidInput("another site sent you here: open the link that you were given instead")


def base_url(call: Call, host: str) -> str:
    """Where this platform is for a browser: as the settings say, or on this machine.

    Nothing else that a request says of it counts: whoever sends one chooses its headers.
    """
    if call.platform.settings.public_url:
        return call.platform.settings.public_url
    found = HOST.fullmatch(host)
    is_here = found is not None and found["name"] in ("localhost", "127.0.0.1", "[::1]")
    if not is_here:
        raise InvalidInput("it is not clear where this platform is: set BIFROST_PUBLIC_URL")
    return f"http://{host}"


def _reply(sent: "handlers.oauth_flows.Sent") -> Reply:
    return Reply(sent.authorization.model_dump_json().encode(), headers={"Set-Cookie": sent.cookie})


def _cookies(header: str) -> dict[str, str]:
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(header).items()}
    except CookieError:
        return {}
