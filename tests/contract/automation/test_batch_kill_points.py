"""A process killed at any point of a turn of a batch loses no organization and doubles none."""

from contextlib import suppress

import pytest

from functions.runtime import compose
from shared.handlers.fleet import batch_upkeep
from shared.services.services import Services
from shared.settings import Settings
from tests.contract.automation.batch_desk import BatchDesk, states
from tests.contract.automation.desk import Desk
from tests.contract.automation.mortal import Killed, Life

TARGETS = ("acme", "globex")
MOST_POINTS = 80


@pytest.mark.parametrize("is_done_at_last", [False, True])
async def test_a_turn_may_end_anywhere(
    desk: Desk, services: Services, memory_settings: Settings, is_done_at_last: bool
) -> None:
    """One batch for each point; until the process survives its turn."""
    batches = BatchDesk(desk, {})
    made, survived = 0, False
    for point in range(MOST_POINTS):
        life = Life(point, is_done_at_last)
        mortal = compose(memory_settings, life.over(services)).platform
        batch = await batches.made(
            workflowName="succeeds", target={"organizations": [*TARGETS]}, stages=[1]
        )
        made += 1
        with suppress(Killed, BaseExceptionGroup):
            await batch_upkeep.tick(mortal)
        survived = life.left >= 0
        await mortal.engine.close()
        for _ in range(4):
            await batches.tick()
            for org_id in TARGETS:
                for run in await desk.runs(org_id):
                    await desk.running.platform.engine.canceller.cancel(run)
        view = await batches.view(batch)
        assert (view["state"], states(view)) == ("completed", ["cancelled"] * 2), point
        if survived:
            break

    assert survived
    assert made > 10
    for org_id in TARGETS:
        page = await services.executions.page(org_id, "x|", "x}", limit=1000)
        assert len(page.rows) == made
