"""Request handlers of schedules."""

from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar
from uuid import UUID

import uuid6

from shared.call import Call
from shared.errors import AlreadyExists, Conflict, Detail, InvalidInput, NotFound
from shared.models.automation.cron import Cron
from shared.models.automation.schedules import (
    MOST_INPUT,
    Preview,
    PreviewRequest,
    PreviewRun,
    Schedule,
    ScheduleCreate,
    ScheduleRules,
    ScheduleSlot,
    ScheduleUpdate,
    ScheduleView,
    SlotRun,
    SlotState,
    SlotView,
    Upcoming,
    UpcomingRun,
)
from shared.models.base import GLOBAL
from shared.models.pages import Listed
from shared.operations.live.names import SCHEDULES
from shared.operations.live.schedules import item_of_slot
from shared.operations.run_requests import startable
from shared.operations.schedules import declarations
from shared.operations.schedules.audience import Audience
from shared.operations.schedules.deciding import CHECK_AFTER
from shared.operations.schedules.starting import Starting, checked_input
from shared.operations.schedules.views import (
    MOST_TIMES,
    coming_of,
    local_time,
    slot_view_of,
    upcoming_of,
    view_of,
)
from shared.operations.triggers import maker_of
from shared.repositories.schedules import Schedules, StoredSchedule

#: The most schedules that ``upcoming`` looks at, and the most times that it lists.
MOST_SCHEDULES = 1000
MOST_UPCOMING = 1000
#: The most batches of slots that a deletion removes; retention takes the others.
MOST_BATCHES = 20

T = TypeVar("T")


async def page(call: Call, limit: int, start: str | None) -> Listed[ScheduleView]:
    """List the schedules of the scope; in GLOBAL also those that the code declares."""
    await _compare(call)
    found = await _store(call).page(start, limit)
    return Listed([await view_of(call.platform, one) for one in found.items], found.next)


async def get(call: Call, schedule_id: UUID) -> ScheduleView:
    await _compare(call)
    return await view_of(call.platform, (await _store(call).get(schedule_id)).schedule)


async def create(call: Call, new: ScheduleCreate) -> ScheduleView:
    """Create a schedule; its maker is the caller."""
    maker = maker_of(call, of_several=new.target is not None)
    _require_global(call, of_several=new.target is not None)
    await _check(call, new.workflow_name, new)
    now = call.platform.services.clock.now()
    schedule = Schedule(
        **new.model_dump(by_alias=False, exclude={"target"}),
        target=new.target,
        id=UUID(int=uuid6.uuid7().int),
        org_id=call.caller.scope,
        maker=maker,
        created_by=call.caller.actor.id,
        created_at=now,
    ).from_now_on(now)
    await _store(call).add(schedule)
    return await _changed(call, schedule.id, None, schedule)


async def update(call: Call, schedule_id: UUID, change: ScheduleUpdate) -> ScheduleView:
    """Change the fields that were sent; ``target`` null means the scope itself."""
    before = await _store(call).get(schedule_id)
    if before.schedule.declared:
        raise Conflict("the code declares this schedule: change its text there")
    facts = change.model_dump(exclude_none=True, by_alias=False, exclude={"target"})
    if "target" in change.model_fields_set:
        facts["target"] = change.target
    after = before.schedule.model_copy(update=facts)
    _require_global(call, of_several=after.target is not None)
    await _check(call, after.workflow_name, after)
    return await _save(call, before, after)


async def delete(call: Call, schedule_id: UUID) -> None:
    """Delete a schedule with its slots; runs that it started go on."""
    before = await _store(call).get(schedule_id)
    if before.schedule.declared:
        raise Conflict("the code declares this schedule: disable it, or remove it there")
    await _store(call).remove(before)
    for _ in range(MOST_BATCHES):
        if not await _store(call).remove_slots(schedule_id):
            break
    call.platform.live.tell(call.caller.scope, SCHEDULES)
    call.changed("schedule", schedule_id, before.schedule, None)


async def enable(call: Call, schedule_id: UUID) -> ScheduleView:
    """Turn a schedule on, also one that is paused; its maker is the caller from then on."""
    before = await _store(call).get(schedule_id)
    return await _save(call, before, before.schedule.model_copy(update={"is_enabled": True}))


async def disable(call: Call, schedule_id: UUID) -> ScheduleView:
    """Turn a schedule off; runs that it started go on."""
    before = await _store(call).get(schedule_id)
    facts = {"is_enabled": False, "next_at": None}
    after = before.schedule.model_copy(update={**facts, **_by(call)})
    await _store(call).replace(before, after)
    return await _changed(call, schedule_id, before.schedule, after)


async def trigger(call: Call, schedule_id: UUID) -> SlotView:
    """Start the runs of a schedule now, whether or not it is on; the caller answers for them."""
    found = (await _store(call).get(schedule_id)).schedule
    maker = maker_of(call, of_several=found.target is not None)
    schedule = found.model_copy(update={"maker": maker})
    platform, now = call.platform, call.platform.services.clock.now()
    at = now.replace(microsecond=now.microsecond // 1000 * 1000)
    audience = Audience(platform.directory)
    runs = tuple(
        SlotRun(org_id=member.org_id, state=SlotState.STARTING)
        for member in await audience.of(schedule)
    )
    slot = ScheduleSlot(
        schedule_id=schedule.id,
        at=at,
        state=SlotState.SKIPPED,
        by_hand=True,
        runs=runs,
        reason=None if runs else "no organization is chosen by it now",
        decided_at=now,
    ).with_runs(runs)
    try:
        mark = await _store(call).add_slot(schedule, slot, now + CHECK_AFTER)
    except AlreadyExists as error:
        raise Conflict("this schedule was triggered at this very moment: try again") from error
    done = await Starting(platform, audience).start(schedule, slot)
    await platform.directory.due_schedules.note({mark: done})
    view = await view_of(platform, found)
    platform.live.tell(found.org_id, SCHEDULES, partial(item_of_slot, found, view, done))
    call.changed("schedule", schedule_id, None, found)
    return slot_view_of(done, whole=True)


async def slots(call: Call, schedule_id: UUID, limit: int, start: str | None) -> Listed[SlotView]:
    """List what came of each time, the newest first."""
    store = _store(call)
    await store.get(schedule_id)
    found = await store.slots(schedule_id, start, limit)
    return Listed([slot_view_of(one) for one in found.items], found.next)


async def slot(call: Call, schedule_id: UUID, at: datetime) -> SlotView:
    """Return one slot with all of its runs."""
    store = _store(call)
    await store.get(schedule_id)
    found = await store.slot(schedule_id, at)
    if found is None:
        raise NotFound("slot", at.isoformat())
    return slot_view_of(found, whole=True)


async def upcoming(call: Call, hours: int) -> Upcoming:
    """List the times that come within these hours, of schedules that are on."""
    await _compare(call)
    now = call.platform.services.clock.now()
    until = now + timedelta(hours=hours)
    found = await _store(call).page(None, MOST_SCHEDULES)
    runs: list[UpcomingRun] = []
    is_cut = found.next is not None
    for schedule in found.items:
        times = coming_of(schedule, until)
        is_cut = is_cut or len(times) > MOST_TIMES
        runs += [upcoming_of(schedule, at) for at in times[:MOST_TIMES]]
    runs.sort(key=lambda one: one.at)
    return Upcoming(runs=tuple(runs[:MOST_UPCOMING]), is_cut=is_cut or len(runs) > MOST_UPCOMING)


async def preview(call: Call, wanted: PreviewRequest) -> Preview:
    """Return the next times of an expression, and its reading in words."""
    times = Cron(wanted.cron, wanted.zone)
    after = wanted.after or call.platform.services.clock.now()
    return Preview(
        reading=times.reading,
        runs=tuple(
            PreviewRun(
                at=at,
                in_zone=local_time(at, wanted.zone),
                for_viewer=local_time(at, wanted.viewer_zone),
            )
            for at in times.first(wanted.count, after)
        ),
    )


async def _save(call: Call, before: StoredSchedule, after: Schedule) -> ScheduleView:
    """Save a schedule in the caller's name: what paused it is over, and its times begin anew."""
    facts: dict[str, object] = {
        "maker": maker_of(call, of_several=after.target is not None),
        "paused": None,
        "failures": 0,
        **_by(call),
    }
    saved = after.model_copy(update=facts).from_now_on(call.platform.services.clock.now())
    await _store(call).replace(before, saved)
    return await _changed(call, saved.id, before.schedule, saved)


async def _changed(
    call: Call, schedule_id: UUID, before: Schedule | None, after: Schedule
) -> ScheduleView:
    call.changed("schedule", schedule_id, before, after)
    call.platform.live.tell(after.org_id, SCHEDULES)
    return await view_of(call.platform, after)


async def _check(call: Call, workflow_name: str, rules: ScheduleRules) -> None:
    """Raise NotFound or InvalidInput if the workflow could not be started with these inputs."""
    if len(rules.model_dump_json(include={"inputs"})) > MOST_INPUT:
        fault = Detail(("body", "inputs"), f"they have more than {MOST_INPUT} characters as JSON")
        raise InvalidInput("the inputs are too large for a schedule", [fault])
    workflow = await startable(call, workflow_name)
    checked_input(workflow, rules.inputs)


def _require_global(call: Call, *, of_several: bool) -> None:
    if of_several and call.caller.scope != GLOBAL:
        fault = Detail(("body", "target"), "leave it out, or make the schedule in GLOBAL")
        raise InvalidInput("a schedule of an organization is for that organization", [fault])


async def _compare(call: Call) -> None:
    """Have the rows of declared schedules up to date for lists of GLOBAL's."""
    if call.caller.scope == GLOBAL:
        await declarations.compare(call.platform)


def _by(call: Call) -> dict[str, object]:
    return {
        "updated_by": call.caller.actor.id,
        "updated_at": call.platform.services.clock.now(),
    }


def _store(call: Call) -> Schedules:
    return call.platform.directory.schedules_of(call.caller.scope)
