"""Graph that refuses, is slow, is down, or loses what it had; and a process that dies meanwhile."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, cast

import pytest

from functions.runtime import compose
from shared.handlers.webhooks import graph as handler
from shared.models.callers import CallerKind
from shared.operations.graph_subscriptions.settling import settle
from shared.services.outbound.egress import Egress
from shared.services.services import Services
from shared.settings import Settings
from tests.contract.automation.mortal import Killed, Life, Mortal
from tests.contract.client import Answer
from tests.contract.graph.graph_desk import GraphDesk

MOST_POINTS = 60


async def test_a_refusal_is_shown_in_words_and_tried_again(desk: GraphDesk) -> None:
    await desk.connect()
    desk.graph.fail("POST", 403)

    made = await desk.made()

    assert made["graph"]["status"] == "failing"
    assert made["graph"]["fault"] == "Microsoft Graph answered 403: Unhappy: not now"
    await desk.after(seconds=31)
    assert (await desk.state(made))["status"] == "active"
    assert (await desk.state(made))["fault"] is None


async def test_graph_decides_how_long_to_wait(desk: GraphDesk) -> None:
    source = await desk.connected()
    desk.graph.fail("PATCH", 429, retry_after="900")

    await desk.call("renew_webhook_subscription", source)
    state = await desk.state(source)
    assert datetime.fromisoformat(state["dueAt"]) == desk.clock.at + timedelta(seconds=900)
    desk.graph.asked.clear()
    await desk.after(seconds=890)
    assert desk.graph.asked == []
    await desk.after(seconds=11)

    assert (await desk.state(source))["status"] == "active"


@pytest.mark.parametrize("status", [400, 401, 403, 500, 503])
async def test_a_failed_renewal_leaves_what_is_valid(desk: GraphDesk, status: int) -> None:
    source = await desk.connected()
    desk.graph.fail("PATCH", status, times=3)

    await desk.call("renew_webhook_subscription", source)
    await desk.after(minutes=1)
    await desk.after(minutes=2)
    assert (await desk.state(source))["status"] == "failing"
    await desk.after(minutes=5)

    assert (await desk.state(source))["status"] == "active"
    assert len(desk.graph.made) == 1
    assert await desk.lost() == []


async def test_a_subscription_that_ends_is_told_once(desk: GraphDesk) -> None:
    source = await desk.connected(resource="me/presence")
    for method in ("PATCH", "POST"):
        desk.graph.fail(method, 503, times=1000)

    await desk.until(desk.clock.at + timedelta(hours=6), timedelta(minutes=10))

    assert (await desk.state(source))["status"] == "failed"
    (event,) = await desk.lost()
    assert event["webhookId"] == source["id"]
    assert "503" in event["reason"]
    audit = await desk.http("list_audit_entries", headers=desk.at("acme"))
    noted = [one for one in audit.json if one["operation"] == "webhook.graph.fail"]
    assert [one["actor"]["kind"] for one in noted] == [CallerKind.SYSTEM.value]
    desk.graph.moods.clear()
    await desk.after(hours=1, seconds=1)
    assert (await desk.state(source))["status"] == "active"
    assert len(desk.graph.living()) == 1


async def test_one_that_was_never_made_is_told_after_five_attempts(desk: GraphDesk) -> None:
    await desk.connect()
    desk.graph.fail("POST", 403, times=1000)

    source = await desk.made()
    for minutes in (1, 2, 3):
        await desk.after(minutes=minutes)
    assert await desk.lost() == []
    await desk.after(minutes=5)

    assert (await desk.state(source))["status"] == "failed"
    assert len(await desk.lost()) == 1


async def test_a_longest_time_that_changed_is_learned(desk: GraphDesk) -> None:
    await desk.connect()
    desk.graph.minutes["users"] = 4230

    source = await desk.made()

    assert source["graph"]["status"] == "active"
    desk.graph.minutes["users"] = 1440
    renewed = await desk.call("renew_webhook_subscription", source)
    assert renewed.json["status"] == "active"


async def test_a_twin_at_graph_is_replaced(desk: GraphDesk) -> None:
    await desk.connect()
    source = await desk.made()
    desk.graph.forbids_twins = True

    rotated = await desk.call("rotate_webhook_secret", source)

    assert rotated.json["graph"]["status"] == "active"
    (one,) = desk.graph.living()
    assert one["clientState"] == rotated.json["secret"]


async def test_a_webhook_that_does_not_answer_in_time_is_not_subscribed(desk: GraphDesk) -> None:
    await desk.connect()
    asking, desk.graph.seconds = desk.graph.asking, 0.05

    async def late(url: str, token: str) -> Answer:
        await asyncio.sleep(1)
        assert asking is not None
        return await asking(url, token)

    desk.graph.asking = late
    source = await desk.made()
    assert "validation request failed" in source["graph"]["fault"]
    assert desk.graph.living() == []
    desk.graph.asking, desk.graph.seconds = asking, 10
    await desk.after(seconds=31)

    assert (await desk.state(source))["status"] == "active"


async def test_without_an_https_address_graph_is_not_asked(
    desk: GraphDesk, memory_settings: Settings, graph_services: Services
) -> None:
    await desk.connect()
    made = await desk.made()
    settings = memory_settings.model_copy(update={"public_url": "http://localhost:7071"})
    other = compose(settings, graph_services).platform
    desk.graph.asked.clear()

    found = await settle(other, "acme", made["id"])
    await other.engine.close()

    assert found is not None
    assert "https" in (found.fault or "")
    assert desk.graph.asked == []


@pytest.mark.parametrize("kind", ["subscriptionRemoved", "reauthorizationRequired", "missed"])
async def test_a_lifecycle_notification_is_acted_on(desk: GraphDesk, kind: str) -> None:
    source = await desk.connected()
    known = source["graph"]["subscriptionId"]
    if kind == "subscriptionRemoved":
        desk.graph.known.clear()
    desk.graph.asked.clear()
    await desk.after(hours=1)

    answer = await desk.notify(source, subscriptionId=known, lifecycleEvent=kind)
    assert answer.status == 202
    await desk.work()

    (one,) = desk.graph.living()
    assert (one["id"] == known) == (kind != "subscriptionRemoved")
    state = await desk.state(source)
    assert state["subscriptionId"] == one["id"]
    assert datetime.fromisoformat(state["renewedAt"]) == desk.clock.at


async def test_a_lifecycle_notification_of_another_subscription_changes_nothing(
    desk: GraphDesk,
) -> None:
    source = await desk.connected()
    desk.graph.asked.clear()

    await desk.notify(source, subscriptionId="another", lifecycleEvent="subscriptionRemoved")
    await desk.work()

    assert desk.graph.asked == []


async def test_timers_of_several_processes_make_one(
    desk: GraphDesk, memory_settings: Settings, graph_services: Services
) -> None:
    await desk.connect()
    desk.graph.fail("POST", 503)
    source = await desk.made()
    desk.clock.at += timedelta(seconds=31)
    others = [compose(memory_settings, graph_services).platform for _ in range(3)]

    await asyncio.gather(*(handler.tick(each) for each in [*others, *others]))

    assert len(desk.graph.made) == 1
    assert (await desk.state(source))["status"] == "active"
    for each in others:
        await each.engine.close()


@pytest.mark.parametrize("is_done_at_last", [False, True])
async def test_a_process_may_die_anywhere_and_leaves_nothing_behind(
    desk: GraphDesk,
    memory_settings: Settings,
    graph_services: Services,
    is_done_at_last: bool,
) -> None:
    """It dies between any two of its calls of the store and of Graph; the next one tidies up."""
    await desk.connect()
    survived, points = False, 0
    for point in range(MOST_POINTS):
        desk.graph.fail("POST", 503)
        source = await desk.made()
        desk.clock.at += timedelta(seconds=31)
        survived = await _dies(memory_settings, graph_services, point, is_done_at_last)
        await desk.after(minutes=4)
        await desk.after(minutes=6)

        (one,) = desk.graph.living()
        state = await desk.state(source)
        assert (state["status"], state["subscriptionId"]) == ("active", one["id"])
        await _deleted(desk, source, memory_settings, graph_services, point, is_done_at_last)
        points += 1
        if survived:
            break

    assert survived
    assert points > 6


@pytest.mark.parametrize("is_done_at_last", [False, True])
async def test_a_webhook_that_goes_after_a_death_leaves_nothing_at_graph(
    desk: GraphDesk,
    memory_settings: Settings,
    graph_services: Services,
    is_done_at_last: bool,
) -> None:
    """Nobody makes the subscription a second time: what was made is known by its place only."""
    await desk.connect()
    left, survived = 0, False
    for point in range(MOST_POINTS):
        desk.graph.fail("POST", 503)
        source = await desk.made()
        desk.clock.at += timedelta(seconds=31)
        survived = await _dies(memory_settings, graph_services, point, is_done_at_last)
        left += len(desk.graph.living())

        await desk.call("delete_webhook_source", source)
        await desk.after(minutes=4)
        assert desk.graph.living() == []
        await desk.after(minutes=1)
        assert await desk.rows() == []
        if survived:
            break

    assert survived
    assert left > 2


async def _deleted(
    desk: GraphDesk,
    source: Any,
    settings: Settings,
    services: Services,
    point: int,
    is_done_at_last: bool,
) -> None:
    """The webhook goes, and the process that removes its subscription dies, too."""
    desk.graph.fail("GET", 503)
    await desk.call("delete_webhook_source", source)
    desk.clock.at += timedelta(hours=1, seconds=1)
    await _dies(settings, services, point, is_done_at_last)
    await desk.after(minutes=4)

    assert desk.graph.living() == []
    assert await desk.rows() == []


async def _dies(settings: Settings, services: Services, point: int, is_done_at_last: bool) -> bool:
    """A process runs the timer until it dies at this point; return whether it lived on."""
    life = Life(point, is_done_at_last)
    mortal = replace(life.over(services), egress=cast("Egress", Mortal(services.egress, life)))
    platform = compose(settings, mortal).platform
    with suppress(Killed, BaseExceptionGroup):
        await handler.tick(platform)
    await platform.engine.close()
    return life.left >= 0
