"""Stores one organization's events, in the partition of its executions.

So an event about a run is written in the transaction that changes the run's record: the one is
not there without the other.

=======================  =============================================  =====================
row key                  what                                           lives
=======================  =============================================  =====================
``eo|<id>``              an event that waits for its subscribers        until it was sent on
``el|<time>``            the log: an event, and those that it reached   until retention
``en|<time>``            an event of the log that people must hear of   until retention
``ek|<hash>``            the key of an event that a workflow emitted    a week at least
=======================  =============================================  =====================

``<time>`` is the event's id, inverted: see ``row_keys.newest_first``.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from shared.errors import AlreadyExists, NotFound, Stale
from shared.models.automation.event_log import LoggedEvent
from shared.models.automation.events import NOTICES, EmittedEvent
from shared.models.pages import Listed
from shared.repositories.long_records import long_columns
from shared.repositories.record_versions import record_of
from shared.repositories.row_keys import Span, newest_first, span
from shared.services.bulkhead import readable
from shared.services.tables import Change, Columns, Delete, Insert, Put, Remove, Row, Table

SCHEMA = "2"
WAITING, LOG, NOTED, KEYS = "eo|", "el|", "en|", "ek|"
KEY_KEPT = timedelta(days=7)
BATCH = 100


@dataclass(frozen=True, slots=True)
class WaitingEvent:
    """An event that waits to be sent on; ``age`` is by the store's clock, if a range was read."""

    event: EmittedEvent
    etag: str
    age: timedelta = timedelta(0)


class Events:
    """The events of one organization."""

    def __init__(self, table: Table, org_id: str) -> None:
        self.org_id = org_id
        self._table = table

    async def add(self, event: EmittedEvent, key: str | None = None) -> EmittedEvent:
        """Add an event that waits; with a key that was used before, return that earlier event."""
        row = waiting_row(event)
        if key is None:
            await self._table.insert(self.org_id, row.key, row.columns)
            return event
        used = Insert(_key_row(key), _columns(event))
        try:
            await self._table.transaction(self.org_id, [row, used])
        except AlreadyExists:
            found = await self._table.get(self.org_id, used.key)
            if found is None:  # the key ended just now
                raise Stale("the event's key was just removed: try again") from None
            return record_of(EmittedEvent, found.columns)
        return event

    async def waiting(self, event_id: UUID) -> WaitingEvent | None:
        row = await self._table.get(self.org_id, f"{WAITING}{event_id}")
        return None if row is None else WaitingEvent(_event(row), row.etag)

    async def all_waiting(self, limit: int) -> Sequence[WaitingEvent]:
        """Return the oldest events that wait."""
        page = await self._table.page(self.org_id, WAITING, "eo}", limit=limit)
        return readable(
            page.rows,
            lambda row: WaitingEvent(_event(row), row.etag, page.read_at - row.written_at),
            "an event",
        )

    async def send_on(
        self, waiting: WaitingEvent, logged: LoggedEvent | None, beside: Sequence[Change] = ()
    ) -> Sequence[str]:
        """Take an event from those that wait to the log, and write the rows ``beside`` it.

        All of it or nothing; return the ETags of those rows. Without ``logged`` the event leaves
        no trace. Stale if another process was first.
        """
        changes: list[Change] = [Delete(f"{WAITING}{waiting.event.id}", waiting.etag), *beside]
        if logged:
            changes += _log_rows(logged)
        etags = await self._table.transaction(self.org_id, changes)
        return etags[1 : 1 + len(beside)]

    async def log(self, event: LoggedEvent) -> None:
        """Write an event to the log without sending it on, or its log entry anew."""
        await self._table.transaction(self.org_id, _log_rows(event))

    async def get(self, event_id: UUID) -> LoggedEvent:
        found = await self.find(event_id)
        if found is None:
            raise NotFound("event", event_id)
        return found

    async def find(self, event_id: UUID) -> LoggedEvent | None:
        """Return an event of the log."""
        row = await self._table.get(self.org_id, LOG + newest_first(event_id))
        return None if row is None else _logged(row)

    async def page(self, within: Span, start: str | None, limit: int) -> Listed[LoggedEvent]:
        """Return events of the log, newest first."""
        page = await self._table.page(self.org_id, start or within.first, within.last, limit=limit)
        return Listed(readable(page.rows, _logged, "an event"), page.next)

    async def remove_old(self, start: str | None, cutoff: datetime) -> tuple[int, str | None]:
        """Remove some events of the log from before ``cutoff``; return how many, and the next."""
        within = span(LOG, until=cutoff)
        page = await self._table.page(self.org_id, start or within.first, within.last, limit=BATCH)
        return await self._remove(page.rows), page.next

    async def remove_old_notices(
        self, start: str | None, cutoff: datetime
    ) -> tuple[int, str | None]:
        """Remove some notices from before ``cutoff``; return how many, and the next."""
        within = span(NOTED, until=cutoff)
        page = await self._table.page(self.org_id, start or within.first, within.last, limit=BATCH)
        return await self._remove(page.rows), page.next

    async def remove_keys(self, start: str | None, now: datetime) -> tuple[int, str | None]:
        """Remove some keys that have been kept for a week; return how many, and the next."""
        page = await self._table.page(self.org_id, start or KEYS, "ek}", limit=BATCH)
        old = [row for row in page.rows if now - row.written_at > KEY_KEPT]
        return await self._remove(old), page.next

    async def _remove(self, rows: Sequence[Row]) -> int:
        if rows:
            await self._table.transaction(self.org_id, [Remove(row.key) for row in rows])
        return len(rows)


def waiting_row(event: EmittedEvent) -> Insert:
    """Return the row of an event that waits for its subscribers."""
    return Insert(f"{WAITING}{event.id}", _columns(event))


def _log_rows(event: LoggedEvent) -> list[Change]:
    """Return the row of the log; with a copy beside it if people must hear of the event."""
    prefixes = (LOG, NOTED) if event.type in NOTICES else (LOG,)
    return [Put(prefix + newest_first(event.id), _columns(event)) for prefix in prefixes]


def _key_row(key: str) -> str:
    return KEYS + hashlib.sha256(key.encode()).hexdigest()


def _columns(event: EmittedEvent) -> Columns:
    """Return the columns of an event: its data, and what each subscriber made of it, are long."""
    return long_columns(event, SCHEMA)


def _event(row: Row) -> EmittedEvent:
    return record_of(EmittedEvent, row.columns)


def _logged(row: Row) -> LoggedEvent:
    return record_of(LoggedEvent, row.columns)
