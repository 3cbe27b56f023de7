"""Posts letters: a row first, then a message of the queue, so that no request waits for a server.

A letter is sealed with a key that is derived from BIFROST_SECRET_KEY, because it may hold a link.
"""

import hashlib
import hmac
from datetime import timedelta
from uuid import UUID, uuid4

from shared.call import Platform
from shared.errors import Refused
from shared.models.base import GLOBAL
from shared.models.mail.letters import DAY, Letter, WaitingLetter
from shared.models.mail.messages import LetterMessage
from shared.oauth.encryption import EncryptionContext, WrappingKey, seal, unseal
from shared.settings import Settings


def is_on(platform: Platform) -> bool:
    """Whether this installation can send mail."""
    return platform.services.mail is not None


async def post(platform: Platform, letter: Letter, lives: timedelta = DAY) -> None:
    """Have a letter sent; it is given up after ``lives``. Nothing happens where mail is off."""
    if not is_on(platform):
        return
    now, letter_id = platform.services.clock.now(), uuid4()
    sealed = seal(letter.model_dump_json(), _place(letter_id), _keys(platform.settings)[0])
    waiting = WaitingLetter(
        id=letter_id, sealed=sealed, created_at=now, expires_at=now + lives, due_at=now
    )
    await platform.directory.letters.add(waiting)
    platform.outbox.announce_letter(LetterMessage(letter_id=letter_id))


def opened(platform: Platform, waiting: WaitingLetter) -> Letter | None:
    """Return what a letter says; None if BIFROST_SECRET_KEY is another one by now."""
    try:
        text = unseal(waiting.sealed, _place(waiting.id), _keys(platform.settings))
    except Refused:
        return None
    return Letter.model_validate_json(text)


def _place(letter_id: UUID) -> EncryptionContext:
    return EncryptionContext(GLOBAL, "mail", str(letter_id), "letter")


def _keys(settings: Settings) -> list[WrappingKey]:
    return [_key(setting) for setting in settings.secret_keys]


def _key(setting: str) -> WrappingKey:
    secret = hmac.digest(setting.encode(), b"bifrost letters", "sha256")
    return WrappingKey(hashlib.sha256(b"kid" + secret).hexdigest()[:16], secret)
