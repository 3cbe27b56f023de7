"""Circuit breakers: whether this process should ask a provider at the moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from shared.services.clock import Clock

FAILURES = 5
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(minutes=15)
ONE_TRY = timedelta(minutes=1)


class BreakerState(StrEnum):
    """State of a breaker. OPEN admits no request; HALF_OPEN admits one, whose outcome decides."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


@dataclass(slots=True)
class _Seen:
    failures: int = 0
    pauses: int = 0
    open_until: datetime | None = None
    trying_until: datetime | None = None


class Breakers:
    """One circuit breaker for each provider. Each process learns on its own, from five failures."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._seen: dict[str, _Seen] = {}

    def state(self, provider: str) -> BreakerState:
        seen = self._seen.get(provider)
        if seen is None or seen.open_until is None:
            return BreakerState.CLOSED
        is_open = self._clock.now() < (seen.trying_until or seen.open_until)
        return BreakerState.OPEN if is_open else BreakerState.HALF_OPEN

    def admits(self, provider: str) -> bool:
        """Return whether to ask now; if half open, the first admitted caller makes the trial."""
        state = self.state(provider)
        if state is BreakerState.HALF_OPEN:
            self._seen[provider].trying_until = self._clock.now() + ONE_TRY
        return state is not BreakerState.OPEN

    def failed(self, provider: str) -> None:
        seen = self._seen.setdefault(provider, _Seen())
        seen.failures += 1
        if seen.trying_until or seen.failures >= FAILURES:
            pause = min(FIRST_PAUSE * 2**seen.pauses, LONGEST_PAUSE)
            seen.pauses = min(seen.pauses + 1, 10)
            seen.open_until = self._clock.now() + pause
            seen.failures = 0
        seen.trying_until = None

    def answered(self, provider: str) -> None:
        """Close the breaker: the provider works, whatever its answer said."""
        self._seen.pop(provider, None)

    def not_asked(self, provider: str) -> None:
        """Give the trial back: the admitted caller did not ask the provider."""
        if provider in self._seen:
            self._seen[provider].trying_until = None
