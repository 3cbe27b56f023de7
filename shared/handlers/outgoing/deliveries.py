"""Request handlers of deliveries to outgoing webhooks."""

from uuid import UUID

from shared.call import Call
from shared.errors import Conflict
from shared.models.automation.event_log import LoggedEvent, Reached
from shared.models.automation.events import TEST, EmittedEvent
from shared.models.outgoing.deliveries import (
    PLAN,
    DeliveryStatus,
    DeliverySummary,
    EventDelivery,
    OutgoingDelivery,
    SentRequest,
)
from shared.models.outgoing.webhooks import OutgoingWebhook
from shared.models.pages import Listed
from shared.operations.live import logged_events
from shared.operations.outgoing.attempts import Claimed, attempt
from shared.operations.outgoing.dispatch import leased_until
from shared.operations.outgoing.pauses import pause_of
from shared.operations.outgoing.signing import body_of, headers_of
from shared.repositories.event_outbox import new_event_id
from shared.repositories.outgoing.deliveries import EventDeliveries
from shared.repositories.stored_record import StoredRecord

EVENT = set(EmittedEvent.model_fields)


async def page(
    call: Call, webhook_id: UUID, limit: int, start: str | None
) -> Listed[DeliverySummary]:
    """List the deliveries to a webhook, newest first."""
    await _webhook(call, webhook_id)
    page = await _deliveries(call).page(webhook_id, start, limit)
    return Listed([one.summary for one in page.items], page.next)


async def get(call: Call, webhook_id: UUID, event_id: UUID) -> OutgoingDelivery:
    """Return a delivery with its request, and with each attempt and its answer."""
    webhook = await _webhook(call, webhook_id)
    stored = await _deliveries(call).get(webhook_id, event_id)
    events = call.platform.directory.events_of(stored.record.event_org)
    return _detail(call, webhook, stored.record, await events.find(event_id))


async def redeliver(call: Call, webhook_id: UUID, event_id: UUID) -> OutgoingDelivery:
    """Begin the plan of a delivery anew, with an attempt within this request."""
    webhook = await _webhook(call, webhook_id)
    if not webhook.is_enabled:
        raise Conflict("this webhook is disabled: enable it first")
    await _require_going_on(call, webhook)
    stored = await _deliveries(call).get(webhook_id, event_id)
    events = call.platform.directory.events_of(stored.record.event_org)
    event = await events.find(event_id)
    if event is None:
        raise Conflict("the event is gone: it cannot be delivered any more")
    now = call.platform.services.clock.now()
    again = {
        "status": DeliveryStatus.WAITING,
        "reason": None,
        "completed_at": None,
        "plan_from": now,
        "step": 0,
        "due_at": leased_until(call.platform),
    }
    await call.platform.directory.event_marks.mark(call.caller.scope)
    claimed = await _deliveries(call).replace(stored, stored.record.model_copy(update=again))
    return await _attempted(call, webhook, claimed, event)


async def test(call: Call, webhook_id: UUID) -> OutgoingDelivery:
    """Send a test event to a webhook, also to a disabled one; it is attempted once."""
    webhook = await _webhook(call, webhook_id)
    await _require_going_on(call, webhook)
    now, org_id = call.platform.services.clock.now(), call.caller.scope
    event = LoggedEvent(
        id=new_event_id(),
        type=TEST,
        org_id=org_id,
        at=now,
        data={"webhookId": str(webhook_id), "name": webhook.name, "sentBy": call.caller.actor.name},
        reached=(Reached(id=webhook.id, name=webhook.name),),
    )
    delivery = EventDelivery(
        webhook_id=webhook_id,
        event_id=event.id,
        event_org=org_id,
        event_type=TEST,
        created_at=now,
        plan_from=now,
        step=len(PLAN),
        due_at=leased_until(call.platform),
    )
    await call.platform.directory.events_of(org_id).log(event)
    logged_events.tell(call.platform, event)
    stored = await _deliveries(call).add(delivery)
    if stored is None:
        raise Conflict("this event was delivered before")
    call.changed("outgoingWebhook", webhook_id, None, None)
    return await _attempted(call, webhook, stored, event)


async def _require_going_on(call: Call, webhook: OutgoingWebhook) -> None:
    """Raise Conflict if a webhook is paused: the next administrator to save it takes it over."""
    if paused := await pause_of(call.platform, webhook):
        raise Conflict(f"this webhook is paused: {paused}. Save it again to send on")


async def _attempted(
    call: Call, webhook: OutgoingWebhook, stored: StoredRecord[EventDelivery], event: EmittedEvent
) -> OutgoingDelivery:
    after = await attempt(call.platform, Claimed(webhook, stored, event))
    return _detail(call, webhook, after, event)


async def _webhook(call: Call, webhook_id: UUID) -> OutgoingWebhook:
    return (
        await call.platform.directory.outgoing_webhooks_of(call.caller.scope).get(webhook_id)
    ).record


def _deliveries(call: Call) -> EventDeliveries:
    return call.platform.directory.event_deliveries_of(call.caller.scope)


def _detail(
    call: Call, webhook: OutgoingWebhook, delivery: EventDelivery, event: EmittedEvent | None
) -> OutgoingDelivery:
    return OutgoingDelivery(
        **delivery.summary.model_dump(by_alias=False),
        made_attempts=delivery.attempts,
        request=_request(call, webhook, event) if event else None,
        event=event and _plain(event),
    )


def _plain(event: EmittedEvent) -> EmittedEvent:
    return EmittedEvent(**event.model_dump(by_alias=False, include=EVENT))


def _request(call: Call, webhook: OutgoingWebhook, event: EmittedEvent) -> SentRequest:
    """Return the request without its signature, which would be new with each attempt."""
    body = body_of(event)
    headers = {**headers_of(event.id, body, (), call.platform.services.clock.now())}
    headers["webhook-signature"] = "v1,…"
    headers["webhook-timestamp"] = "…"
    return SentRequest(url=webhook.url, headers=headers, body=body.decode())
