"""What the timer pays for subscriptions at Graph, and what organizations that go leave there."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from functions.runtime import compose
from shared.call import Platform
from shared.handlers.webhooks import graph as handler
from shared.models.automation.events import PLATFORM_EVENTS, WEBHOOK_SUBSCRIPTION_LOST
from shared.services.services import Services
from shared.settings import Settings
from tests.contract.graph.graph_desk import GraphDesk
from tests.contract.users import BOTH_STORES
from tests.support.counted_stores import CountedStores


@dataclass
class Rounds:
    """A process whose transactions are counted, and its rounds of the timer."""

    platform: Platform
    stores: CountedStores

    async def spent(self) -> int:
        with self.stores.own() as sent:
            await handler.tick(self.platform)
        return len(sent)


@pytest.fixture
async def rounds(
    desk: GraphDesk, memory_settings: Settings, graph_services: Services
) -> AsyncGenerator[Rounds]:
    stores = CountedStores()
    running = compose(memory_settings, stores.over(graph_services))
    yield Rounds(running.platform, stores)
    await running.platform.engine.close()


async def test_the_timer_reads_what_is_due_and_nothing_else(
    desk: GraphDesk, rounds: Rounds
) -> None:
    """Two of twelve are due: one transaction finds them, and each costs a few."""
    await desk.connect()
    for _ in range(10):
        await desk.made()
    for _ in range(2):
        await desk.made(resource="me/presence")
    assert await rounds.spent() == 1
    desk.clock.at += timedelta(minutes=45)
    desk.graph.asked.clear()

    assert await rounds.spent() <= 1 + 2 * 6

    assert len([asked for asked in desk.graph.asked if asked.startswith("PATCH")]) == 2
    assert await rounds.spent() == 1


@BOTH_STORES
async def test_an_organization_that_is_purged_is_unsubscribed(desk: GraphDesk) -> None:
    await desk.connected()
    kept = await desk.made()
    assert len(desk.graph.living()) == 2
    place = {"org_id": "acme"}
    body = {"isActive": False}
    answer = await desk.http("update_organization", place, body=body, headers=desk.root)
    assert answer.status == 200, answer.body
    desk.clock.at += timedelta(minutes=5)

    body = {"confirm": "acme"}
    purged = await desk.http("purge_organization", place, body=body, headers=desk.root)

    assert purged.json["complete"], purged.body
    assert desk.graph.living() == []
    assert await desk.rows() == []
    await desk.after(days=30)
    assert kept["id"] not in str(await desk.rows())


async def test_an_organization_that_is_not_active_is_paused(desk: GraphDesk) -> None:
    source = await desk.connected()
    place = {"org_id": "acme"}

    await desk.http("update_organization", place, body={"isActive": False}, headers=desk.root)
    await desk.after(days=20)
    assert desk.graph.living() == []
    await desk.http("update_organization", place, body={"isActive": True}, headers=desk.root)
    await desk.after(hours=1, seconds=1)

    assert (await desk.state(source))["status"] == "active"
    assert len(desk.graph.living()) == 1


def test_the_event_is_in_the_catalog() -> None:
    assert WEBHOOK_SUBSCRIPTION_LOST in PLATFORM_EVENTS
