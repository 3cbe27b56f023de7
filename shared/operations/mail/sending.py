"""Sends letters that wait: from a message of the queue, or from the minute's timer.

A letter is claimed before an attempt, so that two processes do not send it twice, and removed after
it. A process that dies in between leaves it to the timer, so it may arrive twice.
"""

import logging
from uuid import UUID

from shared.call import Platform
from shared.errors import Stale, Unavailable
from shared.models.mail.letters import Letter, LetterKind
from shared.models.mail.messages import LetterMessage
from shared.operations.mail import forgotten, posting
from shared.operations.mail.templates import written
from shared.repositories.mail.letters import StoredLetter
from shared.services.mail.mail import Mail, Undeliverable

logger = logging.getLogger(__name__)


async def send(platform: Platform, letter_id: UUID) -> None:
    """Send a letter that is due; nothing happens if it was sent, or is not due yet."""
    mail, letters = platform.services.mail, platform.directory.letters
    stored = await letters.find(letter_id)
    now = platform.services.clock.now()
    if mail is None or stored is None or now < stored.letter.due_at:
        return
    letter = posting.opened(platform, stored.letter)
    if letter is None or now >= stored.letter.expires_at:
        logger.warning("letter given up", extra={"letter": str(letter_id)})
        await letters.remove(letter_id)
        return
    try:
        claimed = await letters.replace(stored, stored.letter.tried(now))
    except Stale:
        return  # another process took it up
    await _send(platform, mail, claimed, letter)


async def _send(platform: Platform, mail: Mail, claimed: StoredLetter, letter: Letter) -> None:
    whole, letters = letter, platform.directory.letters
    if letter.kind is LetterKind.FORGOTTEN:
        user = await forgotten.owner(platform, letter)
        if user is None:
            await letters.remove(claimed.letter.id)
            return
    claimed = await _counted(platform, claimed, letter)
    if not claimed.letter.is_counted:
        return
    if letter.kind is LetterKind.FORGOTTEN:
        whole = await forgotten.with_link(platform, letter)
    branding = await platform.directory.branding.known()
    try:
        await mail.send(written(whole, branding, platform.settings.public_url))
    except Undeliverable as error:
        logger.warning("letter refused", extra={"kind": letter.kind, "reason": str(error)})
    except Unavailable as error:
        facts = {"kind": letter.kind, "reason": str(error), "tries": claimed.letter.tries}
        logger.warning("letter not sent: it waits", extra=facts)
        await _announce(platform, claimed)
        return
    await letters.remove(claimed.letter.id)


async def _counted(platform: Platform, claimed: StoredLetter, letter: Letter) -> StoredLetter:
    """Count the letter, once; one too many waits for its hour, or is dropped."""
    if claimed.letter.is_counted:
        return claimed
    letters = platform.directory.letters
    allowed_at = await letters.count(letter.address, platform.services.clock.now())
    if allowed_at is None:
        counted = claimed.letter.model_copy(update={"is_counted": True})
        return await letters.replace(claimed, counted)
    logger.info("an address had its letters of this hour", extra={"kind": letter.kind})
    if not letter.kind.waits:
        await letters.remove(claimed.letter.id)
        return claimed
    later = claimed.letter.model_copy(update={"due_at": allowed_at})
    waiting = await letters.replace(claimed, later)
    await _announce(platform, waiting)
    return waiting


async def _announce(platform: Platform, waiting: StoredLetter) -> None:
    message = LetterMessage(letter_id=waiting.letter.id)
    await platform.outbox.announce_letter_at(message, waiting.letter.due_at)
