"""Secret inputs of a run: its function gets them, and no record shows them."""

from pydantic import Field, JsonValue

from shared.models.base import Model


class SecretInputs(Model):
    """Secret inputs: ``values`` for the function, and ``secrets``, the texts to redact.

    They are never part of a record: an execution has them encrypted, or not at all.
    """

    values: dict[str, JsonValue] = Field(default_factory=dict[str, JsonValue], repr=False)
    secrets: tuple[str, ...] = Field(default=(), repr=False)


NOTHING = SecretInputs()
