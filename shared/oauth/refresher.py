"""One refresh at a time, wherever it is asked for.

In a process, whoever asks waits for the one that is under way. Between processes there is a
lease in the token's row. Taking it is a conditional write, so whoever has it holds the row as
it was read, and the ETag that the write left is the fence: the new token is written only if
nobody took the lease over meanwhile. It is written before anybody gets it.

If a process dies between the provider's answer and that write, the lease ends when somebody has
waited for it for a minute, or some minutes later by anybody's clock, and the next one asks with
the refresh token that is stored. A provider that forgives that gives a new one; one that does
not says ``invalid_grant``, and the connection is expired.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Collection
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

from shared.errors import (
    BifrostError,
    Conflict,
    InvalidInput,
    Refused,
    Stale,
    TooManyRequests,
    Unavailable,
)
from shared.models.audit import AuditActor, AuditFacts
from shared.models.callers import CallerKind
from shared.models.connections import ConnectionStatus, Grant, TokenSet
from shared.oauth.breaker import Breakers
from shared.oauth.found import Finder, Held
from shared.oauth.leases import APART, LEASE, Watch
from shared.oauth.lifetimes import due_at, expired, is_alive, is_due, put_off, renewed
from shared.oauth.protocol import Client, Declined, Provider, Rejected, client_of
from shared.oauth.vault import Vault, client_place, provider_of, token_place
from shared.repositories.connections import StoredGrant
from shared.repositories.directory import Directory
from shared.services.clock import Clock

logger = logging.getLogger(__name__)

LOOKS = 300
LOOK_SECONDS = 0.25
WRITES = 6
WRITE_SECONDS = 0.5
KEEPER = AuditActor(kind=CallerKind.SYSTEM.value, id="oauth", name="Connections")


class Refresher:
    def __init__(
        self,
        directory: Directory,
        finder: Finder,
        vault: Vault,
        provider: Provider,
        breakers: Breakers,
        clock: Clock,
    ) -> None:
        self._directory = directory
        self._finder = finder
        self._vault = vault
        self.provider = provider
        self._breakers = breakers
        self._clock = clock
        self._under_way: dict[tuple[str, str], asyncio.Task[Held]] = {}

    @property
    def under_way(self) -> Collection[asyncio.Task[Held]]:
        """The refreshes of this process."""
        return [*self._under_way.values()]

    async def renew(self, held: Held, *, forced: bool = False) -> Held:
        """With a token that is good; Conflict if it is expired, Unavailable if it cannot be now.

        While another process refreshes it, or the provider is away, that is the old token, as
        long as it is good. ``forced`` is for people, who do not wait for the time to come.
        """
        key = held.token_org, held.name
        task = self._under_way.get(key)
        if task is None:
            task = asyncio.create_task(self._renew(held, forced=forced))
            self._under_way[key] = task
            task.add_done_callback(lambda _: self._under_way.pop(key, None))
        # A run that ends while it waits must not take the refresh of the others with it.
        fresh = await asyncio.shield(task)
        return replace(fresh, org_id=held.org_id)

    async def _renew(self, held: Held, *, forced: bool) -> Held:
        before, watch = held.grant.last_refresh_at, Watch()
        for _ in range(LOOKS):
            require_connected(held)
            now = self._clock.now()
            if not forced and not is_due(now, held.grant):
                return held
            if watch.is_free(held.grant, now, time.monotonic()):
                if reason := self._reason_to_wait(held, now, forced=forced):
                    if forced:
                        raise Unavailable(f"{held.name!r} cannot be refreshed now: {reason}")
                    return _old(held, now, reason)
                with_lease = await self._take(held)
                if with_lease:
                    return await self._refresh(with_lease, forced=forced)
            elif is_alive(now + APART, held.grant) and not forced:
                return held
            await asyncio.sleep(LOOK_SECONDS)
            held = await self._finder.get(held.org_id, held.name)
            forced = forced and held.grant.last_refresh_at == before
        raise Unavailable(f"the connection {held.name!r} is being refreshed for too long")

    def _reason_to_wait(self, held: Held, now: datetime, *, forced: bool) -> str | None:
        retry_at = held.grant.retry_at
        if retry_at and now < retry_at and not forced:
            return held.grant.status_message or "refreshing failed a moment ago"
        if not self._breakers.admits(provider_of(held.connection)):
            return "the provider has not answered several times in a row"
        return None

    async def _take(self, held: Held) -> Held | None:
        """The lease; None if somebody else was faster. What opens the secrets is known before."""
        grant = held.grant.model_copy(
            update={
                "fence": held.grant.fence + 1,
                "lease_owner": uuid4(),
                "lease_until": self._clock.now() + LEASE,
            }
        )
        connections = self._directory.connections_of(held.token_org)
        try:
            return replace(held, token=await connections.write(held.name, held.token, grant))
        except Stale:
            self._breakers.not_asked(provider_of(held.connection))
            return None

    async def _refresh(self, held: Held, *, forced: bool) -> Held:
        try:
            token = await self._ask(held)
        except Rejected as error:
            raise Conflict(await self._expire(held, str(error))) from error
        except (Unavailable, TooManyRequests, Refused, InvalidInput) as error:
            held = await self._put_off(held, error)
            now = self._clock.now()
            if forced or held.grant.status is not ConnectionStatus.COMPLETED:
                raise Unavailable(held.grant.status_message or str(error)) from error
            return _old(held, now, str(error))
        sealed = await self._vault.seal(
            token.model_dump_json(), token_place(held.token_org, held.connection)
        )
        now = self._clock.now()
        grant = renewed(held.grant, token, sealed, due_at(now, token, held.connection.flow))
        grant = grant.model_copy(update={"last_refresh_at": now})
        logger.info("token refreshed", extra={"connection": held.name, "org": held.token_org})
        return await self._settle(held, grant)

    async def _ask(self, held: Held) -> TokenSet:
        provider = provider_of(held.connection)
        try:
            client = await self.client(held)
            token = await self.token(held)
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
        secret = await self._vault.unseal(sealed, place) if sealed else None
        return client_of(held.connection, held.grant, secret)

    async def token(self, held: Held) -> TokenSet | None:
        if held.grant.sealed_token is None:
            return None
        place = token_place(held.token_org, held.connection)
        return TokenSet.model_validate_json(
            await self._vault.unseal(held.grant.sealed_token, place)
        )

    async def _put_off(self, held: Held, error: BifrostError) -> Held:
        seconds = error.retry_after_seconds if isinstance(error, TooManyRequests) else 0
        wait = timedelta(seconds=seconds) if seconds else None
        grant = put_off(held.grant, str(error), self._clock.now(), wait)
        if grant.status is ConnectionStatus.EXPIRED:
            await self._expire(held, grant.status_message or "")
            return replace(held, token=StoredGrant(grant, held.token.etag))
        logger.warning(
            "a token was not refreshed", extra={"connection": held.name, "reason": str(error)}
        )
        return await self._settle(held, grant)

    async def _expire(self, held: Held, reason: str) -> str:
        message = f"{reason}; somebody has to connect it again"
        await self._settle(held, expired(held.grant, message))
        logger.warning("a connection expired", extra={"connection": held.name, "reason": reason})
        facts = AuditFacts(
            "oauth.connection.expire",
            KEEPER,
            object_kind="connection",
            object_id=held.name,
            after={"reason": reason},
        )
        await _noted(lambda: self._directory.audit_of(held.token_org).note(facts))
        return f"the connection {held.name!r} has expired: {message}"

    async def _settle(self, held: Held, grant: Grant) -> Held:
        """Write how it ended, and release the lease with it; Stale if it is not ours any more.

        It is tried for a while: what the provider gave exists nowhere else.
        """
        connections = self._directory.connections_of(held.token_org)
        for number in range(WRITES):
            try:
                return replace(held, token=await connections.save(held.name, held.token, grant))
            except (Stale, Unavailable) as error:
                if number == WRITES - 1:
                    raise
                found = await self._written(held, grant, error)
                if found:
                    return found
                await asyncio.sleep(WRITE_SECONDS)
        raise Unavailable("the store is away")

    async def _written(self, held: Held, grant: Grant, error: BifrostError) -> Held | None:
        """What we wrote, if it was and only the answer was lost; Stale if somebody else did."""
        try:
            found = await self._finder.find(held.org_id, held.name)
        except Unavailable:
            return None
        if found and found.grant == grant:
            return found
        is_ours = found and found.grant.lease_owner == held.grant.lease_owner
        if is_ours:
            return None
        raise Stale("the connection was changed or removed while it was refreshed") from error


def require_connected(held: Held) -> None:
    """Conflict says what it is instead, and what to do."""
    grant = held.grant
    if grant.status is ConnectionStatus.COMPLETED and grant.sealed_token:
        return
    reason = grant.status_message or "nobody has connected it yet"
    state = grant.status.value.replace("_", " ")
    raise Conflict(f"the connection {held.name!r} cannot be used ({state}): {reason}")


def _old(held: Held, now: datetime, reason: str) -> Held:
    if is_alive(now, held.grant):
        return held
    raise Unavailable(
        f"the token of {held.name!r} has run out and cannot be refreshed now: {reason}"
    )


async def _noted(note: Callable[[], Awaitable[object]]) -> None:
    try:
        await note()
    except Unavailable as reason:
        logger.warning("an expiry was not noted", extra={"reason": str(reason)})
