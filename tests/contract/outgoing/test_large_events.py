"""Events as large as they may be, with as many subscribers as there may be."""

from collections.abc import Mapping

import pytest
from pydantic import JsonValue

from functions.composition import Runtime
from shared.models.automation.events import MOST_DATA_CHARACTERS
from tests.contract.client import Http
from tests.contract.outgoing.outgoing_helpers import (
    Receiver,
    Round,
    broker_of,
    deliveries,
    subscribe,
)

Headers = Mapping[str, str]
WEBHOOKS, TRIGGERS = 20, 50
NAME = "A name as long as one may be, " * 3


async def emit_large(running: Runtime, character: str) -> str:
    text = character * (MOST_DATA_CHARACTERS - 20)
    asked: dict[str, JsonValue] = {"type": "ticket.closed", "data": {"text": text}, "key": "large"}
    return str(await broker_of(running).answer("events.emit", asked))


@pytest.mark.parametrize("character", ["x", "\N{GRINNING FACE}"])
async def test_a_large_event_reaches_all_of_many_subscribers(
    http: Http,
    running: Runtime,
    root: Headers,
    receiver: Receiver,
    round_: Round,
    character: str,
) -> None:
    webhooks = [await subscribe(http, root, receiver.url, name=NAME) for _ in range(WEBHOOKS)]
    for _ in range(TRIGGERS):
        # What is wrong with its input is said at length.
        body = {"name": NAME, "workflowName": "needs_a_number", "events": ["ticket.*"]}
        made = await http("create_event_trigger", body=body, headers=root)
        assert made.status == 201, made.body

    event_id = await emit_large(running, character)
    await round_.go(60)
    again = await emit_large(running, character)

    found = (await http("get_event", {"event_id": event_id}, headers=root)).json
    assert again == event_id
    assert found["data"]["text"][0] == character
    assert (len(found["reached"]), len(found["results"])) == (WEBHOOKS, TRIGGERS)
    assert {each["outcome"] for each in found["results"]} == {"refused"}
    for webhook in webhooks:
        [delivery] = await deliveries(http, root, webhook)
        assert delivery["status"] == "delivered"
