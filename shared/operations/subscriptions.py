"""Saves subscriptions, which map the events of a source to a workflow, in the scope of the caller.

The caller who saves one is its maker from then on.
"""

from uuid import UUID, uuid4

from shared.call import Call
from shared.errors import Conflict
from shared.models.automation.subscriptions import (
    EventSource,
    InsideEvents,
    Subscription,
    SubscriptionFields,
    SubscriptionView,
)
from shared.operations import run_requests, triggers
from shared.repositories.subscriptions import MOST, Subscriptions

FIELDS = set(SubscriptionFields.model_fields)


async def all_of(call: Call, source: EventSource) -> list[Subscription]:
    """Return the subscriptions to the events of a source, by name."""
    found = [stored.record for stored in await _subscriptions(call).of(source)]
    return sorted(found, key=lambda one: (one.name.casefold(), one.id))


async def get(call: Call, source: EventSource, subscription_id: UUID) -> Subscription:
    return (await _subscriptions(call).get(source, subscription_id)).record


async def create(call: Call, source: EventSource, new: SubscriptionFields) -> Subscription:
    """Subscribe a workflow, which the caller may start, to the events of a source."""
    maker = triggers.maker_of(call)
    await run_requests.startable(call, new.workflow_name)
    if len(await _subscriptions(call).of(source)) >= MOST:
        raise Conflict(f"there are at most {MOST} of {_noun(source)}: delete one first")
    now = call.platform.services.clock.now()
    made = Subscription(
        **new.model_dump(by_alias=False),
        id=uuid4(),
        org_id=call.caller.scope,
        source=source,
        maker=maker,
        created_at=now,
        updated_at=now,
    )
    await _note_interest(call, made)
    await _subscriptions(call).add(made)
    call.changed(_kind(source), made.id, None, made)
    return made


async def replace(
    call: Call, source: EventSource, subscription_id: UUID, new: SubscriptionFields
) -> Subscription:
    """Replace what a subscription says."""
    maker = triggers.maker_of(call)
    before = await _subscriptions(call).get(source, subscription_id)
    await run_requests.startable(call, new.workflow_name)
    now = call.platform.services.clock.now()
    facts = {**new.model_dump(by_alias=False), "source": source, "maker": maker, "updated_at": now}
    after = before.record.model_copy(update=facts)
    await _note_interest(call, after)
    await _subscriptions(call).replace(before, after)
    if not after.is_enabled:
        await _forget_interest(call, after)
    call.changed(_kind(source), subscription_id, before.record, after)
    return after


async def delete(call: Call, source: EventSource, subscription_id: UUID) -> None:
    """Delete a subscription; runs that it has started go on."""
    before = await _subscriptions(call).get(source, subscription_id)
    await _subscriptions(call).remove(before)
    await _forget_interest(call, before.record)
    call.changed(_kind(source), subscription_id, before.record, None)


async def view(call: Call, found: Subscription) -> SubscriptionView:
    return SubscriptionView(
        **found.model_dump(by_alias=False, include=FIELDS),
        source=found.source,
        id=found.id,
        made_by=found.maker.user_id,
        made_by_name=found.maker.name,
        created_at=found.created_at,
        updated_at=found.updated_at,
        paused=await call.platform.engine.reauthorization.known_loss_of(found.maker),
    )


async def _note_interest(call: Call, found: Subscription) -> None:
    """Note what an enabled one wants, before it is stored: see ``event_interests``."""
    if isinstance(found.source, InsideEvents) and found.is_enabled:
        interests = call.platform.directory.event_interests
        await interests.put(found.org_id, found.id, found.event_types)


async def _forget_interest(call: Call, found: Subscription) -> None:
    if isinstance(found.source, InsideEvents):
        await call.platform.directory.event_interests.remove(found.org_id, found.id)


def _kind(source: EventSource) -> str:
    """Return the kind of object that the audit log names."""
    return "eventTrigger" if isinstance(source, InsideEvents) else "subscription"


def _noun(source: EventSource) -> str:
    if isinstance(source, InsideEvents):
        return "an organization's event triggers"
    return "a source's subscriptions"


def _subscriptions(call: Call) -> Subscriptions:
    return call.platform.directory.subscriptions_of(call.caller.scope)
