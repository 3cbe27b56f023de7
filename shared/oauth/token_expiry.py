"""When is a token to be refreshed, and when is it tried again?"""

import random
from datetime import datetime, timedelta

from shared.models.connections import ConnectionStatus, Flow, Grant, TokenSet

MARGIN = timedelta(minutes=15)
JITTER = 0.2
#: What clocks of others may be off, and a request may take.
SKEW = timedelta(seconds=30)
#: Of a token that lasts less than ten times as long, a tenth.
SHARE = 10
LONG = SKEW * SHARE
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)
#: Whoever waits for another connection looks again.
WAIT = timedelta(minutes=15)
#: Failing for as long, a connection counts as lost.
GIVE_UP_AFTER = timedelta(days=4)


def due_at(now: datetime, token: TokenSet, flow: Flow) -> datetime | None:
    """A quarter of an hour before it ends, and up to a fifth of that: not all of them at once.

    A third before the end of what does not last so long; at its end, when there is nothing to
    refresh it with; None for what lasts.
    """
    if token.expires_at is None:
        return None
    if token.refresh_token is None and not flow.connects_itself:
        return token.expires_at - _skew(token.expires_at - now)
    margin = min(MARGIN, (token.expires_at - now) / 3)
    return token.expires_at - margin * (1 + random.uniform(0, JITTER))  # noqa: S311  no secret


def is_connected(grant: Grant) -> bool:
    """Whether there is a token, whatever its age."""
    return grant.status is ConnectionStatus.COMPLETED and grant.sealed_token is not None


def is_alive(now: datetime, grant: Grant) -> bool:
    """Whether we hold a token that is good for another request."""
    if grant.sealed_token is None:
        return False
    if grant.expires_at is None:
        return True
    got_at = grant.last_refresh_at or grant.expires_at - LONG
    return now < grant.expires_at - _skew(grant.expires_at - got_at)


def is_due(now: datetime, grant: Grant) -> bool:
    """A try that was put off may be due later than the end of what we hold: that is due then."""
    return grant.due_at is not None and (now >= grant.due_at or not is_alive(now, grant))


def renewed(grant: Grant, token: TokenSet, sealed: str, due: datetime | None) -> Grant:
    """With a new token that is to be refreshed then, and nothing left of earlier failures."""
    return grant.model_copy(
        update={
            "status": ConnectionStatus.COMPLETED,
            "status_message": None,
            "sealed_token": sealed,
            "expires_at": token.expires_at,
            "due_at": due,
            "failures": 0,
            "failing_since": None,
            "retry_at": None,
            "refused_with": None,
            "lease_owner": None,
            "lease_until": None,
        }
    )


def refused(grant: Grant, reason: str, now: datetime) -> Grant:
    """After a refusal in words that nobody knows, of one that is not good any more.

    Nobody can use it, and what it says is what to do; it is tried all the same for some days, in
    case it passes.
    """
    after = put_off(grant, reason, now, None)
    if after.sealed_token is None:
        return after
    message = f"{reason}; somebody has to connect it again"
    return after.model_copy(update={"status": ConnectionStatus.EXPIRED, "status_message": message})


def may_recover(grant: Grant) -> bool:
    """Whether it is tried again although it is expired."""
    return grant.status is ConnectionStatus.EXPIRED and grant.sealed_token is not None


def put_off(grant: Grant, reason: str, now: datetime, wait: timedelta | None) -> Grant:
    """After a failure that may pass; what we hold stays. ``wait`` is what the provider asks for."""
    since = grant.failing_since or now
    if now - since > GIVE_UP_AFTER:
        return expired(
            grant, f"refreshing has failed since {since:%Y-%m-%d}: {reason}; connect it again"
        )
    pause = wait or min(FIRST_PAUSE * 2 ** min(grant.failures, 10), LONGEST_PAUSE)
    return grant.model_copy(
        update={
            "status_message": f"refreshing failed, and is tried again: {reason}",
            "failures": grant.failures + 1,
            "failing_since": since,
            "retry_at": now + pause,
            "due_at": now + pause,
            "lease_owner": None,
            "lease_until": None,
        }
    )


def waiting(grant: Grant, reason: str, now: datetime) -> Grant:
    """For another connection, which has to be mended; what we hold stays, and no failure counts."""
    is_later = grant.due_at is not None and grant.due_at > now
    return grant.model_copy(
        update={
            "status_message": reason,
            "due_at": grant.due_at if is_later else now + WAIT,
            "retry_at": None,
            "lease_owner": None,
            "lease_until": None,
        }
    )


def expired(grant: Grant, reason: str) -> Grant:
    """Nobody tries any more, until somebody connects again."""
    return grant.model_copy(
        update={
            "status": ConnectionStatus.EXPIRED,
            "status_message": reason,
            "sealed_token": None,
            "due_at": None,
            "retry_at": None,
            "lease_owner": None,
            "lease_until": None,
        }
    )


def _skew(lifetime: timedelta) -> timedelta:
    return min(SKEW, max(lifetime, timedelta(0)) / SHARE)
