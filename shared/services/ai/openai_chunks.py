"""Reads the chunks of a chat completion, from any server that speaks it.

Servers add fields and leave others out, so each chunk is read as what we need of it.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, JsonValue, ValidationError

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
from shared.models.ai.messages import Carry, Message, ModelRequest, TextPart, ToolCall
from shared.services.ai.estimates import estimate
from shared.services.ai.faults import FaultKind, ModelFault, cut_off
from shared.services.ai.registry import Facts, family_of

STOPS = {
    "stop": StopReason.END,
    "eos": StopReason.END,
    "tool_calls": StopReason.TOOLS,
    "function_call": StopReason.TOOLS,
    "length": StopReason.LENGTH,
    "content_filter": StopReason.FILTERED,
}
#: An id of a call, for servers that give none.
UNNAMED = "call_{}"


class _ChunkPart(BaseModel):
    """A part of an answer, with fields that we do not know."""

    model_config = ConfigDict(extra="allow", frozen=True)


def _nothing(value: object) -> object:
    return () if value is None else value


class _ChunkFunction(_ChunkPart):
    name: str | None = None
    arguments: str | None = None


class _ChunkCall(_ChunkPart):
    index: int | None = None
    id: str | None = None
    function: _ChunkFunction = _ChunkFunction()


class _ChunkSaid(_ChunkPart):
    content: str | None = None
    refusal: str | None = None
    reasoning_content: str | None = None
    reasoning: str | None = None
    tool_calls: Annotated[tuple[_ChunkCall, ...], BeforeValidator(_nothing)] = ()


class _ChunkChoice(_ChunkPart):
    delta: _ChunkSaid = _ChunkSaid()
    finish_reason: str | None = None


class _CachedCount(_ChunkPart):
    cached_tokens: int | None = None


class _ReasonedCount(_ChunkPart):
    reasoning_tokens: int | None = None


class _ChunkUsage(_ChunkPart):
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    prompt_tokens_details: _CachedCount | None = None
    completion_tokens_details: _ReasonedCount | None = None
    cost: float | str | None = None


class _WholeChunk(_ChunkPart):
    model: str | None = None
    choices: Annotated[tuple[_ChunkChoice, ...], BeforeValidator(_nothing)] = ()
    usage: _ChunkUsage | None = None


class _OpenCall:
    """A tool call while its pieces arrive."""

    def __init__(self) -> None:
        self.id, self.name, self.arguments = "", "", ""
        self.opaque: dict[str, JsonValue] = {}


class OpenAIReading:
    """Reads the chunks of one answer, and makes the whole of it at the end."""

    def __init__(self, endpoint: Endpoint, facts: Facts) -> None:
        self._endpoint, self._facts = endpoint, facts
        self._family = family_of(endpoint.provider, endpoint.model)
        self._text: list[str] = []
        self._calls: dict[int, _OpenCall] = {}
        self._opaque: dict[str, JsonValue] = {}
        self._finish: str | None = None
        self._refused = False
        self._usage: _ChunkUsage | None = None
        self._model = endpoint.model

    def read(self, chunk: object) -> Iterator[Delta]:
        """Yield what the chunk adds to the answer."""
        try:
            part = _WholeChunk.model_validate(chunk)
        except ValidationError:
            words = "the provider sent something that is no part of an answer"
            raise ModelFault(FaultKind.MALFORMED, words) from None
        self._model = part.model or self._model
        self._usage = part.usage or self._usage
        for choice in part.choices[:1]:
            self._finish = choice.finish_reason or self._finish
            yield from self._said(choice.delta)

    def _said(self, said: _ChunkSaid) -> Iterator[Delta]:
        for call in said.tool_calls:
            self._add(call)
        for name in self._facts.opaque:
            self._keep(name, (said.model_extra or {}).get(name, getattr(said, name, None)))
        thought = said.reasoning_content or said.reasoning
        if thought:
            yield ThinkingDelta(text=thought)
        text = said.content or said.refusal
        self._refused = self._refused or bool(said.refusal)
        if text:
            self._text.append(text)
            yield TextDelta(text=text)

    def _add(self, call: _ChunkCall) -> None:
        index = call.index
        if index is None:  # some servers send each call whole, without a number
            index = len(self._calls) if call.id else max(len(self._calls) - 1, 0)
        calling = self._calls.setdefault(index, _OpenCall())
        calling.id = call.id or calling.id
        calling.name += call.function.name or ""
        calling.arguments += call.function.arguments or ""
        for name in self._facts.call_opaque:
            value = (call.model_extra or {}).get(name)
            if value is not None:
                calling.opaque[name] = value

    def _keep(self, name: str, value: JsonValue) -> None:
        """Keep what the provider wants back: lists and texts come in pieces."""
        if value is None:
            return
        before = self._opaque.get(name)
        if isinstance(before, list) and isinstance(value, list):
            self._opaque[name] = [*before, *value]
        elif isinstance(before, str) and isinstance(value, str):
            self._opaque[name] = before + value
        else:
            self._opaque[name] = value

    def end(self, request: ModelRequest, request_id: str | None) -> Iterator[Delta]:
        """Yield the complete tool calls, and Answered; an answer without its end is a fault."""
        if self._finish is None:
            raise ModelFault(FaultKind.UNFINISHED, "the answer broke off")
        calls = [self._called(number, self._calls[number]) for number in sorted(self._calls)]
        if self._finish == "length" and calls:
            raise cut_off()
        for call in calls:
            yield ToolDelta(call=call)
        text = "".join(self._text)
        parts = (*((TextPart(text=text),) if text else ()), *calls)
        message = Message(role="assistant", parts=parts, carry=self._carry(self._opaque))
        yield Answered(
            message=message,
            stop=self._stop(calls),
            usage=_counted(self._usage, request, message),
            model=self._model,
            request_id=request_id,
        )

    def _called(self, number: int, calling: _OpenCall) -> ToolCall:
        return ToolCall(
            id=calling.id or UNNAMED.format(number),
            name=calling.name,
            arguments=calling.arguments or "{}",
            carry=self._carry(calling.opaque),
        )

    def _carry(self, opaque: Mapping[str, JsonValue]) -> Carry | None:
        return Carry(family=self._family, value={**opaque}) if opaque else None

    def _stop(self, calls: Sequence[ToolCall]) -> StopReason:
        found = STOPS.get(self._finish or "", StopReason.END)
        if self._refused:
            return StopReason.REFUSED
        return StopReason.TOOLS if calls and found is StopReason.END else found


def _counted(usage: _ChunkUsage | None, request: ModelRequest, message: Message) -> Usage:
    if usage is None or usage.prompt_tokens is None:
        return estimate(request.characters, len(message.model_dump_json()))
    cached, reasoned = usage.prompt_tokens_details, usage.completion_tokens_details
    return Usage(
        input_tokens=usage.prompt_tokens,
        cached_tokens=(cached and cached.cached_tokens) or 0,
        output_tokens=usage.completion_tokens or 0,
        reasoning_tokens=(reasoned and reasoned.reasoning_tokens) or 0,
        cost_micros=micros(usage.cost),
    )


def micros(cost: float | str | None) -> int | None:
    """Return a price in dollars as millionths, rounded up."""
    if cost is None:
        return None
    try:
        dollars = Decimal(str(cost))
        return max(0, math.ceil(dollars * 1_000_000)) if dollars.is_finite() else None
    except InvalidOperation:
        return None
