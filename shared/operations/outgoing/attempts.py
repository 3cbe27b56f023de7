"""One attempt of a delivery: the request, and what its answer means."""

import logging
import time
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from shared.call import Platform
from shared.errors import Refused, Stale, Unavailable
from shared.models.audit import AuditActor, AuditFacts
from shared.models.automation.events import WEBHOOK_DISABLED, WEBHOOK_FAILED, EmittedEvent
from shared.models.callers import CallerKind
from shared.models.outgoing.deliveries import (
    MOST_ATTEMPTS_KEPT,
    AttemptMessage,
    DeliveryAttempt,
    DeliveryStatus,
    EventDelivery,
)
from shared.models.outgoing.webhooks import OutgoingWebhook
from shared.oauth.key_ring import webhook_place
from shared.operations.live.deliveries import tell_outgoing
from shared.operations.outgoing.answers import READ_BYTES, shown
from shared.operations.outgoing.signing import body_of, headers_of
from shared.repositories.event_outbox import new_event_id
from shared.repositories.stored_record import StoredRecord
from shared.services.outbound.egress import Incoming, Outgoing, RequestedBy

#: The limit of one attempt, and after how long another process takes over one that is lost.
ATTEMPT_SECONDS = 15
LEASE = timedelta(seconds=60)
#: A slow receiver must not hold up the others: so many requests to one are open in a process.
MOST_AT_ONCE = 4
BUSY_PAUSE = timedelta(seconds=10)
GONE = 410
SENDER = AuditActor(kind=CallerKind.SYSTEM.value, id="webhooks", name="Outgoing webhooks")

logger = logging.getLogger(__name__)

_open: Counter[UUID] = Counter()


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery that this process may attempt until its ``due_at``."""

    webhook: OutgoingWebhook
    stored: StoredRecord[EventDelivery]
    event: EmittedEvent


async def attempt(platform: Platform, claimed: Claimed) -> EventDelivery:
    """Make one attempt and record it; return the delivery as it is then.

    While too many requests to this receiver are open, it is put off and no attempt is made.
    """
    with _turn(claimed.webhook.id) as is_free:
        if is_free:
            made = await _request(platform, claimed)
            if made.status == GONE:
                await disable(platform, claimed.webhook, "the receiver answered 410 Gone")
            after = _after(platform, claimed.stored.record, made)
            if after.status is DeliveryStatus.FAILED and made.status != GONE:
                await _tell_failure(platform, claimed, after)
        else:
            due_at = platform.services.clock.now() + BUSY_PAUSE
            after = claimed.stored.record.model_copy(update={"due_at": due_at})
    deliveries = platform.directory.event_deliveries_of(claimed.webhook.org_id)
    try:
        await deliveries.replace(claimed.stored, after)
    except Stale:
        facts = {"webhook": str(after.webhook_id), "event": str(after.event_id)}
        logger.info("attempt not recorded: another process took over", extra=facts)
        return after
    tell_outgoing(platform, claimed.webhook.org_id, after)
    await announce(platform, claimed.webhook.org_id, after)
    return after


async def announce(platform: Platform, org_id: str, delivery: EventDelivery) -> None:
    """Send the message of the next attempt, if there is one."""
    if delivery.due_at:
        message = AttemptMessage(
            org_id=org_id, webhook_id=delivery.webhook_id, delivery_id=delivery.event_id
        )
        await platform.outbox.announce_attempt(message, delivery.due_at)


async def signing_secrets(platform: Platform, webhook: OutgoingWebhook) -> list[str]:
    """Return the secrets that sign now; Refused if they cannot be decrypted."""
    place, now = webhook_place(webhook), platform.services.clock.now()
    ring = platform.oauth.key_ring
    return [await ring.unseal(each.sealed, place) for each in webhook.signing(now)]


async def disable(platform: Platform, webhook: OutgoingWebhook, reason: str) -> None:
    """Disable a webhook for a reason of the platform's, which is audited and an event.

    The event is accepted first, under a key: if this process dies, the next attempt does the rest.
    """
    webhooks = platform.directory.outgoing_webhooks_of(webhook.org_id)
    found = await webhooks.find(webhook.id)
    if found is None or not found.record.is_enabled or found.record.url != webhook.url:
        return
    event = EmittedEvent(
        id=new_event_id(),
        type=WEBHOOK_DISABLED,
        org_id=webhook.org_id,
        at=platform.services.clock.now(),
        data={"webhookId": str(webhook.id), "name": webhook.name, "reason": reason},
    )
    await platform.outbox.emit(event, f"{WEBHOOK_DISABLED} {webhook.id} {found.etag}")
    changes = {"is_enabled": False, "disabled_reason": reason}
    with suppress(Stale):  # a person has changed it meanwhile
        await webhooks.replace(found, found.record.model_copy(update=changes))
        await platform.directory.event_interests.remove(webhook.org_id, webhook.id)
    await _audit(platform, webhook, reason)


async def _tell_failure(platform: Platform, claimed: Claimed, failed: EventDelivery) -> None:
    """Emit the event of a delivery that has failed, once a day for each webhook.

    What fails to tell of a webhook is no event: it might be that of its own failure.
    """
    if claimed.event.type.startswith("webhook."):
        return
    webhook, now = claimed.webhook, platform.services.clock.now()
    event = EmittedEvent(
        id=new_event_id(),
        type=WEBHOOK_FAILED,
        org_id=webhook.org_id,
        at=now,
        data={
            "webhookId": str(webhook.id),
            "name": webhook.name,
            "eventId": str(failed.event_id),
            "eventType": failed.event_type,
            "reason": failed.reason,
        },
    )
    await platform.outbox.emit(event, f"{WEBHOOK_FAILED} {webhook.id} {now.date()}")


async def _audit(platform: Platform, webhook: OutgoingWebhook, reason: str) -> None:
    facts = AuditFacts(
        "webhook.outgoing.disable",
        SENDER,
        object_kind="outgoingWebhook",
        object_id=str(webhook.id),
        after={"reason": reason},
    )
    with suppress(Unavailable):
        await platform.directory.audit_of(webhook.org_id).note(facts)


async def _request(platform: Platform, claimed: Claimed) -> DeliveryAttempt:
    """Send the event, and judge the answer."""
    began_at, began = platform.services.clock.now(), time.monotonic()
    facts: dict[str, object]
    try:
        secrets = await signing_secrets(platform, claimed.webhook)
        answer = await _send(platform, claimed, secrets, began_at)
        facts = {
            "status": answer.status,
            "error": _fault_of(answer.status),
            "answer": shown(answer.body, secrets),
        }
    except (Unavailable, Refused) as error:
        facts = {"error": str(error)}
    made = DeliveryAttempt(
        number=claimed.stored.record.made + 1,
        at=began_at,
        milliseconds=round((time.monotonic() - began) * 1000),
    )
    return made.model_copy(update=facts)


async def _send(
    platform: Platform, claimed: Claimed, secrets: list[str], now: datetime
) -> Incoming:
    webhook, body = claimed.webhook, body_of(claimed.event)
    request = Outgoing(
        webhook.url,
        method="POST",
        headers=headers_of(claimed.event.id, body, secrets, now),
        body=body,
        seconds=ATTEMPT_SECONDS,
        answer_bytes=READ_BYTES,
        requested_by=authority_of(webhook),
        cuts_answer=True,
    )
    return await platform.services.egress.send(request)


def authority_of(webhook: OutgoingWebhook) -> RequestedBy:
    """Return whose address it is: an operator's may be in the operator's own network."""
    return RequestedBy.OPERATOR if webhook.by_platform else RequestedBy.ORGANIZATION


def _fault_of(status: int) -> str | None:
    """Return why an answer of this status is not an acceptance.

    >>> _fault_of(204) is None, _fault_of(307)
    (True, 'the receiver answered 307: redirects are not followed')
    """
    if 200 <= status < 300:
        return None
    if 300 <= status < 400:
        return f"the receiver answered {status}: redirects are not followed"
    if status == GONE:
        return "the receiver answered 410 Gone: the webhook was disabled"
    return f"the receiver answered {status}"


def _after(platform: Platform, delivery: EventDelivery, made: DeliveryAttempt) -> EventDelivery:
    """Return the delivery after this attempt: it ends, or the plan says when to try again."""
    now = platform.services.clock.now()
    tried = delivery.model_copy(
        update={
            "attempts": (*delivery.attempts, made)[-MOST_ATTEMPTS_KEPT:],
            "made": made.number,
            "step": delivery.step + 1,
        }
    )
    due_at = None if made.error is None or made.status == GONE else tried.next_due(now)
    if due_at:
        return tried.model_copy(update={"due_at": due_at})
    status = DeliveryStatus.FAILED if made.error else DeliveryStatus.DELIVERED
    ended = {"status": status, "reason": made.error, "due_at": None, "completed_at": now}
    return tried.model_copy(update=ended)


@contextmanager
def _turn(webhook_id: UUID) -> Generator[bool]:
    """Yield whether one more request to this receiver may be opened, and count it."""
    if _open[webhook_id] >= MOST_AT_ONCE:
        yield False
        return
    _open[webhook_id] += 1
    try:
        yield True
    finally:
        _open[webhook_id] -= 1
        if not _open[webhook_id]:
            del _open[webhook_id]
