"""Stores the deliveries of one organization's outgoing webhooks, beside its executions.

================================  ====================================  =====================
row key                           what                                  lives
================================  ====================================  =====================
``ed|<webhook>|<time>``           a delivery, with its attempts         until retention
``ep|<due>|<webhook>|<event>``    a delivery that is looked at then     while it waits
================================  ====================================  =====================

``<time>`` is the event's id, inverted, so that an event has one delivery to a webhook, however
often it is sent on. Answers are in columns of their own: a column holds at most 32 Ki characters.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shared.errors import AlreadyExists, NotFound
from shared.models.outgoing.deliveries import DeliveryAttempt, EventDelivery
from shared.models.pages import Listed
from shared.repositories.record_versions import record_of
from shared.repositories.row_keys import after, newest_first, span
from shared.repositories.stored_record import StoredRecord
from shared.services.bulkhead import readable
from shared.services.tables import Change, Columns, Insert, Put, Remove, Replace, Row, Table

SCHEMA = "1"
DELIVERIES, DUE = "ed|", "ep|"
BATCH = 50


@dataclass(frozen=True, slots=True)
class DueDelivery:
    """A row of the list of deliveries that are due; the delivery's own row is the truth."""

    key: str
    webhook_id: UUID
    event_id: UUID


class EventDeliveries:
    """The deliveries of one organization's outgoing webhooks."""

    def __init__(self, table: Table, org_id: str) -> None:
        self.org_id = org_id
        self._table = table

    async def add(self, delivery: EventDelivery) -> StoredRecord[EventDelivery] | None:
        """Add a delivery; None if the event has one to this webhook already."""
        try:
            etag, *_ = await self._table.transaction(self.org_id, rows_of(delivery))
        except AlreadyExists:
            return None
        return StoredRecord(delivery, etag)

    async def get(self, webhook_id: UUID, event_id: UUID) -> StoredRecord[EventDelivery]:
        found = await self.find(webhook_id, event_id)
        if found is None:
            raise NotFound("delivery", event_id)
        return found

    async def find(self, webhook_id: UUID, event_id: UUID) -> StoredRecord[EventDelivery] | None:
        row = await self._table.get(self.org_id, _key(webhook_id, event_id))
        return None if row is None else StoredRecord(_delivery(row), row.etag)

    async def replace(
        self, before: StoredRecord[EventDelivery], after: EventDelivery
    ) -> StoredRecord[EventDelivery]:
        """Replace a delivery, and when it is looked at next; Stale if it has changed."""
        key = _key(after.webhook_id, after.event_id)
        changes: list[Change] = [Replace(key, _columns(after), before.etag)]
        old, new = due_key(before.record), due_key(after)
        if old and old != new:
            changes.append(Remove(old))
        if new and old != new:
            changes.append(Put(new, {"v": SCHEMA}))
        etag, *_ = await self._table.transaction(self.org_id, changes)
        return StoredRecord(after, etag)

    async def page(self, webhook_id: UUID, start: str | None, limit: int) -> Listed[EventDelivery]:
        """Return the deliveries to a webhook, newest first."""
        prefix = prefix_of(webhook_id)
        page = await self._table.page(self.org_id, start or prefix, after(prefix), limit=limit)
        return Listed(readable(page.rows, _delivery, "a delivery"), page.next)

    async def due(self, until: datetime, limit: int) -> Sequence[DueDelivery]:
        """Return deliveries that are due by then, the oldest first."""
        page = await self._table.page(self.org_id, DUE, f"{DUE}{_time(until)}|~", limit=limit)
        return readable(page.rows, _named, "a delivery that is due")

    async def any_waits(self) -> bool:
        """Return whether some delivery is due now or later."""
        page = await self._table.page(self.org_id, DUE, "ep}", limit=1)
        return bool(page.rows)

    async def forget_due(self, due: DueDelivery) -> None:
        """Remove a row of the list of due ones that is not true any more."""
        await self._table.delete(self.org_id, due.key)

    async def remove_old(self, start: str | None, cutoff: datetime) -> tuple[int, str | None]:
        """Remove some deliveries of events from before ``cutoff``; return how many, and the next.

        The webhooks need not be known: each one's old deliveries are at the end of its rows.
        """
        first = await self._table.page(self.org_id, start or DELIVERIES, "ed}", limit=1)
        if not first.rows:
            return 0, None
        prefix = f"{first.rows[0].key.rpartition('|')[0]}|"
        within = span(prefix, until=cutoff)
        page = await self._table.page(self.org_id, within.first, within.last, limit=BATCH)
        changes = [change for row in page.rows for change in _removal(row)]
        if changes:
            await self._table.transaction(self.org_id, changes)
        return len(page.rows), prefix if page.next else after(prefix)


def rows_of(delivery: EventDelivery) -> list[Change]:
    """Return the rows of a new delivery, to write beside its event."""
    rows: list[Change] = [
        Insert(_key(delivery.webhook_id, delivery.event_id), _columns(delivery)),
    ]
    due = due_key(delivery)
    return [*rows, Put(due, {"v": SCHEMA})] if due else rows


def due_key(delivery: EventDelivery) -> str | None:
    """Return the key of a delivery in the list of those that are due some time."""
    if delivery.due_at is None:
        return None
    return _due_row(delivery.due_at, delivery.webhook_id, delivery.event_id)


def prefix_of(webhook_id: UUID) -> str:
    """Return the beginning of the keys of a webhook's deliveries."""
    return f"{DELIVERIES}{webhook_id}|"


def _key(webhook_id: UUID, event_id: UUID) -> str:
    return prefix_of(webhook_id) + newest_first(event_id)


def _due_row(due_at: datetime, webhook_id: UUID, event_id: UUID) -> str:
    return f"{DUE}{_time(due_at)}|{webhook_id}|{event_id}"


def _time(at: datetime) -> str:
    return f"{int(at.timestamp() * 1000):015d}"


def _named(row: Row) -> DueDelivery:
    _, _, webhook_id, event_id = row.key.split("|")
    return DueDelivery(row.key, UUID(webhook_id), UUID(event_id))


def _removal(row: Row) -> list[Change]:
    due = due_key(_delivery(row))
    return [Remove(row.key), *([Remove(due)] if due else [])]


def _columns(delivery: EventDelivery) -> Columns:
    answers = {
        _answer(each.number): each.answer for each in delivery.attempts if each.answer is not None
    }
    attempts = tuple(each.model_copy(update={"answer": None}) for each in delivery.attempts)
    record = delivery.model_copy(update={"attempts": attempts})
    return {"v": SCHEMA, "record": record.model_dump_json(), **answers}


def _delivery(row: Row) -> EventDelivery:
    delivery = record_of(EventDelivery, row.columns)
    attempts = tuple(_with_answer(each, row.columns) for each in delivery.attempts)
    return delivery.model_copy(update={"attempts": attempts})


def _with_answer(attempt: DeliveryAttempt, columns: Mapping[str, str]) -> DeliveryAttempt:
    return attempt.model_copy(update={"answer": columns.get(_answer(attempt.number))})


def _answer(number: int) -> str:
    return f"answer{number}"
