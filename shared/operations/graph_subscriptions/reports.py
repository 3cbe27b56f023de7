"""Tells people that Microsoft Graph no longer sends to a webhook."""

from contextlib import suppress

from shared.call import Platform
from shared.errors import Unavailable
from shared.models.audit import AuditActor, AuditFacts
from shared.models.automation.events import WEBHOOK_SUBSCRIPTION_LOST, EmittedEvent
from shared.models.automation.graph_subscriptions import GraphStatus, GraphSubscription
from shared.models.automation.webhooks import WebhookSource
from shared.models.callers import CallerKind
from shared.repositories.event_outbox import new_event_id

KEEPER = AuditActor(kind=CallerKind.SYSTEM.value, id="webhooks", name="Incoming webhooks")


async def tell_if_lost(
    platform: Platform,
    source: WebhookSource | None,
    before: GraphSubscription,
    after: GraphSubscription | None,
) -> None:
    """Emit an event, and note it in the audit log, once a subscription has failed for good.

    The event has a key: a process that dies before it stored the failure emits no second one.
    """
    if source is None or after is None or after.status is not GraphStatus.FAILED:
        return
    if before.status is GraphStatus.FAILED:
        return
    kind, reason = WEBHOOK_SUBSCRIPTION_LOST, after.fault or ""
    event = EmittedEvent(
        id=new_event_id(),
        type=kind,
        org_id=source.org_id,
        at=platform.services.clock.now(),
        data={"webhookId": str(source.id), "name": source.name, "reason": reason},
    )
    await platform.outbox.emit(event, f"{kind} {source.id} {after.failing_since}")
    facts = AuditFacts(
        "webhook.graph.fail",
        KEEPER,
        object_kind="webhookSource",
        object_id=str(source.id),
        after={"reason": reason},
    )
    with suppress(Unavailable):
        await platform.directory.audit_of(source.org_id).note(facts)
