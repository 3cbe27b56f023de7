"""Questions that an agent asks the person for whom it runs."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.models.base import Model

MOST_ANSWER = 8000
MOST_OPTIONS = 10


class QuestionState(StrEnum):
    PENDING = "pending"
    ANSWERED = "answered"


class Question(Model):
    """A question, and once it is answered, the words. Only ``askedOf`` sees and answers it."""

    id: UUID
    org_id: str
    run: UUID
    agent_name: str
    call_id: str
    text: str
    options: tuple[str, ...] = ()
    asked_of: str
    asked_at: datetime
    expires_at: datetime
    state: QuestionState = QuestionState.PENDING
    answer: str | None = None
    answered_at: datetime | None = None


class QuestionAnswer(Model):
    words: Annotated[str, Field(min_length=1, max_length=MOST_ANSWER)]
