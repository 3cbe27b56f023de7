"""What a language model answers: pieces as they arrive, and at the end all of it."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from shared.models.ai.messages import Message, ToolCall
from shared.models.base import DEFERRED, Model


class StopReason(StrEnum):
    """Why the model stopped."""

    END = "end"
    TOOLS = "tools"
    LENGTH = "length"
    FILTERED = "filtered"
    REFUSED = "refused"
    PAUSED = "paused"


class Usage(Model):
    """Tokens as the provider counted them.

    ``input_tokens`` are all that were sent: ``cached_tokens`` and ``cache_write_tokens`` are among
    them. ``reasoning_tokens`` are among the ``output_tokens``. ``cost_micros`` is the provider's
    own price in millionths of a dollar, if it says one. ``is_estimate``: the provider counted
    nothing.
    """

    input_tokens: int = Field(default=0, ge=0)
    cached_tokens: int = Field(default=0, ge=0)
    cache_write_tokens: int = Field(default=0, ge=0)
    output_tokens: int = Field(default=0, ge=0)
    reasoning_tokens: int = Field(default=0, ge=0)
    cost_micros: int | None = Field(default=None, ge=0)
    is_estimate: bool = False


class TextDelta(Model):
    kind: Literal["text"] = "text"
    text: str


class ThinkingDelta(Model):
    """A summary of thoughts; shown only to people who ask for it."""

    kind: Literal["thinking"] = "thinking"
    text: str


class ToolDelta(Model):
    """A tool call that is complete."""

    kind: Literal["tool"] = "tool"
    call: ToolCall


class Interrupted(Model):
    """The answer broke off after text was shown; another try follows, from its beginning."""

    kind: Literal["interrupted"] = "interrupted"
    reason: str


class Answered(Model):
    """The answer is complete. ``message`` is all of it, with what the provider wants back."""

    kind: Literal["done"] = "done"
    message: Message
    stop: StopReason
    usage: Usage
    model: str
    request_id: str | None = None


Delta = Annotated[
    TextDelta | ThinkingDelta | ToolDelta | Interrupted | Answered, Field(discriminator="kind")
]
DELTAS: TypeAdapter[Delta] = TypeAdapter(Delta, config=DEFERRED)
