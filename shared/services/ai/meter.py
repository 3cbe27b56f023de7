"""What counts the calls of models: asked before each call, told after it."""

from typing import Protocol, TypeAlias

from shared.models.ai.answers import Answered, Delta
from shared.models.ai.embeddings import Embedded, EmbeddingRequest
from shared.models.ai.endpoints import Endpoint
from shared.models.ai.messages import ModelRequest
from shared.services.ai.faults import ModelFault

#: What a call asks, and what it ends with.
Metered: TypeAlias = ModelRequest | EmbeddingRequest
Done: TypeAlias = Answered | Embedded


class Metering(Protocol):
    """One call that is being counted."""

    def saw(self, delta: Delta) -> None:
        """Note a piece of the answer."""
        ...

    async def end(self, done: Done | None, fault: ModelFault | None) -> None:
        """Count the call; without what it is done with, it broke off, failed, or was given up."""
        ...


class Meter(Protocol):
    async def begin(self, endpoint: Endpoint, request: Metered, attempt: int) -> Metering:
        """Return what counts this call; raises if it must not be made."""
        ...


class FreeMeter:
    """Counts nothing."""

    async def begin(self, endpoint: Endpoint, request: Metered, attempt: int) -> "FreeMeter":
        del endpoint, request, attempt
        return self

    def saw(self, delta: Delta) -> None:
        return

    async def end(self, done: Done | None, fault: ModelFault | None) -> None:
        return
