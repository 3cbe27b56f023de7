"""Stores which organizations have something for a timer to look at, and when its rounds ended.

A process marks an organization before it gives the timer something to look at, once in ten minutes
and not with each piece of work. The timer reads the marked organizations only. It forgets a mark
that is older than any process relies on, once the organization has nothing left; a full round,
which reads every organization, marks those whose mark is missing.
"""

import asyncio
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta

from shared.errors import Stale
from shared.services.bulkhead import bulkhead
from shared.services.tables import Delete, Put, Row, Table

#: A process trusts its own mark for so long, and then writes it again.
TRUSTED_SECONDS = 600.0
#: A mark that is older than this is relied on by no process.
FORGET_AFTER = timedelta(seconds=TRUSTED_SECONDS + 300)
FULL_EVERY = timedelta(hours=1)
MOST_KNOWN = 10_000
PAGE = 1000
_MARK, _LAST, _FULL = "o|", "t|last", "t|full"
_COLUMNS = {"v": "1"}


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of one organization, as it was read; ``age`` is by the store's clock."""

    etag: str
    age: timedelta

    def is_old(self, slack: timedelta = timedelta(0)) -> bool:
        """Whether no process has relied on the mark for as long as ``slack``."""
        return self.age > FORGET_AFTER + slack


@dataclass(frozen=True, slots=True)
class Marked:
    """The marks by organization, and the time since a round and a full round ended (or None)."""

    marks: Mapping[str, Mark]
    since_last: timedelta | None = None
    since_full: timedelta | None = None

    def needs_full(self, every: timedelta = FULL_EVERY) -> bool:
        """Whether this round has to read every organization."""
        return self.since_full is None or self.since_full >= every

    def ended_within(self, time: timedelta) -> bool:
        """Whether some process has ended a round within this time."""
        return self.since_last is not None and self.since_last < time


@dataclass(slots=True)
class _Known:
    """When this process last wrote an organization's mark, by its monotonic clock."""

    at: float = -TRUSTED_SECONDS
    writing: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def is_trusted(self) -> bool:
        return time.monotonic() - self.at < TRUSTED_SECONDS


class Activity:
    """The marks for one kind of timer; keep one instance in a process, which knows its own."""

    def __init__(self, table: Table, kind: str) -> None:
        self._table = table
        self._partition = f"activity-{kind}"
        self._known: dict[str, _Known] = {}

    async def mark(self, org_id: str) -> None:
        """Mark the organization, unless this process has done so within ten minutes.

        If that fails, the work goes on: the next full round finds it.
        """
        known = self._known.get(org_id)
        if known is None:
            self._make_room()
            known = self._known.setdefault(org_id, _Known())
        if known.is_trusted:
            return
        async with known.writing:  # concurrent runs share one write
            if not known.is_trusted:
                began_at = time.monotonic()
                with bulkhead("organization not marked: left to the next full round", org=org_id):
                    await self._table.put(self._partition, _MARK + org_id, _COLUMNS)
                    known.at = began_at

    async def read(self) -> Marked:
        """Read all marks: one transaction for each thousand."""
        marks: dict[str, Mark] = {}
        times: dict[str, timedelta] = {}
        start: str | None = _MARK
        while start is not None:
            page = await self._table.page(self._partition, start, "~", limit=PAGE)
            for row in page.rows:
                age = page.read_at - row.written_at
                if row.key.startswith(_MARK):
                    marks[row.key.removeprefix(_MARK)] = _mark(row, age)
                else:
                    times[row.key] = age
            start = page.next
        return Marked(marks, times.get(_LAST), times.get(_FULL))

    async def forget(self, org_id: str, mark: Mark) -> None:
        """Remove a mark that was read; it stays if it was written again meanwhile."""
        with suppress(Stale):
            await self._table.transaction(self._partition, [Delete(_MARK + org_id, mark.etag)])

    async def remove(self, org_id: str) -> None:
        """Remove the mark of an organization that is purged."""
        await self._table.delete(self._partition, _MARK + org_id)

    async def note_round(self, *, is_full: bool) -> None:
        """Note that a round has ended now."""
        keys = (_FULL, _LAST) if is_full else (_LAST,)
        await self._table.transaction(self._partition, [Put(key, _COLUMNS) for key in keys])

    def _make_room(self) -> None:
        if len(self._known) >= MOST_KNOWN:
            self._known = {org: each for org, each in self._known.items() if each.is_trusted}


def _mark(row: Row, age: timedelta) -> Mark:
    return Mark(row.etag, age)
