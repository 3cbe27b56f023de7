"""Figures of runs, which the timer counts, and the overview of all organizations."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import azure.functions as func
import pytest

from functions.runtime import compose
from shared.call import Call, Caller
from shared.handlers.fleet import figures, figures_upkeep
from shared.models.organizations import Organization
from shared.services.clock import StoppedClock
from shared.services.services import Services
from shared.settings import Settings
from tests.contract.automation.desk import Desk
from tests.contract.deliveries import deliver
from tests.contract.users import signed_in
from tests.support.counted_stores import CountedStores
from tests.support.sample_organization import RULER

MINUTE = timedelta(minutes=1)
MANY = 500


@pytest.fixture
def clock() -> StoppedClock:
    """The time is now: the ids of runs are made by the machine's clock."""
    return StoppedClock(datetime.now(UTC).replace(microsecond=0))


async def start(desk: Desk, workflow: str, org: str = "acme", **inputs: object) -> None:
    """Have a run wait in the queue."""
    answer = await desk.http(
        "execute_named_workflow",
        body={"workflowName": workflow, "inputData": inputs},
        headers={**signed_in("root", org), "prefer": "respond-async"},
    )
    assert answer.status == 202, answer.body


async def tick(desk: Desk) -> None:
    desk.clock.at += MINUTE
    await figures_upkeep.tick(desk.running.platform)


async def counted(desk: Desk, by: str = "workflow", org: str = "acme") -> dict[str, Any]:
    """The rows of the report, by their key."""
    answer = await desk.http(
        "get_metrics",
        query={"by": by},
        headers=signed_in("owner" if org == "acme" else "root", org),
    )
    assert answer.status == 200, answer.body
    return {row["key"]: row for row in answer.json["rows"]}


async def test_each_run_is_counted_once_when_it_has_ended(
    desk: Desk, functions: Mapping[str, func.Function]
) -> None:
    await start(desk, "succeeds")
    await start(desk, "refuses", reason="no")
    await tick(desk)
    before = await counted(desk)
    await deliver(functions, desk.running)
    await start(desk, "succeeds")
    await deliver(functions, desk.running)

    for _ in range(3):
        await tick(desk)
    found = await counted(desk)
    days = await counted(desk, "day")
    today = desk.clock.at.date()

    assert before == {}
    assert {key: row["total"] for key, row in found.items()} == {"refuses": 1, "succeeds": 2}
    assert found["refuses"]["failed"] == 1
    assert found["succeeds"]["p50Ms"] is not None
    assert len(days) == 14
    assert sum(row["total"] for row in days.values()) == 3
    past = (today - timedelta(days=5)).isoformat()
    assert days[past] == {
        "key": past, "total": 0, "failed": 0, "timedOut": 0, "cancelled": 0,
        "p50Ms": None, "p95Ms": None, "minutesSaved": 0,
    }  # fmt: skip


async def test_two_timers_at_once_count_a_run_once(
    desk: Desk, services: Services, memory_settings: Settings,
    functions: Mapping[str, func.Function],
) -> None:  # fmt: skip
    await start(desk, "succeeds")
    await deliver(functions, desk.running)
    other = compose(memory_settings, replace(services))

    desk.clock.at += MINUTE
    await figures_upkeep.tick(desk.running.platform)
    await figures_upkeep.tick(other.platform)
    await other.platform.engine.close()

    assert (await counted(desk))["succeeds"]["total"] == 1


async def test_rounds_close_to_each_other_count_a_run_once(
    desk: Desk, functions: Mapping[str, func.Function]
) -> None:
    platform = desk.running.platform
    for _ in range(4):
        await start(desk, "succeeds")
        await deliver(functions, desk.running)
        desk.clock.at += timedelta(seconds=3)
        await figures_upkeep.tick(platform)
    assert (await counted(desk))["succeeds"]["total"] == 4


async def test_a_move_to_another_store_counts_no_run_twice(
    desk: Desk, functions: Mapping[str, func.Function]
) -> None:
    await start(desk, "succeeds")
    await deliver(functions, desk.running)
    await tick(desk)
    store = desk.running.platform.directory.figures
    before, shown = await store.counted("acme"), await store.of("acme")
    assert before is not None
    assert shown is not None
    moved = before.record.model_copy(
        update={"store": "azure", "read_at": before.record.until - timedelta(days=1)}
    )
    await store.write(before, moved, shown, [])

    await tick(desk)
    await start(desk, "succeeds")
    await deliver(functions, desk.running)
    await tick(desk)

    assert (await counted(desk))["succeeds"]["total"] == 2


async def test_a_run_that_takes_days_is_counted_on_the_day_of_its_end(desk: Desk) -> None:
    await start(desk, "succeeds")
    await tick(desk)
    for _ in range(3):
        desk.clock.at += timedelta(days=1)
        await tick(desk)
    for run in await desk.runs("acme"):
        await desk.running.platform.engine.canceller.cancel(run)
    await tick(desk)

    days = await counted(desk, "day")

    ended = {key: row["cancelled"] for key, row in days.items() if row["total"]}
    assert ended == {desk.clock.at.date().isoformat(): 1}


async def test_the_overview_has_the_last_day_of_each_organization(
    desk: Desk, functions: Mapping[str, func.Function]
) -> None:
    await start(desk, "refuses", "globex", reason="no")
    await start(desk, "succeeds", "globex")
    await deliver(functions, desk.running)
    await start(desk, "succeeds")
    await tick(desk)

    found = (await desk.http("get_overview", headers=signed_in("root"))).json
    rows = {row["orgId"]: row for row in found["organizations"]}
    own = await desk.http("get_metrics", headers=signed_in("root", "acme"))
    desk.clock.at += timedelta(days=1)
    later = (await desk.http("get_overview", headers=signed_in("root"))).json

    assert own.json["now"].items() <= rows["acme"].items()
    assert (rows["globex"]["runs"], rows["globex"]["failed"], rows["globex"]["live"]) == (2, 1, 0)
    assert (rows["acme"]["runs"], rows["acme"]["live"]) == (0, 1)
    assert rows["closed"]["isActive"] is False
    assert len(found["hours"]) == 24
    assert sum(one["total"] for one in found["hours"]) == 2
    assert sum(one["total"] for one in later["hours"]) == 0


async def test_the_overview_of_many_costs_two_transactions(
    desk: Desk, services: Services, memory_settings: Settings
) -> None:
    for number in range(MANY):
        await desk.running.platform.directory.organizations.add(
            Organization(id=f"org-{number}", name="O", created_by="tests", created_at=desk.clock.at)
        )
    await figures_upkeep.clean_up(desk.running.platform)
    counts = CountedStores()
    fresh = compose(memory_settings, counts.over(replace(services))).platform
    call = Call(Caller(RULER, is_platform_admin=True), fresh)
    await figures.overview(call)
    await fresh.engine.catalog.settled()
    counts.sent.clear()

    found = await figures.overview(call)
    sent = counts.of_executions()
    await fresh.engine.close()

    assert len(found.organizations) >= MANY
    assert len(sent) <= 2, sent
