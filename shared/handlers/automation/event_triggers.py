"""Request handlers of event triggers, the subscriptions to events from inside."""

from uuid import UUID

from shared.call import Call
from shared.handlers.automation import event_log
from shared.models.automation.event_log import EventFilter, LoggedEvent
from shared.models.automation.event_triggers import EventTriggerFields, EventTriggerView, view_of
from shared.models.automation.subscriptions import InsideEvents, Subscription
from shared.models.pages import Listed
from shared.operations import subscriptions

INSIDE = InsideEvents()


async def create(call: Call, new: EventTriggerFields) -> EventTriggerView:
    """Create a trigger in the organization in scope; its caller is its maker."""
    return await _view(call, await subscriptions.create(call, new.source, new.subscription))


async def page(call: Call) -> Listed[EventTriggerView]:
    """List the triggers of the organization in scope, by name."""
    found = await subscriptions.all_of(call, INSIDE)
    return Listed([await _view(call, one) for one in found])


async def get(call: Call, trigger_id: UUID) -> EventTriggerView:
    return await _view(call, await subscriptions.get(call, INSIDE, trigger_id))


async def events(
    call: Call, trigger_id: UUID, limit: int, start: str | None
) -> Listed[LoggedEvent]:
    """List the events of the organization in scope that a trigger took, newest first."""
    await subscriptions.get(call, INSIDE, trigger_id)
    wanted = EventFilter(trigger_id=trigger_id)
    return await event_log.page(call, limit, start, wanted, (None, None))


async def replace(call: Call, trigger_id: UUID, new: EventTriggerFields) -> EventTriggerView:
    """Replace what a trigger says; its caller is its maker from then on."""
    after = await subscriptions.replace(call, new.source, trigger_id, new.subscription)
    return await _view(call, after)


async def delete(call: Call, trigger_id: UUID) -> None:
    await subscriptions.delete(call, INSIDE, trigger_id)


async def _view(call: Call, trigger: Subscription) -> EventTriggerView:
    return view_of(await subscriptions.view(call, trigger), trigger.org_id)
