"""Request handlers that cancel executions; users who are no administrators cancel their own."""

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from shared.call import Call
from shared.errors import Conflict, Stale
from shared.models.executions import (
    FINAL,
    CancelledMany,
    CancelRequest,
    Execution,
    ExecutionRecord,
    Status,
)
from shared.models.views import record_of, without_code
from shared.repositories.executions import Stored, summary_of
from shared.repositories.row_keys import newest_first, span
from shared.services.concurrency import for_each

MOST_AT_ONCE = 100
MOST_PAGES = 5


async def one(call: Call, execution_id: UUID, workflow_name: str | None = None) -> ExecutionRecord:
    """Cancel a run: at once if it has not begun, soon if it runs; Conflict if it has ended."""
    execution = await call.execution(execution_id, workflow_name)
    call.changed("execution", execution_id, None, None)
    if execution.status not in FINAL:
        execution = await call.platform.engine.canceller.cancel(execution)
    if execution.status in FINAL - {Status.CANCELLED}:
        raise Conflict(f"the execution has ended already, as {execution.status}")
    actor = call.caller.actor
    complete = await call.executions.complete(execution, ("input",))
    record = record_of(complete, summary_of(complete), (), to_admin=actor.is_admin)
    return record if actor.is_platform_admin else without_code(record)


async def many(call: Call, wanted: CancelRequest) -> CancelledMany:
    """Cancel up to a hundred matching runs, newest first, and say whether there may be more."""
    if wanted.execution_ids is not None:
        return await _named(call, wanted, wanted.execution_ids)
    within = span("r|", wanted.start_date, wanted.end_date)
    cancelled = cancelling = 0
    start: str | None = within.first
    for _ in range(MOST_PAGES):
        records, start = await call.executions.live(within.since(start))
        chosen = [stored for stored in records if _is_wanted(call, wanted, stored.execution)]
        room = MOST_AT_ONCE - cancelled - cancelling
        for stored in chosen[:room]:
            status = await _cancel(call, stored)
            cancelled += status is Status.CANCELLED
            cancelling += status is Status.CANCELLING
        if len(chosen) > room or start is None:
            return _answer(cancelled, cancelling, has_more=len(chosen) > room)
    return _answer(cancelled, cancelling, has_more=True)


async def _named(call: Call, wanted: CancelRequest, ids: Sequence[UUID]) -> CancelledMany:
    """Cancel those of the named runs that are live, match, and are the caller's to cancel."""
    statuses: Counter[Status] = Counter()
    within = span("r|", wanted.start_date, wanted.end_date)

    async def cancel(execution_id: UUID) -> None:
        if not within.first <= f"r|{newest_first(execution_id)}" < within.last:
            return
        stored = await call.executions.find_live(execution_id)
        if stored is not None and _is_wanted(call, wanted, stored.execution):
            statuses[await _cancel(call, stored)] += 1

    named = dict.fromkeys(ids)
    await for_each(named, cancel)
    cancelled, cancelling = statuses[Status.CANCELLED], statuses[Status.CANCELLING]
    skipped = len(named) - cancelled - cancelling
    answer = _answer(cancelled, cancelling, has_more=False)
    return answer.model_copy(update={"skipped": skipped})


def _is_wanted(call: Call, wanted: CancelRequest, execution: Execution) -> bool:
    actor = call.caller.actor
    return (
        execution.status is not Status.CANCELLING
        and (actor.is_admin or execution.caller.id == actor.id)
        and wanted.workflow_name in (None, execution.workflow_name)
        and wanted.status in (None, execution.status)
    )


async def _cancel(call: Call, stored: Stored) -> Status:
    try:
        return (await call.platform.engine.canceller.cancel_stored(stored)).status
    except Stale:  # its record changed meanwhile: read it again
        return (await call.platform.engine.canceller.cancel(stored.execution)).status


def _answer(cancelled: int, cancelling: int, *, has_more: bool) -> CancelledMany:
    return CancelledMany(cancelled=cancelled, cancelling=cancelling, has_more=has_more)
