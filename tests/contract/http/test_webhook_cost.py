"""What accepting a webhook costs, and a burst of them: none lost, none twice.

``BIFROST_BURST`` says how many events the burst has; 10000 takes some minutes.
"""

import asyncio
import hashlib
import hmac
import json
import os
from collections import Counter
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import azure.functions as func
import pytest
from azure.functions.queue import QueueMessage

from functions import runtime
from functions.composition import Runtime
from functions.runtime import compose
from shared.services.queues import MemoryQueue
from shared.services.services import Services
from shared.settings import Settings
from tests.contract.client import Answer, Http
from tests.contract.users import add_user, signed_in
from tests.support.counted_stores import CountedStores

BURST = int(os.environ.get("BIFROST_BURST", "700"))


@pytest.fixture
async def source(http: Http, running: Runtime) -> Any:
    """A webhook source of acme that starts a workflow on each push."""
    await add_user(running.platform.directory.users, "owner", {"acme": "admin"})
    owner = signed_in("owner")
    body = {"name": "Burst", "adapter": "github"}
    made = (await http("create_webhook_source", body=body, headers=owner)).json
    subscription = {"name": "All", "workflowName": "takes_ticket", "eventTypes": ["push"]}
    place = {"source_id": made["id"]}
    await http("create_webhook_subscription", place, body=subscription, headers=owner)
    return made


async def send(http: Http, source: Any, number: int) -> Answer:
    body = json.dumps({"number": number}).encode()
    digest = hmac.new(source["secret"].encode(), body, hashlib.sha256).hexdigest()
    headers = {
        "content-type": "application/json",
        "x-github-event": "push",
        "x-github-delivery": str(UUID(int=number)),
        "x-hub-signature-256": f"sha256={digest}",
    }
    return await http("receive_webhook", {"source_id": source["id"]}, body=body, headers=headers)


async def test_a_webhook_is_accepted_in_at_most_four_transactions(
    http: Http, source: Any, services: Services, memory_settings: Settings
) -> None:
    """The first in a process, which knows neither the source nor the organization."""
    counted = CountedStores()
    cold = compose(memory_settings, counted.over(services))
    runtime.use(cold)

    with counted.own() as first:
        accepted = await send(http, source, 1)
    with counted.own() as second:
        await send(http, source, 2)

    assert accepted.status == 202
    assert len(first) <= 4, first
    assert len(second) == 1, second  # the message
    await cold.platform.engine.close()


async def test_a_burst_is_accepted_or_told_to_wait_and_each_event_starts_once(
    http: Http,
    source: Any,
    running: Runtime,
    functions: Mapping[str, func.Function],
    services: Services,
) -> None:
    queue = services.queue
    assert isinstance(queue, MemoryQueue)

    answers = await asyncio.gather(*[send(http, source, number) for number in range(BURST)])
    messages = [text for text, _ in queue.sent]
    queue.sent.clear()
    run = functions["run_execution"].get_user_function()
    for text in messages:
        for _ in range(2):  # a queue may deliver twice
            await run(QueueMessage(id="1", body=text.encode()))

    statuses = Counter(answer.status for answer in answers)
    started: list[UUID] = []
    page = running.platform.directory.deliveries_of("acme")
    start: str | None = None
    while True:
        found = await page.page(UUID(source["id"]), start, 500)
        started += [
            one.execution_id
            for delivery in found.items
            for one in delivery.results
            if one.execution_id
        ]
        start = found.next
        if start is None:
            break
    assert set(statuses) <= {202, 429}
    assert statuses[202] == len(messages) == len(started) == len(set(started))
    assert statuses[202] >= min(BURST, running.platform.settings.webhook_limit) * 0.9
