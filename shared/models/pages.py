"""Part of a list, and the token that leads to the next part."""

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from shared.errors import InvalidInput

T = TypeVar("T")

#: The longest row key that a store takes.
MOST_CHARACTERS = 512


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """On the wire an array; the token of ``next`` is in the header X-Continuation-Token."""

    items: Sequence[T]
    next: str | None = None


def token_of(key: str, mark: str = "") -> str:
    """An opaque text for a row key, for callers to give back. ``mark`` names the list."""
    return urlsafe_b64encode(f"{_digest(mark)}{key}".encode()).decode()


def key_of(token: str | None, *prefixes: str, mark: str = "") -> str | None:
    """The row key of a token of ours; InvalidInput unless it is in one of these ranges.

    The partition is the caller's own: a token cannot name another one. The mark tells honest
    callers that they mixed up their lists; whoever forges it stays within the ranges.
    """
    if not token:
        return None
    refused = InvalidInput("continuationToken is not one that this list gave")
    try:
        text = urlsafe_b64decode(token.encode()).decode()
    except ValueError as error:
        raise refused from error
    digest = _digest(mark)
    key = text.removeprefix(digest)
    is_ours = text.startswith(digest) and key.startswith(prefixes)
    if not is_ours or len(key) > MOST_CHARACTERS or not key.isprintable():
        raise refused
    return key


def _digest(mark: str) -> str:
    return hashlib.sha256(mark.encode()).hexdigest()[:8] if mark else ""
