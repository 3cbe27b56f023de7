"""What the timer costs: it reads what is due, whatever else there is."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from functions.runtime import compose
from shared.handlers.automation import schedule_upkeep
from shared.models.automation.makers import Maker, Needs
from shared.models.automation.schedules import Schedule
from shared.models.organizations import Organization
from shared.services.services import Services
from shared.settings import Settings
from tests.contract.automation.desk import Desk
from tests.support.counted_stores import CountedStores

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ALL, DUE, ORGANIZATIONS = 10_000, 50, 10


def _schedule(desk: Desk, number: int) -> Schedule:
    org_id = f"org-{number % ORGANIZATIONS}"
    maker = Maker(user_id=desk.ids["root"], name="Root", needs=Needs.ORGANIZATION, org_id=org_id)
    return Schedule(
        id=uuid4(),
        org_id=org_id,
        name=str(number),
        cron="0 9 * * *" if number < DUE else "0 10 1 6 *",
        workflow_name="succeeds",
        is_enabled=True,
        maker=maker,
        created_by="tests",
        created_at=desk.clock.at,
    ).from_now_on(desk.clock.at)


@pytest.mark.parametrize("day", [0, 1])
async def test_of_ten_thousand_schedules_it_pays_for_those_that_are_due(
    desk: Desk, services: Services, memory_settings: Settings, day: int
) -> None:
    directory = desk.running.platform.directory
    for number in range(ORGANIZATIONS):
        await directory.organizations.add(
            Organization(id=f"org-{number}", name="O", created_by="tests", created_at=NINE)
        )
    for number in range(ALL):
        made = _schedule(desk, number)
        await directory.schedules_of(made.org_id).add(made)
    for past in range(day):
        await desk.at(NINE + timedelta(days=past))
    counted = CountedStores()
    fresh = compose(memory_settings, counted.over(replace(services)))
    await fresh.platform.engine.catalog.index()
    await fresh.platform.engine.catalog.settled()
    counted.sent.clear()
    desk.clock.at = NINE + timedelta(days=day) - timedelta(minutes=1)
    await schedule_upkeep.tick(fresh.platform)
    idle = [*counted.of_executions()]
    counted.sent.clear()

    desk.clock.at = NINE + timedelta(days=day)
    await schedule_upkeep.tick(fresh.platform)
    sent = [*counted.of_executions()]
    paid = len(sent)
    await fresh.platform.engine.close()

    runs = [run for n in range(ORGANIZATIONS) for run in await desk.runs(f"org-{n}")]
    assert len([run for run in runs if run.created_at == desk.clock.at]) == (0 if day else DUE)
    assert len(idle) <= 4, Counter(idle)
    assert paid <= 4 + 4 * DUE, Counter(sent)
