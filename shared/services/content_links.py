"""Contents behind signed URLs that this process serves, where no storage account does."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class LinkedContent:
    """A blob that a link leads to, and the last part of its name."""

    name: str
    content: bytes


class ContentLinks(Protocol):
    """Serves what the bearer of a link may read or put: one blob, by one method, until a time."""

    async def find(self, token: str, now: datetime) -> LinkedContent | None:
        """The blob of a link for reading; None without a good link, or without the blob."""
        ...

    async def put(self, token: str, content: bytes, content_type: str, now: datetime) -> bool:
        """Store the blob of a link for writing; False without a good link.

        AlreadyExists if the blob is there: a link puts one once, and replaces nothing.
        """
        ...
