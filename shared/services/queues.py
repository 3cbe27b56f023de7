"""Storage queues, which carry messages to the host's queue triggers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class QueueDepth:
    """How many messages a queue has, hidden ones too, and when the oldest was sent.

    ``oldest_at`` is None where there is none, or where all that the store shows of it are hidden.
    """

    messages: int
    oldest_at: datetime | None = None


class Queue(Protocol):
    """Sends text; the Functions host receives it."""

    async def send(self, text: str, *, delay_seconds: int = 0) -> None:
        """Add a message that never expires, hidden for ``delay_seconds`` (at most 7 days)."""
        ...

    async def ping(self) -> None:
        """Return if the store answers; Unavailable if it does not."""
        ...

    async def depth(self) -> QueueDepth:
        """Return how much waits; Azure Storage gives the number approximately."""
        ...


class MemoryQueue:
    """A queue that only records what was sent."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, int]] = []

    async def send(self, text: str, *, delay_seconds: int = 0) -> None:
        self.sent.append((text, delay_seconds))

    async def ping(self) -> None:
        return

    async def depth(self) -> QueueDepth:
        return QueueDepth(len(self.sent))
