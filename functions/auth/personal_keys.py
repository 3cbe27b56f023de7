"""Authenticates programs by personal API keys: as the owner, with the owner's rights or less."""

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from shared.errors import NotAuthenticated
from shared.models.credentials import UserCredentials
from shared.models.machines.personal_keys import PREFIX, PersonalKey
from shared.models.users import User
from shared.repositories.directory import Directory
from shared.services.clock import Clock

#: ``last_used_at`` is written at most this often.
LAST_USED_INTERVAL = timedelta(hours=1)
NOBODY = UUID(int=0)


class Owned(NamedTuple):
    """A personal key, and its owner."""

    key: PersonalKey
    user: User


class PersonalKeyChecker:
    def __init__(self, directory: Directory, clock: Clock) -> None:
        self._directory = directory
        self._clock = clock

    async def owned(self, text: str) -> Owned:
        """The key and its owner; NotAuthenticated with one message for every reason."""
        refused = NotAuthenticated("this personal key is not valid")
        user_id, key_id, secret = _parts(text)
        now = self._clock.now()
        key = await self._directory.credentials.known_key(user_id, key_id)
        if key is None or not key.opens_with(secret, now):
            raise refused
        user = await self._directory.users.known(user_id)
        if user is None or not user.is_active:
            raise refused
        await self._record_use(user_id, key, now)
        return Owned(key, user)

    async def _record_use(self, user_id: UUID, key: PersonalKey, now: datetime) -> None:
        """Set ``last_used_at``, at most once an hour, so that a busy key costs few writes."""
        if key.last_used_at is not None and now - key.last_used_at < LAST_USED_INTERVAL:
            return

        def used(found: UserCredentials) -> UserCredentials:
            kept = found.personal_key(key.id)
            is_due = kept and (
                kept.last_used_at is None or now - kept.last_used_at >= LAST_USED_INTERVAL
            )
            if kept is None or not is_due:
                return found
            return found.with_key(kept.model_copy(update={"last_used_at": now}))

        await self._directory.credentials.change(user_id, used)


def _parts(text: str) -> tuple[UUID, UUID, str]:
    """The user, the key and the secret; the ids are of no user if the text is malformed."""
    user_id, _, rest = text.removeprefix(PREFIX).partition("_")
    key_id, _, secret = rest.partition("_")
    try:
        return UUID(hex=user_id), UUID(hex=key_id), secret
    except ValueError:
        return NOBODY, NOBODY, secret
