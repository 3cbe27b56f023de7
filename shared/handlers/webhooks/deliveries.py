"""Deliveries of webhook sources: lists, payloads, and sending one again."""

from uuid import UUID, uuid4

import uuid6

from shared.call import Call
from shared.errors import Conflict
from shared.models.automation.deliveries import (
    Delivery,
    DeliveryDetail,
    DeliveryView,
    ReplayRequest,
)
from shared.models.automation.subscriptions import Subscription, WebhookEvents
from shared.models.automation.webhooks import WebhookSource
from shared.models.pages import Listed
from shared.operations import delivery_processing, run_requests, triggers

#: A longer body is cut in the answer; runs get all of it.
SHOWN_CHARACTERS = 256 * 1024
VIEWED = set(DeliveryView.model_fields)


async def page(call: Call, source_id: UUID, limit: int, start: str | None) -> Listed[DeliveryView]:
    """List what a source received, newest first."""
    await _source(call, source_id)
    deliveries = call.platform.directory.deliveries_of(call.caller.scope)
    found = await deliveries.page(source_id, start, limit)
    return Listed([one.view for one in found.items], found.next)


async def refused(call: Call, source_id: UUID) -> list[DeliveryDetail]:
    """List the last requests that a source refused, with the reason of each."""
    await _source(call, source_id)
    found = await call.platform.directory.deliveries_of(call.caller.scope).refused(source_id)
    return [_detail(one, one.body or "") for one in found]


async def get(call: Call, source_id: UUID, delivery_id: UUID) -> DeliveryDetail:
    await _source(call, source_id)
    deliveries = call.platform.directory.deliveries_of(call.caller.scope)
    stored = await deliveries.get(source_id, delivery_id)
    return _detail(stored.record, await deliveries.body(stored.record))


async def replay(
    call: Call, source_id: UUID, delivery_id: UUID, request: ReplayRequest
) -> DeliveryView:
    """Send a delivery again: to the subscriptions of its source, or to a workflow.

    The caller must be able to start that workflow in this organization; the run is a trigger's.
    """
    source = await _source(call, source_id)
    platform = call.platform
    deliveries = platform.directory.deliveries_of(call.caller.scope)
    before = (await deliveries.get(source_id, delivery_id)).record
    if request.workflow_name is None:
        subscriptions = await delivery_processing.subscriptions_of(platform, source)
        for one in subscriptions:
            await run_requests.startable(call, one.workflow_name)
    else:
        await run_requests.startable(call, request.workflow_name)
        subscriptions = [_for_once(call, source, request)]
    again = await deliveries.put_away(
        before.model_copy(
            update={
                "id": UUID(int=uuid6.uuid7().int),
                "keys": (),
                "received_at": platform.services.clock.now(),
                "status": "received",
                "results": (),
                "message": None,
                "replay_of": before.id,
                "body": await deliveries.body(before),
                "body_blob": None,
            }
        )
    )
    call.changed("delivery", again.id, None, again.view)
    stored = await deliveries.insert(again)
    if stored is None:
        raise Conflict("the delivery could not be sent again: try once more")
    results = await delivery_processing.results_of(platform, source, again, subscriptions)
    return (await delivery_processing.finish(platform, stored, results)).view


def _for_once(call: Call, source: WebhookSource, request: ReplayRequest) -> Subscription:
    """Return a subscription that is not stored, for a replay to one workflow."""
    now = call.platform.services.clock.now()
    return Subscription(
        id=uuid4(),
        name=f"Replay by {call.caller.actor.name}"[:100],
        workflow_name=request.workflow_name or "",
        input=request.input,
        org_id=call.caller.scope,
        source=WebhookEvents(source_id=source.id),
        maker=triggers.maker_of(call),
        created_at=now,
        updated_at=now,
    )


async def _source(call: Call, source_id: UUID) -> WebhookSource:
    found = await call.platform.directory.webhook_sources.get(call.caller.scope, source_id)
    return found.source


def _detail(delivery: Delivery, body: str) -> DeliveryDetail:
    facts = {name: getattr(delivery, name) for name in VIEWED}
    return DeliveryDetail(
        **facts,
        method=delivery.method,
        headers=delivery.headers,
        query=delivery.query,
        encoding=delivery.encoding,
        body=body[:SHOWN_CHARACTERS],
        is_cut=len(body) > SHOWN_CHARACTERS,
    )
