"""Stores one organization's executions.

======================  ==========================================  ===================
row key                 what                                        lives
======================  ==========================================  ===================
``r|<time>``            the live record                             until the end
``q|<due>|<id>``        one in the backlog, oldest first            until its claim
``x|<time>``            the final record; only ever inserted        until retention
``u|<user>|<time>``     what a user's list shows                    with ``x``
``w|<workflow>|<time>`` what a workflow's list shows                with ``x``
``f|<time>``            what the list of failed ones shows          with ``x``
``d|<time>``            a dead letter                               until requeued
``k|<hash>``            an Idempotency-Key: see ``idempotency``     24 h
======================  ==========================================  ===================

``<time>`` is the execution's id, inverted: see ``row_keys.newest_first``.
"""

import asyncio
import itertools
from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from shared.errors import NotFound
from shared.models.executions import HELD, Execution, ExecutionSummary, LogLine, Status
from shared.repositories.idempotency import KeyClaim, change_of
from shared.repositories.large_values import PARTS, LargeParts, columns_of, execution_from
from shared.repositories.record_versions import record_of
from shared.repositories.row_keys import Span, id_in, newest_first, span
from shared.services.blobs import BlobPart, Blobs
from shared.services.bulkhead import readable
from shared.services.tables import Change, Columns, Delete, Insert, Remove, Replace, Row, Table

SCHEMA = "1"
FAILURES = frozenset({Status.FAILED, Status.TIMEOUT})
POISONED = "PoisonQueueFailure"
LIVE = span("r|")
MOST_ROWS = 1000
#: Of a long range: how many rows are read at once, and how many are looked at without a pause.
PAGE, AT_A_TIME = 500, 50


@dataclass(frozen=True, slots=True)
class Stored:
    """A live record as it was read.

    ``age`` is the time since its last write, by the store's clock, if the read was of a range.
    """

    execution: Execution
    etag: str
    age: timedelta


@dataclass(frozen=True, slots=True)
class ExecutionsPart:
    """Part of a list, newest first. ``next`` is where the following part starts."""

    summaries: Sequence[ExecutionSummary]
    next: str | None


@dataclass(frozen=True, slots=True)
class EndedRecord:
    """An ended execution, and when its record was written, by the store's clock."""

    summary: ExecutionSummary
    written_at: datetime


class Executions:
    """The executions of one organization: no method can name another organization's rows."""

    def __init__(self, table: Table, blobs: Blobs, org_id: str) -> None:
        self._table = table
        self._large = LargeParts(blobs, org_id)
        self.org_id = org_id

    async def put_away(self, execution: Execution) -> Execution:
        """Move parts too large for a row to blobs; call it before each write below."""
        return await self._large.put_away(execution)

    async def begin(
        self,
        execution: Execution,
        key: KeyClaim | None = None,
        beside: Sequence[Change] = (),
    ) -> str:
        """Insert the live record; AlreadyExists if there is one of this id.

        The row of an Idempotency-Key and those ``beside`` it are written in the same transaction;
        AlreadyExists or Stale if another request has taken the key.
        """
        record = Insert(_live(execution.id), _columns(execution))
        more = [*beside]
        if execution.in_line:
            more.append(_backlog_row(execution))
        if key is not None:
            more.append(change_of(key, execution.id, execution.created_at))
        if not more:
            return await self._table.insert(self.org_id, record.key, record.columns)
        etag, *_ = await self._table.transaction(self.org_id, [record, *more])
        return etag

    async def replace(self, execution: Execution, etag: str, beside: Sequence[Change] = ()) -> str:
        """Replace the live record that was read; Stale if it changed or ended."""
        record = Replace(_live(execution.id), _columns(execution), etag)
        if not beside:
            return await self._table.replace(self.org_id, record.key, record.columns, etag=etag)
        written, *_ = await self._table.transaction(self.org_id, [record, *beside])
        return written

    async def move_to_backlog(self, execution: Execution, etag: str) -> str:
        """Replace the live record and join the backlog; Stale if it changed or ended."""
        record = Replace(_live(execution.id), _columns(execution), etag)
        written, _ = await self._table.transaction(self.org_id, [record, _backlog_row(execution)])
        return written

    async def leave_backlog(
        self, execution: Execution, etag: str, beside: Sequence[Change] = ()
    ) -> str:
        """Replace the live record and leave the backlog; Stale if it changed or ended."""
        record = Replace(_live(execution.id), _columns(execution), etag)
        changes = [record, Remove(_backlog_key(execution)), *beside]
        written, *_ = await self._table.transaction(self.org_id, changes)
        return written

    async def end(self, execution: Execution, etag: str, beside: Sequence[Change] = ()) -> None:
        """Turn the live record into the final one and its lists, or change nothing.

        One transaction, so that a run never has two records or none. Stale if the live record
        changed or is gone, AlreadyExists if there is a final one.
        """
        summary = summary_of(execution).model_dump_json(exclude_none=True)
        listed = {"v": SCHEMA, "summary": summary}
        final = execution.model_copy(update={"in_line": False}) if execution.in_line else execution
        changes: list[Change] = [
            Delete(_live(execution.id), etag),
            Insert(_ended(execution.id), _columns(final)),
            *(Insert(key, listed) for key in list_keys(execution)),
            *beside,
        ]
        if execution.in_line:
            changes.append(Remove(_backlog_key(execution)))
        await self._table.transaction(self.org_id, changes)

    async def get(self, execution_id: UUID) -> Execution:
        """Return the record, ended or live, without parts in blobs; NotFound if there is none."""
        # A run that ends between the first two reads moves its record: look again where it went.
        for key in (_ended(execution_id), _live(execution_id), _ended(execution_id)):
            row = await self._table.get(self.org_id, key)
            if row is not None:
                return _execution(row)
        raise NotFound("execution", execution_id)

    async def find_live(self, execution_id: UUID) -> Stored | None:
        row = await self._table.get(self.org_id, _live(execution_id))
        return None if row is None else _stored(row, row.written_at)

    async def examine(self, execution_id: UUID) -> Stored | None:
        """Return the live record with its age, which ``find_live`` does not know."""
        key = _live(execution_id)
        page = await self._table.page(self.org_id, key, key + "~", limit=1)
        return _stored(page.rows[0], page.read_at) if page.rows else None

    async def find_ended(self, execution_id: UUID) -> Execution | None:
        row = await self._table.get(self.org_id, _ended(execution_id))
        return None if row is None else _execution(row)

    async def complete(self, execution: Execution, parts: Collection[str] = PARTS) -> Execution:
        """Return the record with those of these parts that are in blobs."""
        return await self._large.fetch(execution, parts)

    async def slice(self, execution: Execution, part: str, at: int, most: int) -> BlobPart | None:
        """Return at most ``most`` bytes of a part from ``at``; None if it has no such part."""
        return await self._large.slice(execution, part, at, most)

    async def append_lines(
        self, execution: Execution, lines: Collection[LogLine], *, at: int
    ) -> int:
        """Append lines to the attempt's blob, which has ``at`` bytes; return its new size."""
        return await self._large.append_lines(execution, lines, at=at)

    async def lines_of(self, execution: Execution, attempt: UUID) -> tuple[LogLine, ...]:
        """Return the log lines in an attempt's blob; none if there is no blob."""
        return await self._large.lines_of(execution, attempt)

    async def lines(self, execution: Execution) -> tuple[LogLine, ...]:
        """Return the log lines of every attempt, in order; of a live run, those written so far."""
        attempts = [past.id for past in execution.attempts if past.id != execution.attempt]
        if execution.status in HELD and execution.attempt:
            attempts.append(execution.attempt)
        found = [await self.lines_of(execution, attempt) for attempt in attempts]
        last = await self.complete(execution, ("logs",))
        return (*itertools.chain.from_iterable(found), *last.logs)

    async def live(
        self, within: Span = LIVE, limit: int = MOST_ROWS
    ) -> tuple[list[Stored], str | None]:
        """Return live records, newest first, and where to continue."""
        page = await self._table.page(self.org_id, within.first, within.last, limit=limit)
        found = readable(page.rows, lambda row: _stored(row, page.read_at), "a live execution")
        return found, page.next

    async def all_live(self, within: Span = LIVE) -> AsyncIterator[Stored]:
        """Yield all live records, a thousand with each read."""
        start: str | None = within.first
        while start is not None:
            records, start = await self.live(within.since(start))
            for stored in records:
                yield stored

    async def due_in_backlog(self, until: datetime, limit: int) -> list[UUID]:
        """Return the runs of the backlog that are due by then, the oldest first."""
        last = f"q|{_milliseconds(until):015d}|~"
        page = await self._table.page(self.org_id, "q|", last, limit=limit)
        return [UUID(row.key.rpartition("|")[2]) for row in page.rows]

    async def ended(self, within: Span, limit: int) -> ExecutionsPart:
        """Return ended executions, newest first, of one of the ranges in the module's table."""
        page = await self._table.page(self.org_id, within.first, within.last, limit=limit)
        return ExecutionsPart([_summary(row) for row in page.rows], page.next)

    async def ended_since(
        self, within: Span, since: datetime, known: Collection[UUID]
    ) -> tuple[list[EndedRecord], datetime]:
        """Return ended executions whose records were written since then, and when it looked.

        Both times are the store's. Those that are ``known`` are passed over; of these and of older
        ones, only the keys are looked at. Long ranges leave others their turn.
        """
        found: list[EndedRecord] = []
        looked_at: datetime | None = None
        start: str | None = within.first
        while start is not None:
            part = within.since(start)
            page = await self._table.page(self.org_id, part.first, part.last, limit=PAGE)
            looked_at = looked_at or page.read_at
            for number, row in enumerate(page.rows):
                if number % AT_A_TIME == 0:
                    await asyncio.sleep(0)
                if row.written_at >= since and id_in(row.key) not in known:
                    found.append(EndedRecord(_summary(row), row.written_at))
            start = page.next
        return found, looked_at or since

    async def is_dead_letter(self, execution_id: UUID) -> bool:
        return await self._table.get(self.org_id, _dead(execution_id)) is not None

    async def drop_dead_letter(self, execution_id: UUID) -> None:
        """Remove an execution from the list of dead letters."""
        await self._table.delete(self.org_id, _dead(execution_id))


def summary_of(execution: Execution) -> ExecutionSummary:
    outcome = execution.outcome
    return ExecutionSummary(
        execution_id=execution.id,
        workflow_name=execution.workflow_name,
        org_id=execution.org_id,
        form_id=execution.form_id,
        executed_by=execution.caller.id,
        executed_by_name=execution.caller.name,
        status=execution.status,
        error_type=outcome.error_type if outcome else None,
        error_message=outcome.error_message[:1000] if outcome and outcome.error_message else None,
        is_user_error=outcome.is_user_error if outcome else False,
        is_platform_error=outcome.is_platform_error if outcome else False,
        rerun_of=execution.rerun_of,
        parent_execution_id=execution.parent_id,
        duration_ms=execution.duration_ms,
        created_at=execution.created_at,
        due_at=execution.due_at,
        started_at=execution.started_at,
        completed_at=execution.completed_at,
    )


def _summary(row: Row) -> ExecutionSummary:
    if "summary" in row.columns:
        return record_of(ExecutionSummary, row.columns, "summary")
    return summary_of(_execution(row))


def _live(execution_id: UUID) -> str:
    return f"r|{newest_first(execution_id)}"


def _ended(execution_id: UUID) -> str:
    return f"x|{newest_first(execution_id)}"


def _backlog_key(execution: Execution) -> str:
    due_at = execution.due_at or execution.created_at
    return f"q|{_milliseconds(due_at):015d}|{execution.id}"


def _backlog_row(execution: Execution) -> Insert:
    return Insert(_backlog_key(execution), {"v": SCHEMA})


def _milliseconds(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def _dead(execution_id: UUID) -> str:
    return f"d|{newest_first(execution_id)}"


def list_keys(execution: Execution) -> list[str]:
    """Return the keys of the rows beside a final record."""
    time = newest_first(execution.id)
    keys = [f"u|{execution.caller.id}|{time}", f"w|{execution.workflow_name}|{time}"]
    if execution.status in FAILURES:
        keys.append(f"f|{time}")
    if execution.outcome and execution.outcome.error_type == POISONED:
        keys.append(_dead(execution.id))
    return keys


def _columns(execution: Execution) -> Columns:
    return {"v": SCHEMA, **columns_of(execution)}


def _execution(row: Row) -> Execution:
    return execution_from(row.columns)


def _stored(row: Row, now: datetime) -> Stored:
    return Stored(_execution(row), row.etag, now - row.written_at)
