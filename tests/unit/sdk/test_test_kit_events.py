"""The kit makes the input of an event as the platform does, and says what is filtered."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, cast
from uuid import uuid4

import pytest

from bifrost import Request, testing, workflow
from sdk.expressions import ExpressionError
from sdk.testing.event_inputs import Filtered, input_of
from shared.models.automation.makers import Maker, Needs
from shared.models.automation.subscriptions import Event, InsideEvents, Subscription
from shared.operations import event_matching

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PAYLOAD: Mapping[str, Any] = {"number": 7, "title": "Printer", "tags": ["a"], "by": {"name": "Ada"}}
NAMES: Mapping[str, Any] = {"properties": {"number": {}, "event": {}, "payload": {}, "other": {}}}
REQUEST: Mapping[str, Any] = {"properties": {"request": {"x-bifrost-request": True}, "number": {}}}
FACTS: Mapping[str, Any] = {"method": "POST", "headers": {}, "body": "{}"}

CASES: list[tuple[str, Mapping[str, Any] | None, Mapping[str, Any]]] = [
    ("", None, NAMES),
    ("", None, REQUEST),
    ("event.payload.number > 5", None, NAMES),
    ("event.payload.number > 7", None, NAMES),
    ("event.type === 'ticket.closed'", {"id": "{{ event.payload.number }}"}, {}),
    ("event.payload.by.name === 'Eve'", {"id": "{{ event.payload.number }}"}, {}),
    ("", {"text": "#{{ event.payload.number }} {{ event.payload.nothing }}"}, {}),
    ("", {"left out": "{{ event.payload.nothing }}", "list": ["{{ event.payload.tags }}"]}, {}),
]


@pytest.mark.parametrize(("wanted", "template", "schema"), CASES)
def test_the_kit_says_what_the_platform_says(
    wanted: str, template: Mapping[str, Any] | None, schema: Mapping[str, Any]
) -> None:
    event = Event(id="1", org_id="acme", type="ticket.closed", payload={**PAYLOAD}, received_at=NOW)
    subscription = Subscription(
        id=uuid4(),
        name="A",
        workflow_name="a",
        filter=wanted,
        input=None if template is None else {**template},
        org_id="acme",
        source=InsideEvents(),
        maker=Maker(user_id=uuid4(), name="Ada", needs=Needs.ORGANIZATION, org_id="acme"),
        created_at=NOW,
        updated_at=NOW,
    )
    mismatch = event_matching.mismatch(event, subscription)
    platforms = event_matching.input_of(event, subscription, {**schema}, {**FACTS})

    if mismatch is None:
        assert input_of(event.whole, schema, wanted, template, FACTS) == platforms
    else:
        with pytest.raises(Filtered, match="the filter is not true"):
            input_of(event.whole, schema, wanted, template, FACTS)


@workflow
async def on_issue(number: int, request: Request, event: dict[str, Any]) -> dict[str, Any]:
    return {
        "number": number,
        "type": event["type"],
        "signed": "x-hub-signature-256" in request.headers,
    }


async def test_a_webhook_is_rehearsed_with_its_request_and_its_type() -> None:
    opened = {"action": "opened", "number": 7}

    found = await testing.run_webhook(on_issue, "github", opened, event="issues")
    with pytest.raises(testing.Filtered):
        await testing.run_webhook(
            on_issue, "github", opened, event="issues", filter="event.type === 'issues.closed'"
        )

    assert found == {"number": 7, "type": "issues.opened", "signed": True}


async def test_an_event_is_rehearsed_with_the_fields_that_the_platform_gives() -> None:
    seen: list[Mapping[str, Any]] = []

    @workflow
    async def keep(event: dict[str, Any]) -> None:
        seen.append(event)

    await testing.run_event(keep, "ticket.closed", {"number": 7}, workflow="close_ticket")

    wanted = {*Event(id="1", org_id="acme", type="a", received_at=NOW).whole}
    assert {*seen[0]} == wanted
    assert cast("str", seen[0]["workflowName"]) == "close_ticket"


def test_a_template_with_a_fault_is_refused_in_words() -> None:
    with pytest.raises(ExpressionError, match="nothing"):
        asyncio.run(testing.run_event(on_issue, "ticket.closed", input={"a": "{{ nothing }}"}))
