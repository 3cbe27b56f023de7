"""Reports the health of a connection, with advice on what to do."""

from datetime import datetime

from shared.call import Call
from shared.errors import Refused
from shared.models.base import GLOBAL
from shared.models.connection_health import ConnectionHealth
from shared.models.connections import ConnectionStatus, Flow
from shared.oauth import redirect_uris
from shared.oauth.circuit_breaker import BreakerState
from shared.oauth.key_ring import provider_of
from shared.oauth.lookup import Held
from shared.oauth.token_expiry import is_alive, is_connected
from shared.services.workspace.workspace import modules, naming

CONNECT = {
    Flow.AUTHORIZATION_CODE: "Connect it: authorize it, or send a user a reconnect link.",
    Flow.CLIENT_CREDENTIALS: "Check client id, secret and scopes, then refresh it.",
    Flow.REFRESH_TOKEN: "Give it a token: oauth.set_token in a workflow.",
    Flow.PARTNER: "Correct what its status says, then refresh it.",
}


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
        what_to_do=_advice(held, partner, state, now) if lasts else _end_of(call, held),
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


def _end_of(call: Call, held: Held) -> str:
    is_over = not is_alive(call.platform.services.clock.now(), held.grant)
    end = f"{held.grant.expires_at:%Y-%m-%d %H:%M} UTC"
    when = f"It expired at {end}" if is_over else f"Before it expires at {end}"
    return f"{when}, connect it again: the provider gave no refresh token."


async def _partner_of(call: Call, held: Held) -> Held | None:
    name = held.connection.partner_connection
    return await call.platform.oauth.finder.find(GLOBAL, name) if name else None


def _advice(held: Held, partner: Held | None, state: BreakerState, now: datetime) -> str:
    grant = held.grant
    if partner and not is_connected(partner.grant):
        return f"Connect {partner.name!r}, in GLOBAL: this one then connects by itself."
    if partner and grant.entity_id is None:
        return "Ask a platform administrator to set this organization's tenant (entity)."
    if grant.status is ConnectionStatus.WAITING_CALLBACK:
        return "A user is signing in at the provider: wait, or cancel and start again."
    if grant.status is not ConnectionStatus.COMPLETED:
        return CONNECT[held.connection.flow]
    if not grant.failures and state is BreakerState.CLOSED:
        return "Nothing."
    until = "is valid until then" if is_alive(now, grant) else "has expired meanwhile"
    return f"Wait: the refresh failed, and is retried automatically. The token {until}."
