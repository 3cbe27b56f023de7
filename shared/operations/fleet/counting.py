"""Counts runs once they have ended: the timer's work, of which no run knows.

A run is counted by the first round that finds it ended. Those that were accepted since the last
round are one range of records; those that had not ended then are remembered, and looked up one by
one when they are no longer live.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from shared.call import Platform
from shared.errors import AlreadyExists, Stale
from shared.models.executions import ExecutionSummary, Status
from shared.models.fleet.figures import (
    Counted,
    DayFigures,
    OrganizationFigures,
    RunCounts,
    WorkflowDay,
)
from shared.models.workflows import Workflow
from shared.operations.fleet import dead_letter_figures
from shared.operations.fleet.durations import step_of
from shared.repositories.executions import Executions, summary_of
from shared.repositories.row_keys import made_at, span
from shared.repositories.stored_record import StoredRecord

#: The id of a run may be older than its record: clocks of processes differ, a schedule's run has
#: the id of its time, and a batch's that of its stage. So each round reads so far back again.
OVERLAP = timedelta(minutes=5)
#: What is remembered is a little older than what is read again.
SKEW = timedelta(seconds=1)
#: How far back the first round of an organization counts.
FIRST = timedelta(days=14)
KEPT_HOURS = timedelta(hours=48)
#: A round without news is written so often, so that the next one has less to read.
QUIET = timedelta(minutes=15)
MOST_LIVE = 5000
PAGE = 500
IS_WELL = frozenset({Status.SUCCESS, Status.COMPLETED_WITH_ERRORS})


@dataclass(slots=True)
class _News:
    """What one round has found."""

    live: list[UUID] = field(default_factory=list[UUID])
    ended: list[ExecutionSummary] = field(default_factory=list[ExecutionSummary])
    recent: list[UUID] = field(default_factory=list[UUID])


async def count(platform: Platform, org_id: str) -> None:
    """Count the runs of an organization that have ended since the last round."""
    store, now = platform.directory.figures, platform.services.clock.now()
    before = await store.counted(org_id)
    found = await _found(platform.directory.executions_of(org_id), before, now)
    counted = Counted(until=now, live=tuple(found.live[:MOST_LIVE]), recent=tuple(found.recent))
    is_news = before is None or found.ended or set(counted.live) != set(before.record.live)
    if not is_news and before and now - before.record.until < QUIET:
        return
    figures = await _figures(platform, org_id, found, now)
    days = await _days(platform, org_id, found.ended)
    try:
        await store.write(before, counted, figures, days)
    except (Stale, AlreadyExists):
        return  # another process has counted them


async def _found(
    executions: Executions, before: StoredRecord[Counted] | None, now: datetime
) -> _News:
    found, last = _News(), before.record if before else None
    # First what is live: a run that ends between the two reads is in the second one.
    live = [stored.execution.id async for stored in executions.all_live()]
    listed = await _ended(executions, last.until - OVERLAP if last else now - FIRST)
    counted = {*last.recent} if last else set[UUID]()
    found.ended = [one for one in listed if one.execution_id not in counted]
    known = {one.execution_id for one in listed}
    found.live = [one for one in live if one not in known]
    for execution_id in last.live if last else ():
        if execution_id in live or execution_id in known:
            continue
        record = await executions.find_ended(execution_id)
        if record is not None:
            found.ended.append(summary_of(record))
    found.recent = [one for one in known if made_at(one) >= now - OVERLAP - SKEW]
    return found


async def _ended(executions: Executions, since: datetime) -> list[ExecutionSummary]:
    within = span("x|", since=since)
    found: list[ExecutionSummary] = []
    start: str | None = within.first
    while start is not None:
        part = await executions.ended(within.since(start), PAGE)
        found += part.summaries
        start = part.next
    return found


async def _figures(
    platform: Platform, org_id: str, found: _News, now: datetime
) -> OrganizationFigures:
    before = await platform.directory.figures.of(org_id)
    hours = {**before.hours} if before else {}
    for one in found.ended:
        hour = _end_of(one).strftime("%Y-%m-%dT%H")
        hours[hour] = _more(hours.get(hour, RunCounts()), one)
    oldest = (now - KEPT_HOURS).strftime("%Y-%m-%dT%H")
    dead = before.dead_letters if before else 0
    if dead or any(one.error_type == "PoisonQueueFailure" for one in found.ended):
        part = await platform.directory.executions_of(org_id).ended(
            span("d|"), dead_letter_figures.MOST
        )
        dead = len(part.summaries)
    times = [one.created_at for one in found.ended]
    last = [before.last_run_at] if before and before.last_run_at else []
    return OrganizationFigures(
        org_id=org_id,
        hours={hour: counts for hour, counts in hours.items() if hour >= oldest},
        live=len(found.live),
        dead_letters=dead,
        last_run_at=max([*times, *last], default=None),
        counted_at=now,
    )


async def _days(
    platform: Platform, org_id: str, ended: Sequence[ExecutionSummary]
) -> list[DayFigures]:
    workflows = (await platform.engine.catalog.index()).workflows if ended else {}
    days: dict[str, dict[str, WorkflowDay]] = {}
    for day in {_end_of(one).date().isoformat() for one in ended}:
        before = await platform.directory.figures.day(org_id, day)
        days[day] = {**before.workflows} if before else {}
    for one in ended:
        names = days[_end_of(one).date().isoformat()]
        known = names.get(one.workflow_name, WorkflowDay())
        names[one.workflow_name] = _counted(known, one, workflows.get(one.workflow_name))
    return [DayFigures(org_id=org_id, day=day, workflows=names) for day, names in days.items()]


def _counted(day: WorkflowDay, one: ExecutionSummary, workflow: Workflow | None) -> WorkflowDay:
    more = _more(day, one)
    durations = {**day.durations}
    if one.duration_ms is not None:
        step = step_of(one.duration_ms)
        durations[step] = durations.get(step, 0) + 1
    saved = workflow.time_saved_minutes if workflow and one.status in IS_WELL else 0
    return WorkflowDay(
        **more.model_dump(by_alias=False),
        durations=durations,
        minutes_saved=day.minutes_saved + saved,
    )


def _more(counts: RunCounts, one: ExecutionSummary) -> RunCounts:
    return RunCounts(
        total=counts.total + 1,
        failed=counts.failed + (one.status is Status.FAILED),
        timed_out=counts.timed_out + (one.status is Status.TIMEOUT),
        cancelled=counts.cancelled + (one.status is Status.CANCELLED),
    )


def added(counts: Iterable[RunCounts]) -> RunCounts:
    """Return the sum of counts."""
    each = [*counts]
    return RunCounts(
        total=sum(one.total for one in each),
        failed=sum(one.failed for one in each),
        timed_out=sum(one.timed_out for one in each),
        cancelled=sum(one.cancelled for one in each),
    )


def _end_of(one: ExecutionSummary) -> datetime:
    return (one.completed_at or one.created_at).astimezone(UTC)
