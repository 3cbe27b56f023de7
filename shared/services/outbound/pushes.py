"""Pushes: a service that keeps connections to pages, and tells them to look.

What it sends has no content: a page that is told to look asks the stream, which asks for rights.
So a connection that is open a moment too long learns only that something happened.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class PushAccess:
    """An address for one page, which contains its access."""

    url: str
    expires_at: datetime


class Pushes(Protocol):
    """Sends to groups of connections; who is in a group is decided when access is given."""

    def access(
        self, user_id: str, groups: Sequence[str], now: datetime, expires_at: datetime
    ) -> PushAccess:
        """Give access to what is sent to these groups, without a right to join or to send."""
        ...

    async def send(self, group: str, body: bytes) -> None:
        """Send to a group; a failure is logged, since pages look by themselves sooner or later."""
        ...

    async def close_user(self, user_id: str) -> None:
        """Close the user's connections; a failure is logged."""
        ...


class MemoryPushes:
    """Records what was sent."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, bytes]] = []
        self.closed: list[str] = []
        self.given: list[Sequence[str]] = []

    def access(
        self, user_id: str, groups: Sequence[str], now: datetime, expires_at: datetime
    ) -> PushAccess:
        del user_id, now
        self.given.append(groups)
        return PushAccess("wss://push.test/", expires_at)

    async def send(self, group: str, body: bytes) -> None:
        self.sent.append((group, body))

    async def close_user(self, user_id: str) -> None:
        self.closed.append(user_id)
