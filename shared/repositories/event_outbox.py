"""The outbox: events wait in the store until they were sent on to their subscribers.

An event is first a row, then a message; a message that is lost is made up for by the minute's
timer, which reads the organizations that are marked. So an event outlives the process that wrote
it.
"""

import logging
import math
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import uuid6

from shared.errors import Unavailable
from shared.models.automation.events import EmittedEvent, EventMessage
from shared.models.mail.messages import LetterMessage
from shared.models.outgoing.deliveries import AttemptMessage
from shared.repositories.directory import Directory
from shared.services import background
from shared.services.clock import Clock
from shared.services.queues import Queue

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outbox:
    """Accepts events, and announces them to the process that sends them on."""

    directory: Directory
    queue: Queue
    clock: Clock

    async def wants(self, org_id: str, event_type: str) -> bool:
        """Return whether some subscriber hears of events of this type there.

        If so, the organization is marked, before the event's row is written beside another one.
        """
        if not await self.directory.event_interests.wants(org_id, event_type):
            return False
        await self.directory.event_marks.mark(org_id)
        return True

    async def emit(self, event: EmittedEvent, key: str | None = None) -> EmittedEvent:
        """Accept an event whether or not there is a subscriber: the log shows it.

        With a key that was used before, the earlier event is returned, and nothing happens.
        """
        await self.directory.event_marks.mark(event.org_id)
        accepted = await self.directory.events_of(event.org_id).add(event, key)
        if accepted.id == event.id:
            self.announce(event)
        return accepted

    def announce(self, event: EmittedEvent) -> None:
        """Send the message of an event that was written; the caller does not wait for that."""
        message = EventMessage(org_id=event.org_id, event_id=event.id)
        background.start(self._send(message.model_dump_json(), 0))

    async def announce_attempt(self, message: AttemptMessage, due_at: datetime) -> None:
        """Send the message of a delivery's next attempt, hidden until then."""
        await self._send_at(message.model_dump_json(), due_at)

    def announce_letter(self, message: LetterMessage) -> None:
        """Send the message of a letter that was written; the caller does not wait for that."""
        background.start(self._send(message.model_dump_json(), 0))

    async def announce_letter_at(self, message: LetterMessage, due_at: datetime) -> None:
        """Send the message of a letter's next attempt, hidden until then."""
        await self._send_at(message.model_dump_json(), due_at)

    async def _send_at(self, text: str, due_at: datetime) -> None:
        seconds = (due_at - self.clock.now()).total_seconds()
        await self._send(text, max(0, math.ceil(seconds)))

    async def _send(self, text: str, delay_seconds: int) -> None:
        try:
            await self.queue.send(text, delay_seconds=delay_seconds)
        except Unavailable as error:
            logger.warning("event message left to the timer", extra={"reason": str(error)})


def new_event_id() -> UUID:
    """Return an id that sorts by the time it was made."""
    return UUID(int=uuid6.uuid7().int)
