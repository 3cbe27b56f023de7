"""Sends an event on: a delivery for each outgoing webhook that wants it, and the first attempts."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.call import Platform
from shared.errors import Stale
from shared.models.automation.event_log import LoggedEvent, Reached
from shared.models.automation.events import EmittedEvent, matches
from shared.models.base import GLOBAL
from shared.models.outgoing.deliveries import (
    AttemptMessage,
    DeliveryStatus,
    EventDelivery,
)
from shared.models.outgoing.webhooks import OutgoingWebhook
from shared.operations import event_matching
from shared.operations.live import logged_events
from shared.operations.live.deliveries import tell_outgoing
from shared.operations.outgoing.attempts import LEASE, Claimed, attempt
from shared.operations.outgoing.pauses import pause_of, tell_pause
from shared.repositories.events import WaitingEvent
from shared.repositories.outgoing.deliveries import DueDelivery, due_key, rows_of
from shared.repositories.stored_record import StoredRecord
from shared.services.bulkhead import bulkhead
from shared.services.parallel import for_each

#: A message may be delivered this long before this machine's clock says that it is due.
TOLERANCE = timedelta(seconds=2)
#: The log shows events about runs only if they reached a subscriber.
ONLY_IF_WANTED = "execution."

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Wanting:
    """The webhooks that an event is for; of those ``reached``, paused ones are not ``told``."""

    told: Sequence[OutgoingWebhook] = ()
    reached: tuple[Reached, ...] = ()


_NOBODY = _Wanting()


async def send_on(platform: Platform, waiting: WaitingEvent) -> None:
    """Store the deliveries of an event in place of its waiting row, then make the first attempts.

    A process that dies in between leaves deliveries that another one takes over.
    """
    event = waiting.event
    results = await event_matching.start_inside(platform, event)
    own = await _wanting(platform, event.org_id, event)
    of_global = _NOBODY if event.org_id == GLOBAL else await _wanting(platform, GLOBAL, event)
    claimed = await _for_all_organizations(platform, event, of_global.told)
    made = [_new(platform, webhook, event) for webhook in own.told]
    reached = (*own.reached, *of_global.reached)
    rows = [row for delivery in made for row in rows_of(delivery)]
    is_shown = reached or results or not event.type.startswith(ONLY_IF_WANTED)
    facts = event.model_dump(by_alias=False)
    logged = LoggedEvent(**facts, reached=reached, results=tuple(results)) if is_shown else None
    try:
        etags = await platform.directory.events_of(event.org_id).send_on(waiting, logged, rows)
    except Stale:
        logger.info("event sent on by another process", extra={"event": str(event.id)})
    else:
        if logged:
            logged_events.tell(platform, logged)
        firsts = etags[::2]  # each delivery is two rows
        claimed += [
            Claimed(webhook, StoredRecord(delivery, etag), event)
            for webhook, delivery, etag in zip(own.told, made, firsts, strict=True)
        ]
    for each in claimed:
        tell_outgoing(platform, each.webhook.org_id, each.stored.record)
    await _attempt_all(platform, claimed)


async def attempt_due(platform: Platform, message: AttemptMessage) -> None:
    """Make the attempt of a delivery that is due, unless another process is at it."""
    deliveries = platform.directory.event_deliveries_of(message.org_id)
    stored = await deliveries.find(message.webhook_id, message.delivery_id)
    if stored is not None and _is_due(platform, stored.record):
        await _attempt_stored(platform, message.org_id, stored)


async def attempt_listed(platform: Platform, org_id: str, due: DueDelivery) -> None:
    """Make the attempt that the list of due ones names; remove the row if it is not true."""
    deliveries = platform.directory.event_deliveries_of(org_id)
    stored = await deliveries.find(due.webhook_id, due.event_id)
    if stored is None or due_key(stored.record) != due.key:
        await deliveries.forget_due(due)
    else:
        await _attempt_stored(platform, org_id, stored)


async def _attempt_stored(
    platform: Platform, org_id: str, stored: StoredRecord[EventDelivery]
) -> None:
    found = await _still_wanted(platform, org_id, stored.record)
    if isinstance(found, str):
        now = platform.services.clock.now()
        ended = {"status": DeliveryStatus.CANCELLED, "reason": found}
        more = {"due_at": None, "completed_at": now}
        after = stored.record.model_copy(update={**ended, **more})
    else:
        after = stored.record.model_copy(update={"due_at": leased_until(platform)})
    try:
        claimed = await platform.directory.event_deliveries_of(org_id).replace(stored, after)
    except Stale:
        return
    if isinstance(found, str):
        tell_outgoing(platform, org_id, after)
    else:
        webhook, event = found
        await attempt(platform, Claimed(webhook, claimed, event))


def leased_until(platform: Platform) -> datetime:
    """Return until when an attempt that begins now belongs to this process."""
    return platform.services.clock.now() + LEASE


async def _for_all_organizations(
    platform: Platform, event: EmittedEvent, webhooks: Sequence[OutgoingWebhook]
) -> list[Claimed]:
    """Store the deliveries to GLOBAL's webhooks; those of them that were not there before."""
    claimed: list[Claimed] = []
    deliveries = platform.directory.event_deliveries_of(GLOBAL)
    for webhook in webhooks:
        await platform.directory.event_marks.mark(GLOBAL)
        stored = await deliveries.add(_new(platform, webhook, event))
        if stored:
            claimed.append(Claimed(webhook, stored, event))
    return claimed


async def _wanting(platform: Platform, scope: str, event: EmittedEvent) -> _Wanting:
    """Find the webhooks of a scope that this event is for."""
    told: list[OutgoingWebhook] = []
    reached: list[Reached] = []
    for webhook in await platform.directory.outgoing_webhooks_of(scope).known():
        if not _wants(webhook, event):
            continue
        refusal = await pause_of(platform, webhook)
        if refusal is None:
            told.append(webhook)
        else:
            await tell_pause(platform, webhook, refusal)
            refusal = f"it is paused: {refusal}"
        reached.append(Reached(id=webhook.id, name=webhook.name, refusal=refusal))
    return _Wanting(told, tuple(reached))


def _wants(webhook: OutgoingWebhook, event: EmittedEvent) -> bool:
    if not webhook.is_enabled or not matches(webhook.events, event.type):
        return False
    return not webhook.workflows or event.workflow_name in webhook.workflows


def _new(platform: Platform, webhook: OutgoingWebhook, event: EmittedEvent) -> EventDelivery:
    now = platform.services.clock.now()
    return EventDelivery(
        webhook_id=webhook.id,
        event_id=event.id,
        event_org=event.org_id,
        event_type=event.type,
        created_at=now,
        plan_from=now,
        due_at=leased_until(platform),
    )


def _is_due(platform: Platform, delivery: EventDelivery) -> bool:
    if delivery.status is not DeliveryStatus.WAITING or delivery.due_at is None:
        return False
    return delivery.due_at <= platform.services.clock.now() + TOLERANCE


async def _still_wanted(
    platform: Platform, org_id: str, delivery: EventDelivery
) -> tuple[OutgoingWebhook, EmittedEvent] | str:
    """Return the webhook and the event, or why the delivery ends here."""
    found = await platform.directory.outgoing_webhooks_of(org_id).find(delivery.webhook_id)
    if found is None:
        return "the webhook was removed"
    if not found.record.is_enabled:
        return "the webhook was disabled"
    if paused := await pause_of(platform, found.record):
        return f"the webhook is paused: {paused}"
    events = platform.directory.events_of(delivery.event_org)
    event = await events.find(delivery.event_id)
    if event is None:
        waiting = await events.waiting(delivery.event_id)
        if waiting is None:
            return "the event is gone"
        return found.record, waiting.event
    return found.record, event


async def _attempt_all(platform: Platform, claimed: Sequence[Claimed]) -> None:
    async def one(each: Claimed) -> None:
        with bulkhead("attempt failed: left to the timer", webhook=str(each.webhook.id)):
            await attempt(platform, each)

    await for_each(claimed, one)
