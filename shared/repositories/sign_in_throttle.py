"""Throttles sign-ins, so that passwords cannot be guessed (rate limit).

``n|<network>`` counts the attempts of one network, ``a|<account>`` those on one account, by
network, ``g|<network>`` the access tokens that GetRoles refused for a network, and ``d|<user>`` the
codes of devices that a user typed. An account is whatever the caller typed: unknown ones are
counted alike. An attempt is counted before the password is checked, so that parallel attempts gain
nothing, and given back if the password was right. A count lasts a quarter of an hour. Attempts from
elsewhere do not delay a user on a familiar network, so an attacker cannot lock a user out.
"""

import asyncio
import hashlib
import math
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, IPv6Network, ip_address
from uuid import UUID

from shared.errors import AlreadyExists, Stale, TooManyRequests
from shared.models.base import Model
from shared.repositories.record_versions import record_of
from shared.services.tables import Delete, Row, Table

PARTITION = "attempt"
SCHEMA = "1"
WINDOW = timedelta(minutes=15)
PER_NETWORK = 50
PER_USER_CODES = 5
PER_ACCOUNT = 50
PER_ACCOUNT_AND_NETWORK = 10
MOST_TRIES = 10
MOST_DELETES = 100
MOST_BATCHES = 50
UNKNOWN = "unknown"


class Window(Model):
    """The attempts since the window began, by part."""

    began_at: datetime
    counts: Mapping[str, int] = {}

    @property
    def ends_at(self) -> datetime:
        return self.began_at + WINDOW

    def plus(self, part: str, number: int) -> "Window":
        counts = {**self.counts, part: self.counts.get(part, 0) + number}
        kept = {name: count for name, count in counts.items() if count > 0}
        return self.model_copy(update={"counts": kept})


@dataclass(frozen=True, slots=True)
class Limits:
    of_part: int
    in_all: int | None = None

    def are_reached(self, window: Window, part: str) -> bool:
        total = sum(window.counts.values())
        is_full = self.in_all is not None and total >= self.in_all
        return is_full or window.counts.get(part, 0) >= self.of_part


@dataclass(frozen=True, slots=True)
class SignInAttempt:
    """One attempt to sign in; ``account`` is the e-mail address as typed, known or not."""

    account: str
    network: str
    at: datetime

    @property
    def account_key(self) -> str:
        return f"a|{hashlib.sha256(self.account.encode()).hexdigest()}"

    @property
    def network_key(self) -> str | None:
        """The network's key; None if unknown, since such callers have nothing in common."""
        return None if self.network == UNKNOWN else f"n|{self.network}"


class SignInThrottle:
    def __init__(self, table: Table) -> None:
        self._table = table

    async def count(self, attempt: SignInAttempt, *, is_familiar: bool) -> None:
        """Count an attempt; TooManyRequests if there were too many, and then it is not counted."""
        part, now = attempt.network, attempt.at
        if attempt.network_key:
            await self._take(attempt.network_key, part, now, Limits(PER_NETWORK))
        in_all = None if is_familiar else PER_ACCOUNT
        limits = Limits(PER_ACCOUNT_AND_NETWORK, in_all)
        try:
            await self._take(attempt.account_key, part, now, limits)
        except TooManyRequests:
            if attempt.network_key:  # a throttled account must not use up its network's attempts
                await self._give(attempt.network_key, part, now)
            raise

    async def count_token(self, network: str, now: datetime) -> None:
        """Count an access token before its check; TooManyRequests if too many were refused."""
        if network != UNKNOWN:
            await self._take(f"g|{network}", network, now, Limits(PER_NETWORK))

    async def give_token_back(self, network: str, now: datetime) -> None:
        """Give back a token's count: the issuer vouches for it."""
        if network != UNKNOWN:
            await self._give(f"g|{network}", network, now)

    async def count_code(self, user_id: UUID, now: datetime) -> None:
        """Count a device's code that a user typed; TooManyRequests after five wrong ones."""
        await self._take(f"d|{user_id}", "code", now, Limits(PER_USER_CODES))

    async def give_code_back(self, user_id: UUID, now: datetime) -> None:
        """Give back a code's count: a device shows it."""
        await self._give(f"d|{user_id}", "code", now)

    async def give_back(self, attempt: SignInAttempt) -> None:
        """Give back one attempt whose password was right; earlier attempts still count."""
        for key in (attempt.network_key, attempt.account_key):
            if key:
                await self._give(key, attempt.network, attempt.at)

    async def sweep(self) -> None:
        """Remove expired counts, by the store's clock; the next sweep removes the rest."""
        start: str | None = "a|"
        for _ in range(MOST_BATCHES):
            if start is None:
                return
            page = await self._table.page(PARTITION, start, "n}", limit=MOST_DELETES)
            old = [row for row in page.rows if page.read_at - row.written_at > 2 * WINDOW]
            try:
                if old:
                    gone = [Delete(row.key, row.etag) for row in old]
                    await self._table.transaction(PARTITION, gone)
            except Stale:
                pass  # one of them counts again
            start = page.next

    async def _take(self, key: str, part: str, now: datetime, limits: Limits) -> None:
        for attempt in range(MOST_TRIES):
            row = await self._table.get(PARTITION, key)
            window = _window(row, now)
            if limits.are_reached(window, part):
                raise _too_many(window.ends_at - now)
            if await self._written(key, row, window.plus(part, 1)):
                return
            await asyncio.sleep(_delay_seconds(attempt))
        raise _too_many(timedelta(seconds=1))

    async def _give(self, key: str, part: str, now: datetime) -> None:
        for attempt in range(MOST_TRIES):
            row = await self._table.get(PARTITION, key)
            if await self._written(key, row, _window(row, now).plus(part, -1)):
                return
            await asyncio.sleep(_delay_seconds(attempt))

    async def _written(self, key: str, row: Row | None, window: Window) -> bool:
        """Write a window; return False if another process wrote since the row was read."""
        columns = {"v": SCHEMA, "record": window.model_dump_json()}
        try:
            if row is None:
                await self._table.insert(PARTITION, key, columns)
            else:
                await self._table.replace(PARTITION, key, columns, etag=row.etag)
        except (AlreadyExists, Stale):
            return False
        return True


def network_of(address: str | None) -> str:
    """Return the network of one subscriber: an IPv4 address, or 64 bits of IPv6.

    >>> network_of("2001:db8::1:2:3:4"), network_of("fe80::1%a?b")
    ('2001:db8::', 'fe80::')
    """
    if address is None:
        return UNKNOWN
    found = ip_address(address)
    if isinstance(found, IPv6Address):
        return str(IPv6Network((int(found), 64), strict=False).network_address)
    return str(found)


def _window(row: Row | None, now: datetime) -> Window:
    """Return the current window, or a new one."""
    if row is not None:
        found = record_of(Window, row.columns)
        if now < found.ends_at:
            return found
    return Window(began_at=now)


def _delay_seconds(attempt: int) -> float:
    """Return a random delay below a doubling limit, so that writers do not collide again."""
    return min(0.2, 0.01 * 2**attempt) * secrets.randbelow(1000) / 1000


def _too_many(wait: timedelta) -> TooManyRequests:
    seconds = max(1, math.ceil(wait.total_seconds()))
    return TooManyRequests("too many attempts to sign in: wait before the next", seconds)
