"""From an event to runs: which subscriptions it matches, the input of each, and its start.

One path for webhooks and for events from inside. Each subscription starts its workflow once for an
event, however often the event is handed in: the start claims a key made of both.
"""

import hashlib
from collections.abc import Sequence
from typing import cast
from uuid import UUID

from pydantic import JsonValue

from sdk.expressions import EVENT_ROOTS, ExpressionError, is_true, parse
from sdk.expressions.templates import filled
from shared.call import Call, Platform
from shared.errors import BifrostError, Conflict
from shared.models.automation.causes import Cause
from shared.models.automation.events import EmittedEvent
from shared.models.automation.incoming import REQUEST
from shared.models.automation.subscriptions import (
    MOST_DEPTH,
    Event,
    Started,
    Subscription,
    WebhookEvents,
)
from shared.models.base import GLOBAL
from shared.models.callers import Actor, TriggerKind
from shared.models.orders import IdempotencyKey
from shared.models.parameters import properties_of
from shared.models.runs import RunOptions, RunRequest
from shared.models.workflows import Schema
from shared.operations import pause_events, run_requests, triggers

#: The facts of the request, as a parameter of the SDK's type ``Request`` takes them.
RequestFacts = dict[str, JsonValue]
#: Names of parameters that take more than a part of the payload.
PAYLOAD, EVENT = "payload", "event"
TOO_DEEP = f"{MOST_DEPTH} triggered runs led to this event, which may be a loop: it starts no more"


async def start_inside(platform: Platform, event: EmittedEvent) -> list[Started]:
    """Start what an event from inside starts: what its organization and GLOBAL subscribed to it."""
    scopes = dict.fromkeys((event.org_id, GLOBAL))
    known = [await platform.directory.subscriptions_of(scope).known_inside() for scope in scopes]
    wanting = [
        one
        for found in known
        for one in found
        if one.takes(event.type) and one.is_about(event.workflow_name)
    ]
    return await start_matching(platform, inside(event), wanting)


def inside(event: EmittedEvent) -> Event:
    """Return an event from inside as subscriptions see it."""
    return Event(
        id=str(event.id),
        org_id=event.org_id,
        type=event.type,
        payload=event.data,
        received_at=event.at,
        workflow_name=event.workflow_name,
        execution_id=event.execution_id,
        depth=event.depth,
    )


async def start_matching(
    platform: Platform,
    event: Event,
    subscriptions: Sequence[Subscription],
    request: RequestFacts | None = None,
) -> list[Started]:
    """Start the workflow of each subscription that the event matches; say what became of each.

    A store that is away raises Unavailable: hand the event in again, and nothing starts twice.
    """
    return [
        await start_one(platform, event, one, request) for one in subscriptions if one.is_enabled
    ]


async def start_one(
    platform: Platform,
    event: Event,
    subscription: Subscription,
    request: RequestFacts | None = None,
) -> Started:
    """Start the workflow of one subscription, if it matches."""
    try:
        reason = mismatch(event, subscription)
        if reason is not None:
            return _said(subscription, "filtered", reason)
        if event.depth >= MOST_DEPTH:
            return _said(subscription, "refused", TOO_DEEP)
        loss = await platform.engine.reauthorization.loss_of(subscription.maker)
        if loss is not None:
            await pause_events.tell_trigger(platform, subscription, loss)
            return _said(subscription, "refused", f"it is paused: {loss}")
        return await _start(platform, event, subscription, request)
    except (ExpressionError, BifrostError) as error:
        if isinstance(error, BifrostError) and error.retry:
            raise
        return _said(subscription, "refused", words_of(error))


def mismatch(event: Event, subscription: Subscription) -> str | None:
    """Return why an event does not match; None if it does. ExpressionError for a faulty filter."""
    if not subscription.takes(event.type):
        return f"its type is {event.type}"
    if subscription.filter:
        expression = parse(subscription.filter, EVENT_ROOTS)
        if not is_true(expression.value(event.context)):
            return "the filter is not true"
    return None


def input_of(
    event: Event,
    subscription: Subscription,
    parameters: Schema,
    request: RequestFacts | None = None,
) -> dict[str, JsonValue]:
    """Return the input that a subscription makes of an event for a workflow.

    Without a template, parameters take what the payload has under their names, ``payload`` takes
    the whole payload, ``event`` the whole event, and a parameter of the type Request the request.
    """
    if subscription.input is not None:
        return cast("dict[str, JsonValue]", filled(subscription.input, event.context))
    properties = properties_of(parameters)
    payload = event.payload if isinstance(event.payload, dict) else {}
    whole: dict[str, JsonValue] = {PAYLOAD: event.payload, EVENT: event.whole, **payload}
    found = {name: whole[name] for name in properties if name in whole}
    if request is not None:
        found |= {name: request for name, schema in properties.items() if REQUEST in schema}
    return found


async def acting(platform: Platform, event: Event, subscription: Subscription) -> Call | None:
    """Return the call in which a subscription starts its workflow; None if nothing runs there."""
    org_id = event.org_id
    organization = (
        None if org_id == GLOBAL else await platform.directory.organizations.known(org_id)
    )
    if org_id != GLOBAL and (organization is None or not organization.is_active):
        return None
    kind = TriggerKind(subscription.source.kind)
    actor = Actor.of_trigger(kind, subscription.id, subscription.name, subscription.maker)
    return triggers.call_of(platform, actor, org_id, organization and organization.name)


async def _start(
    platform: Platform, event: Event, subscription: Subscription, request: RequestFacts | None
) -> Started:
    call = await acting(platform, event, subscription)
    if call is None:
        return _said(subscription, "refused", "the organization is not active")
    workflow = await run_requests.startable(call, subscription.workflow_name)
    given = input_of(event, subscription, workflow.parameters, request)
    order = await run_requests.order(
        call, workflow.name, RunRequest(input_data=given), RunOptions(responds_async=True)
    )
    own = {
        "key": _key(event, subscription),
        "depth": event.depth + 1,
        "cause": _cause(event, subscription),
    }
    order = order.model_copy(update=own)
    execution = await platform.engine.submission.start(order)
    return _said(subscription, "started", None).model_copy(update={"execution_id": execution.id})


def _key(event: Event, subscription: Subscription) -> IdempotencyKey:
    """Return the key of the start of a subscription's workflow for an event."""
    text = f"event {event.key or event.id} {subscription.id}"
    return IdempotencyKey(name=hashlib.sha256(text.encode()).hexdigest(), body="event")


def _cause(event: Event, subscription: Subscription) -> Cause:
    source = subscription.source
    cause = Cause(
        kind=TriggerKind(source.kind),
        id=subscription.id,
        org_id=subscription.org_id,
        name=subscription.name,
        event_type=event.type,
    )
    if isinstance(source, WebhookEvents):
        facts = {"source_id": source.source_id, "delivery_id": UUID(event.key)}
    else:
        facts = {"event_id": UUID(event.id)}
    return cause.model_copy(update=facts)


def _said(subscription: Subscription, outcome: str, message: str | None) -> Started:
    return Started.model_validate(
        {
            "subscription_id": subscription.id,
            "subscription_name": subscription.name,
            "workflow_name": subscription.workflow_name,
            "outcome": outcome,
            "message": message,
        }
    )


def words_of(error: Exception) -> str:
    """Return an error's message with its details, for the administrator who reads the delivery."""
    if isinstance(error, ExpressionError):
        return f"an expression cannot be evaluated: {error}"
    details = error.details if isinstance(error, BifrostError) else ()
    parts = [f"{'.'.join(map(str, each.location[1:]))}: {each.message}" for each in details[:10]]
    kind = "conflict" if isinstance(error, Conflict) else ""
    return "; ".join(filter(None, [kind, str(error), *parts]))[:1000]
