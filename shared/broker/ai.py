"""SDK calls of ``bifrost.ai``: the platform calls the model, and the run never has the key."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, JsonValue

from shared.broker.request import ScopedSdkCall, SdkCall
from shared.call import Call
from shared.models.ai.answers import Answered, Delta, Interrupted, TextDelta
from shared.models.ai.embeddings import MOST_TEXTS
from shared.models.ai.messages import Message, ModelRequest, TextPart
from shared.models.base import Model
from shared.operations.ai import asking, embedding

MOST_CHARACTERS = 400_000
EmbeddedText = Annotated[str, Field(min_length=1, max_length=20_000)]


class SaidMessage(Model):
    role: Literal["user", "assistant"]
    content: Annotated[str, Field(min_length=1, max_length=MOST_CHARACTERS)]


class AskingCall(ScopedSdkCall):
    """Base of the calls that ask a model."""

    frees_slot: ClassVar[bool] = True

    messages: Annotated[tuple[SaidMessage, ...], Field(min_length=1, max_length=200)]
    system: Annotated[str, Field(max_length=MOST_CHARACTERS)] = ""
    model: Annotated[str, Field(max_length=200)] | None = None
    max_tokens: Annotated[int, Field(ge=1, le=200_000)] | None = None
    temperature: Annotated[float, Field(ge=0, le=2)] | None = None
    top_p: Annotated[float, Field(ge=0, le=1)] | None = None
    top_k: Annotated[int, Field(ge=1)] | None = None

    def request(self, schema: dict[str, JsonValue] | None = None) -> ModelRequest:
        messages = tuple(
            Message(role=each.role, parts=(TextPart(text=each.content),)) for each in self.messages
        )
        return ModelRequest(
            messages=messages,
            system=self.system,
            max_tokens=self.max_tokens,
            temperature=self.temperature,
            top_p=self.top_p,
            top_k=self.top_k,
            output_schema=schema,
        )


class Complete(AskingCall):
    """Ask a model, and wait for the whole answer."""

    response_format: dict[str, JsonValue] | None = None

    async def answer(self, call: Call) -> object:
        request = self.request(self.response_format)
        found = await asking.complete(call, request, self.model)
        usage = found.answered.usage
        return {
            "text": found.answered.message.text,
            "value": found.value,
            "model": found.answered.model,
            "provider": found.provider.value,
            "stop": found.answered.stop.value,
            "input_tokens": usage.input_tokens,
            "output_tokens": usage.output_tokens,
        }


class BeginAnswer(AskingCall):
    """Begin an answer, which is fetched piece by piece."""

    async def answer(self, call: Call) -> object:
        return await asking.begin(call, self.request(), self.model)


class More(SdkCall):
    """Wait for the next pieces of an answer; null at its end."""

    frees_slot: ClassVar[bool] = True

    stream: Annotated[str, Field(max_length=100)]

    async def answer(self, call: Call) -> object:
        streams = call.platform.models.streams
        deltas = await streams.more(asking.owner_of(call), self.stream)
        return None if deltas is None else [_piece(each) for each in deltas]


class StopAnswer(SdkCall):
    """End an answer that is not wanted any more."""

    stream: Annotated[str, Field(max_length=100)]

    async def answer(self, call: Call) -> object:
        await call.platform.models.streams.stop(asking.owner_of(call), self.stream)
        return None


class Embed(ScopedSdkCall):
    """Make vectors of texts."""

    frees_slot: ClassVar[bool] = True

    texts: Annotated[tuple[EmbeddedText, ...], Field(min_length=1, max_length=MOST_TEXTS)]
    model: Annotated[str, Field(max_length=200)] | None = None

    async def answer(self, call: Call) -> object:
        return [[*vector] for vector in await embedding.vectors(call, self.texts, self.model)]


class GetModelInfo(ScopedSdkCall):
    """Say which model would be asked, and who pays."""

    model: Annotated[str, Field(max_length=200)] | None = None

    async def answer(self, call: Call) -> object:
        meter = await asking.meter_of(call, self.model)
        endpoint = meter.resolved.endpoint
        return {
            "provider": endpoint.provider.value,
            "model": endpoint.model,
            "payer": meter.payer.value,
        }


def _piece(delta: Delta) -> object:
    """Return what a run is told of a piece: its text, that it begins again, or how it ended."""
    if isinstance(delta, Answered):
        usage = delta.usage
        return {
            "stop": delta.stop.value,
            "model": delta.model,
            "input_tokens": usage.input_tokens,
            "output_tokens": usage.output_tokens,
        }
    if isinstance(delta, Interrupted):
        return {"restarts": True}
    return {"text": delta.text if isinstance(delta, TextDelta) else ""}
