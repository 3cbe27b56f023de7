"""Deliveries: one event on its way to one outgoing webhook, with each attempt."""

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from pydantic import Field

from shared.models.automation.events import EmittedEvent
from shared.models.base import Model

#: When each attempt is due, in seconds after the event was accepted for delivery.
PLAN = (0, 5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400)
#: Two attempts are at least so far apart, even if the earlier one was late.
SHORTEST_PAUSE = timedelta(seconds=5)
MOST_ATTEMPTS_KEPT = 20
ANSWER_BYTES = 4096


class DeliveryStatus(StrEnum):
    WAITING = "waiting"
    DELIVERED = "delivered"
    FAILED = "failed"
    #: Its webhook was disabled or removed, or the event is gone.
    CANCELLED = "cancelled"


class DeliveryAttempt(Model):
    """One attempt; ``status`` is the receiver's, and null if there was no answer."""

    number: int
    at: datetime
    milliseconds: int
    status: int | None = None
    error: str | None = Field(default=None, description="Why it failed; null if it was accepted.")
    answer: str | None = Field(
        default=None, description="The beginning of the answer, with secrets redacted."
    )


class EventDelivery(Model):
    """A delivery as stored; ``due_at`` is when it is looked at next.

    While an attempt is under way, that is when another process may take it over.
    """

    webhook_id: UUID
    event_id: UUID
    event_org: str
    event_type: str
    status: DeliveryStatus = DeliveryStatus.WAITING
    reason: str | None = None
    created_at: datetime
    due_at: datetime | None = None
    completed_at: datetime | None = None
    #: When the plan began, and how many attempts of it were made; and how many in all.
    plan_from: datetime
    step: int = 0
    made: int = 0
    attempts: tuple[DeliveryAttempt, ...] = ()

    def next_due(self, now: datetime) -> datetime | None:
        """Return when the next attempt of the plan is due; None if there is none left."""
        if self.step >= len(PLAN):
            return None
        return max(self.plan_from + timedelta(seconds=PLAN[self.step]), now + SHORTEST_PAUSE)

    @property
    def summary(self) -> "DeliverySummary":
        """The delivery as lists show it."""
        last = self.attempts[-1] if self.attempts else None
        return DeliverySummary(
            webhook_id=self.webhook_id,
            event_id=self.event_id,
            event_type=self.event_type,
            event_org=self.event_org,
            status=self.status,
            reason=self.reason,
            created_at=self.created_at,
            next_attempt_at=self.due_at,
            completed_at=self.completed_at,
            attempts=self.made,
            last_status=last and last.status,
            last_error=last and last.error,
        )


class DeliverySummary(Model):
    """A delivery in a list."""

    webhook_id: UUID
    event_id: UUID
    event_type: str
    event_org: str = Field(description="The organization in which the event happened.")
    status: DeliveryStatus
    reason: str | None
    created_at: datetime
    next_attempt_at: datetime | None
    completed_at: datetime | None
    attempts: int
    last_status: int | None
    last_error: str | None


class SentRequest(Model):
    """The request as the receiver gets it; its time and signature are new with each attempt."""

    url: str
    headers: dict[str, str]
    body: str


class OutgoingDelivery(DeliverySummary):
    made_attempts: tuple[DeliveryAttempt, ...]
    request: SentRequest | None = Field(description="Null if the event is gone.")
    event: EmittedEvent | None


class AttemptMessage(Model):
    """A message of the queue: an attempt of this delivery is due."""

    org_id: str
    webhook_id: UUID
    delivery_id: UUID
