"""What retention leaves of webhooks: bodies live as long as their deliveries, and no longer."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from pydantic import SecretStr

from functions.composition import Runtime
from shared import handlers
from shared.call import Call
from shared.errors import NotAuthenticated, NotFound
from shared.models.automation.deliveries import Delivery, DeliveryMessage
from shared.models.automation.webhooks import WebhookSourceCreate
from shared.models.users import User
from shared.repositories.subscriptions import MOST
from shared.services.clock import StoppedClock
from shared.services.queues import MemoryQueue
from shared.settings import Settings
from tests.support import automation_estate as estate
from tests.support.automation_points import signed

LARGE = "x" * 100_000


@pytest.fixture
def clock() -> StoppedClock:
    """Ids and signatures are of this moment; nights come later."""
    return StoppedClock(datetime.now(UTC))


@pytest.fixture
def memory_settings(memory_settings: Settings) -> Settings:
    """Executions are kept for a week, and deliveries for a month."""
    return memory_settings.model_copy(update={"retention_days": 7, "delivery_retention_days": 30})


@pytest.fixture
async def owner(running: Runtime, people: Mapping[str, User]) -> Call:
    assert people
    await running.platform.engine.catalog.index()
    return await estate.owner_of(running.platform, "acme")


async def received(
    call: Call, source_id: UUID, headers: Mapping[str, str] | None = None
) -> Delivery:
    """A large webhook, whose message the queue has."""
    queue = call.platform.services.queue
    assert isinstance(queue, MemoryQueue)
    request = signed({"title": LARGE})
    request = replace(request, headers={**request.headers, **(headers or {})})
    await handlers.webhooks.receiving.receive(call, source_id, request)
    [(text, _)] = queue.sent
    queue.sent.clear()
    return DeliveryMessage.model_validate_json(text).delivery


async def night(call: Call, clock: StoppedClock, days: float) -> None:
    """The timer of the night, so many days later."""
    clock.at += timedelta(days=days)
    await call.platform.engine.retention.run()
    await handlers.webhooks.retention.clean_up(call.platform)


async def kept(call: Call) -> tuple[list[str], list[str]]:
    """The rows of deliveries by their kind, and the bodies beside them."""
    services = call.platform.services
    page = await services.executions.page("delivery|acme", " ", "~", limit=100)
    bodies = [name async for name in services.blobs.names("acme/") if name.endswith("/body")]
    return [row.key[0] for row in page.rows], bodies


async def test_a_body_is_kept_as_long_as_its_delivery(owner: Call, clock: StoppedClock) -> None:
    source_id = await estate.source_with(owner, "One")
    delivery = await received(owner, source_id)
    await handlers.webhooks.processing.process(owner.platform, DeliveryMessage(delivery=delivery))

    await night(owner, clock, 10)
    deliveries = owner.platform.directory.deliveries_of("acme")
    found = (await deliveries.get(source_id, delivery.id)).record
    body = await deliveries.body(found)
    await night(owner, clock, 25)

    assert LARGE in body
    assert await kept(owner) == ([], [])


async def test_what_each_of_many_subscriptions_made_of_it_is_on_record(
    owner: Call, clock: StoppedClock
) -> None:
    assert clock
    names = [f"{number} {'as long as a name may be, ' * 3}" for number in range(MOST)]
    source_id = await estate.source_with(owner, *names, workflow="needs_a_number")
    delivery = await received(owner, source_id, {f"x-header-{n}": "y" * 900 for n in range(8)})

    await handlers.webhooks.processing.process(owner.platform, DeliveryMessage(delivery=delivery))

    found = await owner.platform.directory.deliveries_of("acme").get(source_id, delivery.id)
    assert (found.record.status, len(found.record.results)) == ("processed", MOST)


async def test_the_body_of_a_webhook_that_nobody_accepted_goes_too(
    owner: Call, clock: StoppedClock
) -> None:
    """Its process ended before the message was in the queue, so the sender sends it again."""
    source_id = await estate.source_with(owner, "One")
    await received(owner, source_id)
    before = await kept(owner)

    await night(owner, clock, 35)

    assert (before[0], len(before[1])) == ([], 1)
    assert await kept(owner) == ([], [])


async def test_what_a_deleted_source_refused_goes_the_next_night(
    owner: Call, clock: StoppedClock
) -> None:
    new = WebhookSourceCreate(name="Gone", adapter="github", secret=SecretStr("the-secret"))
    source = await handlers.webhooks.sources.create(owner, new)
    with pytest.raises(NotAuthenticated):
        await handlers.webhooks.receiving.receive(owner, source.id, signed({}))
    before = await kept(owner)
    await handlers.webhooks.sources.delete(owner, source.id)

    await night(owner, clock, 1)

    with pytest.raises(NotFound):
        await handlers.webhooks.sources.get(owner, source.id)
    assert (before, await kept(owner)) == ((["r"], []), ([], []))
