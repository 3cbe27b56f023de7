"""Part of a list, and the token that leads to the next part."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from shared.errors import InvalidInput

T = TypeVar("T")

MOST_CHARACTERS = 1024


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """On the wire an array; the token of ``next`` is in the header X-Continuation-Token."""

    items: Sequence[T]
    next: str | None = None


def token_of(key: str) -> str:
    """An opaque text for a row key, for callers to give back."""
    return urlsafe_b64encode(key.encode()).decode()


def key_of(token: str | None, *prefixes: str) -> str | None:
    """The row key of a token of ours; InvalidInput unless it is in one of these ranges.

    The partition is the caller's own: a token cannot name another one.
    """
    if not token:
        return None
    refused = InvalidInput("continuationToken is not one that this list gave")
    try:
        key = urlsafe_b64decode(token.encode()).decode()
    except ValueError as error:
        raise refused from error
    if len(key) > MOST_CHARACTERS or not key.isprintable() or not key.startswith(prefixes):
        raise refused
    return key
