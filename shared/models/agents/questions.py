"""Questions that an agent asks the person for whom it runs."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field, SecretStr, model_validator

from shared.models.base import Model

MOST_ANSWER = 8000
MOST_OPTIONS = 10
MOST_SECRETS = 20


class QuestionState(StrEnum):
    PENDING = "pending"
    ANSWERED = "answered"


class SecretField(Model):
    """A secret parameter of a tool, as a person is asked for it."""

    name: str
    label: str
    help_text: str | None = None
    is_required: bool = True


class Question(Model):
    """A question, and once it is answered, the words. Only ``askedOf`` sees and answers it.

    With ``secrets`` it asks for values that only the ``tool`` gets: no record has them readably.
    """

    id: UUID
    org_id: str
    run: UUID
    agent_name: str
    call_id: str
    text: str
    options: tuple[str, ...] = ()
    tool: str | None = None
    secrets: tuple[SecretField, ...] = ()
    asked_of: str
    asked_at: datetime
    expires_at: datetime
    state: QuestionState = QuestionState.PENDING
    answer: str | None = None
    answered_at: datetime | None = None


class QuestionAnswer(Model):
    """Words, or what a question with ``secrets`` asks for; words refuse such a question."""

    words: Annotated[str, Field(min_length=1, max_length=MOST_ANSWER)] | None = None
    values: (
        Annotated[
            dict[str, Annotated[SecretStr, Field(max_length=MOST_ANSWER)]],
            Field(max_length=MOST_SECRETS),
        ]
        | None
    ) = Field(default=None, description="The secret values, by the names of their parameters.")

    @model_validator(mode="after")
    def _one_of_both(self) -> "QuestionAnswer":
        if (self.words is None) == (self.values is None):
            raise ValueError("send either words or values")
        return self
