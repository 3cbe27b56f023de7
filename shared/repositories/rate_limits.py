"""Limits of requests in a minute that hold across all processes (rate limit).

Partition ``limit``: ``<minute>|<what>`` counts what all processes have taken in that minute. A
process takes some requests ahead, so that most requests cost no transaction; what it has not used
when the minute ends is lost. So there are never more than the limit, and sometimes fewer.
"""

import asyncio
import hashlib
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from shared.errors import AlreadyExists, Stale, TooManyRequests
from shared.services.tables import Remove, Table

PARTITION = "limit"
SCHEMA = "1"
WINDOW_SECONDS = 60
#: A process takes this part of a limit at once.
AHEAD = 20
MOST_TRIES = 10
MOST_DELETES = 100
#: Of one sweep; the next one continues.
MOST_BATCHES = 300
MOST_KNOWN = 10_000


@dataclass(slots=True)
class _Allowance:
    """What a process has left of one minute's limit, and the row as it last wrote it."""

    minute: int
    left: int = 0
    taken: int = 0
    etag: str | None = None
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class RateLimits:
    """Counts requests; keep one instance in a process, which knows what it took ahead."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._known: dict[str, _Allowance] = {}

    async def take(self, what: str, limit: int, now: datetime, number: int = 1) -> None:
        """Count one request for ``what``, or ``number``; TooManyRequests beyond the minute's limit.

        A ``number`` over the limit takes all of a minute: it could never be taken otherwise.
        """
        number = min(number, limit)
        minute = int(now.timestamp()) // WINDOW_SECONDS
        known = self._known.get(what)
        if known is None or known.minute != minute:
            self._make_room(minute)
            known = self._known[what] = _Allowance(minute)
        if known.left >= number:
            known.left -= number
            return
        async with known.lock:  # requests that come at once share one transaction
            if known.left < number:
                await self._take_ahead(known, what, limit, now, number)
            known.left -= number

    async def sweep(self, now: datetime) -> None:
        """Remove the counts of past minutes: strangers choose how many addresses there are."""
        past = int(now.timestamp()) // WINDOW_SECONDS - 1
        for _ in range(MOST_BATCHES):
            page = await self._table.page(PARTITION, "0", _key(past, ""), limit=MOST_DELETES)
            if page.rows:
                with suppress(Stale):  # another process removes them, too
                    await self._table.transaction(PARTITION, [Remove(row.key) for row in page.rows])
            if page.next is None:
                return

    async def _take_ahead(
        self, known: _Allowance, what: str, limit: int, now: datetime, number: int
    ) -> None:
        for attempt in range(MOST_TRIES):
            missing = number - known.left
            share = min(max(missing, limit // AHEAD), limit - known.taken)
            if share < missing:
                break
            if await self._written(known, what, known.taken + share):
                known.left += share
                return
            await asyncio.sleep(min(0.2, 0.01 * 2**attempt) * secrets.randbelow(1000) / 1000)
        wait = WINDOW_SECONDS - int(now.timestamp()) % WINDOW_SECONDS
        words = f"at most {limit} requests a minute are taken here: try again in {wait} s"
        raise TooManyRequests(words, wait)

    async def _written(self, known: _Allowance, what: str, taken: int) -> bool:
        """Write what is taken; if another process wrote, read that and return False."""
        key, columns = _key(known.minute, what), {"v": SCHEMA, "taken": str(taken)}
        try:
            if known.etag is None:
                known.etag = await self._table.insert(PARTITION, key, columns)
            else:
                known.etag = await self._table.replace(PARTITION, key, columns, etag=known.etag)
        except (AlreadyExists, Stale):
            row = await self._table.get(PARTITION, key)
            known.taken, known.etag = (int(row.columns["taken"]), row.etag) if row else (0, None)
            return False
        known.taken = taken
        return True

    def _make_room(self, minute: int) -> None:
        if len(self._known) >= MOST_KNOWN:
            kept = {what: each for what, each in self._known.items() if each.minute == minute}
            self._known = kept if len(kept) < MOST_KNOWN else {}


def _key(minute: int, what: str) -> str:
    """Return a row key; ``what`` may be a text of the caller, which a key cannot hold."""
    digest = hashlib.sha256(what.encode()).hexdigest() if what else ""
    return f"{minute:010d}|{digest}"
