"""Messages between this process and the one that calls models: a length, and JSON."""

import asyncio
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from shared.models.ai.answers import Delta
from shared.models.ai.embeddings import Embedded, EmbeddingRequest
from shared.models.ai.endpoints import ProviderName
from shared.models.ai.messages import ModelRequest
from shared.models.base import DEFERRED, Model
from shared.services.ai.faults import FaultKind

LENGTH_BYTES = 4
#: More than any request with images, or any answer, has.
MOST_BYTES = 64 * 1024 * 1024


class _Addressed(Model):
    """A model to call. The key is plain: the other process needs it, and no other place has it."""

    number: int
    provider: ProviderName
    url: str
    key: str
    model: str
    by_operator: bool


class Asking(_Addressed):
    kind: Literal["ask"] = "ask"
    request: ModelRequest


class Embedding(_Addressed):
    kind: Literal["embed"] = "embed"
    request: EmbeddingRequest


class Stopping(Model):
    kind: Literal["stop"] = "stop"
    number: int


class CallSaid(Model):
    kind: Literal["said"] = "said"
    number: int
    delta: Delta


class CallEmbedded(Model):
    kind: Literal["embedded"] = "embedded"
    number: int
    done: Embedded


class CallFailed(Model):
    kind: Literal["failed"] = "failed"
    number: int
    fault: FaultKind
    words: str
    retry_after: float | None = None


Order = Annotated[Asking | Embedding | Stopping, Field(discriminator="kind")]
Report = Annotated[CallSaid | CallEmbedded | CallFailed, Field(discriminator="kind")]
ORDERS: TypeAdapter[Order] = TypeAdapter(Order, config=DEFERRED)
REPORTS: TypeAdapter[Report] = TypeAdapter(Report, config=DEFERRED)


def packed(message: Model) -> bytes:
    """Return a message as it is sent."""
    content = message.model_dump_json().encode()
    return len(content).to_bytes(LENGTH_BYTES, "big") + content


async def read(reader: asyncio.StreamReader) -> bytes | None:
    """Return the content of the next message; None at the end, or if the end tore it."""
    try:
        length = int.from_bytes(await reader.readexactly(LENGTH_BYTES), "big")
        return await reader.readexactly(length) if length <= MOST_BYTES else None
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
