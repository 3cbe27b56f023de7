"""What a batch costs: its starts, and turns in which nothing is to be done."""

from dataclasses import replace
from time import perf_counter

from functions.runtime import compose
from shared.handlers.fleet import batch_upkeep
from shared.models.organizations import Organization
from shared.services.services import Services
from shared.settings import Settings
from tests.contract.automation.batch_desk import BatchDesk
from tests.contract.automation.desk import Desk
from tests.support.counted_stores import CountedStores

ROWS = 200
#: How soon all of them must have started.
MOST_SECONDS = 60


async def test_two_hundred_organizations_start_in_one_turn(
    desk: Desk, services: Services, memory_settings: Settings
) -> None:
    for number in range(ROWS):
        await desk.running.platform.directory.organizations.add(
            Organization(
                id=f"org-{number}",
                name="O",
                tags=("many",),
                created_by="tests",
                created_at=desk.clock.at,
            )
        )
    batches = BatchDesk(desk, {})
    await batches.made(workflowName="succeeds", target={"tags": ["many"]})
    counted = CountedStores()
    fresh = compose(memory_settings, counted.over(replace(services)))
    await fresh.platform.engine.catalog.settled()

    began = perf_counter()
    await batch_upkeep.tick(fresh.platform)
    seconds = perf_counter() - began
    started = len(counted.of_executions())
    counted.sent.clear()
    await batch_upkeep.tick(fresh.platform)
    idle = len(counted.of_executions())
    await fresh.platform.engine.close()

    runs = [await desk.runs(f"org-{number}") for number in range(ROWS)]
    assert [len(found) for found in runs] == [1] * ROWS
    assert started <= 5 * ROWS
    assert seconds < MOST_SECONDS
    assert idle == 1
