"""Stores schedules and their slots, all in the partition ``schedule`` of the directory.

=================================  =====================================================
row key                            what
=================================  =====================================================
``s|<org>|<id>``                   the schedule
``d|<due>|<org>|<id>``             a copy, where the timer finds it when it is due
``d|<due>|<org>|<id>|<slot>``      an open slot, to be looked at again then
``h|<org>|<id>|<slot, inverted>``  a slot: what came of one time
=================================  =====================================================

One partition, so that a slot is decided in one transaction: the schedule moves on, and its slot is
on record with all that remains to do. The ETag of the copy guards it, and each change of a schedule
writes its copy anew. Times in keys are milliseconds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import UUID

from shared.errors import AlreadyExists, NotFound, Stale
from shared.models.automation.schedules import Schedule, ScheduleSlot
from shared.models.pages import Listed
from shared.repositories.record_versions import upgraded, version_of
from shared.repositories.row_keys import after
from shared.services.bulkhead import readable
from shared.services.tables import Change, Columns, Delete, Insert, Put, Remove, Replace, Row, Table

PARTITION = "schedule"
SCHEMA = "1"
PIECE = 15_000
MOST_CHANGES = 90
LAST_MILLISECOND = 10**15 - 1
BATCH = 100


@dataclass(frozen=True, slots=True)
class StoredSchedule:
    schedule: Schedule
    etag: str


@dataclass(frozen=True, slots=True)
class DueSchedule:
    """A schedule that is due; ``etag`` is that of its copy at ``key``."""

    schedule: Schedule
    key: str
    etag: str


@dataclass(frozen=True, slots=True)
class OpenSlot:
    """A slot that is not over; its row at ``key`` says when it is looked at again."""

    org_id: str
    schedule_id: UUID
    at: datetime
    key: str
    etag: str = ""


@dataclass(frozen=True, slots=True)
class DuePage:
    schedules: Sequence[DueSchedule]
    slots: Sequence[OpenSlot]
    next: str | None


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided for one due schedule: it moves on, with these slots on record."""

    before: DueSchedule
    after: Schedule
    slots: Sequence[ScheduleSlot]
    #: When open slots are looked at again, unless they are over before.
    check_at: datetime

    @property
    def open(self) -> list[OpenSlot]:
        """The slots that have something left to do, with the rows that remember them."""
        return [_opened(self.after, slot, self.check_at) for slot in self.slots if slot.is_open]

    @property
    def changes(self) -> list[Change]:
        schedule = self.after
        marks = {one.key: one for one in self.open}
        return [
            Delete(self.before.key, self.before.etag),
            Put(_key(schedule), _columns(schedule)),
            *_copies(schedule),
            *(Put(_slot_key(schedule.org_id, slot), _slot_columns(slot)) for slot in self.slots),
            *(Insert(key, {"v": SCHEMA}) for key in marks),
        ]


class Schedules:
    """The schedules of one organization: no method can name another organization's rows."""

    def __init__(self, table: Table, org_id: str) -> None:
        self._table = table
        self._org_id = org_id

    async def find(self, schedule_id: UUID) -> StoredSchedule | None:
        row = await self._table.get(PARTITION, f"s|{self._org_id}|{schedule_id}")
        return None if row is None else StoredSchedule(_schedule(row), row.etag)

    async def get(self, schedule_id: UUID) -> StoredSchedule:
        found = await self.find(schedule_id)
        if found is None:
            raise NotFound("schedule", schedule_id)
        return found

    async def page(self, start: str | None, limit: int) -> Listed[Schedule]:
        """Return schedules, the oldest first."""
        first = f"s|{self._org_id}|"
        page = await self._table.page(PARTITION, start or first, after(first), limit=limit)
        return Listed(readable(page.rows, _schedule, "a schedule"), page.next)

    async def add(self, schedule: Schedule) -> None:
        """Add a schedule; AlreadyExists if its id is taken."""
        record = Insert(_key(schedule), _columns(schedule))
        await self._table.transaction(PARTITION, [record, *_copies(schedule)])

    async def replace(self, before: StoredSchedule, schedule: Schedule) -> None:
        """Replace a schedule; Stale if it changed, or moved on, since it was read."""
        old, new = _copies(before.schedule), _copies(schedule)
        kept = {copy.key for copy in new}
        # The ETag of the record guards the copy as well: they change together.
        changes: list[Change] = [_replaced(before, schedule), *new]
        changes += [Remove(copy.key) for copy in old if copy.key not in kept]
        await self._table.transaction(PARTITION, changes)

    async def remove(self, before: StoredSchedule) -> None:
        """Remove a schedule; Stale if it changed. Its slots go with the next retention."""
        copies = [Remove(copy.key) for copy in _copies(before.schedule)]
        changes: list[Change] = [Delete(_key(before.schedule), before.etag), *copies]
        await self._table.transaction(PARTITION, changes)

    async def slots(self, schedule_id: UUID, start: str | None, limit: int) -> Listed[ScheduleSlot]:
        """Return the slots of a schedule, the newest first."""
        first = f"h|{self._org_id}|{schedule_id}|"
        page = await self._table.page(PARTITION, start or first, after(first), limit=limit)
        return Listed(readable(page.rows, _slot, "a slot"), page.next)

    async def slot(self, schedule_id: UUID, at: datetime) -> ScheduleSlot | None:
        key = f"h|{self._org_id}|{schedule_id}|{_inverted(at)}"
        row = await self._table.get(PARTITION, key)
        return None if row is None else _slot(row)

    async def add_slot(
        self, schedule: Schedule, slot: ScheduleSlot, check_at: datetime
    ) -> OpenSlot:
        """Add a slot that a user started; AlreadyExists if there is one of this millisecond."""
        mark = _opened(schedule, slot, check_at)
        changes = [
            Insert(_slot_key(self._org_id, slot), _slot_columns(slot)),
            Insert(mark.key, {"v": SCHEMA}),
        ]
        await self._table.transaction(PARTITION, changes)
        return mark

    async def close_slot(self, mark: OpenSlot, slot: ScheduleSlot) -> None:
        """Write what came of an open slot that is over."""
        await self._table.transaction(PARTITION, _noted(mark, slot))

    async def next_with_slots(self, last: UUID | None) -> UUID | None:
        """Return the schedule that has slots and comes after ``last``; it may be deleted."""
        first = f"h|{self._org_id}|"
        start = f"{first}{last}}}" if last else first
        page = await self._table.page(PARTITION, start, after(first), limit=1)
        return UUID(page.rows[0].key.split("|")[2]) if page.rows else None

    async def remove_slots(self, schedule_id: UUID, until: datetime | None = None) -> int:
        """Remove a batch of slots of a schedule, up to a time; return how many there were."""
        prefix = f"h|{self._org_id}|{schedule_id}|"
        first = prefix + _inverted(until) if until else prefix
        return len(await _remove(self._table, first, after(prefix)))


class DueSchedules:
    """The timer's view of the schedules of all organizations."""

    #: The version of the code whose declarations this process has compared with the rows.
    compared: str | None = None

    def __init__(self, table: Table) -> None:
        self._table = table

    async def page(self, now: datetime, start: str | None = None, limit: int = 200) -> DuePage:
        """Return what is due by now, the oldest first: one transaction, whatever is not due."""
        last = f"d|{_milliseconds(now):015d}|~"
        page = await self._table.page(PARTITION, start or "d|", last, limit=limit)
        copies = [row for row in page.rows if "p0" in row.columns]
        marks = [row for row in page.rows if "p0" not in row.columns]
        return DuePage(
            readable(copies, _due, "a schedule"), [_open(row) for row in marks], page.next
        )

    async def decide(self, decisions: Sequence[Decision]) -> list[Decision]:
        """Write decisions, many in one transaction; return those that no other process made."""
        made: list[Decision] = []
        for group in _groups(decisions):
            if await self._written(group):
                made += group
            elif len(group) > 1:
                made += [one for one in group if await self._written([one])]
        return made

    async def take(self, mark: OpenSlot, check_at: datetime) -> OpenSlot | None:
        """Take an open slot, for no other process until ``check_at``; None if one was first."""
        key = _mark_key(check_at, mark)
        if key == mark.key:
            return mark
        changes = [Delete(mark.key, mark.etag), Insert(key, {"v": SCHEMA})]
        try:
            _, etag = await self._table.transaction(PARTITION, changes)
        except (Stale, AlreadyExists):
            return None
        return replace(mark, key=key, etag=etag)

    async def note(self, results: Mapping[OpenSlot, ScheduleSlot]) -> None:
        """Write what came of open slots; those that are over are not looked at again."""
        noted = [*results.items()]
        for at in range(0, len(noted), MOST_CHANGES // 2):
            group = noted[at : at + MOST_CHANGES // 2]
            changes = [change for mark, slot in group for change in _noted(mark, slot)]
            try:
                await self._table.transaction(PARTITION, changes)
            except Stale:  # another process looked at one of them, too
                for mark, slot in group:
                    await self._note(mark, slot)

    async def forget(self, mark: OpenSlot) -> None:
        """Drop the mark of a slot that is gone."""
        await self._table.delete(PARTITION, mark.key)

    async def remove(self, org_id: str) -> int | None:
        """Remove a batch of all rows of an organization; None when nothing is left."""
        first = f"s|{org_id}|"
        page = await self._table.page(PARTITION, first, after(first), limit=BATCH // 2)
        if page.rows:
            keys = [key for row in page.rows for key in (row.key, *_copy_keys(row))]
            await _remove_keys(self._table, keys)
            return len(page.rows)
        first = f"h|{org_id}|"
        if await _remove(self._table, first, after(first)):
            return 0
        return await self._remove_marks(org_id)

    async def _remove_marks(self, org_id: str) -> int | None:
        """Remove what remembers open slots of an organization, which is among all that is due."""
        removed: int | None = None
        start: str | None = "d|"
        while start is not None:
            page = await self._table.page(PARTITION, start, after("d|"), limit=1000)
            keys = [row.key for row in page.rows if row.key.split("|")[2] == org_id]
            for at in range(0, len(keys), BATCH):
                await _remove_keys(self._table, keys[at : at + BATCH])
                removed = 0
            start = page.next
        return removed

    async def _note(self, mark: OpenSlot, slot: ScheduleSlot) -> None:
        key = _slot_key(mark.org_id, slot)
        await self._table.put(PARTITION, key, _slot_columns(slot))
        if not slot.is_open:
            await self._table.delete(PARTITION, mark.key)

    async def _written(self, group: Sequence[Decision]) -> bool:
        changes = [change for one in group for change in one.changes]
        try:
            await self._table.transaction(PARTITION, changes)
        except (Stale, AlreadyExists):
            return False
        return True


def _groups(decisions: Sequence[Decision]) -> list[list[Decision]]:
    """Return the decisions in groups that fit into one transaction each."""
    groups: list[list[Decision]] = []
    size = MOST_CHANGES + 1
    for one in decisions:
        count = len(one.changes)
        if size + count > MOST_CHANGES:
            groups.append([])
            size = 0
        groups[-1].append(one)
        size += count
    return groups


async def _remove(table: Table, first: str, last: str) -> list[str]:
    page = await table.page(PARTITION, first, last, limit=BATCH)
    keys = [row.key for row in page.rows]
    await _remove_keys(table, keys)
    return keys


async def _remove_keys(table: Table, keys: Sequence[str]) -> None:
    if not keys:
        return
    try:
        await table.transaction(PARTITION, [Remove(key) for key in keys])
    except Stale:  # another process removes them, too
        for key in keys:
            await table.delete(PARTITION, key)


def _replaced(before: StoredSchedule, schedule: Schedule) -> Change:
    return Replace(_key(schedule), _columns(schedule), before.etag)


def _copies(schedule: Schedule) -> list[Put]:
    """Return the copy by which the timer finds the schedule; none while it is off."""
    if schedule.next_at is None:
        return []
    due = f"d|{_milliseconds(schedule.next_at):015d}|{schedule.org_id}|{schedule.id}"
    return [Put(due, _columns(schedule))]


def _copy_keys(row: Row) -> list[str]:
    return [copy.key for copy in _copies(_schedule(row))]


def _opened(schedule: Schedule, slot: ScheduleSlot, check_at: datetime) -> OpenSlot:
    mark = OpenSlot(schedule.org_id, schedule.id, slot.at, "")
    return replace(mark, key=_mark_key(check_at, mark))


def _mark_key(check_at: datetime, mark: OpenSlot) -> str:
    due, at = _milliseconds(check_at), _milliseconds(mark.at)
    return f"d|{due:015d}|{mark.org_id}|{mark.schedule_id}|{at:015d}"


def _noted(mark: OpenSlot, slot: ScheduleSlot) -> list[Change]:
    record = Put(_slot_key(mark.org_id, slot), _slot_columns(slot))
    return [record] if slot.is_open else [record, Remove(mark.key)]


def _open(row: Row) -> OpenSlot:
    _, _, org_id, schedule_id, at = row.key.split("|")
    return OpenSlot(org_id, UUID(schedule_id), _moment(int(at)), row.key, row.etag)


def _due(row: Row) -> DueSchedule:
    return DueSchedule(_schedule(row), row.key, row.etag)


def _key(schedule: Schedule) -> str:
    return f"s|{schedule.org_id}|{schedule.id}"


def _slot_key(org_id: str, slot: ScheduleSlot) -> str:
    return f"h|{org_id}|{slot.schedule_id}|{_inverted(slot.at)}"


def _inverted(at: datetime) -> str:
    return f"{LAST_MILLISECOND - _milliseconds(at):015d}"


def _milliseconds(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def _moment(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def _columns(schedule: Schedule) -> Columns:
    return _pieces(schedule.model_dump_json())


def _slot_columns(slot: ScheduleSlot) -> Columns:
    return _pieces(slot.model_dump_json())


def _pieces(text: str) -> Columns:
    pieces = {f"p{at // PIECE}": text[at : at + PIECE] for at in range(0, len(text), PIECE)}
    return {"v": SCHEMA, **pieces}


def _text(row: Row) -> str:
    return "".join(row.columns[f"p{number}"] for number in range(len(row.columns) - 1))


def _schedule(row: Row) -> Schedule:
    return upgraded(Schedule, _text(row), version_of(row.columns))


def _slot(row: Row) -> ScheduleSlot:
    return upgraded(ScheduleSlot, _text(row), version_of(row.columns))
