"""Letters: what a user is told by mail, and how it waits to be sent."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from shared.models.base import Model

#: When the attempts after the first are made, in minutes after the one before.
PAUSES = (1, 5, 15, 60)
#: A letter is given up when it is older.
DAY = timedelta(hours=24)
HOUR = timedelta(hours=1)
MOST_AN_HOUR = 3


class LetterKind(StrEnum):
    INVITATION = "invitation"
    #: The address as it was typed; whose it is, is looked up when the letter is sent.
    FORGOTTEN = "forgotten"
    #: A change of how a user signs in, or a sign-in from a new device.
    NOTICE = "notice"

    @property
    def waits(self) -> bool:
        """Whether it waits where an address had its letters of an hour; else it is dropped.

        A stranger can ask for letters about a forgotten password: they must not keep out the
        others for longer than an hour.
        """
        return self is not LetterKind.FORGOTTEN


class Letter(Model):
    """What a letter says, and to whom; ``values`` are the words that its template needs."""

    kind: LetterKind
    address: str
    name: str = ""
    values: Mapping[str, str] = {}


class WaitingLetter(Model):
    """A letter as stored: sealed, because it may hold a link. ``due_at`` is its next attempt.

    ``is_counted`` says that it is one of the letters that its address gets in an hour.
    """

    id: UUID
    sealed: str
    created_at: datetime
    expires_at: datetime
    due_at: datetime
    tries: int = 0
    is_counted: bool = False

    def tried(self, now: datetime) -> "WaitingLetter":
        """Return the letter while an attempt is made: until then, no other process makes one."""
        pause = PAUSES[min(self.tries, len(PAUSES) - 1)]
        due = now + timedelta(minutes=pause)
        return self.model_copy(update={"tries": self.tries + 1, "due_at": due})


class SentTo(Model):
    """When an address was last sent letters, the latest last."""

    times: tuple[datetime, ...] = ()

    def within(self, now: datetime) -> tuple[datetime, ...]:
        """Return the times of the last hour."""
        return tuple(time for time in self.times if now - time < HOUR)
