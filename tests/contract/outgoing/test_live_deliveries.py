"""Deliveries of outgoing webhooks in the live channel, told by this process or found."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, cast

from functions.composition import Runtime
from shared.operations.live.deliveries import DeliveryChannel
from shared.services.clock import StoppedClock
from shared.services.live.feed import ChannelReading, KnownItems
from tests.contract.client import Http
from tests.contract.live_stream import ask, begun, events_of
from tests.contract.outgoing.outgoing_helpers import Receiver, Round, emit, subscribe

Headers = Mapping[str, str]


def statuses(reading: ChannelReading) -> list[tuple[str, int]]:
    found = [cast("Any", item.content).outgoing for item in reading.items]
    return [(each.status.value, each.attempts) for each in found if each]


def known(reading: ChannelReading, clock: StoppedClock) -> KnownItems:
    return KnownItems({item.key: item for item in reading.items}, clock.at)


async def test_each_attempt_of_a_delivery_is_told(
    http: Http, running: Runtime, root: Headers, receiver: Receiver, round_: Round
) -> None:
    webhook = await subscribe(http, root, receiver.url)
    position = await begun(http, root, "deliveries")
    await emit(running)
    await round_.go()

    *_, (_, data) = events_of(await ask(http, root, position, channels="deliveries"))

    item = cast("Any", data["item"])
    assert item["incoming"] is None
    assert item["outgoing"]["webhookId"] == webhook["id"]
    assert (item["outgoing"]["status"], item["outgoing"]["attempts"]) == ("delivered", 1)
    assert "answer" not in item["outgoing"]


async def test_an_old_delivery_that_waits_is_found_when_it_was_tried_again(
    http: Http,
    running: Runtime,
    root: Headers,
    receiver: Receiver,
    round_: Round,
    clock: StoppedClock,
) -> None:
    receiver.status = 500
    await subscribe(http, root, receiver.url)
    await emit(running)
    await round_.go()
    channel, platform = DeliveryChannel(), running.platform
    first = await channel.read(platform, "acme", KnownItems({}, None))
    receiver.status = 200
    for _ in range(12):  # newer ones, so that the first is beyond those that are compared
        await emit(running)
    await round_.go()
    second = await channel.read(platform, "acme", known(first, clock))
    clock.at += timedelta(hours=2)
    await round_.go()
    third = await channel.read(platform, "acme", known(second, clock))

    assert statuses(first) == [("waiting", 1)]
    assert ("waiting", 1) in statuses(second)
    assert ("waiting", 1) not in statuses(third)
    assert ("delivered", 2) in statuses(third)
