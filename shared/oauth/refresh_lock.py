"""Is a refresh that another process began still under way, whatever the clocks of both say?"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from shared.models.connections import Grant

#: More than a provider may take to answer, by far.
LEASE = timedelta(minutes=1)
#: As much as the clocks of two processes may be.
APART = timedelta(minutes=5)


@dataclass(slots=True)
class Watch:
    """Of one process, over one token's leases. A lease that it saw stand for so long has ended.

    It is measured with the process's own clock alone, ``tick`` seconds after some moment. Only
    what is long over by anybody's clock needs no watching.
    """

    _owner: UUID | None = None
    _since: float = 0

    def is_free(self, grant: Grant, now: datetime, tick: float) -> bool:
        if grant.lease_until is None or now >= grant.lease_until + APART:
            return True
        if grant.lease_owner != self._owner:
            self._owner, self._since = grant.lease_owner, tick
        return tick - self._since >= LEASE.total_seconds()
