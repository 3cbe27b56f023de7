"""Reads the events of Anthropic's messages; each is read as what we need of it."""

import json
from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError

from shared.models.ai.answers import (
    Answered,
    Delta,
    StopReason,
    TextDelta,
    ThinkingDelta,
    ToolDelta,
    Usage,
)
from shared.models.ai.endpoints import Endpoint
from shared.models.ai.messages import Carry, JsonObject, Message, ModelRequest, TextPart, ToolCall
from shared.services.ai.estimates import estimate
from shared.services.ai.faults import FaultKind, ModelFault, cut_off
from shared.services.ai.registry import family_of

STOPS = {
    "end_turn": StopReason.END,
    "stop_sequence": StopReason.END,
    "tool_use": StopReason.TOOLS,
    "max_tokens": StopReason.LENGTH,
    "model_context_window_exceeded": StopReason.LENGTH,
    "refusal": StopReason.REFUSED,
    "pause_turn": StopReason.PAUSED,
}
#: Blocks that go back as they came while the provider may need them.
OPAQUE = frozenset({"thinking", "redacted_thinking"})


class _EventPart(BaseModel):
    model_config = ConfigDict(extra="allow", frozen=True)


class _EventUsage(_EventPart):
    input_tokens: int | None = None
    output_tokens: int | None = None
    cache_creation_input_tokens: int | None = None
    cache_read_input_tokens: int | None = None


class _EventDelta(_EventPart):
    type: str | None = None
    text: str | None = None
    partial_json: str | None = None
    thinking: str | None = None
    signature: str | None = None
    stop_reason: str | None = None


class _EventMessage(_EventPart):
    model: str | None = None
    usage: _EventUsage | None = None


class _StreamEvent(_EventPart):
    type: Literal[
        "message_start",
        "content_block_start",
        "content_block_delta",
        "content_block_stop",
        "message_delta",
        "message_stop",
    ]
    index: int = 0
    message: _EventMessage | None = None
    content_block: dict[str, JsonValue] | None = None
    delta: _EventDelta | None = None
    usage: _EventUsage | None = None


class _OpenBlock:
    """A block of the answer while its pieces arrive."""

    def __init__(self, start: JsonObject) -> None:
        self.start = start
        self.text = _text(start, "text") + _text(start, "thinking")
        self.input = ""
        self.signature = _text(start, "signature")

    @property
    def type(self) -> str:
        return _text(self.start, "type")

    @property
    def whole(self) -> JsonObject:
        """The block as the provider wants it back."""
        match self.type:
            case "thinking":
                return self.start | {"thinking": self.text, "signature": self.signature}
            case "text":
                return self.start | {"text": self.text}
            case "tool_use":
                return {**self.start, "input": arguments_of(self.input)}
            case _:
                return self.start


class AnthropicReading:
    """Reads the events of one answer, and makes the whole of it at the end."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._family = family_of(endpoint.provider, endpoint.model)
        self._model = endpoint.model
        self._blocks: dict[int, _OpenBlock] = {}
        self._stop: str | None = None
        self._ended = False
        self._counts: dict[str, int] = {}

    def read(self, event: object) -> Iterator[Delta]:
        """Yield what the event adds to the answer; events that we do not know add nothing."""
        if isinstance(event, dict) and event.get("type") == "ping":
            return
        try:
            found = _StreamEvent.model_validate(event)
        except ValidationError:
            words = "the provider sent something that is no part of an answer"
            raise ModelFault(FaultKind.MALFORMED, words) from None
        self._note(found)
        if found.type == "content_block_start":
            block = self._blocks[found.index] = _OpenBlock(found.content_block or {})
            yield from _shown(block, block.text)
        elif found.type == "content_block_delta" and found.delta:
            yield from self._add(self._blocks.get(found.index), found.delta)

    def _note(self, event: _StreamEvent) -> None:
        self._ended = self._ended or event.type == "message_stop"
        if event.message:
            self._model = event.message.model or self._model
        for usage in (event.usage, event.message and event.message.usage):
            if usage:
                self._counts |= {
                    name: count
                    for name in _EventUsage.model_fields
                    if (count := getattr(usage, name)) is not None
                }
        if event.type == "message_delta" and event.delta:
            self._stop = event.delta.stop_reason or self._stop

    def _add(self, block: _OpenBlock | None, delta: _EventDelta) -> Iterator[Delta]:
        if block is None:
            words = "the provider continued what it had not begun"
            raise ModelFault(FaultKind.MALFORMED, words)
        block.input += delta.partial_json or ""
        block.signature += delta.signature or ""
        said = delta.text or delta.thinking or ""
        block.text += said
        yield from _shown(block, said)

    def end(self, request: ModelRequest, request_id: str | None) -> Iterator[Delta]:
        """Yield the complete tool calls, and Answered; an answer without its end is a fault."""
        if not self._ended or self._stop is None:
            raise ModelFault(FaultKind.UNFINISHED, "the answer broke off")
        blocks = [self._blocks[number] for number in sorted(self._blocks)]
        parts = [part for block in blocks if (part := _part(block)) is not None]
        stop = STOPS.get(self._stop, StopReason.END)
        calls = [part for part in parts if isinstance(part, ToolCall)]
        if stop is StopReason.LENGTH and calls:
            raise cut_off()
        for call in calls:
            yield ToolDelta(call=call)
        message = Message(role="assistant", parts=tuple(parts), carry=self._carry(blocks))
        usage = self._usage(request, message)
        yield Answered(
            message=message, stop=stop, usage=usage, model=self._model, request_id=request_id
        )

    def _carry(self, blocks: list[_OpenBlock]) -> Carry | None:
        if all(block.type not in OPAQUE for block in blocks):
            return None
        return Carry(family=self._family, value=[block.whole for block in blocks])

    def _usage(self, request: ModelRequest, message: Message) -> Usage:
        """Return what was counted. Here, what is cached is not among the provider's input."""
        counts = self._counts
        if "input_tokens" not in counts:
            return estimate(request.characters, len(message.model_dump_json()))
        cached = counts.get("cache_read_input_tokens", 0)
        written = counts.get("cache_creation_input_tokens", 0)
        return Usage(
            input_tokens=counts["input_tokens"] + cached + written,
            cached_tokens=cached,
            cache_write_tokens=written,
            output_tokens=counts.get("output_tokens", 0),
        )


def _shown(block: _OpenBlock, said: str) -> Iterator[Delta]:
    if said and block.type == "text":
        yield TextDelta(text=said)
    elif said and block.type == "thinking":
        yield ThinkingDelta(text=said)


def _part(block: _OpenBlock) -> TextPart | ToolCall | None:
    if block.type == "text" and block.text:
        return TextPart(text=block.text)
    if block.type == "tool_use":
        key, name = _text(block.start, "id"), _text(block.start, "name")
        return ToolCall(id=key, name=name, arguments=block.input or "{}")
    return None


def _text(found: JsonObject, name: str) -> str:
    value = found.get(name)
    return value if isinstance(value, str) else ""


def arguments_of(text: str) -> JsonObject:
    """Return a tool call's arguments; none if the model wrote no JSON object.

    >>> arguments_of('{"a": 1}'), arguments_of('{"a":')
    ({'a': 1}, {})
    """
    try:
        found: JsonValue = json.loads(text or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
