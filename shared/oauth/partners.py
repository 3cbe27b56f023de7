"""How does one sign-in of a partner open the tenants of all its customers?

Somebody of the partner goes to the provider once, for a connection of GLOBAL. Connections of
the flow ``partner`` name that one, and redeem its refresh token where each customer's tokens
are given. The client and its secret are the partner connection's too: a refresh token is good
for the client that it was given to and no other, so a copy could only be the same, and would be
one more to renew and to lose.

The refresh token goes to the host that gave it and nowhere else, whatever an administrator
writes into a ``token_url``. It is opened here, for a request; no customer's row has it, and a
run gets neither it nor the secret.
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

#: A sign-in that was good at home so lately is not to blame for what a customer's tenant says.
PROVEN_FOR = timedelta(minutes=5)
#: What a provider says of a sign-in, or a client, that may be dead everywhere.
DOUBTFUL = ("invalid_grant", "invalid_client")


class WaitingForPartner(Conflict):
    """Without the partner's sign-in nothing can be asked; it goes on by itself once it is there."""


class TenantRefused(Rejected):
    """The partner's sign-in, made at ``consent``, is good, and this tenant refuses it."""

    def __init__(self, refusal: Rejected, consent: datetime | None) -> None:
        super().__init__(
            f"the partner's sign-in was refused: {refusal}. Mend that there, then refresh this",
            refusal.code,
        )
        self.consent = consent


@dataclass(frozen=True, slots=True)
class PartnerSignIn:
    """The partner's, opened for a request."""

    held: Held
    client_secret: str | None = field(repr=False)
    token: TokenSet = field(repr=False)

    @property
    def consent(self) -> datetime | None:
        return self.held.grant.connected_at


class Refreshes(Protocol):
    """What is needed of the refresher."""

    async def renew(self, held: Held, *, forced: bool = False) -> Held:
        """With a token that is good; Conflict if it is expired, Unavailable if it cannot be now."""
        ...

    async def client(self, held: Held) -> Client:
        """Who we are to the provider."""
        ...

    async def token(self, held: Held) -> TokenSet | None:
        """What is held, opened."""
        ...

    async def ask(self, client: Client, token: TokenSet) -> TokenSet:
        """The provider's answer, which counts for what is known of the provider."""
        ...


class Partners:
    def __init__(self, finder: Finder, refresher: Refreshes, clock: Clock) -> None:
        self._finder = finder
        self._refresher = refresher
        self._clock = clock

    async def sign_in_for(self, held: Held) -> PartnerSignIn:
        """As it is at this moment, renewed first if that is due; Waiting if there is none."""
        partner = await self._found(held)
        if is_due(self._clock.now(), partner.grant):
            partner = await self._renewed(partner)
        return await self._opened(partner)

    async def redeem(self, held: Held, sign_in: PartnerSignIn) -> TokenSet:
        """A token of the customer's; TenantRefused only if the sign-in is good elsewhere.

        What is refused is tried once more if the sign-in was renewed meanwhile, by whomever;
        if nobody did lately it is renewed now, which tells whether it is dead.
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
    """Of one that is not connected. A token that was deleted on purpose stays away: it says so.

    Nor is it tried again with a sign-in that was refused.
    """
    if grant.entity_id is None:
        return False
    is_deleted = grant.status is ConnectionStatus.NOT_CONNECTED and grant.status_message
    return not is_deleted and grant.refused_with != sign_in.consent


def _lack(partner: Held) -> str:
    if partner.grant.status is ConnectionStatus.EXPIRED:
        return f"the connection {partner.name!r} has expired: connect it again"
    return f"the connection {partner.name!r} is not connected: connect it"
