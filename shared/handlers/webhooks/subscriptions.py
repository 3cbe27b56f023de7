"""Request handlers of subscriptions to the events of a webhook source."""

from uuid import UUID

from shared.call import Call
from shared.models.automation.subscriptions import (
    SubscriptionFields,
    SubscriptionView,
    WebhookEvents,
)
from shared.operations import subscriptions


async def listed(call: Call, source_id: UUID) -> list[SubscriptionView]:
    """List the subscriptions of a source, by name."""
    found = await subscriptions.all_of(call, await _source(call, source_id))
    return [await subscriptions.view(call, one) for one in found]


async def create(call: Call, source_id: UUID, new: SubscriptionFields) -> SubscriptionView:
    """Subscribe a workflow, which the caller may start, to the events of a source."""
    made = await subscriptions.create(call, await _source(call, source_id), new)
    return await subscriptions.view(call, made)


async def replace(
    call: Call, source_id: UUID, subscription_id: UUID, change: SubscriptionFields
) -> SubscriptionView:
    """Replace what a subscription says; who saves it is its maker from then on."""
    source = await _source(call, source_id)
    after = await subscriptions.replace(call, source, subscription_id, change)
    return await subscriptions.view(call, after)


async def delete(call: Call, source_id: UUID, subscription_id: UUID) -> None:
    await subscriptions.delete(call, await _source(call, source_id), subscription_id)


async def _source(call: Call, source_id: UUID) -> WebhookEvents:
    """Return where the events come from; NotFound if the source is another organization's."""
    await call.platform.directory.webhook_sources.get(call.caller.scope, source_id)
    return WebhookEvents(source_id=source_id)
