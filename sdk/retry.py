"""The retry policy of a workflow: which failures are retried, how often and after how long."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """The retries of failed runs: ``RetryPolicy(max_attempts=3, retry_on=["ConnectionError"])``.

    The n-th attempt starts ``backoff_seconds * factor ** (n - 2)`` seconds after the previous
    one failed, at most ``max_backoff_seconds``. ``retry_on`` names errors by their class:
    ``"Exception"`` is every error but UserError, ``"Timeout"`` a run past its time limit, and
    ``"WorkerLost"`` a run whose process was lost. A lost run may have done some of its work: name
    it only if repeating that work does no harm.

    >>> RetryPolicy(max_attempts=5, retry_on=["ConnectionError", "Timeout"]).backoff_seconds
    1
    """

    max_attempts: int = 3
    backoff_seconds: float = 1
    factor: float = 2
    max_backoff_seconds: float = 600
    retry_on: Sequence[str] = ("Exception",)

    def __post_init__(self) -> None:
        is_whole = type(self.max_attempts) is int
        _require(is_whole and 1 <= self.max_attempts <= 10, "max_attempts is from 1 to 10")
        _require(0 <= self.backoff_seconds <= 3600, "backoff_seconds is from 0 to 3600")
        _require(1 <= self.factor <= 10, "factor is from 1 to 10")
        _require(0 <= self.max_backoff_seconds <= 86_400, "max_backoff_seconds is at most 86400")
        _require(_are_names(self.retry_on), "retry_on is a list of names")
        _require(len(self.retry_on) <= 50, "retry_on has at most 50 names")


def _are_names(given: Sequence[object]) -> bool:
    return not isinstance(given, str) and all(isinstance(name, str) for name in given)


def _require(holds: bool, rule: str) -> None:
    if not holds:
        raise ValueError(f"a retry policy's {rule}")
