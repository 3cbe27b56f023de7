"""What a run is given in confidence: it reaches the function, and nothing that is kept shows it."""

from pydantic import Field, JsonValue

from shared.models.base import Model


class SecretInputs(Model):
    """``values`` are the parameters as the function gets them, ``secrets`` the texts to hide.

    It is never part of a record: an execution has it sealed, or not at all.
    """

    values: dict[str, JsonValue] = Field(default_factory=dict[str, JsonValue], repr=False)
    secrets: tuple[str, ...] = Field(default=(), repr=False)


NOTHING = SecretInputs()
