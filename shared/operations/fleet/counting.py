"""Counts runs once they have ended: the timer's work, of which no run knows.

A run is counted by the first round that finds it ended. Those that were accepted since the last
round are one range of records, of which those are read that were written since; those that had not
ended then are remembered, and looked up one by one when they are no longer live.
"""

from collections import defaultdict
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
from shared.operations.fleet.tallies import RunTally
from shared.repositories.executions import Executions, summary_of
from shared.repositories.row_keys import span
from shared.repositories.stored_record import StoredRecord

#: The id of a run may be older than its record: clocks of processes differ, a schedule's run has
#: the id of its time, and a batch's that of its stage. So each round reads so far back again.
OVERLAP = timedelta(minutes=5)
#: A record may be seen later than its time says. Those that are so young are remembered by name.
SKEW = timedelta(seconds=10)
#: How far back the first round of an organization counts.
FIRST = timedelta(days=14)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
KEPT_HOURS = timedelta(hours=48)
#: A round without news is written so often, so that the next one has less to read.
QUIET = timedelta(minutes=15)
MOST_LIVE = 5000
IS_WELL = frozenset({Status.SUCCESS, Status.COMPLETED_WITH_ERRORS})


@dataclass(slots=True)
class _News:
    """What one round has found, and when it looked."""

    read_at: datetime
    live: list[UUID] = field(default_factory=list[UUID])
    ended: list[ExecutionSummary] = field(default_factory=list[ExecutionSummary])
    recent: list[UUID] = field(default_factory=list[UUID])


async def count(platform: Platform, org_id: str) -> None:
    """Count the runs of an organization that have ended since the last round."""
    store, now = platform.directory.figures, platform.services.clock.now()
    before = await store.counted(org_id)
    store_name = "box" if platform.settings.is_one_box else "azure"
    last = _continued(before, store_name, now)
    found = await _found(platform.directory.executions_of(org_id), last)
    counted = Counted(
        until=now,
        read_at=found.read_at,
        store=store_name,
        live=tuple(found.live[:MOST_LIVE]),
        recent=tuple(found.recent),
    )
    is_news = before is None or found.ended or set(counted.live) != set(before.record.live)
    if not is_news and before and now - before.record.until < QUIET:
        return
    figures = await _figures(platform, org_id, found, now)
    days = await _days(platform, org_id, found.ended)
    try:
        await store.write(before, counted, figures, days)
    except (Stale, AlreadyExists):
        return  # another process has counted them


def _continued(before: StoredRecord[Counted] | None, store: str, now: datetime) -> Counted:
    """Where the last round has ended, for the next one."""
    if before is None:
        return Counted(until=now - FIRST + OVERLAP)
    if before.record.store in (None, store):
        return before.record
    # A move has given each record a new time, by another clock. Nothing ran meanwhile.
    changes = {"until": before.record.until + OVERLAP, "read_at": None}
    return before.record.model_copy(update=changes)


async def _found(executions: Executions, last: Counted) -> _News:
    # First what is live: a run that ends between the two reads is in the second one.
    live = {stored.execution.id: None async for stored in executions.all_live()}
    since = last.read_at - SKEW if last.read_at else LONG_AGO
    counted = {*last.recent}
    within = span("x|", since=last.until - OVERLAP)
    listed, read_at = await executions.ended_since(within, since, counted)
    found = _News(read_at, ended=[one.summary for one in listed])
    known = counted | {one.execution_id for one in found.ended}
    found.live = [one for one in live if one not in known]
    for execution_id in last.live:
        if execution_id in live or execution_id in known:
            continue
        record = await executions.find_ended(execution_id)
        if record is not None:
            found.ended.append(summary_of(record))
    found.recent = [one.summary.execution_id for one in listed if one.written_at >= read_at - SKEW]
    if last.read_at and read_at - last.read_at < SKEW:
        found.recent += last.recent
    return found


async def _figures(
    platform: Platform, org_id: str, found: _News, now: datetime
) -> OrganizationFigures:
    before = await platform.directory.figures.of(org_id)
    hours = {**before.hours} if before else {}
    for hour, tally in _by_hour(found.ended).items():
        hours[hour] = tally.onto(hours.get(hour, RunCounts()))
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


def _by_hour(ended: Sequence[ExecutionSummary]) -> dict[str, RunTally]:
    tallies: defaultdict[str, RunTally] = defaultdict(RunTally)
    for one in ended:
        tallies[_end_of(one).strftime("%Y-%m-%dT%H")].add(one)
    return tallies


async def _days(
    platform: Platform, org_id: str, ended: Sequence[ExecutionSummary]
) -> list[DayFigures]:
    workflows = (await platform.engine.catalog.index()).workflows if ended else {}
    tallies: defaultdict[str, defaultdict[str, RunTally]] = defaultdict(
        lambda: defaultdict(RunTally)
    )
    for one in ended:
        day = _end_of(one).date().isoformat()
        tallies[day][one.workflow_name].add(one, _saved(one, workflows.get(one.workflow_name)))
    found: list[DayFigures] = []
    for day, by_workflow in tallies.items():
        before = await platform.directory.figures.day(org_id, day)
        names = {**before.workflows} if before else {}
        for name, tally in by_workflow.items():
            names[name] = tally.onto_day(names.get(name, WorkflowDay()))
        found.append(DayFigures(org_id=org_id, day=day, workflows=names))
    return found


def _saved(one: ExecutionSummary, workflow: Workflow | None) -> float:
    """The minutes of work that a run has saved."""
    return workflow.time_saved_minutes if workflow and one.status in IS_WELL else 0


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
