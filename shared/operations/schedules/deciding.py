"""Decides a due schedule: what each of its times starts, by its rule for runs that overlap.

The decision is written before anything starts, so that two timers cannot make two of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from shared.call import Platform
from shared.errors import BifrostError
from shared.models.automation.schedules import Schedule, ScheduleSlot, SlotRun, SlotState, run_id
from shared.models.executions import Status
from shared.operations.schedules.audience import Addressee, Audience
from shared.operations.schedules.starting import order_for
from shared.operations.schedules.times import times_of
from shared.repositories.schedules import Decision, DueSchedule
from shared.services.parallel import for_each

#: How long a process has for the starts that it decided, before another one looks at them.
CHECK_AFTER = timedelta(minutes=3)
#: The most times of a schedule that wait for an earlier run.
MOST_WAITING = 10
UNDER_WAY = (SlotState.STARTING, SlotState.WAITING, SlotState.STARTED)
IS_WELL = frozenset({Status.SUCCESS, Status.COMPLETED_WITH_ERRORS})
IS_ILL = frozenset({Status.FAILED, Status.TIMEOUT})


@dataclass(slots=True)
class Last:
    """The last run in each organization that is under way, by the time of its slot."""

    live: dict[str, datetime] = field(default_factory=dict[str, datetime])
    ended: list[Status] = field(default_factory=list[Status])

    @property
    def failed(self) -> bool | None:
        """Whether the last time failed in every organization; None if it is not over."""
        if self.live or not self.ended:
            return None
        return not IS_WELL.intersection(self.ended) and bool(IS_ILL.intersection(self.ended))


async def decide(platform: Platform, due: DueSchedule, audience: Audience) -> Decision:
    """Decide all times of a schedule that have come."""
    now = platform.services.clock.now()
    last = await _last(platform, due.schedule)
    schedule = _judged(due.schedule, last)
    if schedule.waits:
        waits = await _still_waiting(platform, schedule)
        schedule = schedule.model_copy(update={"waits": waits})
    times = times_of(schedule, now)
    stop = await _reason_to_pause(platform, schedule)
    if stop is not None:
        at = due.schedule.next_at or now
        slot = _slot(schedule, at, now, SlotState.SKIPPED, reason=stop)
        paused = schedule.model_copy(update={"paused": stop, "next_at": None})
        return Decision(due, paused, [slot], now)
    schedule = schedule.model_copy(update={"next_at": times.next_at})
    members = await audience.of(schedule)
    slots = list(times.missed)
    for at in times.to_run:
        slot, schedule = await _decided(platform, schedule, members, last, at)
        slots.append(slot)
    return Decision(due, schedule, slots, now + CHECK_AFTER)


async def _decided(
    platform: Platform,
    schedule: Schedule,
    members: Sequence[Addressee],
    last: Last,
    at: datetime,
) -> tuple[ScheduleSlot, Schedule]:
    now = platform.services.clock.now()
    runs: list[SlotRun] = []
    for member in members:
        run = _run(schedule, member, last, at)
        if run.state is SlotState.STARTING:
            run = await _tried(platform, schedule, member, run)
        runs.append(run)
        if run.state in (SlotState.STARTING, SlotState.WAITING):
            last.live[member.org_id] = at
    reason = None if members else "no organization is chosen by it now"
    slot = _slot(schedule, at, now, SlotState.SKIPPED, reason=reason).with_runs(tuple(runs))
    return slot, _moved(schedule, slot, last)


def _run(schedule: Schedule, member: Addressee, last: Last, at: datetime) -> SlotRun:
    """Return the plan of one run, by the rule for runs that overlap."""
    org_id, before = member.org_id, last.live.get(member.org_id)
    if member.refusal:
        return SlotRun(org_id=org_id, state=SlotState.SKIPPED, reason=member.refusal)
    if before is None:
        return SlotRun(org_id=org_id, state=SlotState.STARTING)
    when = f"the run of {before:%Y-%m-%d %H:%M} UTC is still under way"
    if schedule.overlap == "replace":
        return SlotRun(org_id=org_id, state=SlotState.STARTING, replaces=before)
    if schedule.overlap == "skip":
        return SlotRun(org_id=org_id, state=SlotState.SKIPPED, reason=when)
    if len(schedule.waits) >= MOST_WAITING:
        reason = f"{when}, and {MOST_WAITING} times wait already"
        return SlotRun(org_id=org_id, state=SlotState.SKIPPED, reason=reason)
    return SlotRun(org_id=org_id, state=SlotState.WAITING, after=before)


async def _tried(
    platform: Platform, schedule: Schedule, member: Addressee, run: SlotRun
) -> SlotRun:
    """Return the run as it is, or as failed if its workflow or its input refuse it now."""
    try:
        await order_for(platform, schedule, member)
    except BifrostError as error:
        if error.retry:
            return run
        return run.model_copy(update={"state": SlotState.FAILED, "reason": str(error)})
    return run


def _moved(schedule: Schedule, slot: ScheduleSlot, last: Last) -> Schedule:
    """Return the schedule after a slot: with the runs to look at next time."""
    begun = {run.org_id for run in slot.runs if run.state is not SlotState.SKIPPED}
    is_failed = slot.state is SlotState.FAILED
    facts: dict[str, object] = {
        "carried": {org_id: at for org_id, at in last.live.items() if at != slot.at},
        "failures": schedule.failures + is_failed,
    }
    if begun and not is_failed:
        facts["last_slot"] = slot.at
    if any(run.state is SlotState.WAITING for run in slot.runs):
        facts["waits"] = (*schedule.waits, slot.at)
    return schedule.model_copy(update=facts)


def _judged(schedule: Schedule, last: Last) -> Schedule:
    """Return the schedule with the end of its last runs counted, once they are over."""
    if last.failed is None:
        return schedule
    failures = schedule.failures + 1 if last.failed else 0
    return schedule.model_copy(update={"failures": failures, "last_slot": None})


async def _last(platform: Platform, schedule: Schedule) -> Last:
    """Look at the last runs of a schedule, in each organization that had one."""
    last = Last()

    async def look(place: tuple[str, datetime]) -> None:
        org_id, at = place
        executions = platform.directory.executions_of(org_id)
        execution_id = run_id(schedule.id, at, org_id)
        ended = await executions.find_ended(execution_id)
        if ended is not None:
            last.ended.append(ended.status)
        elif await executions.find_live(execution_id) or await _is_open(platform, schedule, place):
            last.live[org_id] = at

    await for_each((await _places(platform, schedule)).items(), look)
    return last


async def _places(platform: Platform, schedule: Schedule) -> Mapping[str, datetime]:
    """Return where runs may be under way: organizations, each with the time of its slot."""
    places = {**schedule.carried}
    at = schedule.last_slot
    if at is None:
        return places
    if schedule.target is None:
        return {**places, schedule.org_id: at}
    slot = await platform.directory.schedules_of(schedule.org_id).slot(schedule.id, at)
    runs = slot.runs if slot else ()
    return {**places, **{run.org_id: at for run in runs if run.state in UNDER_WAY}}


async def _is_open(platform: Platform, schedule: Schedule, place: tuple[str, datetime]) -> bool:
    """Whether a run that has no record is still to begin: it waits, or its process was lost."""
    org_id, at = place
    slot = await platform.directory.schedules_of(schedule.org_id).slot(schedule.id, at)
    return slot is not None and any(run.org_id == org_id and run.is_open for run in slot.runs)


async def _still_waiting(platform: Platform, schedule: Schedule) -> tuple[datetime, ...]:
    store = platform.directory.schedules_of(schedule.org_id)
    slots = [await store.slot(schedule.id, at) for at in schedule.waits]
    return tuple(slot.at for slot in slots if slot and slot.is_open)


async def _reason_to_pause(platform: Platform, schedule: Schedule) -> str | None:
    limit = platform.settings.schedule_failures
    if schedule.failures >= limit:
        return f"it failed {schedule.failures} times in a row"
    if schedule.maker is None:
        return "nobody has enabled it"
    return await platform.engine.reauthorization.known_loss_of(schedule.maker)


def _slot(
    schedule: Schedule, at: datetime, now: datetime, state: SlotState, reason: str | None
) -> ScheduleSlot:
    return ScheduleSlot(schedule_id=schedule.id, at=at, state=state, reason=reason, decided_at=now)
