"""Schedules and slots as clients see them: times in words, and what keeps them from starting."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from shared.call import Platform
from shared.errors import InvalidInput
from shared.models.automation.schedules import (
    Schedule,
    ScheduleSlot,
    ScheduleView,
    SlotCounts,
    SlotState,
    SlotView,
    UpcomingRun,
)
from shared.operations.schedules.starting import checked_input

NEXT_RUNS = 3
#: The most runs of one slot, and the most times of one schedule, that a list shows.
MOST_RUNS = 10
MOST_TIMES = 100


async def view_of(platform: Platform, schedule: Schedule) -> ScheduleView:
    now, maker = platform.services.clock.now(), schedule.maker
    coming: tuple[datetime, ...] = ()
    if schedule.next_at is not None:
        first = max(schedule.next_at, now) - timedelta(seconds=1)
        coming = tuple(schedule.times.first(NEXT_RUNS, first))
    shown = set(ScheduleView.model_fields) & set(Schedule.model_fields)
    return ScheduleView(
        **schedule.model_dump(by_alias=False, include=shown),
        source="code" if schedule.declared else "user",
        problem=await _problem(platform, schedule),
        reading=schedule.times.reading,
        next_runs=coming,
        made_by=maker.user_id if maker else None,
        made_by_name=maker.name if maker else None,
    )


async def _problem(platform: Platform, schedule: Schedule) -> str | None:
    """Say what keeps a schedule from starting its workflow, whether or not it is on."""
    if schedule.maker is not None:
        loss = await platform.engine.reauthorization.known_loss_of(schedule.maker)
        if loss is not None:
            return loss
    index = await platform.engine.catalog.index()
    workflow = index.workflows.get(schedule.workflow_name)
    if workflow is None:
        return f"there is no workflow {schedule.workflow_name!r}, or it cannot be loaded now"
    try:
        checked_input(workflow, schedule.inputs)
    except InvalidInput as error:
        return str(error)
    return None


def coming_of(schedule: Schedule, until: datetime) -> list[datetime]:
    """Return the times of a schedule until then; one more than lists show if there are more."""
    found: list[datetime] = []
    at = schedule.next_at
    if at is None:
        return found
    following = schedule.times.after(at)
    while at is not None and at < until and len(found) <= MOST_TIMES:
        found.append(at)
        at = next(following, None)
    return found


def upcoming_of(schedule: Schedule, at: datetime) -> UpcomingRun:
    return UpcomingRun(
        at=at,
        schedule_id=schedule.id,
        name=schedule.name,
        workflow_name=schedule.workflow_name,
    )


def slot_view_of(slot: ScheduleSlot, *, whole: bool = False) -> SlotView:
    """Return a slot with how many of its runs came to what, and its first runs, or all."""
    states = [run.state for run in slot.runs]
    shown = slot.runs if whole else slot.runs[:MOST_RUNS]
    kept = slot.model_copy(update={"runs": shown}).model_dump(by_alias=False)
    return SlotView(
        **kept,
        id=slot.at.isoformat(),
        counts=SlotCounts(
            started=states.count(SlotState.STARTED),
            waiting=states.count(SlotState.WAITING) + states.count(SlotState.STARTING),
            skipped=states.count(SlotState.SKIPPED),
            failed=states.count(SlotState.FAILED),
        ),
    )


def local_time(at: datetime, zone: str) -> str:
    return at.astimezone(ZoneInfo(zone)).isoformat(timespec="minutes")
