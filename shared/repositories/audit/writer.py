"""Appends entries to the chain while others are waiting, here and in other processes.

Concurrent entries are written in one transaction. If another process appended first, the whole
transaction fails, and the same entries are chained to the new head.
"""

import asyncio
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from shared.errors import AlreadyExists, BifrostError, Stale, Unavailable
from shared.models.audit import AuditEntry, AuditPhase
from shared.repositories.audit.chain import Head, chained
from shared.repositories.audit.rows import (
    columns_of,
    entry_from,
    head_columns,
    head_from,
    intent_key,
    inverted,
    link_from,
)
from shared.repositories.row_keys import after
from shared.services.tables import Change, Insert, Remove, Table

MOST_AT_ONCE = 30
#: The store takes 4 MiB, but serializing more than 1 MiB would block the event loop.
MOST_BYTES_AT_ONCE = 512 * 1024
TRIES = 25
FIRST_DELAY_SECONDS = 0.01
LONGEST_DELAY_SECONDS = 0.5

Result = AuditEntry | None


@dataclass
class PendingEntry:
    """An entry that waits for its sequence, and the intent that it ends.

    ``only_if_open``: do not write it if that intent has ended; the result is then None.
    """

    entry: AuditEntry
    ends: int | None = None
    only_if_open: bool = False
    written: "asyncio.Future[Result]" = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )

    @cached_property
    def weight(self) -> int:
        """About as many bytes as the entry takes in the request, where JSON is nested in JSON."""
        return sum(len(json.dumps(text)) for text in columns_of(self.entry).values())

    def give_up(self, error: BifrostError) -> None:
        if not self.written.done():
            self.written.set_exception(error)

    def finish(self, result: Result) -> None:
        if not self.written.done():
            self.written.set_result(result)


class Writer:
    """The only writer of an organization's chain in this process; caches the head."""

    def __init__(self, table: Table, org_id: str) -> None:
        self._table = table
        self._org_id = org_id
        self._head: Head | None = None
        self._waiting: list[PendingEntry] = []
        self._work: asyncio.Task[None] | None = None

    async def append(self, waiting: PendingEntry) -> Result:
        """Append an entry; Unavailable if the write is not confirmed, though it may be done."""
        self._waiting.append(waiting)
        if self._work is None or self._work.done():
            # A task of its own: a caller's cancellation must not cancel the entries of other
            # callers.
            self._work = asyncio.create_task(self._write_all())
        return await waiting.written

    async def read_head(self) -> Head:
        page = await self._table.page(self._org_id, "h|", after("h|"), limit=1)
        return head_from(page.rows[0] if page.rows else None)

    async def _write_all(self) -> None:
        while self._waiting:
            batch = self._take()
            try:
                await self._write(batch)
            except BifrostError as error:
                self._head = None
                for one in batch:
                    one.give_up(error)
            finally:
                for one in batch:
                    one.give_up(Unavailable("the audit log was not written: try again"))

    def _take(self) -> list[PendingEntry]:
        """Take the first entries that are still wanted; only one of a batch may end an intent."""
        batch: list[PendingEntry] = []
        left: list[PendingEntry] = []
        for one in self._waiting:
            if not one.written.cancelled():
                (batch if _fits(one, batch) else left).append(one)
        self._waiting = left
        return batch

    async def _write(self, batch: list[PendingEntry]) -> None:
        for attempt in range(TRIES):
            if not batch:
                return
            head = self._head or await self.read_head()
            entries = chained([one.entry for one in batch], head)
            if await self._is_written(batch, entries, head):
                self._head = Head(
                    inverted("h", entries[-1].sequence), entries[-1].sequence, entries[-1].hash
                )
                for one, entry in zip(batch, entries, strict=True):
                    one.finish(entry)
                return
            batch = await self._still_wanted(batch) if self._head == head else batch
            await asyncio.sleep(_delay_seconds(attempt))
        raise Unavailable("the audit log is busy: try again")

    async def _is_written(
        self, batch: Sequence[PendingEntry], entries: Sequence[AuditEntry], head: Head
    ) -> bool:
        """Return whether the transaction succeeded; if not, ``_head`` is the current head."""
        try:
            await self._table.transaction(self._org_id, _changes(batch, entries, head))
        except (AlreadyExists, Stale):
            return await self._was_written_before(entries)
        except Unavailable:
            if await self._was_written_before(entries):
                return True
            raise
        return True

    async def _was_written_before(self, entries: Sequence[AuditEntry]) -> bool:
        """Return whether only the answer was lost.

        The head is read first: our write may arrive between the two reads.
        """
        self._head = await self.read_head()
        if self._head.sequence < entries[0].sequence:
            return False
        row = await self._table.get(self._org_id, inverted("e", entries[0].sequence))
        found = entry_from(row.columns) if row else None
        return found is not None and found.id == entries[0].id

    async def _still_wanted(self, batch: Sequence[PendingEntry]) -> list[PendingEntry]:
        """Return the entries still wanted after a conflict that no new head explains.

        Its cause is an intent that has ended, or a head that was set back.
        """
        wanted: list[PendingEntry] = []
        for one in batch:
            if one.ends is not None and not await self._is_open(one.ends):
                one.ends = None
                if one.only_if_open:
                    one.finish(None)
                    continue
            wanted.append(one)
        await self._mend_head()
        return wanted

    async def _is_open(self, intent_sequence: int) -> bool:
        return await self._table.get(self._org_id, intent_key(intent_sequence)) is not None

    async def _mend_head(self) -> None:
        """Continue after the newest entry if the head is behind it: a log must stay writable."""
        head = self._head or await self.read_head()
        page = await self._table.page(self._org_id, "e|", after("e|"), limit=1)
        newest = link_from(page.rows[0]) if page.rows else None
        if newest and newest.sequence > head.sequence:
            previous = newest.entry.hash if newest.entry else head.hash
            self._head = Head(head.key, newest.sequence, previous)


def _fits(one: PendingEntry, batch: Sequence[PendingEntry]) -> bool:
    ends_another = one.ends is None or one.ends not in {other.ends for other in batch}
    weight = one.weight + sum(other.weight for other in batch)
    is_light = not batch or weight <= MOST_BYTES_AT_ONCE
    return ends_another and is_light and len(batch) < MOST_AT_ONCE


def _changes(
    batch: Sequence[PendingEntry], entries: Sequence[AuditEntry], head: Head
) -> Sequence[Change]:
    newest = entries[-1]
    changes: list[Change] = [Insert(inverted("h", newest.sequence), head_columns(newest))]
    if head.key:
        changes.append(Remove(head.key))
    for one, entry in zip(batch, entries, strict=True):
        changes.append(Insert(inverted("e", entry.sequence), columns_of(entry)))
        if entry.phase is AuditPhase.INTENT:
            bare = entry.model_copy(update={"before": None, "after": None})
            changes.append(Insert(intent_key(entry.sequence), columns_of(bare)))
        if one.ends is not None:
            changes.append(Remove(intent_key(one.ends)))
    return changes


def _delay_seconds(attempt: int) -> float:
    """Return a random delay below a doubling limit, so that writers do not collide again."""
    limit = min(LONGEST_DELAY_SECONDS, FIRST_DELAY_SECONDS * 2**attempt)
    return limit * secrets.randbelow(1000) / 1000
