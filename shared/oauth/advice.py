"""Says in words what an administrator should do about a connection."""

from datetime import datetime

from shared.models.connections import ConnectionStatus, Flow
from shared.oauth.circuit_breaker import BreakerState
from shared.oauth.lookup import Held
from shared.oauth.token_expiry import is_alive, is_connected, is_unrefreshable

NOTHING = "Nothing."
CONNECT = {
    Flow.AUTHORIZATION_CODE: "Connect it: authorize it, or send a user a reconnect link.",
    Flow.CLIENT_CREDENTIALS: "Check client id, secret and scopes, then refresh it.",
    Flow.REFRESH_TOKEN: "Give it a token: oauth.set_token in a workflow.",
    Flow.PARTNER: "Correct what its status says, then refresh it.",
}


def advice_for(held: Held, partner: Held | None, state: BreakerState, now: datetime) -> str:
    """Return what to do; ``partner`` is the connection with the sign-in for it, if it is known."""
    grant = held.grant
    if partner and not is_connected(partner.grant):
        return f"Connect {partner.name!r}, in GLOBAL: this one then connects by itself."
    if held.connection.partner_connection and grant.entity_id is None:
        return "Ask a platform administrator to set this organization's tenant (entity)."
    if grant.status is ConnectionStatus.WAITING_CALLBACK:
        return "A user is signing in at the provider: wait, or cancel and start again."
    if grant.status is not ConnectionStatus.COMPLETED:
        return CONNECT[held.connection.flow]
    if not grant.failures and state is BreakerState.CLOSED:
        return NOTHING
    until = "is valid until then" if is_alive(now, grant) else "has expired meanwhile"
    return f"Wait: the refresh failed, and is retried automatically. The token {until}."


def advice_at_end(held: Held, now: datetime) -> str:
    """Return what to do about a token that ends, because the provider gave no refresh token."""
    is_over = not is_alive(now, held.grant)
    end = f"{held.grant.expires_at:%Y-%m-%d %H:%M} UTC"
    when = f"It expired at {end}" if is_over else f"Before it expires at {end}"
    return f"{when}, connect it again: the provider gave no refresh token."


def advice_of_row(held: Held, state: BreakerState, now: datetime) -> str:
    """Return what to do as far as the connection's own rows say it, for lists."""
    grant = held.grant
    ends = not held.connection.flow.connects_itself and is_unrefreshable(grant)
    if ends and is_connected(grant):
        return advice_at_end(held, now)
    return advice_for(held, None, state, now)
