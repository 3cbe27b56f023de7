"""The backlog of each organization: runs that wait in the store without a queue message.

Thousands of runs that one customer submits in a burst would stand in the queue before another
customer's first. So only a limited number of an organization's runs get a message of their own;
the others join its backlog, and a process that has finished a run of the organization takes the
next one from it. Backlog messages, which name only the organization, tell processes to look at
a backlog; the slower it moves, the fewer are sent.
"""

import asyncio
import logging
import math
import time
from collections import deque
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from shared.engine.ports import Ports
from shared.errors import BifrostError, Unavailable
from shared.models.executions import BacklogMessage
from shared.repositories.executions import Stored
from shared.services.bulkhead import bulkhead

#: An organization's runs get this many messages in a burst, then one a second without a backlog.
MOST_MESSAGES = 64
PER_SECOND = 1
#: After this long without a new run, an organization is assumed to have no backlog.
QUIET_SECONDS = 60
PAGE = 16
MOST_MISSES = 5
SHORTEST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 1.0, 10.0
MOST_KNOWN = 10_000

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class _KnownBacklog:
    """What this process knows of one organization's backlog."""

    messages_left: float = MOST_MESSAGES
    asked_at: float = field(default_factory=time.monotonic)
    #: Whether the backlog may hold runs; ``noted`` counts the reports of that, so that a read
    #: which found none does not overrule a report that came while it was under way.
    is_known: bool = False
    noted: int = 0
    #: Runs that were read ahead, oldest first, and those that this process is working on.
    ahead: deque[UUID] = field(default_factory=deque[UUID])
    taken: set[UUID] = field(default_factory=set[UUID])
    unreadable: set[UUID] = field(default_factory=set[UUID])
    reading: asyncio.Lock = field(default_factory=asyncio.Lock)
    #: When the last backlog message becomes visible, and which run was first then.
    notice_visible_at: float = -LONGEST_PAUSE_SECONDS
    pause_seconds: float = SHORTEST_PAUSE_SECONDS
    first: UUID | None = None
    later_notices: set[int] = field(default_factory=set[int])

    def is_idle(self, now: float) -> bool:
        waits = self.notice_visible_at > now or any(at > now for at in self.later_notices)
        return not (waits or self.is_known or self.taken or now - self.asked_at < QUIET_SECONDS)


class Backlog:
    """The backlogs of all organizations, as this process knows them."""

    def __init__(self, ports: Ports) -> None:
        self._ports = ports
        self._known: dict[str, _KnownBacklog] = {}

    def has_turn(self, org_id: str) -> bool:
        """Whether the organization's next run gets a message of its own; counts it if so.

        After the first that does not, none does until the backlog is seen to be short.
        """
        known, now = self._of(org_id), time.monotonic()
        passed, known.asked_at = now - known.asked_at, now
        if passed > QUIET_SECONDS:
            known.messages_left = MOST_MESSAGES
        elif known.messages_left >= 1:
            known.messages_left = min(MOST_MESSAGES, known.messages_left + passed * PER_SECOND)
        if known.messages_left < 1:
            return False
        known.messages_left -= 1
        return True

    def note(self, org_id: str) -> None:
        """Note that the organization has a run in the backlog."""
        known = self._of(org_id)
        known.is_known = True
        known.noted += 1

    def is_known(self, org_id: str) -> bool:
        known = self._known.get(org_id)
        return known is not None and known.is_known

    async def notify(self, org_id: str, due_at: datetime | None = None) -> None:
        """Send a backlog message, so that a process with a free slot takes the next run.

        It becomes visible soon, or at ``due_at``. One such message at a time is enough; if it
        cannot be sent, the sweep sends it.
        """
        self.note(org_id)
        delay = (due_at - self._ports.now()).total_seconds() if due_at else 0
        try:
            if delay > 0:
                await self._notify_later(org_id, delay)
            else:
                await self._notify_soon(org_id)
        except Unavailable as error:
            facts = {"org": org_id, "reason": str(error)}
            logger.warning("backlog message not sent: left to the sweep", extra=facts)

    async def wake_another(self, org_id: str) -> None:
        """Send a backlog message at once, so that another invocation continues."""
        await self._send(org_id, 0)

    @asynccontextmanager
    async def next(self, org_id: str) -> AsyncGenerator[Stored | None]:
        """The oldest due run that this process is not working on; None if there is none."""
        known = self._of(org_id)
        # One reader at a time: two would read the same page and take the same run.
        async with known.reading:
            stored = await self._find(org_id, known)
            if stored is not None:
                known.taken.add(stored.execution.id)
        try:
            yield stored
        finally:
            if stored is not None:
                known.taken.discard(stored.execution.id)

    async def _find(self, org_id: str, known: _KnownBacklog) -> Stored | None:
        """The next run that still is in the backlog; it gives up after five that are not."""
        executions = self._ports.directory.executions_of(org_id)
        for _ in range(MOST_MISSES):
            if not known.ahead:
                await self._read(org_id, known)
            if not known.ahead:
                return None
            first, stored = known.ahead.popleft(), None
            with bulkhead("backlog record not readable", execution=str(first)) as turn:
                stored = await executions.find_live(first)
            if turn.error and not isinstance(turn.error, BifrostError):
                known.unreadable.add(first)  # it must not hold up those behind it
                continue
            if turn.error:
                raise turn.error
            if stored is not None and stored.execution.in_line:
                return stored
            known.ahead.clear()  # other processes take runs, too: read the backlog anew
        return None

    async def _read(self, org_id: str, known: _KnownBacklog) -> None:
        """Read the next page ahead, without the runs that are taken or not readable."""
        noted = known.noted  # a run that joins during the read is reported by ``note``
        passed_over = known.taken | known.unreadable
        found = await self._oldest_due(org_id, PAGE + len(passed_over))
        found = [each for each in found if each not in known.unreadable]
        known.ahead.extend(each for each in found if each not in known.taken)
        if not found:
            known.messages_left = MOST_MESSAGES
            known.is_known = known.noted != noted

    async def _oldest_due(self, org_id: str, limit: int) -> list[UUID]:
        executions = self._ports.directory.executions_of(org_id)
        return await executions.due_in_backlog(self._ports.now(), limit)

    async def _notify_soon(self, org_id: str) -> None:
        """Send a message a pause after the one before; pauses grow while the first run stays."""
        known = self._of(org_id)
        if known.notice_visible_at > time.monotonic():
            return  # a message that is still hidden: its receiver will see this run, too
        # Set before the first await, so that concurrent callers do not send one each.
        before, known.notice_visible_at = known.notice_visible_at, math.inf
        try:
            await self._adapt_pause(org_id, known)
            now = time.monotonic()
            visible_at = max(now, before + known.pause_seconds)
            await self._send(org_id, math.ceil(visible_at - now))
        except BaseException:
            known.notice_visible_at = before
            raise
        known.notice_visible_at = visible_at

    async def _adapt_pause(self, org_id: str, known: _KnownBacklog) -> None:
        """Read the first runs: double the pause if the first is stuck, else make it short."""
        found = await self._oldest_due(org_id, 2)
        first = found[0] if found else None
        if len(found) <= 1 and known.first not in {None, first}:
            known.messages_left = MOST_MESSAGES  # the run that was first has left: it moves
        is_stuck = first is not None and first == known.first
        pause = known.pause_seconds * 2 if is_stuck else SHORTEST_PAUSE_SECONDS
        known.pause_seconds = min(LONGEST_PAUSE_SECONDS, pause)
        known.first = first or known.first

    async def _notify_later(self, org_id: str, delay: float) -> None:
        """Send a message that becomes visible after ``delay``; at most one for each second."""
        known, now = self._of(org_id), time.monotonic()
        second = math.ceil(now + delay)
        known.later_notices = {at for at in known.later_notices if at >= now}
        if second not in known.later_notices:
            known.later_notices.add(second)
            await self._send(org_id, math.ceil(second - now))

    async def _send(self, org_id: str, delay_seconds: int) -> None:
        text = BacklogMessage(org_id=org_id).model_dump_json()
        await self._ports.queue.send(text, delay_seconds=delay_seconds)

    def _of(self, org_id: str) -> _KnownBacklog:
        if len(self._known) > MOST_KNOWN:
            now = time.monotonic()
            kept = {org: known for org, known in self._known.items() if not known.is_idle(now)}
            self._known = kept
        return self._known.setdefault(org_id, _KnownBacklog())
