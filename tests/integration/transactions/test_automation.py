"""Storage transactions of what starts by itself: webhooks, schedules, events.

``BIFROST_TEST_SCHEDULES`` says how many schedules there are beside those that are due.
"""

import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from functions.composition import Runtime
from functions.runtime import compose
from shared import handlers
from shared.call import Call
from shared.models.automation.deliveries import DeliveryMessage
from shared.models.automation.events import EventMessage
from shared.models.automation.makers import Maker, Needs
from shared.models.automation.schedules import Schedule
from shared.models.organizations import Organization
from shared.repositories.schedules import PARTITION, Schedules
from shared.services import background
from shared.services.services import Services
from shared.services.tables import Insert, MemoryTable
from shared.settings import Settings
from tests.support import automation_estate as estate
from tests.support.automation_points import signed
from tests.support.backends import Backend
from tests.support.counted_stores import Counted
from tests.support.receivers import Receiver

DUE = 50
#: ``tests/contract/automation/test_costs.py`` has 10000 in memory.
OTHERS = int(os.environ.get("BIFROST_TEST_SCHEDULES", "400"))
ANSWERED = 4


@pytest.fixture
async def services(
    backend: Backend, counted: Counted, chosen: Settings
) -> AsyncGenerator[Services]:
    """With a directory of the test's own: the timer reads what is due of everybody."""
    made = await backend.apart(chosen, counted)
    yield made
    await made.close()


@pytest.fixture
def chosen(backend: Backend, workspace: Path, tmp_path: Path) -> Settings:
    return Settings.model_validate(
        {
            **backend.settings,
            "BIFROST_SECRET_KEY": "k" * 32,
            "BIFROST_EGRESS_ALLOW": "127.0.0.1",
            "BIFROST_WORKSPACE_LOCATION": str(workspace),
            "BIFROST_CACHE_LOCATION": str(tmp_path),
            "BIFROST_DISPATCH": "queue",
        }
    )


@asynccontextmanager
async def process(
    chosen: Settings, services: Services, counted: Counted
) -> AsyncGenerator[Runtime]:
    """A process that knows the workflows, and nothing else yet."""
    made = compose(chosen, services)
    await made.platform.engine.catalog.index()
    await made.platform.engine.catalog.settled()
    counted.sent.clear()
    yield made
    await made.platform.engine.close()


@pytest.fixture
async def runtime(
    chosen: Settings, services: Services, counted: Counted
) -> AsyncGenerator[Runtime]:
    async with process(chosen, services, counted) as made:
        yield made


@pytest.fixture
async def owner(runtime: Runtime) -> Call:
    """An administrator's request in an organization of its own."""
    org_id = f"org-{uuid4().hex}"
    made = Organization(id=org_id, name="O", created_by="tests", created_at=datetime.now(UTC))
    await runtime.platform.directory.organizations.add(made)
    return await estate.owner_of(runtime.platform, org_id)


async def test_a_webhook_is_accepted_and_answered_in_four_and_then_in_one(
    owner: Call, chosen: Settings, services: Services, counted: Counted
) -> None:
    await estate.webhook_source(owner, 0)
    async with process(chosen, services, counted) as cold:
        [source] = (
            await cold.platform.directory.webhook_sources.page(owner.caller.scope, None, 2)
        ).items
        stranger = replace(owner, platform=cold.platform)
        costs: list[int] = []
        for number in range(3):
            with counted.own() as sent:
                request = signed({"number": number})
                reply = await handlers.webhooks.receiving.receive(stranger, source.id, request)
            assert reply.status == 202
            costs.append(len(sent))

    assert costs[0] <= ANSWERED
    assert costs[1:] == [1, 1]  # its message


async def test_a_webhook_is_processed_in_three_and_each_run_starts_in_four(
    owner: Call, backend: Backend, counted: Counted
) -> None:
    await estate.webhook_source(owner, 0)
    directory = owner.platform.directory
    [source] = (await directory.webhook_sources.page(owner.caller.scope, None, 2)).items
    costs: list[int] = []
    for number in range(2):
        await backend.drain()
        request = signed({"number": number})
        await handlers.webhooks.receiving.receive(owner, source.id, request)
        message = DeliveryMessage.model_validate_json(await backend.receive())
        with counted.own() as sent:
            await handlers.webhooks.processing.process(owner.platform, message)
            await background.idle()
        costs.append(len(sent))

    # The delivery, the subscriptions and the end; of each run the maker, the key of the start,
    # the record and the message.
    assert costs[1] == 3 + 2 * 4


async def test_a_schedule_starts_in_four(owner: Call, counted: Counted) -> None:
    with counted.own() as idle:
        await handlers.automation.schedule_upkeep.tick(owner.platform)
    costs: list[int] = []
    for _ in range(2):
        await estate.due_schedule(owner, owner.caller.scope)
        with counted.own() as sent:
            await handlers.automation.schedule_upkeep.tick(owner.platform)
            await background.idle()
        costs.append(len(sent))

    assert len(idle) <= ANSWERED
    assert costs[1] <= 1 + 4  # what is due is one; the decision, the record, the message, the end


async def test_of_many_schedules_the_timer_pays_for_those_that_are_due(
    owner: Call, services: Services, counted: Counted
) -> None:
    await add_schedules(owner, services, OTHERS)

    with counted.own() as sent:
        await handlers.automation.schedule_upkeep.tick(owner.platform)
        await background.idle()

    executions = owner.platform.directory.executions_of(owner.caller.scope)
    assert len([each async for each in executions.all_live()]) == DUE
    assert len(sent) <= 4 + 4 * DUE


async def add_schedules(owner: Call, services: Services, others: int) -> None:
    """As many as are due, and others that are not, a hundred rows in a transaction."""
    made, org_id, now = MemoryTable(), owner.caller.scope, datetime.now(UTC)
    assert owner.caller.user_id is not None
    maker = Maker(
        user_id=owner.caller.user_id, name="Owner", needs=Needs.ORGANIZATION, org_id=org_id
    )
    for number in range(DUE + others):
        due_at = now + timedelta(hours=1 if number >= DUE else 0, seconds=number - DUE)
        schedule = Schedule(
            id=uuid4(),
            org_id=org_id,
            name=str(number),
            cron=estate.NEVER,
            workflow_name="succeeds",
            is_enabled=True,
            maker=maker,
            created_by="tests",
            created_at=now,
            next_at=due_at.replace(microsecond=0),
        )
        await Schedules(made, org_id).add(schedule)
    start: str | None = " "
    while start is not None:
        page = await made.page(PARTITION, start, "~", limit=1000)
        rows = [Insert(row.key, row.columns) for row in page.rows]
        for at in range(0, len(rows), 100):
            await services.directory.transaction(PARTITION, rows[at : at + 100])
        start = page.next


async def test_an_event_is_emitted_in_two_and_reaches_each_webhook_in_one_more(
    owner: Call, counted: Counted
) -> None:
    async with Receiver.opened() as receiver:
        for _ in range(2):
            await estate.outgoing_webhook(owner, f"http://127.0.0.1:{receiver.port}/accepts")
        costs: list[tuple[int, int]] = []
        for number in range(2):
            with counted.own() as emitted:
                data = {"number": number}
                event = await handlers.automation.event_log.emit(owner, "ticket.closed", {**data})
                await background.idle()
            message = EventMessage(org_id=event.org_id, event_id=event.id)
            with counted.own() as fanned_out:
                await handlers.outgoing.sending.event(owner.platform, message)
            costs.append((len(emitted), len(fanned_out)))

    assert costs[0] <= (3, 8)  # that the organization has events, and who subscribed
    # The event and its message; the event, its deliveries at once, and the end of each attempt.
    assert costs[1] == (2, 2 + 2)
    assert len(receiver.got) == 4
