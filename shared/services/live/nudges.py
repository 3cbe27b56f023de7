"""Nudges: tells pages with a push connection to look, when something of a channel has changed.

The groups belong to an organization, a channel and a minute, under names that only this platform
can make. Access lists the groups of the next five minutes, and a nudge goes to those of the present
one: so access ends after five minutes, even for a connection that stays open.
"""

import asyncio
import hmac
import json
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from shared.services import background
from shared.services.clock import Clock
from shared.services.outbound.pushes import PushAccess, Pushes
from shared.services.parallel import for_each

PURPOSE = b"bifrost live groups v1"
ACCESS = timedelta(minutes=5)
MINUTE = 60
#: Changes of the same channel within this time are one nudge.
GATHER_SECONDS = 0.5
MOST_PENDING = 1000


class Nudges:
    """The nudges of this process."""

    def __init__(self, pushes: Pushes, secret: str, clock: Clock) -> None:
        self._pushes = pushes
        self._key = hmac.digest(secret.encode(), PURPOSE, "sha256")
        self._clock = clock
        self._pending: set[tuple[str, str]] = set()
        self._sending: asyncio.Task[None] | None = None

    def access(self, user_id: str, org_id: str, channels: Collection[str]) -> PushAccess:
        """Give access to the nudges of these channels, for five minutes."""
        now = self._clock.now()
        expires_at = now + ACCESS
        minutes = range(_minute(now), _minute(expires_at) + 1)
        groups = [self.group(org_id, name, each) for name in channels for each in minutes]
        return self._pushes.access(user_id, groups, now, expires_at)

    def note(self, org_id: str, channel: str) -> None:
        """Nudge the followers of a channel soon; returns at once."""
        if len(self._pending) < MOST_PENDING:
            self._pending.add((org_id, channel))
        if self._sending is None or self._sending.done():
            self._sending = background.start(self._send())

    def leave(self, user_id: str) -> None:
        """Close the connections of a user who lost rights; returns at once."""
        background.start(self._pushes.close_user(user_id))

    def group(self, org_id: str, channel: str, minute: int) -> str:
        """The name of a group, which does not tell of whom it is."""
        text = f"{minute}\n{channel}\n{org_id}"
        return hmac.digest(self._key, text.encode(), "sha256").hex()[:40]

    async def _send(self) -> None:
        while self._pending:
            await asyncio.sleep(GATHER_SECONDS)
            pending: Sequence[tuple[str, str]] = [*self._pending]
            self._pending.clear()
            await for_each(pending, self._nudge)

    async def _nudge(self, what: tuple[str, str]) -> None:
        org_id, channel = what
        group = self.group(org_id, channel, _minute(self._clock.now()))
        await self._pushes.send(group, json.dumps({"channel": channel}).encode())


def _minute(at: datetime) -> int:
    return int(at.timestamp()) // MINUTE
