"""Events that tell people of what is paused, because its maker lost the right for it."""

from collections.abc import Mapping

from shared.call import Platform
from shared.models.automation.events import TRIGGER_PAUSED, EmittedEvent
from shared.models.automation.subscriptions import Subscription
from shared.repositories.event_outbox import new_event_id


async def tell_trigger(platform: Platform, subscription: Subscription, reason: str) -> None:
    """Tell people that a trigger is paused; again after a week, if it still is."""
    facts = {
        "triggerId": str(subscription.id),
        "source": subscription.source.kind,
        "name": subscription.name,
        "workflowName": subscription.workflow_name,
        "reason": reason,
    }
    key = f"{TRIGGER_PAUSED} {subscription.id} {subscription.updated_at.isoformat()}"
    await tell(platform, subscription.org_id, TRIGGER_PAUSED, facts, key)


async def tell(
    platform: Platform, org_id: str, event_type: str, facts: Mapping[str, str], key: str
) -> None:
    """Emit the event of a pause in the organization that has what is paused.

    A pause is noticed at each event; the key makes those of one week the same.
    """
    event = EmittedEvent(
        id=new_event_id(),
        type=event_type,
        org_id=org_id,
        at=platform.services.clock.now(),
        data={**facts},
    )
    await platform.outbox.emit(event, key)
