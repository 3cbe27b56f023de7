"""The lock of a token refresh, which holds although two processes' clocks differ."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from shared.models.connections import Grant

#: Far more than a provider may take to answer.
LEASE = timedelta(minutes=1)
#: The largest accepted difference between two processes' clocks.
APART = timedelta(minutes=5)


@dataclass(slots=True)
class Watch:
    """One process's observation of one token's lock; a lock seen unchanged for LEASE has expired.

    The time is measured with this process's monotonic clock, ``tick`` in seconds. Only a lock that
    is long over by any clock needs no observation.
    """

    _owner: UUID | None = None
    _since: float = 0

    def is_free(self, grant: Grant, now: datetime, tick: float) -> bool:
        if grant.lease_until is None or now >= grant.lease_until + APART:
            return True
        if grant.lease_owner != self._owner:
            self._owner, self._since = grant.lease_owner, tick
        return tick - self._since >= LEASE.total_seconds()
