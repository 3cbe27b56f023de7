"""Processes a delivery: records it once, and starts what its source's subscriptions say."""

import json
import logging
from collections.abc import Sequence
from typing import cast

from pydantic import JsonValue

from shared.call import Platform
from shared.errors import Stale
from shared.models.automation.deliveries import Delivery
from shared.models.automation.events import WEBHOOK_UNPROCESSED, EmittedEvent
from shared.models.automation.incoming import IncomingRequest, content_of
from shared.models.automation.subscriptions import Event, Started, Subscription, WebhookEvents
from shared.models.automation.webhooks import WebhookSource
from shared.operations import event_matching
from shared.operations.event_matching import RequestFacts
from shared.operations.graph_subscriptions import lifecycle
from shared.operations.live.deliveries import tell_incoming
from shared.repositories.event_outbox import new_event_id
from shared.repositories.stored_record import StoredRecord
from shared.webhooks.adapter import WebhookRejected
from shared.webhooks.registry import ADAPTERS

#: What the record of a delivery says whose message failed five times.
UNPROCESSED = "it could not be processed: replay it"

logger = logging.getLogger(__name__)


async def process(platform: Platform, delivery: Delivery) -> None:
    """Process a delivery of the queue; a repetition of an event does nothing."""
    deliveries = platform.directory.deliveries_of(delivery.org_id)
    stored = await deliveries.insert(delivery)
    if stored is None:
        await deliveries.drop_body(delivery)
        facts = {"source": str(delivery.source_id), "delivery": str(delivery.id)}
        logger.info("webhook delivery repeated: not processed again", extra=facts)
        return
    if stored.record.status != "received":
        return
    tell_incoming(platform, stored.record)
    source = await platform.directory.webhook_sources.known(delivery.source_id)
    if source is None:
        await finish(platform, stored, (), "the webhook source was deleted")
        return
    if delivery.event_type.startswith(lifecycle.PREFIX):
        await lifecycle.heed(platform, source, await _payload_of(platform, source, delivery))
    subscriptions = await subscriptions_of(platform, source)
    results = await results_of(platform, source, stored.record, subscriptions)
    await finish(platform, stored, results)


async def subscriptions_of(platform: Platform, source: WebhookSource) -> list[Subscription]:
    found = platform.directory.subscriptions_of(source.org_id)
    wanted = WebhookEvents(source_id=source.id)
    return [each.record for each in await found.of(wanted)]


async def results_of(
    platform: Platform,
    source: WebhookSource,
    delivery: Delivery,
    subscriptions: Sequence[Subscription],
) -> tuple[Started, ...]:
    """Start the workflows of these subscriptions that match a delivery."""
    body = await platform.directory.deliveries_of(delivery.org_id).body(delivery)
    event, request = event_of(source, delivery, body)
    return tuple(await event_matching.start_matching(platform, event, subscriptions, request))


async def _payload_of(platform: Platform, source: WebhookSource, delivery: Delivery) -> JsonValue:
    body = await platform.directory.deliveries_of(delivery.org_id).body(delivery)
    return event_of(source, delivery, body)[0].payload


async def finish(
    platform: Platform,
    stored: StoredRecord[Delivery],
    results: tuple[Started, ...],
    failure: str | None = None,
) -> Delivery:
    """Record what came of a delivery."""
    status = "processed" if failure is None else "failed"
    update = {"status": status, "results": results, "message": failure}
    done = stored.record.model_copy(update=update)
    try:
        await platform.directory.deliveries_of(done.org_id).replace(stored, done)
    except Stale:  # another process has processed the same message
        logger.info("webhook delivery processed elsewhere", extra={"delivery": str(done.id)})
    else:
        tell_incoming(platform, done)
    return done


async def dead_letter(platform: Platform, delivery: Delivery) -> None:
    """Record a delivery whose message failed five times, and tell people, who can replay it."""
    stored = await platform.directory.deliveries_of(delivery.org_id).insert(delivery)
    if stored is None or stored.record.status != "received":
        return
    facts = {"delivery": str(delivery.id), "org": delivery.org_id}
    # infra/modules/alerts.bicep looks for this line.
    logger.error("webhook dead-lettered", extra=facts)
    await _tell_unprocessed(platform, delivery)
    await finish(platform, stored, (), UNPROCESSED)


async def _tell_unprocessed(platform: Platform, delivery: Delivery) -> None:
    """Emit the event of a delivery that could not be processed, once a day for each source."""
    source = await platform.directory.webhook_sources.known(delivery.source_id)
    now = platform.services.clock.now()
    event = EmittedEvent(
        id=new_event_id(),
        type=WEBHOOK_UNPROCESSED,
        org_id=delivery.org_id,
        at=now,
        data={
            "webhookId": str(delivery.source_id),
            "name": source.name if source else "",
            "deliveryId": str(delivery.id),
            "reason": UNPROCESSED,
        },
    )
    key = f"{WEBHOOK_UNPROCESSED} {delivery.source_id} {now.date()}"
    await platform.outbox.emit(event, key)


def event_of(source: WebhookSource, delivery: Delivery, body: str) -> tuple[Event, RequestFacts]:
    """Return the event of a delivery, and its request as a workflow's Request takes it."""
    event = Event(
        id=delivery.event_id,
        key=str(delivery.id),
        org_id=delivery.org_id,
        type=delivery.event_type,
        payload=_payload(source, delivery, body),
        headers=delivery.headers,
        query=delivery.query,
        received_at=delivery.received_at,
    )
    facts: RequestFacts = {
        "method": delivery.method,
        "path": delivery.path,
        "query": delivery.query,
        "headers": {**delivery.headers},
        "body": body,
        "encoding": delivery.encoding,
    }
    return event, facts


def _payload(source: WebhookSource, delivery: Delivery, body: str) -> JsonValue:
    if not delivery.is_raw:
        return cast("JsonValue", json.loads(body))
    content = content_of(body, delivery.encoding)
    request = IncomingRequest(delivery.method, delivery.path, [], delivery.headers, content)
    try:
        events = ADAPTERS[source.adapter].read(request, source.settings)
    except WebhookRejected:
        return None
    return events[0].payload if events else None
