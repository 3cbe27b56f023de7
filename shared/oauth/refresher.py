"""Refreshes tokens, one refresh at a time for each token in all processes.

Within a process, callers wait for the refresh that is under way. Between processes there is a lock
in the token's row. Taking it is a conditional write, so its owner knows the row as it was read, and
the ETag of that write is the fence: the new token is written only if no other process took the lock
meanwhile. The token is written before any caller gets it.

If a process dies between the provider's answer and that write, the lock expires when another
process has waited for a minute, or some minutes later by any clock, and that process asks with the
stored refresh token. A tolerant provider issues a new one; others answer ``invalid_grant``, and the
connection is expired.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Collection
from dataclasses import replace
from datetime import datetime, timedelta

from shared.errors import (
    BifrostError,
    Conflict,
    InvalidInput,
    Refused,
    TooManyRequests,
    Unavailable,
)
from shared.models.audit import AuditActor, AuditFacts
from shared.models.automation.events import CONNECTION_EXPIRED, EmittedEvent
from shared.models.callers import CallerKind
from shared.models.connections import ConnectionStatus, Flow, Grant, TokenSet
from shared.oauth.circuit_breaker import Breakers
from shared.oauth.key_ring import KeyRing, client_place, provider_of, token_place
from shared.oauth.lookup import Finder, Held
from shared.oauth.partners import (
    Partners,
    PartnerSignIn,
    TenantRefused,
    WaitingForPartner,
    is_worth_a_try,
)
from shared.oauth.protocol import Client, Declined, OAuthProvider, Refusal, Rejected, client_of
from shared.oauth.refresh_lock import APART, Watch
from shared.oauth.rows import Rows
from shared.oauth.token_expiry import (
    due_at,
    expired,
    is_alive,
    is_connected,
    is_due,
    may_recover,
    put_off,
    refused,
    renewed,
    waiting,
)
from shared.repositories.directory import Directory
from shared.repositories.event_outbox import Outbox, new_event_id
from shared.services.outbound.egress import Blocked

logger = logging.getLogger(__name__)

LOOKS = 300
LOOK_SECONDS = 0.25
NO_ENTITY = "a platform administrator has to set this organization's entity id (its tenant)"
KEEPER = AuditActor(kind=CallerKind.SYSTEM.value, id="oauth", name="Connections")


class Refresher:
    def __init__(
        self,
        directory: Directory,
        finder: Finder,
        key_ring: KeyRing,
        provider: OAuthProvider,
        breakers: Breakers,
        outbox: Outbox,
    ) -> None:
        """``outbox`` takes the events of connections that expire."""
        self._outbox = outbox
        self._directory = directory
        self._finder = finder
        self._key_ring = key_ring
        self.provider = provider
        self._breakers = breakers
        self._clock = outbox.clock
        self.partners = Partners(finder, self, outbox.clock)
        self._rows = Rows(directory, finder)
        self._under_way: dict[tuple[str, str], asyncio.Task[Held]] = {}

    @property
    def under_way(self) -> Collection[asyncio.Task[Held]]:
        """The refreshes that are under way in this process."""
        return [*self._under_way.values()]

    async def renew(self, held: Held, *, forced: bool = False) -> Held:
        """Return a valid token; Conflict if it has expired, Unavailable if it cannot be renewed.

        While another process refreshes it, or the provider is unavailable, that is the old token,
        as long as it is valid. ``forced`` refreshes before the token is due: a user asked for it.
        """
        key = held.token_org, held.name
        task = self._under_way.get(key)
        if task is None:
            task = asyncio.create_task(self._renew(held, forced=forced))
            self._under_way[key] = task
            task.add_done_callback(lambda _: self._under_way.pop(key, None))
        # Shielded: a run that ends while it waits must not cancel the refresh of the others.
        fresh = await asyncio.shield(task)
        return replace(fresh, org_id=held.org_id)

    async def _renew(self, held: Held, *, forced: bool) -> Held:
        before, watch = held.grant.last_refresh_at, Watch()
        for _ in range(LOOKS):
            if held.connection.flow is not Flow.PARTNER and not may_recover(held.grant):
                require_connected(held)
            now = self._clock.now()
            if not forced and is_connected(held.grant) and not is_due(now, held.grant):
                return held
            if watch.is_free(held.grant, now, time.monotonic()):
                refreshed = await self._turn(held, now, forced=forced)
                if refreshed:
                    return refreshed
            elif is_alive(now + APART, held.grant) and not forced:
                return held
            await asyncio.sleep(LOOK_SECONDS)
            held = await self._finder.get(held.org_id, held.name)
            forced = forced and held.grant.last_refresh_at == before
        raise Unavailable(f"refreshing the connection {held.name!r} takes too long: try again")

    async def _turn(self, held: Held, now: datetime, *, forced: bool) -> Held | None:
        """Take the lock and refresh; None if another process took it just now.

        If it is too early to ask again, the old token is returned as long as it is valid.
        """
        sign_in, reason = None, None if forced else _too_early(held, now)
        try:
            if reason is None:
                sign_in = await self._sign_in(held, forced=forced)
        except WaitingForPartner as error:
            return await self._wait(held, str(error), forced=forced)
        except Unavailable as error:
            reason = str(error)
        if reason is None and not self._breakers.admits(provider_of(held.connection)):
            reason = "the provider has not answered several times in a row"
        if reason and forced:
            raise Unavailable(f"{held.name!r} cannot be refreshed now: {reason}")
        if reason:
            return _old(held, now, reason)
        with_lease = await self._rows.take(held, now)
        if with_lease is None:
            self._breakers.not_asked(provider_of(held.connection))
            return None
        return await self._refresh(with_lease, sign_in, forced=forced)

    async def _sign_in(self, held: Held, *, forced: bool) -> PartnerSignIn | None:
        """Return the partner's sign-in, if the flow needs one; Conflict if refused before."""
        if held.connection.flow is not Flow.PARTNER:
            return None
        sign_in = await self.partners.sign_in_for(held)
        if not forced and not is_worth_a_try(held.grant, sign_in):
            require_connected(held, NO_ENTITY)
        return sign_in

    async def _refresh(self, held: Held, sign_in: PartnerSignIn | None, *, forced: bool) -> Held:
        try:
            token = await self._answer(held, sign_in)
        except WaitingForPartner as error:
            return await self._wait(held, str(error), forced=forced)
        except Rejected as error:
            raise Conflict(await self._expire(held, error)) from error
        except (Unavailable, TooManyRequests, Refused, InvalidInput) as error:
            held = await self._put_off(held, error)
            now = self._clock.now()
            if held.grant.status is ConnectionStatus.EXPIRED:
                raise Conflict(_over(held)) from error
            if forced or held.grant.status is not ConnectionStatus.COMPLETED:
                raise Unavailable(held.grant.status_message or str(error)) from error
            return _old(held, now, str(error))
        sealed = await self._key_ring.seal(
            token.model_dump_json(), token_place(held.token_org, held.connection)
        )
        now = self._clock.now()
        grant = renewed(held.grant, token, sealed, due_at(now, token, held.connection.flow))
        grant = grant.model_copy(
            update={"last_refresh_at": now, **_by_partner(grant, sign_in, now)}
        )
        logger.info("token refreshed", extra={"connection": held.name, "org": held.token_org})
        return await self._rows.settle(held, grant)

    async def _answer(self, held: Held, sign_in: PartnerSignIn | None) -> TokenSet:
        if sign_in:
            return await self.partners.redeem(held, sign_in)
        try:
            client, token = await self.client(held), await self.token(held)
        except BifrostError:
            self._breakers.not_asked(provider_of(held.connection))
            raise
        return await self.ask(client, token)

    async def first(self, held: Held) -> TokenSet:
        """Return the first token of a connection that connects without a user."""
        if held.connection.flow is Flow.PARTNER:
            return await self.partners.redeem(held, await self.partners.sign_in_for(held))
        return await self.provider.refresh(await self.client(held), None)

    async def ask(self, client: Client, token: TokenSet | None) -> TokenSet:
        """Ask the provider for a token; the outcome counts for its circuit breaker."""
        provider = provider_of(client.connection)
        try:
            found = await self.provider.refresh(client, token)
        except BifrostError as error:
            if isinstance(error, Unavailable) and not isinstance(error, Declined):
                self._breakers.failed(provider)
            else:
                self._breakers.answered(provider)
            raise
        self._breakers.answered(provider)
        return found

    async def client(self, held: Held) -> Client:
        sealed = held.connection.sealed_secret
        place = client_place(held.connection)
        secret = await self._key_ring.unseal(sealed, place) if sealed else None
        return client_of(held.connection, held.grant, secret)

    async def token(self, held: Held) -> TokenSet | None:
        if held.grant.sealed_token is None:
            return None
        place = token_place(held.token_org, held.connection)
        return TokenSet.model_validate_json(
            await self._key_ring.unseal(held.grant.sealed_token, place)
        )

    async def _wait(self, held: Held, reason: str, *, forced: bool) -> Held:
        """Wait for the partner's sign-in; return the old token as long as it is valid."""
        grant, now = held.grant, self._clock.now()
        said = reason if is_connected(grant) else grant.status_message or reason
        is_due_now = grant.due_at is not None and now >= grant.due_at
        is_news = is_connected(grant) and said != grant.status_message
        if grant.lease_owner or is_due_now or is_news:
            held = await self._rows.tell(held, waiting(grant, said, now))
        require_connected(held, said)
        if forced or not is_alive(now, grant):
            raise Conflict(f"{held.name!r} cannot be refreshed: {reason}")
        return held

    async def _put_off(self, held: Held, error: BifrostError) -> Held:
        """Schedule another try; a refused token that has expired asks for a reconnect meanwhile."""
        held, now = await self._with_new_refresh_token(held, error), self._clock.now()
        seconds = error.retry_after_seconds if isinstance(error, TooManyRequests) else 0
        wait = timedelta(seconds=seconds) if seconds else None
        is_no = isinstance(error, Refusal | Blocked)
        is_over = is_no and not is_alive(now, held.grant)
        if is_over or may_recover(held.grant):
            grant = refused(held.grant, str(error), now)
        else:
            grant = put_off(held.grant, str(error), now, wait)
        is_news = grant.status is not held.grant.status
        extra = {"connection": held.name, "reason": str(error)}
        logger.warning("token refresh failed", extra=extra)
        has_expired = is_news and grant.status is ConnectionStatus.EXPIRED
        if has_expired:
            await self._emit_expiry(held, grant.status_message or "")
        held = await self._rows.settle(held, grant)
        if has_expired:
            await self._note_expiry(held, grant.status_message or "")
        return held

    async def _with_new_refresh_token(self, held: Held, error: BifrostError) -> Held:
        """Keep the refresh token of an otherwise useless answer: the old one may be invalid now."""
        came = error.refresh_token if isinstance(error, Declined) else None
        before = await self.token(held) if came else None
        if before is None or held.connection.flow.connects_itself:
            return held
        after = before.model_copy(update={"refresh_token": came})
        place = token_place(held.token_org, held.connection)
        sealed = await self._key_ring.seal(after.model_dump_json(), place)
        grant = held.grant.model_copy(update={"sealed_token": sealed})
        return replace(held, token=replace(held.token, grant=grant))

    async def _expire(self, held: Held, refusal: Rejected) -> str:
        await self._emit_expiry(held, str(refusal))
        held = await self._rows.settle(held, _lost(held.grant, refusal))
        await self._note_expiry(held, str(refusal))
        return _over(held)

    async def _emit_expiry(self, held: Held, reason: str) -> None:
        """Accept the event before the row says so: a process that dies between both repeats it.

        The key makes that the same event.
        """
        grant = held.grant
        event = EmittedEvent(
            id=new_event_id(),
            type=CONNECTION_EXPIRED,
            org_id=held.token_org,
            at=self._clock.now(),
            data={"connection": held.name, "reason": reason},
        )
        parts = (CONNECTION_EXPIRED, grant.connection_id, grant.connected_at, grant.last_refresh_at)
        await _noted(lambda: self._outbox.emit(event, " ".join(map(str, parts))))

    async def _note_expiry(self, held: Held, reason: str) -> None:
        logger.warning("connection expired", extra={"connection": held.name, "reason": reason})
        facts = AuditFacts(
            "oauth.connection.expire",
            KEEPER,
            object_kind="connection",
            object_id=held.name,
            after={"reason": reason},
        )
        await _noted(lambda: self._directory.audit_of(held.token_org).note(facts))


def _over(held: Held) -> str:
    return f"the connection {held.name!r} has expired: {held.grant.status_message}"


def require_connected(held: Held, lack: str = "it has not been connected yet") -> None:
    """Raise Conflict with the status and what to do; ``lack`` if there is no status message."""
    grant = held.grant
    if is_connected(grant):
        return
    reason = grant.status_message or lack
    state = grant.status.value.replace("_", " ")
    raise Conflict(f"the connection {held.name!r} cannot be used ({state}): {reason}")


def _lost(grant: Grant, refusal: Rejected) -> Grant:
    """Return the grant after a refusal; a connection that never worked fails, not expires."""
    if not isinstance(refusal, TenantRefused):
        return expired(grant, f"{refusal}; connect it again")
    facts: dict[str, object] = {"refused_with": refusal.consent}
    if grant.status is ConnectionStatus.NOT_CONNECTED:
        facts["status"] = ConnectionStatus.FAILED
    return expired(grant, str(refusal)).model_copy(update=facts)


def _too_early(held: Held, now: datetime) -> str | None:
    retry_at = held.grant.retry_at
    if retry_at is None or now >= retry_at:
        return None
    return held.grant.status_message or "refreshing failed a moment ago"


def _by_partner(grant: Grant, sign_in: PartnerSignIn | None, now: datetime) -> dict[str, object]:
    """Return who connected a partner connection's dependent: the user who connected the partner."""
    if sign_in is None or grant.connected_at:
        return {}
    return {"connected_by": sign_in.held.grant.connected_by, "connected_at": now}


def _old(held: Held, now: datetime, reason: str) -> Held:
    require_connected(held, reason)
    if is_alive(now, held.grant):
        return held
    raise Unavailable(
        f"the token of {held.name!r} has expired and cannot be refreshed now: {reason}"
    )


async def _noted(note: Callable[[], Awaitable[object]]) -> None:
    try:
        await note()
    except Unavailable as reason:
        logger.warning("connection expiry not noted", extra={"reason": str(reason)})
