"""Pages of lists, and the tokens that lead to the next page."""

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from shared.errors import InvalidInput

T = TypeVar("T")

#: The longest row key that a store accepts.
MOST_CHARACTERS = 512


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """A page, an array on the wire; X-Continuation-Token has the token made from ``next``."""

    items: Sequence[T]
    next: str | None = None


def token_of(key: str, mark: str = "") -> str:
    """Return an opaque token for a row key; ``mark`` names the list that it is valid for."""
    return urlsafe_b64encode(f"{_digest(mark)}{key}".encode()).decode()


def key_of(token: str | None, *prefixes: str, mark: str = "") -> str | None:
    """Return the row key of a token; InvalidInput unless it is in one of these ranges.

    The partition is always the caller's own: a token cannot name another one. The mark only detects
    tokens of another list; a forged one still stays within the ranges.
    """
    if not token:
        return None
    refused = InvalidInput("continuationToken is not one of this list")
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
