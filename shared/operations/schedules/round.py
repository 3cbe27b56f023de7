"""One round of the every-minute timer: decides the schedules that are due, and starts their runs.

It reads what is due, whatever else there is. A process that ends at any point leaves either a
schedule that is still due, or open slots, which the next round after ``CHECK_AFTER`` finishes.
"""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from shared.call import Platform
from shared.models.audit import AuditActor, AuditFacts
from shared.models.automation.events import SCHEDULE_PAUSED, EmittedEvent
from shared.models.automation.schedules import Schedule, ScheduleSlot
from shared.models.callers import CallerKind
from shared.operations.live.names import SCHEDULES
from shared.operations.schedules import declarations
from shared.operations.schedules.audience import Audience
from shared.operations.schedules.deciding import CHECK_AFTER, decide
from shared.operations.schedules.starting import Starting
from shared.repositories.event_outbox import new_event_id
from shared.repositories.schedules import Decision, DuePage, OpenSlot
from shared.services.bulkhead import bulkhead
from shared.services.parallel import for_each

logger = logging.getLogger(__name__)

TIMER = AuditActor(kind=CallerKind.SYSTEM.value, id="timer", name="Timer")
#: When a slot that waits is looked at again: in the next round.
LOOK_AGAIN = timedelta(seconds=30)
#: The time for one round: the next minute's takes what is left.
ROUND_SECONDS = 50.0


async def run(platform: Platform) -> None:
    """Do what is due, page by page, until nothing is left or the time is up."""
    with bulkhead("schedules of the code not compared: left for the next minute"):
        await declarations.compare(platform)
    loop, now = asyncio.get_running_loop(), platform.services.clock.now()
    until = loop.time() + ROUND_SECONDS
    start: str | None = None
    while loop.time() < until:
        page = await platform.directory.due_schedules.page(now, start)
        await _Round(platform, page).run()
        start = page.next
        if start is None:
            return


class _Round:
    """The work for one page of what is due."""

    def __init__(self, platform: Platform, page: DuePage) -> None:
        self._platform = platform
        self._page = page
        self._store = platform.directory.due_schedules
        self._audience = Audience(platform.directory, len(page.schedules) + len(page.slots))
        self._starting = Starting(platform, self._audience)
        self._results: dict[OpenSlot, ScheduleSlot] = {}

    async def run(self) -> None:
        """Decide first, so that what is due now waits for nothing older."""
        decided = await self._decide()
        await for_each(await self._store.decide(decided), self._begin)
        await for_each(self._page.slots, self._again)
        await self._store.note(self._results)
        for org_id in self._changed(decided):
            self._platform.live.tell(org_id, SCHEDULES)

    def _changed(self, decided: Sequence[Decision]) -> set[str]:
        """The organizations whose schedules, or what came of their times, may have changed."""
        return {one.after.org_id for one in decided} | {mark.org_id for mark in self._results}

    async def _decide(self) -> Sequence[Decision]:
        decided: list[Decision] = []

        async def one(number: int) -> None:
            due = self._page.schedules[number]
            with bulkhead("schedule not decided", schedule=str(due.schedule.id)):
                decided.append(await decide(self._platform, due, self._audience))

        await for_each(range(len(self._page.schedules)), one)
        return decided

    async def _begin(self, decision: Decision) -> None:
        """Start the slots of one decision, in their order, and tell of a pause."""
        schedule = decision.after
        if schedule.paused is not None:
            await self._tell(schedule)
        slots = {slot.at: slot for slot in decision.slots}
        for mark in decision.open:
            with bulkhead("slot not started: left open", schedule=str(schedule.id)):
                self._results[mark] = await self._starting.start(schedule, slots[mark.at])

    async def _again(self, mark: OpenSlot) -> None:
        """Go on with a slot that waits, or whose process was lost."""
        with bulkhead("open slot not finished: left open", schedule=str(mark.schedule_id)):
            taken = await self._store.take(mark, self._now() + CHECK_AFTER)
            if taken is None:
                return
            schedules = self._platform.directory.schedules_of(mark.org_id)
            stored = await schedules.find(mark.schedule_id)
            slot = await schedules.slot(mark.schedule_id, mark.at)
            if stored is None or slot is None:
                await self._store.forget(taken)
                return
            done = await self._starting.start(stored.schedule, slot, again=True)
            if done.is_open:  # it still waits: look again in a minute
                taken = await self._store.take(taken, self._now() + LOOK_AGAIN) or taken
            self._results[taken] = done

    async def _tell(self, schedule: Schedule) -> None:
        """Record in the scope's audit log, and in the platform's log, that a schedule paused."""
        reason = schedule.paused or ""
        facts = {"schedule": str(schedule.id), "org": schedule.org_id, "reason": reason}
        logger.warning("schedule paused", extra=facts)
        with bulkhead("pause not recorded", schedule=str(schedule.id)):
            log = self._platform.directory.audit_of(schedule.org_id)
            entry = AuditFacts(
                "schedule.pause",
                TIMER,
                object_kind="schedule",
                object_id=str(schedule.id),
                after={"name": schedule.name, "reason": reason},
            )
            await log.note(entry)
        with bulkhead("pause not told", schedule=str(schedule.id)):
            await self._platform.outbox.emit(_pause_of(schedule, self._now()))

    def _now(self) -> datetime:
        return self._platform.services.clock.now()


def _pause_of(schedule: Schedule, now: datetime) -> EmittedEvent:
    return EmittedEvent(
        id=new_event_id(),
        type=SCHEDULE_PAUSED,
        org_id=schedule.org_id,
        at=now,
        data={
            "scheduleId": str(schedule.id),
            "name": schedule.name,
            "workflow": schedule.workflow_name,
            "reason": schedule.paused,
        },
    )
