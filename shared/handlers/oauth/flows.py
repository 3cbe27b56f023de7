"""Request handlers of OAuth's authorization code flow: to the provider and back."""

import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from typing import NoReturn
from urllib.parse import urlsplit

from shared.call import Call
from shared.engine.authorization.reauthorization import AuthorizationRevoked
from shared.errors import BifrostError, Conflict, InvalidInput, NotFound, Stale
from shared.models.audit import AuditActor, AuditFacts
from shared.models.automation.makers import Needs
from shared.models.callers import Actor, CallerKind
from shared.models.client.authorizations import (
    Authorization,
    AuthorizeRequest,
    CallbackResult,
    ReconnectLink,
)
from shared.models.connections import ENTITY, ConnectionStatus, Flow, Owner
from shared.models.links import LinkIssuer
from shared.oauth import redirect_uris
from shared.oauth.error_words import reason_of
from shared.oauth.key_ring import verifier_place
from shared.oauth.lookup import Held
from shared.oauth.protocol import authorization_url
from shared.oauth.token_expiry import may_recover
from shared.repositories.audit.recording import on_record
from shared.repositories.oauth_flows import Departure, StoredDeparture

COOKIE = "bifrost_oauth_"
#: The page of a connection and the API that it calls are in two folders of the address.
COOKIE_PATH = "/"
COOKIE_SECONDS = 600
LINK_LIFETIME = timedelta(hours=24)
OPERATION = "oauth.connection.connect"
MOST_CODE = 8 * 1024


@dataclass(frozen=True, slots=True)
class Sent:
    """The address to send the browser to, and the cookie that it must come back with.

    The cookie is empty if the page keeps the secret.
    """

    authorization: Authorization
    cookie: str
    secret: str

    def in_page(self) -> "Sent":
        """Return the same for a page that keeps the secret, without a cookie."""
        told = self.authorization.model_copy(update={"browser_secret": self.secret})
        return Sent(told, "", self.secret)


@dataclass(frozen=True, slots=True)
class Return:
    """The request with which a browser comes back; ``error`` is the provider's."""

    connection: str  #: The end of the address: the connection's id or name.
    state: str
    code: str | None = None
    error: str | None = None
    iss: str | None = None
    cookies: dict[str, str] = field(default_factory=dict[str, str])
    browser_secret: str = ""

    @property
    def secret(self) -> str:
        """What proves that this is the browser that left: from the page, or from the cookie."""
        return self.browser_secret or self.cookies.get(cookie_name(self.state), "")


async def authorize(call: Call, name: str, base_url: str, asked: AuthorizeRequest) -> Sent:
    """Begin an authorization; an existing token stays until the user comes back.

    A page can keep the secret itself, so that nothing depends on the cookies that a proxy keeps.
    """
    held = await own(call, name)
    chosen = await _chosen(call, held, base_url, asked.redirect_uri)
    sent = await depart(call, held, call.caller.actor, chosen)
    call.changed("connection", name, None, None)
    return sent.in_page() if asked.bound_to == "page" else sent


async def depart(
    call: Call, held: Held, actor: Actor, redirect_uri: str, link_hash: str | None = None
) -> Sent:
    """Store the departure, bound by a cookie to the browser that must finish it."""
    if held.connection.flow is not Flow.AUTHORIZATION_CODE:
        raise InvalidInput(f"{held.name!r} does not use the authorization code flow")
    oauth = call.platform.oauth
    client = await oauth.refresher.client(held)
    client.url(held.connection.token_url)  # raises now what would fail at the return
    verifier, cookie = secrets.token_urlsafe(48), secrets.token_urlsafe(32)
    place = verifier_place(held.token_org, held.connection)
    departure = Departure(
        org_id=held.token_org,
        name=held.name,
        connection_id=held.connection.id,
        actor=actor,
        cookie_hash=_hash(cookie),
        sealed_verifier=await oauth.key_ring.seal(verifier, place),
        redirect_uri=redirect_uri,
        link_hash=link_hash,
        left_at=call.platform.services.clock.now(),
    )
    state = await call.platform.directory.departures.add(departure)
    is_kept = held.grant.status is ConnectionStatus.COMPLETED or may_recover(held.grant)
    if not is_kept:
        sent = f"a user was sent to the provider at {departure.left_at:%Y-%m-%d %H:%M} UTC"
        message = f"{sent}, and has ten minutes"
        status = ConnectionStatus.WAITING_CALLBACK
        await oauth.change(held, status=status, status_message=message)
    url = authorization_url(client, redirect_uri, state, verifier)
    message = "Send the browser to authorization_url within ten minutes"
    authorization = Authorization(authorization_url=url, state=state, message=message)
    return Sent(authorization, _cookie(state, cookie, redirect_uri), cookie)


async def make_link(call: Call, name: str, base_url: str) -> ReconnectLink:
    """Make a link by which a person without an account connects it, once; an older one is void."""
    held = await own(call, name)
    if held.connection.flow is not Flow.AUTHORIZATION_CODE:
        raise InvalidInput(f"{name!r} does not use the authorization code flow")
    secret = secrets.token_urlsafe(32)
    until = call.platform.services.clock.now() + LINK_LIFETIME
    facts = {"link_hash": _hash(secret), "link_until": until, "link_by": call.caller.actor.name}
    issuer = _issuer(call.caller.actor, held.token_org)
    await call.platform.oauth.change(held, **facts, link_issuer=issuer)
    call.changed("connection", name, None, None)
    text = urlsafe_b64encode(f"{held.token_org}|{name}|{secret}".encode()).decode().rstrip("=")
    return ReconnectLink(url=f"{base_url}/api/oauth/reconnect/{text}", expires_at=until)


@dataclass(frozen=True, slots=True)
class LinkRequest:
    """The facts that a person who opens a link needs before they agree."""

    connection: str
    provider: str
    organization: str
    asker: str


async def asked(call: Call, link: str) -> LinkRequest:
    """Return what the link asks for, to show before the person goes on."""
    held = await linked(call, link)
    organization = await call.platform.directory.organizations.known(held.token_org)
    entity = held.grant.entity_id or "entity"
    address = (held.connection.authorization_url or "").replace(ENTITY, entity)
    return LinkRequest(
        connection=held.name,
        provider=urlsplit(address).hostname or "the provider",
        organization=organization.name if organization else "the operator of this platform",
        asker=held.grant.link_by or "an administrator",
    )


async def linked(call: Call, link: str) -> Held:
    """Return the connection of the link, without using the link up: mail scanners open it, too."""
    refused = InvalidInput("this link has been used or has expired: ask for a new one")
    try:
        padded = link + "=" * (-len(link) % 4)
        org_id, name, secret = urlsafe_b64decode(padded).decode().split("|")
        place = Owner(org_id=org_id, name=name)
    except ValueError as error:  # from any of the three lines
        raise refused from error
    held = await call.platform.oauth.finder.find(place.org_id, place.name)
    if held is None or held.token_org != place.org_id or not held.grant.link_hash:
        raise refused
    is_it = hmac.compare_digest(_hash(secret), held.grant.link_hash)
    until = held.grant.link_until
    if not is_it or until is None or call.platform.services.clock.now() > until:
        raise refused
    try:
        await call.platform.engine.reauthorization.require_issuer(held.grant.link_issuer)
    except AuthorizationRevoked as error:
        raise refused from error
    return held


async def follow(call: Call, link: str, base_url: str) -> Sent:
    """Go to the provider by a link; the link is used up when the connection succeeds."""
    held = await linked(call, link)
    name = f"holder of the link of {held.grant.link_by}"
    actor = Actor(kind=CallerKind.ANONYMOUS, id="link", name=name)
    redirect_uri = await _chosen(call, held, base_url, None)
    return await depart(call, held, actor, redirect_uri, held.grant.link_hash)


async def own(call: Call, name: str) -> Held:
    """Return a connection whose token is the organization's own; Conflict if it is GLOBAL's."""
    held = await call.platform.oauth.finder.get(call.caller.scope, name)
    if held.token_org != call.caller.scope:
        raise Conflict(f"the token of {name!r} is GLOBAL's: connect it there")
    return held


async def arrive(call: Call, came: Return) -> CallbackResult:
    """Exchange the code for a token, and store it; every error says what to do.

    A request without the cookie does not use up the state.
    """
    stored = await _departure(call, came)
    try:
        await call.platform.directory.departures.use_up(stored)
    except Stale as error:
        raise InvalidInput("this authorization was used already: start again") from error
    departure = stored.departure
    actor = AuditActor(
        kind=departure.actor.kind.value,
        id=departure.actor.id,
        name=departure.actor.name,
        address=call.origin.address,
    )
    facts = AuditFacts(
        OPERATION,
        actor,
        object_kind="connection",
        object_id=departure.name,
        request_id=call.origin.recorded_id,
    )
    audit = call.platform.directory.audit_of(departure.org_id)
    return await on_record(audit, facts, lambda: _connect(call, departure, came))


async def _departure(call: Call, came: Return) -> StoredDeparture:
    """Return the departure of this browser for this connection; InvalidInput otherwise."""
    stored = await call.platform.directory.departures.find(came.state)
    if stored is None:
        raise InvalidInput(
            "there is no authorization to finish. It was finished before, or begun more than ten "
            "minutes ago: if it is not connected, start again"
        )
    if not hmac.compare_digest(_hash(came.secret), stored.departure.cookie_hash):
        raise InvalidInput("this was started in another browser: continue there, or start again")
    if _end_of(stored.departure.redirect_uri) != came.connection:
        raise InvalidInput("this is for another connection: start again")
    return stored


async def _connect(call: Call, departure: Departure, came: Return) -> CallbackResult:
    held = await _still(call, departure)
    await _require_its_address(call, held, departure)
    oauth = call.platform.oauth
    try:
        _require_agreed(held, came)
        _require_link(held, departure)
        await _require_issuer(call, held, departure)
        place = verifier_place(held.token_org, held.connection)
        verifier = await oauth.key_ring.unseal(departure.sealed_verifier, place)
        client = await oauth.refresher.client(held)
        code = came.code or ""
        token = await oauth.provider.exchange(client, code, verifier, departure.redirect_uri)
    except BifrostError as error:
        await _failed(call, held, error)
    held = await oauth.connect(held, token, departure.actor)
    warning = None
    if token.refresh_token is None and token.expires_at:
        warning = "the provider gave no refresh token: connect again when this one expires"
    return CallbackResult(
        success=True,
        message=f"{held.name} is connected",
        status=held.grant.status,
        connection_name=held.name,
        warning_message=warning,
    )


async def _still(call: Call, departure: Departure) -> Held:
    held = await call.platform.oauth.finder.find(departure.org_id, departure.name)
    if held is None or held.connection.id != departure.connection_id:
        raise NotFound("connection", departure.name)
    if held.token_org != departure.org_id:
        raise Conflict("this connection is no longer the organization's own")
    return held


async def _require_its_address(call: Call, held: Held, departure: Departure) -> None:
    """Conflict if the redirect URI of the departure is no longer one of the connection's."""
    uris = await redirect_uris.of(call.platform.directory, held.connection)
    if _end_of(departure.redirect_uri) not in uris.ends():
        raise Conflict(
            f"the redirect URI of {held.name!r} has changed since: see its health, and start again"
        )


async def _failed(call: Call, held: Held, error: BifrostError) -> NoReturn:
    reason = f"connecting failed: {error}"
    await call.platform.oauth.fail(held, reason)
    raise InvalidInput(
        f"connecting {held.name} failed: {error}. Start again, or ask your administrator"
    ) from error


def _require_agreed(held: Held, came: Return) -> None:
    if came.error:
        no = "access was denied at the provider (access_denied)"
        raise InvalidInput(no if came.error == "access_denied" else reason_of(came.error))
    if not came.code or len(came.code) > MOST_CODE:
        raise InvalidInput("the provider sent no code")
    if came.iss and not _is_issuer(held, came.iss):
        raise InvalidInput("the answer is from another provider than the one that was asked")


def _require_link(held: Held, departure: Departure) -> None:
    """InvalidInput if the link that was followed is used up or replaced by a newer one."""
    if departure.link_hash and held.grant.link_hash != departure.link_hash:
        raise InvalidInput("the link that this began with has been used: ask for a new one")


async def _require_issuer(call: Call, held: Held, departure: Departure) -> None:
    """AuthorizationRevoked if the user who left, or who made the link, may no longer do so."""
    issuer = held.grant.link_issuer
    if departure.link_hash is None:
        issuer = _issuer(departure.actor, departure.org_id)
    await call.platform.engine.reauthorization.require_issuer(issuer)


def _issuer(actor: Actor, org_id: str) -> LinkIssuer:
    return LinkIssuer(actor=actor, needs=Needs.ORGANIZATION, org_id=org_id)


def _is_issuer(held: Held, iss: str) -> bool:
    """Whether ``iss`` is the connection's issuer; without one, the origin of its pages counts."""
    connection = held.connection
    entity = held.grant.entity_id or ""
    if connection.issuer:
        return iss == connection.issuer.replace("{entity_id}", entity)
    page = (connection.authorization_url or "").replace("{entity_id}", entity)
    with suppress(ValueError):  # not a URL at all
        return urlsplit(iss)[:2] == urlsplit(page)[:2]
    return False


async def _chosen(call: Call, held: Held, base_url: str, redirect_uri: str | None) -> str:
    """Return the redirect URI; InvalidInput unless it is one of the connection's own."""
    uris = await redirect_uris.of(call.platform.directory, held.connection)
    allowed = uris.all(base_url)
    if redirect_uri is not None and redirect_uri not in allowed:
        raise InvalidInput(f"redirect_uri has to be one of: {', '.join(allowed)}")
    return redirect_uri or allowed[0]


def _end_of(redirect_uri: str) -> str:
    return redirect_uri.rpartition("/")[2]


def cookie_name(state: str) -> str:
    """Return the cookie's name, one per state: two connections can be made in two tabs."""
    return COOKIE + _hash(state)[:16]


def _cookie(state: str, value: str, redirect_uri: str) -> str:
    secure = "; Secure" if redirect_uri.startswith("https://") else ""
    limits = f"Path={COOKIE_PATH}; Max-Age={COOKIE_SECONDS}; HttpOnly; SameSite=Lax{secure}"
    return f"{cookie_name(state)}={value}; {limits}"


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
