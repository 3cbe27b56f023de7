"""A process that is killed at any point of a round loses no time and doubles none."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest

from functions.runtime import compose
from shared.handlers.automation import schedule_upkeep
from shared.services.services import Services
from shared.settings import Settings
from tests.contract.automation.desk import Desk
from tests.contract.automation.mortal import Killed, Life

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TARGETS = ("acme", "globex")
MOST_POINTS = 80


@pytest.mark.parametrize("is_done_at_last", [False, True])
async def test_a_round_may_end_anywhere(
    desk: Desk, services: Services, memory_settings: Settings, is_done_at_last: bool
) -> None:
    """One day for each point; until the process survives its round."""
    several = await desk.made(target={"organizations": [*TARGETS]}, overlap="replace")
    alone = await desk.made(org="acme", name="Alone", overlap="replace")
    days, survived = 0, False
    for point in range(MOST_POINTS):
        life = Life(point, is_done_at_last)
        mortal = compose(memory_settings, life.over(services)).platform
        desk.clock.at = NINE + timedelta(days=days)
        with suppress(Killed, BaseExceptionGroup):
            await schedule_upkeep.tick(mortal)
        survived = life.left >= 0
        await mortal.engine.close()
        await desk.after(minutes=1)
        await desk.after(minutes=4)
        await desk.after(minutes=1)
        days += 1
        if survived:
            break

    assert survived
    assert days > 10
    for made, each in ((several, 2), (alone, 1)):
        slots = await desk.slots(made)
        times = [datetime.fromisoformat(slot["at"]) for slot in slots]
        assert times == [NINE + timedelta(days=days - 1 - n) for n in range(days)]
        assert {slot["state"] for slot in slots} == {"started"}
        assert {len(slot["runs"]) for slot in slots} == {each}
    begun = {org: await _begun(desk, org) for org in TARGETS}
    assert begun == {"acme": 2 * days, "globex": days}


async def _begun(desk: Desk, org_id: str) -> int:
    """Every execution that ever was, live or ended: its id is written once."""
    executions = desk.running.platform.directory.executions_of(org_id)
    live = {stored.execution.id async for stored in executions.all_live()}
    page = await desk.running.platform.services.executions.page(org_id, "x|", "x}", limit=1000)
    return len(live) + len(page.rows)
