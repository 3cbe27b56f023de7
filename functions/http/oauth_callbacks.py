"""OAuth authorization: /api/oauth/connections/{connection}/authorize and its callbacks."""

import re
from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import parse_qsl

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.arguments import ArgumentGroup, FromHeader
from functions.edge.cookies import Cookies, cookies_in
from functions.edge.endpoint import Routes
from functions.edge.html import page
from shared import handlers
from shared.call import Call
from shared.errors import BifrostError, Conflict, InvalidInput, NotFound
from shared.models.client.authorizations import (
    Authorization,
    AuthorizeRequest,
    Callback,
    CallbackResult,
    ReconnectLink,
)
from shared.models.connections import ConnectionName
from shared.models.replies import Reply
from shared.wording.error_messages import Pattern

routes = Routes()
#: Pages outside the API: the redirect URI that is registered with providers.
pages = Routes(prefix="")

HTML = "text/html"
BODY_LIMIT = 64 * 1024

#: A host header that is safe in a URL.
HOST = re.compile(r"(?P<name>[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?")
NOT_CONNECTED = "Not connected"
#: The callback's URL before Static Web Apps rewrote it.
PAGE = re.compile(
    r"(?:https?://[^/?#]*)?/oauth/callback/(?P<connection>[A-Za-z0-9_-]{1,100})/?"
    r"(?:\?(?P<query>[^#]*))?"
)
MOST_FIELDS = 100
#: ``Sec-Fetch-Site`` of the page's own button, and of a reload.
OWN_SITES = ("same-origin", "none")

Link = Annotated[str, Pattern(r"^[A-Za-z0-9_-]{1,600}$", "this link is incomplete: open it again")]
Host = Annotated[str, FromHeader("Host")]
Site = Annotated[str, FromHeader("Sec-Fetch-Site")]
Origin = Annotated[str, FromHeader("Origin")]
OriginalUrl = Annotated[str, FromHeader("X-MS-Original-URL")]


@dataclass(frozen=True, slots=True)
class CallbackParameters(ArgumentGroup):
    """What a provider may send back in the query, and the cookies of the browser."""

    state: str = ""
    code: str | None = None
    error: str | None = None
    iss: str | None = None
    cookie: Cookies = ""

    def returned(self, connection: str) -> "handlers.oauth.flows.Return":
        """Return the parameters for the connection at the end of the callback's address."""
        cookies = cookies_in(self.cookie)
        return handlers.oauth.flows.Return(
            connection, self.state, self.code, self.error, self.iss, cookies
        )


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
    """Begin an authorization: the URL for the browser, and a secret that it must bring back."""
    base = base_url(call, host)
    sent = await handlers.oauth.flows.authorize(call, connection, base, body)
    return _reply(sent)


@pages.endpoint(
    "GET",
    "oauth/callback/{connection}",
    allow=Access.ANYONE,
    about=About.ORGANIZATION,
    reads=False,
    produces=HTML,
)
async def show_oauth_callback_page(
    call: Call, connection: ConnectionName, sent: CallbackParameters
) -> Reply:
    """Finish an authorization, and say whether it is connected; where no client is served."""
    return await _result_page(call, sent.returned(connection))


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
    """Finish an authorization behind Static Web Apps, which rewrites the callback's address."""
    found = PAGE.fullmatch(original)
    if found is None or original.count("&") > MOST_FIELDS:
        return page(NOT_CONNECTED, "this is not a callback's address", status=InvalidInput.status)
    given = dict(parse_qsl(found["query"] or ""))
    sent = CallbackParameters(
        given.get("state", ""), given.get("code"), given.get("error"), given.get("iss"), cookie
    )
    return await _result_page(call, sent.returned(found["connection"]))


@routes.endpoint(
    "GET",
    "oauth/callback/{connection}",
    allow=Access.ANYONE,
    about=About.ORGANIZATION,
    reads=False,
    produces=HTML,
)
async def show_oauth_callback(
    call: Call, connection: ConnectionName, sent: CallbackParameters
) -> Reply:
    """Finish an authorization at the callback address of older connections."""
    return await _result_page(call, sent.returned(connection))


async def _result_page(call: Call, returned: "handlers.oauth.flows.Return") -> Reply:
    try:
        result = await handlers.oauth.flows.arrive(call, returned)
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
    """Finish an authorization for a page of the client, which posts the provider's parameters."""
    sent = CallbackParameters(body.state, body.code, body.error, body.iss, cookie)
    returned = sent.returned(connection)
    if body.browser_secret is not None:
        secret = body.browser_secret.get_secret_value()
        returned = replace(returned, browser_secret=secret)
    return await handlers.oauth.flows.arrive(call, returned)


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
    """Create a link with which a person without an account can connect, within 24 hours."""
    return await handlers.oauth.flows.make_link(call, connection, base_url(call, host))


@routes.endpoint(
    "GET",
    "oauth/reconnect/{link}",
    allow=Access.ANYONE,
    about=About.ORGANIZATION,
    produces=HTML,
)
async def show_reconnect_link(call: Call, link: Link) -> Reply:
    """Show the connection that a link is for; opening the page changes nothing."""
    try:
        asked = await handlers.oauth.flows.asked(call, link)
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
    """Redirect to the provider; the link stops working once it has connected."""
    base = base_url(call, host)
    try:
        _require_own_page(site, origin, base)
        sent = await handlers.oauth.flows.follow(call, link, base)
    except InvalidInput as failure:
        return page(NOT_CONNECTED, str(failure), status=failure.status)
    where = {"Location": sent.authorization.authorization_url, "Set-Cookie": sent.cookie}
    return Reply(b"", 303, where, HTML)


def _require_own_page(site: str, origin: str, base: str) -> None:
    """Raise InvalidInput if a page of another site sent the browser: it could hide the button.

    A request with neither header does not come from a browser.
    """
    if site:
        is_own = site.strip().lower() in OWN_SITES
    else:
        is_own = origin.strip().lower().rstrip("/") in ("", base.lower())
    if not is_own:
        raise InvalidInput("another site sent you here: open the link that you were given instead")


def base_url(call: Call, host: str) -> str:
    """The platform's URL for browsers: BIFROST_PUBLIC_URL, or this machine's address.

    Any other Host header is refused, since the sender of a request chooses its headers.
    """
    if call.platform.settings.public_url:
        return call.platform.settings.public_url
    found = HOST.fullmatch(host)
    is_local = found is not None and found["name"] in ("localhost", "127.0.0.1", "[::1]")
    if not is_local:
        raise InvalidInput("the platform's public URL is unknown: set BIFROST_PUBLIC_URL")
    return f"http://{host}"


def _reply(sent: "handlers.oauth.flows.Sent") -> Reply:
    headers = {"Set-Cookie": sent.cookie} if sent.cookie else {}
    return Reply(sent.authorization.model_dump_json().encode(), headers=headers)
