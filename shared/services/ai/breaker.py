"""Circuit breakers of models: whether a provider should be asked at the moment.

One for each address and key. Each process learns on its own.
"""

from collections import deque
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from shared.services.ai.faults import TROUBLES, FaultKind, ModelFault
from shared.services.clock import Clock

IN_A_ROW = 5
FEWEST = 10
WINDOW = timedelta(seconds=60)
LONGEST_PAUSE = 300
ONE_TRY = timedelta(seconds=300)


class ModelBreakerState(StrEnum):
    """State of a breaker. OPEN admits no call; HALF_OPEN admits one, whose outcome decides."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half-open"


@dataclass(slots=True)
class _BreakerCounts:
    in_a_row: int = 0
    opened: int = 0
    open_until: datetime | None = None
    trying_until: datetime | None = None
    paused_until: datetime | None = None
    outcomes: deque[tuple[datetime, bool]] = field(default_factory=lambda: deque(maxlen=200))


class ModelBreakers:
    """Opens after 5 failures in a row, or when half of at least 10 calls in a minute failed.

    It stays open for 1, 2, 4 ... 300 s. A limit that the provider states is a pause, no failure.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._seen: dict[Hashable, _BreakerCounts] = {}

    def state(self, key: Hashable) -> ModelBreakerState:
        seen = self._seen.get(key)
        if seen is None or seen.open_until is None:
            return ModelBreakerState.CLOSED
        is_open = self._clock.now() < (seen.trying_until or seen.open_until)
        return ModelBreakerState.OPEN if is_open else ModelBreakerState.HALF_OPEN

    def require(self, key: Hashable) -> None:
        """Raise ModelFault unless a call may be made; if half open, this call is the trial."""
        seen = self._seen.get(key)
        if seen is None:
            return
        now, state = self._clock.now(), self.state(key)
        until = seen.trying_until or seen.open_until if state is ModelBreakerState.OPEN else None
        until = until or seen.paused_until
        if until and now < until:
            words = "the provider has failed often, and is not asked at the moment"
            kind = FaultKind.TROUBLE if state is ModelBreakerState.OPEN else FaultKind.LIMITED
            raise ModelFault(kind, words, (until - now).total_seconds())
        if state is ModelBreakerState.HALF_OPEN:
            seen.trying_until = now + ONE_TRY

    def failed(self, key: Hashable, fault: ModelFault) -> None:
        seen, now = self._seen.setdefault(key, _BreakerCounts()), self._clock.now()
        if fault.kind is FaultKind.LIMITED:
            seen.paused_until = now + timedelta(seconds=fault.retry_after or 0)
        if fault.kind not in TROUBLES:  # it answers, whatever it says
            seen.trying_until = None
            return
        seen.in_a_row += 1
        seen.outcomes.append((now, False))
        if seen.trying_until or seen.in_a_row >= IN_A_ROW or _half_failed(seen, now):
            seen.opened += 1
            seconds = min(2 ** min(seen.opened - 1, 10), LONGEST_PAUSE)
            seen.open_until = now + timedelta(seconds=seconds)
            seen.outcomes.clear()
            seen.in_a_row = 0
        seen.trying_until = None

    def answered(self, key: Hashable) -> None:
        """Close the breaker; what came before still counts for the minute."""
        seen = self._seen.get(key)
        if seen is None:
            return
        seen.outcomes.append((self._clock.now(), True))
        seen.in_a_row, seen.opened = 0, 0
        seen.open_until = seen.trying_until = seen.paused_until = None

    def not_asked(self, key: Hashable) -> None:
        """Give the trial back: the call ended without an outcome."""
        if key in self._seen:
            self._seen[key].trying_until = None


def _half_failed(seen: _BreakerCounts, now: datetime) -> bool:
    recent = [good for at, good in seen.outcomes if now - at <= WINDOW]
    return len(recent) >= FEWEST and recent.count(False) * 2 >= len(recent)
