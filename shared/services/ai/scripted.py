"""A provider that says what it is told to: the twin of the real ones, in memory."""

import math
import re
from collections.abc import AsyncGenerator, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from zlib import crc32

from shared.models.ai.answers import (
    Answered,
    Delta,
    Interrupted,
    StopReason,
    TextDelta,
    ThinkingDelta,
    ToolDelta,
    Usage,
)
from shared.models.ai.embeddings import Embedded, EmbeddingRequest, embedded
from shared.models.ai.endpoints import Endpoint
from shared.models.ai.messages import Message, ModelRequest, TextPart, ToolCall
from shared.services.ai.faults import FaultKind, ModelFault

Answer = str | ModelFault | Iterable[TextPart | ToolCall | Delta | ModelFault]
CHUNK = 12
DIMENSIONS = 64
_AS_THEY_ARE = (TextDelta, ThinkingDelta, ToolDelta, Interrupted, Answered, ModelFault)


@dataclass(frozen=True, slots=True)
class Asked:
    endpoint: Endpoint
    request: ModelRequest


class ScriptedProvider:
    """Answers with these answers in their order, or with what a function says; counts tokens.

    An answer is a text, its parts, or each delta; a fault among them is raised in its place.
    ``asked`` are the calls that were made. Without an answer that is left, a call fails.
    ``embedded`` are the texts that vectors were made of; ``embed_faults`` are raised first.
    """

    def __init__(
        self, answers: Iterable[Answer] | Callable[[Endpoint, ModelRequest], Answer] = ()
    ) -> None:
        self.asked: list[Asked] = []
        self.usage: list[Usage] = []
        self.embedded: list[EmbeddingRequest] = []
        self.embed_faults: list[ModelFault] = []
        self._answers = answers if callable(answers) else _in_order(iter(answers))

    async def stream(self, endpoint: Endpoint, request: ModelRequest) -> AsyncGenerator[Delta]:
        self.asked.append(Asked(endpoint, request))
        answer = self._answers(endpoint, request)
        if isinstance(answer, ModelFault):
            raise answer
        for delta in _deltas(answer, endpoint, request):
            if isinstance(delta, ModelFault):
                raise delta
            if isinstance(delta, Answered):
                self.usage.append(delta.usage)
            yield delta

    async def embed(self, endpoint: Endpoint, request: EmbeddingRequest) -> Embedded:
        self.embedded.append(request)
        if self.embed_faults:
            raise self.embed_faults.pop(0)
        vectors = [
            vector_of_words(text, request.dimensions or DIMENSIONS) for text in request.texts
        ]
        usage = Usage(input_tokens=request.characters // 4 + 1)
        self.usage.append(usage)
        return embedded(vectors, usage, endpoint.model)

    async def close(self) -> None:
        return


def vector_of_words(text: str, dimensions: int) -> Sequence[float]:
    """Return a vector that is near those of texts with the same words.

    >>> vector_of_words("a printer", 64) == vector_of_words("A printer!", 64)
    True
    """
    vector = [0.0] * dimensions
    for word in re.findall(r"\w+", text.lower()):
        vector[crc32(word.encode()) % dimensions] += 1.0
    length = math.sqrt(sum(number * number for number in vector)) or 1.0
    return [number / length for number in vector]


def _in_order(left: Iterator[Answer]) -> Callable[[Endpoint, ModelRequest], Answer]:
    def answer(endpoint: Endpoint, request: ModelRequest) -> Answer:
        del endpoint, request
        found = next(left, None)
        if found is None:
            return ModelFault(FaultKind.INVALID, "the script has no answer left")
        return found

    return answer


def _deltas(
    answer: Answer, endpoint: Endpoint, request: ModelRequest
) -> Iterator[Delta | ModelFault]:
    if isinstance(answer, ModelFault):
        yield answer
        return
    parts: list[TextPart | ToolCall] = []
    for said in [TextPart(text=answer)] if isinstance(answer, str) else answer:
        if isinstance(said, _AS_THEY_ARE):
            yield said
        else:
            parts.append(said)
            yield from _pieces(said)
    if parts:
        yield _done(tuple(parts), endpoint, request)


def _pieces(part: TextPart | ToolCall) -> Iterator[Delta]:
    if isinstance(part, ToolCall):
        yield ToolDelta(call=part)
    else:
        yield from _chunks(part.text)


def _chunks(text: str) -> Iterator[TextDelta]:
    for start in range(0, len(text), CHUNK):
        yield TextDelta(text=text[start : start + CHUNK])


def _done(
    parts: tuple[TextPart | ToolCall, ...], endpoint: Endpoint, request: ModelRequest
) -> Answered:
    message = Message(role="assistant", parts=parts)
    written = sum(
        len(part.text if isinstance(part, TextPart) else part.arguments) for part in parts
    )
    usage = Usage(input_tokens=request.characters // 4 + 1, output_tokens=written // 4 + 1)
    stop = StopReason.TOOLS if message.tool_calls else StopReason.END
    return Answered(message=message, stop=stop, usage=usage, model=endpoint.model)
