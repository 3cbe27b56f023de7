"""The message of the queue that a letter waits."""

from uuid import UUID

from shared.models.base import Model


class LetterMessage(Model):
    """A message of the queue: this letter waits to be sent."""

    letter_id: UUID
