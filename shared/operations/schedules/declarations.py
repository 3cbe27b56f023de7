"""Compares the schedules that the code declares with their rows, when the code has changed.

Each declaration has a row in GLOBAL, off until a platform administrator enables it. A changed text
keeps the switch; a declaration that is gone takes its row along, unless it is on: then it pauses.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID, uuid5

from shared.call import Platform
from shared.errors import AlreadyExists, Stale
from shared.models.automation.schedule_rules import DeclaredSchedule
from shared.models.automation.schedules import Schedule, Target
from shared.models.base import GLOBAL
from shared.models.workflows import Index, Workflow
from shared.repositories.schedules import Schedules, StoredSchedule
from shared.services.bulkhead import bulkhead

NAMESPACE = UUID("a4cf1f0e-7d5e-5b0b-9c8e-52f7f0f0b0a5")
GONE = "the code no longer declares it"
PAGE = 1000


async def compare(platform: Platform) -> None:
    """Bring the rows up to the code, unless this process has done so for its version."""
    due, index = platform.directory.due_schedules, await platform.engine.catalog.index()
    if due.compared == index.version:
        return
    store = platform.directory.schedules_of(GLOBAL)
    now = platform.services.clock.now()
    rows = {row.id: row for row in await _stored(store)}
    is_whole = True
    for schedule_id, made in _declared(index, now).items():
        with bulkhead("schedule of the code not compared", schedule=str(schedule_id)) as turn:
            await _bring_up(store, rows.get(schedule_id), made, now)
        is_whole = is_whole and turn.holds
    for row in _gone(rows, index):
        with bulkhead("schedule of the code not compared", schedule=str(row.id)) as turn:
            await _drop(store, row, now)
        is_whole = is_whole and turn.holds
    due.compared = index.version if is_whole else None


def id_of(workflow: str, name: str) -> UUID:
    """Return the id of a declared schedule, which outlives its text."""
    return uuid5(NAMESPACE, f"{workflow}|{name}")


async def _stored(store: Schedules) -> list[Schedule]:
    found: list[Schedule] = []
    start: str | None = None
    while True:
        page = await store.page(start, PAGE)
        found += [row for row in page.items if row.declared]
        start = page.next
        if start is None:
            return found


def _declared(index: Index, now: datetime) -> Mapping[UUID, Schedule]:
    return {
        id_of(workflow.name, one.name): _schedule(workflow, one, now)
        for workflow in index.workflows.values()
        for one in workflow.schedules
    }


def _schedule(workflow: Workflow, one: DeclaredSchedule, now: datetime) -> Schedule:
    others = [org_id for org_id in workflow.organizations if org_id != GLOBAL]
    return Schedule(
        **one.model_dump(by_alias=False),
        id=id_of(workflow.name, one.name),
        org_id=GLOBAL,
        workflow_name=workflow.name,
        target=Target(organizations=workflow.organizations) if others else None,
        declared=True,
        created_by="code",
        created_at=now,
    )


async def _bring_up(store: Schedules, row: Schedule | None, made: Schedule, now: datetime) -> None:
    """Add the row of a new declaration, or change that of a changed one."""
    if row is None:
        try:
            await store.add(made)
        except (AlreadyExists, Stale):
            return  # another process was first
        return
    said = {name: getattr(made, name) for name in (*DeclaredSchedule.model_fields, "target")}
    if all(getattr(row, name) == value for name, value in said.items()) and row.paused != GONE:
        return
    stored = await store.find(row.id)
    if stored is not None:
        await store.replace(stored, _changed(stored, said, now))


def _changed(stored: StoredSchedule, said: Mapping[str, object], now: datetime) -> Schedule:
    before = stored.schedule
    paused = None if before.paused == GONE else before.paused
    after = before.model_copy(update={**said, "paused": paused, "updated_at": now})
    is_same_time = (before.cron, before.zone) == (after.cron, after.zone)
    return after if is_same_time and after.next_at else after.from_now_on(now)


def _gone(rows: Mapping[UUID, Schedule], index: Index) -> Iterable[Schedule]:
    """Yield rows without a declaration; a file that cannot be loaded now keeps its rows."""
    declared = {
        id_of(workflow.name, one.name)
        for workflow in index.workflows.values()
        for one in workflow.schedules
    }
    for row in rows.values():
        if row.id not in declared and f"workflow {row.workflow_name}" not in index.lost:
            yield row


async def _drop(store: Schedules, row: Schedule, now: datetime) -> None:
    stored = await store.find(row.id)
    if stored is None or stored.schedule.paused == GONE:
        return
    if not stored.schedule.is_enabled:
        await store.remove(stored)
        return
    facts = {"paused": GONE, "next_at": None, "updated_at": now}
    await store.replace(stored, stored.schedule.model_copy(update=facts))
