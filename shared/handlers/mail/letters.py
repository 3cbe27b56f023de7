"""Sends letters that wait; the queue and the minute's timer call this."""

import logging

from shared.call import Platform
from shared.models.mail.messages import LetterMessage
from shared.operations.mail import sending
from shared.operations.mail.posting import is_on
from shared.services.bulkhead import bulkhead

logger = logging.getLogger(__name__)


async def send(platform: Platform, message: LetterMessage) -> None:
    """Send the letter of a message of the queue."""
    await sending.send(platform, message.letter_id)


async def sweep(platform: Platform) -> None:
    """Send a batch of the letters whose messages were lost; no transaction where mail is off."""
    if not is_on(platform):
        return
    now = platform.services.clock.now()
    for stored in await platform.directory.letters.waiting():
        if stored.letter.due_at <= now:
            with bulkhead("letter not sent: left to the next round"):
                await sending.send(platform, stored.letter.id)


async def sweep_counts(platform: Platform) -> None:
    """Remove old counts of what addresses were sent."""
    if is_on(platform):
        await platform.directory.letters.sweep()
