"""Storage queues, which carry messages to the host's queue triggers."""

from typing import Protocol


class Queue(Protocol):
    """Sends text; the Functions host receives it."""

    async def send(self, text: str, *, delay_seconds: int = 0) -> None:
        """Add a message that never expires, hidden for ``delay_seconds`` (at most 7 days)."""
        ...

    async def ping(self) -> None:
        """Return if the store answers; Unavailable if it does not."""
        ...


class MemoryQueue:
    """A queue that only records what was sent."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, int]] = []

    async def send(self, text: str, *, delay_seconds: int = 0) -> None:
        self.sent.append((text, delay_seconds))

    async def ping(self) -> None:
        return
