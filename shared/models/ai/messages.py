"""What is asked of a language model: a conversation in the platform's own shape.

No provider's shape is stored or passed on: ``shared.services.ai`` translates.
"""

from typing import Annotated, Literal

from pydantic import Field, JsonValue

from shared.models.base import Model, OrLeftOut
from shared.wording.error_messages import Pattern

JsonObject = dict[str, JsonValue]
ToolName = Annotated[
    str,
    Pattern(r"^[A-Za-z0-9_-]{1,64}$", "give the name of a tool: 1 to 64 letters, digits, _ and -"),
]
MOST_STOPS = 4


class Carry(Model):
    """What a provider wants back unread, such as signed thoughts; of no use to any other model."""

    family: str
    value: JsonValue


class TextPart(Model):
    kind: Literal["text"] = "text"
    text: str


class ImagePart(Model):
    """An image, in base64."""

    kind: Literal["image"] = "image"
    media_type: Literal["image/png", "image/jpeg", "image/gif", "image/webp"]
    data: str


class ToolCall(Model):
    """A call that the model wants made. ``arguments`` is JSON, if the model kept to it."""

    kind: Literal["toolCall"] = "toolCall"
    id: str
    name: str
    arguments: str
    carry: Carry | None = None


class ToolResult(Model):
    kind: Literal["toolResult"] = "toolResult"
    call_id: str
    content: str
    is_error: bool = False


Part = Annotated[TextPart | ImagePart | ToolCall | ToolResult, Field(discriminator="kind")]


class Message(Model):
    """One message. Tool calls are the assistant's; images and tool results, the user's."""

    role: Literal["user", "assistant"]
    parts: tuple[Part, ...]
    carry: Carry | None = None

    @property
    def text(self) -> str:
        return "".join(part.text for part in self.parts if isinstance(part, TextPart))

    @property
    def tool_calls(self) -> tuple[ToolCall, ...]:
        return tuple(part for part in self.parts if isinstance(part, ToolCall))


class Tool(Model):
    """A tool that the model may call; ``parameters`` is a JSON Schema of an object."""

    name: ToolName
    description: str
    parameters: JsonObject


class ModelRequest(Model):
    """One call of a model. What is None is left to the model.

    ``tool_choice`` is auto, none, required, or a tool's name. With ``output_schema`` the answer is
    JSON of that schema.
    """

    messages: tuple[Message, ...]
    system: str = ""
    tools: Annotated[tuple[Tool, ...], OrLeftOut] = ()
    tool_choice: str = "auto"
    max_tokens: int | None = None
    temperature: float | None = None
    top_p: float | None = None
    top_k: int | None = None
    stop: Annotated[tuple[str, ...], Field(max_length=MOST_STOPS), OrLeftOut] = ()
    output_schema: JsonObject | None = None

    @property
    def characters(self) -> int:
        """How many characters are sent, of which an estimate of the cost is made."""
        return len(self.model_dump_json(exclude={"temperature", "top_p", "top_k"}))


def user(text: str) -> Message:
    """Return a message of the user.

    >>> user("Hello").text
    'Hello'
    """
    return Message(role="user", parts=(TextPart(text=text),))


def assistant(text: str) -> Message:
    """Return a message of the assistant.

    >>> assistant("Hello").role
    'assistant'
    """
    return Message(role="assistant", parts=(TextPart(text=text),))
