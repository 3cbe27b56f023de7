"""Rehearsal of events and webhooks: runs a workflow as a subscription of the platform starts it."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import cast

from sdk.context import find
from sdk.endpoints import Request
from sdk.rpc.serialization import sent
from sdk.schema.declarations import declared
from sdk.testing.event_inputs import input_of
from sdk.testing.kit import OWN, run
from sdk.testing.records import number
from sdk.testing.signed_webhooks import SECRET, webhook

Template = Mapping[str, object]


async def run_event(
    function: Callable[..., object],
    event_type: str,
    data: Mapping[str, object] | None = None,
    *,
    workflow: str | None = None,
    filter: str = "",  # noqa: A002  as a trigger names it
    input: Template | None = None,  # noqa: A002  as a trigger names it
) -> object:
    """Run a workflow with the input that an event trigger makes of this event; return its result.

    ``filter`` and ``input`` are those of the trigger; ``Filtered`` is raised if the filter is not
    true. Without ``input``, parameters take what the data has under their names, and a parameter
    ``event`` takes the event whole. ``workflow`` emitted it, or the event is about its run.

    >>> import asyncio
    >>> from bifrost import testing, workflow
    >>> @workflow
    ... async def follow_up(number: int, event: dict[str, object]) -> str:
    ...     return f"{event['type']} {number}"
    >>> asyncio.run(testing.run_event(follow_up, "ticket.closed", {"number": 7, "by": "Ada"}))
    'ticket.closed 7'
    >>> @workflow
    ... async def tell(subject: str) -> str:
    ...     return subject
    >>> trigger = {"filter": "event.payload.number > 5",
    ...            "input": {"subject": "#{{ event.payload.number }} closed"}}
    >>> asyncio.run(testing.run_event(tell, "ticket.closed", {"number": 7}, **trigger))
    '#7 closed'
    """
    given = {name: sent(event_type, name, value) for name, value in (data or {}).items()}
    event = _event(number(), event_type, given) | {"workflowName": workflow}
    return await run(function, **input_of(event, _schema(function), filter, input))


async def run_webhook(  # noqa: PLR0913  the request, and what a subscription says
    function: Callable[..., object],
    sender: str,
    payload: object,
    *,
    event: str = "",
    filter: str = "",  # noqa: A002  as a subscription names it
    input: Template | None = None,  # noqa: A002  as a subscription names it
    secret: str = SECRET,
) -> object:
    """Run a workflow as a subscription to a webhook starts it, and return its result.

    The request is the one that ``webhook`` makes, signed as this sender signs it. ``filter`` and
    ``input`` are those of the subscription; ``Filtered`` is raised if the filter is not true.

    >>> import asyncio
    >>> from bifrost import testing, workflow
    >>> @workflow
    ... async def on_issue(number: int) -> int:
    ...     return number
    >>> opened = {"action": "opened", "number": 7}
    >>> asyncio.run(testing.run_webhook(on_issue, "github", opened, event="issues",
    ...                                 filter="event.type === 'issues.opened'"))
    7
    """
    request = webhook(sender, payload, secret=secret, event=event)
    parsed = _parsed(request)
    facts: dict[str, object] = {
        "method": request.method,
        "path": request.path,
        "query": dict(request.query),
        "headers": dict(request.headers),
        "body": request.body,
        "encoding": "text",
    }
    found = _event(number(), _type_of(sender, event, parsed), parsed)
    found |= {"headers": facts["headers"], "query": facts["query"]}
    given = input_of(found, _schema(function), filter, input, facts)
    return await run(function, **given)


def _event(event_id: str, event_type: str, payload: object) -> dict[str, object]:
    known = find()
    return {
        "id": event_id,
        "orgId": known.scope if known else OWN,
        "type": event_type,
        "payload": payload,
        "headers": {},
        "query": {},
        "receivedAt": datetime.now(UTC).isoformat(),
        "workflowName": None,
        "executionId": None,
        "depth": 0,
    }


def _parsed(request: Request) -> object:
    """Return the body as JSON, or else its text."""
    try:
        return request.json()
    except ValueError:
        return request.body


def _type_of(sender: str, event: str, payload: object) -> str:
    """Return the type of the event, which GitHub parts into a header and the action."""
    parts: Mapping[str, object] = {}
    if isinstance(payload, Mapping):
        parts = cast("Mapping[str, object]", payload)
    if sender == "github":
        action = parts.get("action")
        return f"{event or 'push'}.{action}" if action else event or "push"
    return event or str(parts.get("type", "unknown"))


def _schema(function: Callable[..., object]) -> Mapping[str, object]:
    made = declared(function)
    return made.parameters if made else {}
