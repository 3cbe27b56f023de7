"""What becomes of a subscription after an attempt: when it is renewed, or tried again."""

from datetime import datetime, timedelta

from shared.models.automation.graph_subscriptions import (
    GraphPlace,
    GraphStatus,
    GraphSubscription,
)

FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(hours=1)
#: After so many failures in a row, a webhook without a subscription counts as failed.
MOST_FAILURES = 5
#: What may not use its connection, or has something left to remove, is looked at again then.
NEXT_LOOK = timedelta(hours=1)
NEXT_TIDYING = timedelta(minutes=15)


def active(found: GraphSubscription, now: datetime) -> GraphSubscription:
    """Return a subscription that was made or renewed just now."""
    due_at = renewal_of(found, now)
    if any(not place.is_tidy for place in found.places) or len(found.places) > 1:
        due_at = min(due_at, now + NEXT_TIDYING)
    return found.model_copy(
        update={
            "status": GraphStatus.ACTIVE,
            "fault": None,
            "failing_since": None,
            "failures": 0,
            "renewed_at": now,
            "due_at": due_at,
            "lease_until": None,
        }
    )


def renewal_of(found: GraphSubscription, now: datetime) -> datetime:
    """Return when to renew: after about two thirds of the time, not for all at the same moment."""
    left = (found.expires_at or now) - now
    early = left * (found.source_id.int % 100) / 1000
    return now + max(left * 2 / 3 - early, FIRST_PAUSE)


def failed(
    found: GraphSubscription, now: datetime, fault: str, wait_seconds: int = 0
) -> GraphSubscription:
    """Return a subscription whose attempt failed, to be tried again later."""
    failures = found.failures + 1
    pause = min(FIRST_PAUSE * 2 ** min(failures - 1, 10), LONGEST_PAUSE)
    has_ended = found.expires_at is not None and found.expires_at <= now
    is_over = found.status is GraphStatus.FAILED or failures >= MOST_FAILURES or has_ended
    is_lost = is_over and not found.is_alive(now)
    return found.model_copy(
        update={
            "status": GraphStatus.FAILED if is_lost else GraphStatus.FAILING,
            "fault": fault,
            "failing_since": found.failing_since or now,
            "failures": failures,
            "due_at": now + max(pause, timedelta(seconds=wait_seconds)),
            "lease_until": None,
        }
    )


def paused(found: GraphSubscription, now: datetime, reason: str) -> GraphSubscription:
    """Return a subscription whose connection may not be used at present."""
    return found.model_copy(
        update={
            "status": GraphStatus.PAUSED,
            "fault": reason,
            "failing_since": None,
            "failures": 0,
            "subscription_id": None,
            "expires_at": None,
            "due_at": now + NEXT_LOOK,
            "lease_until": None,
        }
    )


def with_place(found: GraphSubscription, place: GraphPlace) -> tuple[GraphPlace, ...]:
    """Return the places with this one in it, instead of an earlier one of its connection."""
    others = [one for one in found.places if one.connection != place.connection]
    return (*others, place)


def place_of(found: GraphSubscription, connection: str) -> GraphPlace | None:
    return next((one for one in found.places if one.connection == connection), None)
