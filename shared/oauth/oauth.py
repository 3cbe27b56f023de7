"""OAuth connections of this process: lookup, sign-in, refresh and credentials."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta

from shared.errors import BifrostError, Unavailable
from shared.models.callers import Actor
from shared.models.connections import ConnectionStatus, Grant, TokenSet
from shared.oauth.advice import advice_of_row
from shared.oauth.circuit_breaker import Breakers
from shared.oauth.key_ring import KeyRing, provider_of, token_place
from shared.oauth.lookup import Edit, Finder, Held
from shared.oauth.openid.client import OpenIdClient
from shared.oauth.partners import TenantRefused
from shared.oauth.protocol import OAuthProvider
from shared.oauth.refresher import Refresher
from shared.oauth.token_expiry import due_at, is_connected, is_due, may_recover, put_off, renewed
from shared.repositories.cache import TtlCache
from shared.repositories.connections import Due, is_hint_of
from shared.repositories.directory import Directory
from shared.repositories.event_outbox import Outbox
from shared.services.bulkhead import bulkhead
from shared.services.services import Services

PAGE = 100
AT_ONCE = 10
NO_LINK = {"link_hash": None, "link_until": None, "link_by": None, "link_issuer": None}
#: The time of one round; the timer's next run refreshes the rest.
MOST_TIME = timedelta(minutes=4)


@dataclass(frozen=True, slots=True)
class Credentials:
    """Decrypted credentials for a run. They stay in memory for at most 30 s."""

    held: Held
    client_secret: str | None
    token: TokenSet


@dataclass(slots=True)
class RefreshSummary:
    """The outcome of refreshing all tokens that are due."""

    count: int = 0
    errors: list[str] = field(default_factory=list[str])
    is_through: bool = True

    def note(self, due: Due, reason: str | None) -> None:
        self.count += 1
        if reason is not None:
            self.errors.append(f"{due.org_id}/{due.name}: {reason}")


class OAuth:
    def __init__(self, directory: Directory, services: Services) -> None:
        self._directory = directory
        self._clock = services.clock
        self._known: TtlCache[Credentials] = TtlCache()
        self.finder = Finder(directory)
        self.key_ring = KeyRing(services.secrets, directory.key_lock, services.clock)
        self.provider = OAuthProvider(services.egress, services.clock)
        self.sign_in = OpenIdClient(services.egress, self.key_ring, services.clock)
        self.breakers = Breakers(services.clock)
        self.refresher = Refresher(
            directory,
            self.finder,
            self.key_ring,
            self.provider,
            self.breakers,
            Outbox(directory, services.event_queue, services.clock),
        )

    async def credentials(self, org_id: str, name: str) -> Credentials | None:
        """Return credentials; None if there is no such connection, Conflict if it cannot be used.

        The answer is cached for 30 s; after that it costs at most two rows and the key ring.
        """

        async def find() -> Credentials | None:
            held = await self.finder.find(org_id, name)
            if held is None:
                return None
            if is_due(self._clock.now(), held.grant) or not is_connected(held.grant):
                held = await self.refresher.renew(held)
            return await self._opened(held)

        found = await self._known.get((org_id, name), find)
        if found and is_due(self._clock.now(), found.held.grant):
            self._known.forget((org_id, name))
            found = await self._known.get((org_id, name), find)
        return found

    async def refresh(self, org_id: str, name: str) -> Held:
        """Refresh a token now, whether it is due or not."""
        held = await self.refresher.renew(await self.finder.get(org_id, name), forced=True)
        self.forget()
        return held

    async def connect(self, held: Held, token: TokenSet, actor: Actor) -> Held:
        """Store the token that a provider gave when a user connected."""
        place = token_place(held.token_org, held.connection)
        sealed = await self.key_ring.seal(token.model_dump_json(), place)
        now = self._clock.now()

        def edit(grant: Grant) -> Grant:
            facts = {"connected_by": actor.name, "connected_at": now, "last_refresh_at": now}
            due = due_at(now, token, held.connection.flow)
            return renewed(grant, token, sealed, due).model_copy(update={**facts, **NO_LINK})

        return await self._edited(held, edit)

    async def connect_client(self, held: Held, actor: Actor) -> Held:
        """Connect at once, by the client's own credentials or its partner's sign-in.

        A failure is stored in the connection's status.
        """
        try:
            token = await self.refresher.first(held)
        except TenantRefused as error:
            return await self.fail(held, str(error), refused_with=error.consent)
        except BifrostError as error:
            return await self.fail(held, str(error))
        return await self.connect(held, token, actor)

    async def fail(self, held: Held, reason: str, **facts: object) -> Held:
        """Store that connecting failed. A connection that worked before stays connected."""

        def edit(grant: Grant) -> Grant:
            if grant.sealed_token:
                is_over = may_recover(grant)
                status = ConnectionStatus.EXPIRED if is_over else ConnectionStatus.COMPLETED
                return grant.model_copy(update={"status": status, "status_message": reason})
            failed = {"status": ConnectionStatus.FAILED, "status_message": reason}
            return grant.model_copy(update={**failed, **facts})

        return await self._edited(held, edit)

    async def change(self, held: Held, **facts: object) -> Held:
        """Change some of the facts stored with the token."""
        return await self._edited(held, lambda grant: grant.model_copy(update=facts))

    def advice(self, held: Held) -> str:
        """Return what to do about a connection, without a storage transaction."""
        state = self.breakers.state(provider_of(held.connection))
        return advice_of_row(held, state, self._clock.now())

    def forget(self) -> None:
        """Clear the cache, because something changed."""
        self._known = TtlCache()

    async def refresh_due(self) -> int:
        """Refresh every token that is due, in all organizations; return how many there were."""
        return (await self.refresh_all(MOST_TIME)).count

    async def refresh_all(self, most: timedelta) -> RefreshSummary:
        """Refresh every token that is due within this time; return the count and the errors."""
        now, start, done = self._clock.now(), None, RefreshSummary()
        until = now + most
        while True:
            page = await self._directory.due_tokens.page(now, start, PAGE)
            turns = asyncio.Semaphore(AT_ONCE)
            async with asyncio.TaskGroup() as group:
                for due in page.items:
                    group.create_task(self._take_turn(due, turns, done))
            start = page.next
            if start is None or self._clock.now() >= until:
                done.is_through = start is None
                return done

    async def _take_turn(self, due: Due, turns: asyncio.Semaphore, done: RefreshSummary) -> None:
        reason, facts = None, {"connection": due.name, "org": due.org_id}
        async with turns:
            with bulkhead("token refresh left for later", **facts) as turn:
                reason = await self._refresh_due(due)
            if turn.error and not isinstance(turn.error, BifrostError):
                with bulkhead("token refresh not rescheduled", **facts):
                    await self._put_off(due, turn.reason or "")
            done.note(due, turn.reason or reason)

    async def _refresh_due(self, due: Due) -> str | None:
        """Refresh one due token; return why it is still due, or None."""
        held = await self.finder.find(due.org_id, due.name)
        is_true = held and held.token_org == due.org_id and is_hint_of(due, held.grant.due_at)
        if held is None or not is_true:
            await self._directory.due_tokens.forget(due)
            return None
        renewed = await self.refresher.renew(held)
        return renewed.grant.status_message if renewed.grant.failures else None

    async def _put_off(self, due: Due, reason: str) -> None:
        """Delay a token after an unforeseen error, which would recur at once in the next round."""
        held = await self.finder.find(due.org_id, due.name)
        if held and held.token_org == due.org_id:
            now = self._clock.now()
            await self._edited(held, lambda grant: put_off(grant, reason, now, None))

    async def _edited(self, held: Held, edit: Edit) -> Held:
        try:
            return await self.finder.edit(held, edit)
        finally:
            self.forget()

    async def _opened(self, held: Held) -> Credentials:
        token = await self.refresher.token(held)
        if token is None:
            raise Unavailable(f"the connection {held.name!r} changed just now: try again")
        client = await self.refresher.client(held)
        return Credentials(held, client.secret, token)
