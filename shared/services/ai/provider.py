"""The Protocol of language models: one way to ask any provider."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Protocol

from shared.models.ai.answers import Answered, Delta
from shared.models.ai.embeddings import Embedded, EmbeddingRequest
from shared.models.ai.endpoints import Endpoint
from shared.models.ai.messages import ModelRequest
from shared.services.ai.faults import FaultKind, ModelFault


class ModelProvider(Protocol):
    def stream(self, endpoint: Endpoint, request: ModelRequest) -> AsyncGenerator[Delta]:
        """Yield the answer as it comes; the last delta is Answered.

        Raises ModelFault, also for an answer that breaks off. One try, nothing is repeated.
        Closing the generator ends the call.
        """
        ...

    async def embed(self, endpoint: Endpoint, request: EmbeddingRequest) -> Embedded:
        """Return a vector for each text; raises ModelFault. One try, nothing is repeated."""
        ...

    async def close(self) -> None:
        """End what calls need, such as a process."""
        ...


async def gather(deltas: AsyncGenerator[Delta]) -> Answered:
    """Return the whole answer of a stream."""
    async with aclosing(deltas):
        async for delta in deltas:
            if isinstance(delta, Answered):
                return delta
    raise ModelFault(FaultKind.UNFINISHED, "the answer ended without its end")
