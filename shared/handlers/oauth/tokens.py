"""Request handlers of connections' tokens, for runs."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from shared.call import Call
from shared.errors import Conflict, NotFound, NotPermitted
from shared.models.audit import AuditActor, AuditFacts
from shared.models.base import GLOBAL
from shared.models.callers import CallerKind
from shared.models.connections import ENTITY, ConnectionStatus, GivenToken, OpenToken, TokenSet
from shared.models.token_requests import ClientAuthentication
from shared.oauth.lookup import Held
from shared.oauth.oauth import Credentials
from shared.oauth.token_answers import own_end
from shared.repositories.audit.recording import on_record

T = TypeVar("T")

PAGE = 400
DISCONNECTED = {
    "status": ConnectionStatus.NOT_CONNECTED,
    "status_message": "its token was deleted",
    "sealed_token": None,
    "expires_at": None,
    "due_at": None,
    "retry_at": None,
}


async def get(call: Call, name: str, org_id: str | None) -> OpenToken | None:
    """Return the organization's token, valid for a while; None if there is no such connection."""
    scope = await scope_of(call, org_id)
    found = await call.platform.oauth.credentials(scope, name)
    if found is None:
        return None
    _require_not_the_partners(found.held)
    return _opened(found)


async def names(call: Call, org_id: str | None) -> list[str]:
    """Return the names of the organization's own connections and GLOBAL's."""
    found: set[str] = set()
    for scope in dict.fromkeys((await scope_of(call, org_id), GLOBAL)):
        connections = call.platform.directory.connections_of(scope)
        start: str | None = None
        while True:
            page = await connections.page(start, PAGE)
            found |= {one.name for one in page.items if one.connection}
            start = page.next
            if start is None:
                break
    return sorted(found)


async def refresh(call: Call, name: str, org_id: str | None) -> OpenToken:
    """Refresh the token now, whether or not it is due."""
    held = await _own(call, name, await scope_of(call, org_id))

    async def work() -> OpenToken:
        oauth = call.platform.oauth
        await oauth.refresh(held.org_id, name)
        found = await oauth.credentials(held.org_id, name)
        if found is None:
            raise NotFound("connection", name)
        return _opened(found)

    return await _on_record(call, held, "oauth.token.refresh", work)


async def put(call: Call, name: str, given: GivenToken, org_id: str | None) -> None:
    """Store a token that comes from elsewhere, for an existing connection."""
    held = await _own(call, name, await scope_of(call, org_id))
    token = _token(given, call.platform.services.clock.now())
    work = call.platform.oauth.connect
    await _on_record(call, held, "oauth.token.set", lambda: work(held, token, call.caller.actor))


async def forget(call: Call, name: str, org_id: str | None) -> bool:
    """Delete the token and return whether there was one; the connection stays."""
    scope = await scope_of(call, org_id)
    if await call.platform.oauth.finder.find(scope, name) is None:
        return False
    held = await _own(call, name, scope)
    if held.grant.sealed_token is None:
        return False
    change = call.platform.oauth.change
    await _on_record(call, held, "oauth.token.delete", lambda: change(held, **DISCONNECTED))
    return True


async def scope_of(call: Call, org_id: str | None) -> str:
    """Return the organization's scope; only a run in GLOBAL may name another one."""
    caller = call.caller
    if org_id in (None, caller.scope):
        return caller.scope
    may = caller.actor.is_admin or caller.actor.kind is CallerKind.SYSTEM
    if caller.scope != GLOBAL or not may:
        raise NotPermitted("only a run in GLOBAL may name another organization")
    organization = await call.platform.directory.organizations.known(org_id)
    if organization is None or not organization.is_active:
        raise NotFound("active organization", org_id)
    return organization.id


async def _own(call: Call, name: str, scope: str) -> Held:
    held = await call.platform.oauth.finder.get(scope, name)
    if held.token_org != scope:
        raise Conflict(f"the token of {name!r} is GLOBAL's: a run there can change it")
    return held


def _require_not_the_partners(held: Held) -> None:
    """NotPermitted for a partner's own token: with it a customer's run could reach others."""
    if held.connection.serves and not held.is_own:
        instead = ", ".join(held.connection.serves)
        raise NotPermitted(
            f"{held.name!r} is the partner's own sign-in, for runs of GLOBAL: use {instead}"
        )


def _opened(found: Credentials) -> OpenToken:
    """Return the token without what a run may not have.

    A run of an organization does not get the client secret and refresh token of GLOBAL's
    connection, for they open other organizations. No run gets those that open every customer's
    tenant.
    """
    held, token = found.held, found.token
    is_its = held.is_own and not held.connection.serves
    connection, entity = held.connection, held.grant.entity_id or ""
    url = connection.authorization_url
    return OpenToken(
        connection_name=connection.name,
        client_id=connection.client_id,
        client_secret=found.client_secret if is_its else None,
        authorization_url=url.replace(ENTITY, entity) if url else None,
        token_url=connection.token_url.replace(ENTITY, entity),
        scopes=token.scopes or connection.scopes,
        refresh_token=token.refresh_token if is_its else None,
        access_token=token.access_token,
        token_type=token.token_type,
        expires_at=token.expires_at,
    )


def _token(given: GivenToken, now: datetime) -> TokenSet:
    expires_at = given.expires_at
    if expires_at is None and given.expires_in is not None:
        expires_at = now + timedelta(seconds=given.expires_in)
    end = own_end(given.access_token)
    if end is not None and end > now.timestamp():
        its_end = datetime.fromtimestamp(end, UTC)
        expires_at = min(expires_at or its_end, its_end)
    return TokenSet(
        access_token=given.access_token,
        refresh_token=given.refresh_token,
        scopes=given.scopes or given.scope,
        expires_at=expires_at,
        auth_method=ClientAuthentication.AUTO,
    )


async def _on_record(call: Call, held: Held, operation: str, work: Callable[[], Awaitable[T]]) -> T:
    """Record the change of a token, in addition to the record of the run."""
    actor = call.caller.actor
    facts = AuditFacts(
        operation,
        AuditActor(kind=actor.kind.value, id=actor.id, name=actor.name),
        object_kind="connection",
        object_id=held.name,
    )
    return await on_record(call.platform.directory.audit_of(held.token_org), facts, work)
