"""What Microsoft Graph says of a subscription itself: removed, missed, to be authorized again."""

from pydantic import JsonValue

from shared.call import Platform
from shared.models.automation.webhooks import WebhookSource
from shared.operations.graph_subscriptions.settling import settle
from shared.webhooks.adapter import text_at

PREFIX = "lifecycle."
REMOVED = "subscriptionRemoved"


async def heed(platform: Platform, source: WebhookSource, payload: JsonValue) -> None:
    """Act on a lifecycle notification that is about the subscription of now.

    A removed one is made again. Otherwise it is renewed, which authorizes it again; if Graph does
    not have it any more, it is made again. Notifications about an earlier one change nothing.
    """
    if source.settings.graph is None:
        return
    named = text_at(payload, "subscriptionId")
    store = platform.directory.graph_subscriptions
    stored = await store.find(source.org_id, source.id)
    if stored is None or stored.subscription.subscription_id != named:
        return
    is_removed = text_at(payload, "lifecycleEvent") == REMOVED
    await settle(platform, source.org_id, source.id, removed=named if is_removed else None)
