"""Request handlers of OAuth connections."""

from collections.abc import Collection
from datetime import datetime
from uuid import uuid4

from shared.call import Call
from shared.errors import Conflict, Detail, InvalidInput, NotFound
from shared.models.base import GLOBAL
from shared.models.connections import (
    ENTITY,
    Connection,
    ConnectionCreate,
    ConnectionCredentials,
    ConnectionDetail,
    ConnectionMessage,
    ConnectionStatus,
    ConnectionUpdate,
    EntityChoice,
)
from shared.models.pages import Listed
from shared.oauth.connection_dependencies import (
    along_with,
    require_its_flow,
    require_unused,
    unusable,
)
from shared.oauth.key_ring import client_place
from shared.oauth.lookup import Held, fresh_grant
from shared.oauth.redirect_uris import RedirectUris
from shared.operations.address_checks import refusal_of
from shared.operations.conditional_edits import require_version, show_version
from shared.services.outbound.egress import RequestedBy, allowed_for

#: A change of one of these makes existing tokens useless.
ENDING = (
    "client_id",
    "client_secret",
    "authorization_url",
    "token_url",
    "issuer",
    "partner_connection",
)
URLS = ("authorization_url", "token_url", "issuer")
CANCELLED = {"status": ConnectionStatus.NOT_CONNECTED, "status_message": None}


async def create(call: Call, new: ConnectionCreate) -> ConnectionDetail:
    """Create a connection in the organization in scope; one with its own flow connects at once."""
    scope, oauth = call.caller.scope, call.platform.oauth
    if new.per_organization and scope != GLOBAL:
        raise _fault("per_organization", "only a connection of GLOBAL can serve organizations")
    made = _made(call, new)
    _require_urls(call, made)
    connection = await _sealed(call, made, new.client_secret)
    connections = call.platform.directory.connections_of(scope)
    stored = await connections.add(connection, await along_with(connections, None, connection))
    held = await oauth.finder.get(scope, stored.connection.name)
    if new.entity_id:
        held = await oauth.change(held, entity_id=new.entity_id)
    if new.oauth_flow_type.connects_itself and _knows_whom(held):
        held = await oauth.connect_client(held, call.caller.actor)
    oauth.forget()
    call.changed("connection", connection.name, None, detail(call, held))
    show_version(call, held.connection, ConnectionUpdate)
    return detail(call, held)


async def page(call: Call, limit: int, start: str | None) -> Listed[ConnectionDetail]:
    """List the organization's own and inherited connections, by name; an own one wins."""
    page = await call.platform.oauth.finder.page(call.caller.scope, start, limit)
    return Listed([detail(call, held) for held in page.items], page.next)


async def get(call: Call, name: str) -> ConnectionDetail:
    """Return the organization's own connection, or else GLOBAL's."""
    held = await call.platform.oauth.finder.get(call.caller.scope, name)
    show_version(call, held.connection, ConnectionUpdate)
    return detail(call, held)


async def update(call: Call, name: str, change: ConnectionUpdate) -> ConnectionDetail:
    """Change the fields that were sent."""
    held = await _own(call, name)
    require_version(call, held.connection, ConnectionUpdate)
    _require_secret_again(held.connection, change)
    require_its_flow(held.connection, change)
    facts = change.model_dump(exclude_none=True, exclude={"client_secret"})
    ends = any(
        getattr(change, field) not in (None, getattr(held.connection, field, None))
        for field in ENDING
    )
    more = {
        "updated_by": call.caller.actor.id,
        "updated_at": _now(call),
        "by_platform": call.caller.actor.is_platform_admin,
        "callback_id": held.connection.redirect_id,
    }
    # A new id: tokens of the old one, also those of other organizations, must not be used again.
    fresh = {"id": uuid4()} if ends else {}
    after = held.connection.model_copy(update={**facts, **more, **fresh})
    _require_urls(call, after)
    after = await _sealed(call, after, change.client_secret)
    connections = call.platform.directory.connections_of(call.caller.scope)
    along = await along_with(connections, held.connection, after)
    await connections.replace(held.stored, after, along)
    call.platform.oauth.forget()
    changed = await _own(call, name)
    if ends and changed.connection.flow.connects_itself and _knows_whom(changed):
        changed = await call.platform.oauth.connect_client(changed, call.caller.actor)
    call.changed("connection", name, detail(call, held), detail(call, changed))
    show_version(call, changed.connection, ConnectionUpdate)
    return detail(call, changed)


async def delete(call: Call, name: str) -> None:
    """Delete the organization's own connection and its token; Conflict if others depend on it."""
    held = await _own(call, name)
    connections = call.platform.directory.connections_of(call.caller.scope)
    found = await connections.find(name)
    if found.connection is None:
        raise NotFound("connection", name)
    require_version(call, found.connection.connection, ConnectionUpdate)
    require_unused(found.connection.connection)
    along = await along_with(connections, found.connection.connection, None)
    try:
        await connections.remove(found, along)
    finally:
        call.platform.oauth.forget()
    call.changed("connection", name, detail(call, held), None)


async def cancel(call: Call, name: str) -> ConnectionMessage:
    """Stop waiting for the callback of an authorization; an existing token stays."""
    held = await _with_own_token(call, name)
    if held.grant.status is ConnectionStatus.WAITING_CALLBACK:
        await call.platform.oauth.change(held, **CANCELLED)
    call.changed("connection", name, None, None)
    return ConnectionMessage(message="Authorization cancelled")


async def refresh(call: Call, name: str) -> ConnectionMessage:
    """Refresh the token now, whether or not it is due."""
    held = await _with_own_token(call, name)
    oauth = call.platform.oauth
    is_connected = held.grant.status is ConnectionStatus.COMPLETED
    if held.connection.flow.connects_itself and not is_connected:
        after = await oauth.connect_client(held, call.caller.actor)
        if after.grant.status_message:
            raise Conflict(f"{name} could not be connected: {after.grant.status_message}")
    else:
        after = await oauth.refresh(call.caller.scope, name)
    call.changed("connection", name, detail(call, held), detail(call, after))
    return ConnectionMessage(message="Token refreshed")


async def credentials(call: Call, name: str) -> ConnectionCredentials:
    """Return whether the connection has a token, and when it expires."""
    held = await call.platform.oauth.finder.get(call.caller.scope, name)
    grant = held.grant
    return ConnectionCredentials(
        connection_name=name, status=grant.status, expires_at=grant.expires_at
    )


async def choose_entity(call: Call, name: str, chosen: EntityChoice) -> ConnectionDetail:
    """Set the organization's entity at the provider; its existing token ends."""
    held = await _with_own_token(call, name)
    require_version(call, held.grant, EntityChoice)
    chosen_for = {"entity_id": chosen.entity_id, "fence": held.grant.fence}
    facts = {**fresh_grant(held.connection).model_dump(), **chosen_for}
    after = await call.platform.oauth.change(held, **facts)
    if held.connection.flow.connects_itself:
        after = await call.platform.oauth.connect_client(after, call.caller.actor)
    call.changed("connection", name, detail(call, held), detail(call, after))
    show_version(call, after.grant, EntityChoice)
    return detail(call, after)


def detail(call: Call, held: Held) -> ConnectionDetail:
    connection, grant = held.connection, held.grant
    return ConnectionDetail(
        connection_name=connection.name,
        org_id=connection.org_id,
        description=connection.description,
        oauth_flow_type=connection.flow,
        client_id=connection.client_id,
        has_client_secret=connection.sealed_secret is not None,
        authorization_url=connection.authorization_url,
        token_url=connection.token_url,
        issuer=connection.issuer,
        scopes=connection.scopes,
        per_organization=connection.per_organization,
        partner_connection=connection.partner_connection,
        serves=connection.serves,
        entity_id=grant.entity_id,
        token_endpoint_auth_method=connection.token_endpoint_auth_method,
        token_parameters=connection.token_parameters,
        redirect_uri=RedirectUris(connection, has_old=False).own(call.platform.settings.public_url),
        status=grant.status,
        status_message=grant.status_message,
        what_to_do=call.platform.oauth.advice(held),
        expires_at=grant.expires_at,
        connected_by=grant.connected_by,
        connected_at=grant.connected_at,
        last_refresh_at=grant.last_refresh_at,
        last_test_at=grant.last_test_at,
        created_at=connection.created_at,
        created_by=connection.created_by,
        updated_at=connection.updated_at,
    )


def _made(call: Call, new: ConnectionCreate) -> Connection:
    connection_id = uuid4()
    return Connection(
        id=connection_id,
        callback_id=connection_id,
        by_platform=call.caller.actor.is_platform_admin,
        token_endpoint_auth_method=new.token_endpoint_auth_method,
        token_parameters=new.token_parameters,
        org_id=call.caller.scope,
        name=new.connection_name,
        description=new.description,
        flow=new.oauth_flow_type,
        client_id=new.client_id or "",
        authorization_url=new.authorization_url,
        token_url=new.token_url,
        issuer=new.issuer,
        scopes=new.scopes,
        per_organization=new.per_organization,
        partner_connection=new.partner_connection,
        created_by=call.caller.actor.id,
        created_at=_now(call),
    )


async def _sealed(call: Call, connection: Connection, secret: str | None) -> Connection:
    if secret is None:
        return connection
    sealed = await call.platform.oauth.key_ring.seal(secret, client_place(connection))
    return connection.model_copy(update={"sealed_secret": sealed})


async def _own(call: Call, name: str) -> Held:
    held = await call.platform.oauth.finder.get(call.caller.scope, name)
    if not held.is_own:
        raise NotFound("connection of this organization", name)
    return held


async def _with_own_token(call: Call, name: str) -> Held:
    held = await call.platform.oauth.finder.get(call.caller.scope, name)
    if held.token_org != call.caller.scope:
        raise Conflict(f"the token of {name!r} is GLOBAL's: do this in GLOBAL")
    return held


def _require_secret_again(connection: Connection, change: ConnectionUpdate) -> None:
    """Require the secret again, for it belongs to the provider that it was entered for."""
    moved = change.token_url and change.token_url != connection.token_url
    if moved and connection.sealed_secret and not change.client_secret:
        raise _fault("client_secret", "another token_url needs the client_secret again")


def _require_urls(call: Call, connection: Connection) -> None:
    """Check all addresses with the rights of the caller who edits, not of their author."""
    requested_by = RequestedBy.OPERATOR if connection.is_the_operators else RequestedBy.ORGANIZATION
    allow = allowed_for(requested_by, call.platform.settings.egress_allow)
    for field in URLS:
        url = getattr(connection, field)
        if url is not None:
            _require_url(allow, field, url.replace(ENTITY, "entity"))


def _require_url(allow: Collection[str], field: str, url: str) -> None:
    """Check one address; host names are resolved and checked when they are requested."""
    reason = refusal_of(url, allow)
    if reason:
        raise _fault(field, reason)


def _knows_whom(held: Held) -> bool:
    return ENTITY not in held.connection.token_url or held.grant.entity_id is not None


def _fault(field: str, message: str) -> InvalidInput:
    return unusable(Detail(("body", field), message))


def _now(call: Call) -> datetime:
    return call.platform.services.clock.now()
