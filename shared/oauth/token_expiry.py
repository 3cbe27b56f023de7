"""Expiry of tokens: when a token is refreshed, and when a failed refresh is tried again."""

import random
from datetime import datetime, timedelta

from shared.models.connections import ConnectionStatus, Flow, Grant, TokenSet

MARGIN = timedelta(minutes=15)
JITTER = 0.2
#: Clock difference and request time to allow for.
SKEW = timedelta(seconds=30)
#: A token that lasts less than SHARE times SKEW gets a tenth of its lifetime instead of SKEW.
SHARE = 10
LONG = SKEW * SHARE
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)
#: How soon a connection that waits for another one is looked at again.
WAIT = timedelta(minutes=15)
#: A connection that has failed for this long is expired.
GIVE_UP_AFTER = timedelta(days=4)


def due_at(now: datetime, token: TokenSet, flow: Flow) -> datetime | None:
    """Return when to refresh: 15 minutes before expiry, and up to a fifth earlier as jitter.

    A short-lived token is refreshed a third of its lifetime before its expiry; a token without a
    means of refresh, at its expiry. None for a token that does not expire.
    """
    if token.expires_at is None:
        return None
    if token.refresh_token is None and not flow.connects_itself:
        return token.expires_at - _skew(token.expires_at - now)
    margin = min(MARGIN, (token.expires_at - now) / 3)
    return token.expires_at - margin * (1 + random.uniform(0, JITTER))  # noqa: S311  no secret


def is_connected(grant: Grant) -> bool:
    """Return whether there is a token, whatever its age."""
    return grant.status is ConnectionStatus.COMPLETED and grant.sealed_token is not None


def is_alive(now: datetime, grant: Grant) -> bool:
    """Return whether the stored token is valid for another request."""
    if grant.sealed_token is None:
        return False
    if grant.expires_at is None:
        return True
    got_at = grant.last_refresh_at or grant.expires_at - LONG
    return now < grant.expires_at - _skew(grant.expires_at - got_at)


def is_unrefreshable(grant: Grant) -> bool:
    """Return whether the due time of the token says that there is no means to refresh it."""
    if grant.expires_at is None or grant.due_at is None or grant.last_refresh_at is None:
        return False
    lifetime = grant.expires_at - grant.last_refresh_at
    return abs(grant.expires_at - grant.due_at - _skew(lifetime)) < lifetime / 100


def is_due(now: datetime, grant: Grant) -> bool:
    """Return whether to refresh now: the due time has come, or the token expired before it."""
    return grant.due_at is not None and (now >= grant.due_at or not is_alive(now, grant))


def renewed(grant: Grant, token: TokenSet, sealed: str, due: datetime | None) -> Grant:
    """Return the grant with a new token and its due time, and without earlier failures."""
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
    """Return the grant after a refusal with an unknown code, once its token has expired.

    The status says what to do; the refresh is still tried for some days, in case it works again.
    """
    after = put_off(grant, reason, now, None)
    if after.sealed_token is None:
        return after
    message = f"{reason}; connect it again"
    return after.model_copy(update={"status": ConnectionStatus.EXPIRED, "status_message": message})


def may_recover(grant: Grant) -> bool:
    """Return whether an expired connection is still tried."""
    return grant.status is ConnectionStatus.EXPIRED and grant.sealed_token is not None


def put_off(grant: Grant, reason: str, now: datetime, wait: timedelta | None) -> Grant:
    """Return the grant after a temporary failure; ``wait`` is what the provider asks for."""
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
    """Return the grant while another connection must be repaired first; no failure is counted."""
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
    """Return an expired grant, which is not tried again until a user connects it."""
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
