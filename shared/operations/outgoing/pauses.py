"""Pauses of outgoing webhooks, whose maker has lost the right for them."""

from shared.call import Platform
from shared.models.automation.events import WEBHOOK_PAUSED
from shared.models.outgoing.webhooks import OutgoingWebhook
from shared.operations import pause_events


async def pause_of(platform: Platform, webhook: OutgoingWebhook) -> str | None:
    """Return why a webhook is paused; what is known of its maker is at most 30 s old."""
    if webhook.maker is None:
        return None
    return await platform.engine.reauthorization.known_loss_of(webhook.maker)


async def tell_pause(platform: Platform, webhook: OutgoingWebhook, reason: str) -> None:
    """Tell people that a webhook is paused; again after a week, if it still is."""
    saved_at = webhook.updated_at or webhook.created_at
    facts = {"webhookId": str(webhook.id), "name": webhook.name, "reason": reason}
    key = f"{WEBHOOK_PAUSED} {webhook.id} {saved_at.isoformat()}"
    await pause_events.tell(platform, webhook.org_id, WEBHOOK_PAUSED, facts, key)
