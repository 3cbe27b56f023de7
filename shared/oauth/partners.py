"""Partner sign-ins: one sign-in opens the tenants of all customers of a partner.

One of the partner's users signs in at the provider once, for a connection of GLOBAL. Connections of
the flow ``partner`` name that connection, and redeem its refresh token where each customer's tokens
are issued. They also use the partner connection's client and secret: a refresh token works only for
the client it was issued to, so a copy could only be identical, and would be one more to renew and
to lose.

The refresh token is sent only to the host that issued it, whatever an administrator enters as a
``token_url``. It is decrypted here, for one request; no customer's row contains it, and a run gets
neither it nor the secret.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from shared.errors import Conflict, Stale, Unavailable
from shared.models.base import GLOBAL
from shared.models.connections import ConnectionStatus, Grant, TokenSet
from shared.oauth.connection_dependencies import fault_of
from shared.oauth.lookup import Finder, Held
from shared.oauth.protocol import Client, Rejected, client_of
from shared.oauth.token_expiry import is_connected, is_due
from shared.services.clock import Clock

#: How long a refreshed sign-in counts as proven: a refusal is then the customer tenant's.
PROVEN_FOR = timedelta(minutes=5)
#: Codes that may mean that a sign-in, or a client, is invalid everywhere.
DOUBTFUL = ("invalid_grant", "invalid_client")


class WaitingForPartner(Conflict):
    """The partner's sign-in is missing; once the partner has signed in, the connection works."""


class TenantRefused(Rejected):
    """The partner's sign-in, made at ``consent``, is valid, and this tenant refuses it."""

    def __init__(self, refusal: Rejected, consent: datetime | None) -> None:
        super().__init__(
            f"the partner's sign-in was refused: {refusal}. Correct that there, then refresh this",
            refusal.code,
        )
        self.consent = consent


@dataclass(frozen=True, slots=True)
class PartnerSignIn:
    """The partner's sign-in, decrypted for one request."""

    held: Held
    client_secret: str | None = field(repr=False)
    token: TokenSet = field(repr=False)

    @property
    def consent(self) -> datetime | None:
        return self.held.grant.connected_at


class Refreshes(Protocol):
    """The refresher as partners use it."""

    async def renew(self, held: Held, *, forced: bool = False) -> Held:
        """Return a valid token; Conflict if it has expired, Unavailable if it cannot be renewed."""
        ...

    async def client(self, held: Held) -> Client:
        """Return the client that the provider knows."""
        ...

    async def token(self, held: Held) -> TokenSet | None:
        """Return the stored token, decrypted."""
        ...

    async def ask(self, client: Client, token: TokenSet) -> TokenSet:
        """Ask the provider for a token; the outcome counts for its circuit breaker."""
        ...


class Partners:
    def __init__(self, finder: Finder, refresher: Refreshes, clock: Clock) -> None:
        self._finder = finder
        self._refresher = refresher
        self._clock = clock

    async def sign_in_for(self, held: Held) -> PartnerSignIn:
        """Return the current sign-in, renewed first if it is due; Waiting if there is none."""
        partner = await self._found(held)
        if is_due(self._clock.now(), partner.grant):
            partner = await self._renewed(partner)
        return await self._opened(partner)

    async def redeem(self, held: Held, sign_in: PartnerSignIn) -> TokenSet:
        """Return a customer's token; TenantRefused only if the sign-in is valid elsewhere.

        After a refusal the request is repeated once if the sign-in was renewed meanwhile. If it was
        not renewed recently, it is renewed now, which shows whether it is still valid.
        """
        try:
            return await self._asked(held, sign_in)
        except Rejected as refusal:
            again = await self._proven(held, sign_in) if refusal.code in DOUBTFUL else sign_in
            if again.token.refresh_token == sign_in.token.refresh_token:
                raise TenantRefused(refusal, sign_in.consent) from refusal
        try:
            return await self._asked(held, again)
        except Rejected as refusal:
            raise TenantRefused(refusal, again.consent) from refusal

    async def _proven(self, held: Held, before: PartnerSignIn) -> PartnerSignIn:
        partner = await self._found(held)
        at = partner.grant.last_refresh_at
        is_same = partner.grant.sealed_token == before.held.grant.sealed_token
        if is_same and (at is None or self._clock.now() - at >= PROVEN_FOR):
            partner = await self._renewed(partner, forced=True)
        return await self._opened(partner)

    async def _found(self, held: Held) -> Held:
        name = held.connection.partner_connection or ""
        partner = await self._finder.find(GLOBAL, name)
        fault = fault_of(held.connection, partner.connection if partner else None)
        if partner is None or fault:
            raise WaitingForPartner(fault.message if fault else f"there is no connection {name!r}")
        if not is_connected(partner.grant):
            raise WaitingForPartner(_lack(partner))
        return partner

    async def _renewed(self, partner: Held, *, forced: bool = False) -> Held:
        try:
            return await self._refresher.renew(partner, forced=forced)
        except Stale as error:
            raise Unavailable(f"{partner.name!r} changed just now: try again") from error
        except Conflict as error:
            again = await self._finder.get(GLOBAL, partner.name)
            raise WaitingForPartner(_lack(again)) from error

    async def _opened(self, partner: Held) -> PartnerSignIn:
        token = await self._refresher.token(partner)
        if token is None or token.refresh_token is None:
            raise WaitingForPartner(
                f"the provider gave {partner.name!r} no refresh token: ask for one by its scopes "
                "(offline_access, at Microsoft), and connect it again"
            )
        return PartnerSignIn(partner, (await self._refresher.client(partner)).secret, token)

    async def _asked(self, held: Held, sign_in: PartnerSignIn) -> TokenSet:
        partner = sign_in.held.connection
        its_client = {
            "client_id": partner.client_id,
            "token_endpoint_auth_method": partner.token_endpoint_auth_method,
        }
        connection = held.connection.model_copy(update=its_client)
        client = client_of(connection, held.grant, sign_in.client_secret)
        return await self._refresher.ask(client, sign_in.token)


def is_worth_a_try(grant: Grant, sign_in: PartnerSignIn) -> bool:
    """Return whether to try a connection that is not connected.

    A token that was deleted on purpose stays deleted (its status message says so), and a sign-in
    that was refused is not tried again.
    """
    if grant.entity_id is None:
        return False
    is_deleted = grant.status is ConnectionStatus.NOT_CONNECTED and grant.status_message
    return not is_deleted and grant.refused_with != sign_in.consent


def _lack(partner: Held) -> str:
    if partner.grant.status is ConnectionStatus.EXPIRED:
        return f"the connection {partner.name!r} has expired: connect it again"
    return f"the connection {partner.name!r} is not connected: connect it"
