"""Asks for vectors of texts as OpenAI's API is asked, which most providers answer.

Runs in the process of ``program`` only: it imports the SDK.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import httpx2
from openai import APIError
from pydantic import BaseModel, BeforeValidator, Field, ValidationError

from shared.models.ai.answers import Usage
from shared.models.ai.embeddings import Embedded, EmbeddingRequest, embedded
from shared.models.ai.endpoints import Endpoint
from shared.services.ai.estimates import estimate
from shared.services.ai.faults import FaultKind, ModelFault
from shared.services.ai.openai_chunks import micros
from shared.services.ai.openai_wire import fault_of, sdk
from shared.services.ai.registry import REGISTRY, Wire

if TYPE_CHECKING:
    from shared.models.ai.messages import JsonObject


class _Vector(BaseModel):
    index: int
    embedding: Annotated[tuple[float, ...], Field(min_length=1)]


class _Counted(BaseModel):
    prompt_tokens: int | None = None
    cost: float | str | None = None


def _nothing(value: object) -> object:
    return {} if value is None else value


class _Vectors(BaseModel):
    data: tuple[_Vector, ...]
    model: str | None = None
    usage: Annotated[_Counted, BeforeValidator(_nothing)] = _Counted()


async def embed(
    client: httpx2.AsyncClient, endpoint: Endpoint, request: EmbeddingRequest
) -> Embedded:
    """Return a vector for each text; raises ModelFault."""
    facts = REGISTRY[endpoint.provider]
    if facts.wire is not Wire.OPENAI:
        raise ModelFault(FaultKind.MODEL, f"{endpoint.provider} makes no vectors of texts")
    body: JsonObject = {
        "model": endpoint.model,
        "input": [*request.texts],
        "encoding_format": "float",
    }
    if request.dimensions is not None:
        body["dimensions"] = request.dimensions
    try:
        found = await sdk(client, endpoint, facts).post("/embeddings", body=body, cast_to=object)
    except (APIError, httpx2.HTTPError, ValueError) as error:
        raise fault_of(error, endpoint.key.get_secret_value()) from None
    return _read(found, endpoint, request)


def _read(found: object, endpoint: Endpoint, request: EmbeddingRequest) -> Embedded:
    try:
        answer = _Vectors.model_validate(found)
    except ValidationError:
        raise _malformed() from None
    ordered = sorted(answer.data, key=lambda each: each.index)
    vectors = [each.embedding for each in ordered]
    if [each.index for each in ordered] != [*range(len(request.texts))] or _differ(vectors):
        raise _malformed()
    if request.dimensions not in (None, len(vectors[0])):
        raise _malformed()
    return embedded(vectors, _usage(answer.usage, request), answer.model or endpoint.model)


def _differ(vectors: Sequence[Sequence[float]]) -> bool:
    return len({len(vector) for vector in vectors}) != 1


def _usage(counted: _Counted, request: EmbeddingRequest) -> Usage:
    if counted.prompt_tokens is None:
        return estimate(request.characters, 0).model_copy(update={"output_tokens": 0})
    return Usage(input_tokens=counted.prompt_tokens, cost_micros=micros(counted.cost))


def _malformed() -> ModelFault:
    return ModelFault(FaultKind.MALFORMED, "the provider sent no vector for each text")
