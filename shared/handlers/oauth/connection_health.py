"""Reports the health of a connection, with advice on what to do."""

from shared.call import Call
from shared.errors import Refused
from shared.models.base import GLOBAL
from shared.models.connection_health import ConnectionHealth
from shared.oauth import redirect_uris
from shared.oauth.advice import advice_at_end, advice_for
from shared.oauth.key_ring import provider_of
from shared.oauth.lookup import Held
from shared.oauth.token_expiry import is_connected
from shared.services.workspace.workspace import modules, naming


async def get(call: Call, name: str) -> ConnectionHealth:
    """Report the connection as the organization in scope has it.

    ``used_by`` comes from a search of the workspace's text.
    """
    held = await call.platform.oauth.finder.get(call.caller.scope, name)
    files = await modules(call.platform.services.workspace)
    grant, provider = held.grant, provider_of(held.connection)
    state = call.platform.oauth.breakers.state(provider)
    partner = await _partner_of(call, held)
    lasts = await _can_go_on(call, held)
    uris = await redirect_uris.of(call.platform.directory, held.connection)
    public_url, now = call.platform.settings.public_url, call.platform.services.clock.now()
    return ConnectionHealth(
        connection_name=name,
        org_id=held.connection.org_id,
        status=grant.status,
        status_message=grant.status_message,
        connected_by=grant.connected_by,
        connected_at=grant.connected_at,
        expires_at=grant.expires_at,
        last_refresh_at=grant.last_refresh_at,
        next_refresh_at=grant.due_at if lasts else None,
        failures=grant.failures,
        failing_since=grant.failing_since,
        provider=provider,
        provider_state=state.value,
        used_by=call.caller.shown_paths(naming(files, name, b"oauth", b"modules")),
        redirect_uri=uris.own(public_url),
        old_redirect_uri=uris.old(public_url),
        partner_connection=held.connection.partner_connection,
        partner_status=partner.grant.status if partner else None,
        serves=held.connection.serves,
        what_to_do=advice_for(held, partner, state, now) if lasts else advice_at_end(held, now),
    )


async def _can_go_on(call: Call, held: Held) -> bool:
    """Whether the connection never expires or can be refreshed."""
    grant = held.grant
    is_unending = grant.expires_at is None or held.connection.flow.connects_itself
    if is_unending or not is_connected(grant):
        return True
    try:
        token = await call.platform.oauth.refresher.token(held)
    except Refused:  # its key is missing, as the next refresh reports
        return True
    return token is None or token.refresh_token is not None


async def _partner_of(call: Call, held: Held) -> Held | None:
    name = held.connection.partner_connection
    return await call.platform.oauth.finder.find(GLOBAL, name) if name else None
