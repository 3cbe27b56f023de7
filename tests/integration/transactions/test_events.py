"""Storage transactions of runs with events: none more without a subscriber."""

from uuid import uuid4

import pytest

from shared.call import Call
from shared.handlers import workflows
from shared.services import background
from tests.integration.transactions.transactions_helpers import cost
from tests.support.counted_stores import Counted

INTERESTS = "event-interest"


async def test_without_a_subscriber_a_run_costs_what_it_cost(call: Call, counted: Counted) -> None:
    interests = call.platform.directory.event_interests
    await interests.put(f"other-{uuid4().hex}", uuid4(), ("*",))
    await workflows.run(call, "hello_world", {"name": "Ada"})  # who is interested is read here
    counted.sent.clear()

    await workflows.run(call, "hello_world", {"name": "Ada"})
    await background.idle()

    assert cost(counted) == {"tables": 2}


@pytest.mark.parametrize(("events", "messages"), [(("execution.completed",), 1), (("*",), 2)])
async def test_with_one_the_rows_go_along_and_each_event_is_a_message(
    call: Call, counted: Counted, events: tuple[str, ...], messages: int
) -> None:
    await call.platform.directory.event_interests.put(call.caller.scope, uuid4(), events)
    await workflows.run(call, "hello_world", {"name": "Ada"})  # it also marks the organization
    await background.idle()
    counted.sent.clear()

    await workflows.run(call, "hello_world", {"name": "Ada"})
    await background.idle()

    assert cost(counted) == {"tables": 2, "event messages": messages}
