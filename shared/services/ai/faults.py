"""How a call of a language model fails, in words that hold no key."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import ClassVar

from shared.errors import BifrostError

LONGEST_WORDS = 500
LONGEST_PAUSE = 3600


class FaultKind(StrEnum):
    #: The address must not be reached from here.
    BLOCKED = "blocked"
    #: The provider refuses the key (401, 403).
    KEY = "key"
    #: The provider has no such model or address (404).
    MODEL = "model"
    #: The provider refuses the request (400, 413, 422 and other 4xx).
    INVALID = "invalid"
    #: Too many requests at present (429).
    LIMITED = "limited"
    #: The provider is in trouble (408, 409, 5xx).
    TROUBLE = "trouble"
    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    #: The answer broke off, or ended without saying why it ended.
    UNFINISHED = "unfinished"
    #: What came is no answer in the provider's shape.
    MALFORMED = "malformed"
    TOO_LARGE = "tooLarge"
    #: ``max_tokens`` ended the answer in the middle of a tool call.
    LENGTH = "length"


#: Faults that another try may mend.
PASSING = frozenset(
    {
        FaultKind.LIMITED,
        FaultKind.TROUBLE,
        FaultKind.UNREACHABLE,
        FaultKind.TIMEOUT,
        FaultKind.UNFINISHED,
        FaultKind.MALFORMED,
    }
)
#: Faults that say nothing good about the provider; a limit is none of them, nor is our request.
TROUBLES = PASSING - {FaultKind.LIMITED}
RETRIED_STATUSES = frozenset({408, 409})


class ModelFault(BifrostError):
    """A model did not answer. ``retry_after`` is in seconds, if the provider said when."""

    status: ClassVar[int] = 502

    def __init__(self, kind: FaultKind, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.kind = kind
        self.retry_after = retry_after

    @property
    def is_passing(self) -> bool:
        return self.kind in PASSING


def of_status(status: int, headers: Mapping[str, str], words: str, key: str) -> ModelFault:
    """Return the fault that an answer with this status means.

    >>> of_status(429, {"retry-after": "7"}, "slow down", "sk-1").retry_after
    7.0
    >>> str(of_status(400, {}, "bad key sk-secret", "sk-secret"))
    'the provider refuses the request (400): bad key [redacted]'
    """
    kind = _kind(status)
    said = without(words, key)
    message = f"{_MEANINGS[kind]} ({status}){': ' + said if said else ''}"
    return ModelFault(kind, message, retry_after(headers))


def without(words: str, key: str) -> str:
    """Return the first of the words, without the key."""
    said = words.replace(key, "[redacted]") if key else words
    return " ".join(said.split())[:LONGEST_WORDS]


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that the provider asks to wait, at most an hour.

    >>> retry_after({"retry-after-ms": "1500"}), retry_after({"retry-after": "soon"})
    (1.5, None)
    """
    thousandths = _number(headers.get("retry-after-ms", ""))
    if thousandths is not None:
        return min(thousandths / 1000, LONGEST_PAUSE)
    text = headers.get("retry-after", "")
    seconds = _number(text)
    if seconds is None:
        seconds = _until(text)
    return None if seconds is None else min(seconds, LONGEST_PAUSE)


def cut_off() -> ModelFault:
    return ModelFault(FaultKind.LENGTH, "maxTokens ended the answer within a tool call: raise it")


def _number(text: str) -> float | None:
    try:
        found = float(text)
    except ValueError:
        return None
    return found if 0 <= found < float("inf") else None


def _until(text: str) -> float | None:
    try:
        then = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, (then.astimezone(UTC) - datetime.now(UTC)).total_seconds())


def _kind(status: int) -> FaultKind:
    if status in (401, 403):
        return FaultKind.KEY
    if status == 404:
        return FaultKind.MODEL
    if status == 429:
        return FaultKind.LIMITED
    if status in RETRIED_STATUSES or status >= 500:
        return FaultKind.TROUBLE
    return FaultKind.INVALID


_MEANINGS = {
    FaultKind.KEY: "the provider refuses the key",
    FaultKind.MODEL: "the provider has no such model or address",
    FaultKind.LIMITED: "the provider's limit is reached",
    FaultKind.TROUBLE: "the provider is in trouble",
    FaultKind.INVALID: "the provider refuses the request",
}
