"""Makes vectors of texts for one scope: with which model, and at whose cost."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from shared.call import Call, Platform
from shared.errors import Conflict, InvalidInput, NotPermitted
from shared.models.ai.embeddings import MOST_TEXTS, EmbeddingRequest
from shared.models.ai.money import CallContext
from shared.operations.ai.asking import context_of, meter_for, parted, required_settings
from shared.operations.ai.endpoints import resolved_for_vectors
from shared.operations.ai.metering import BudgetMeter

AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class Embedder:
    """Makes vectors with one model, and counts what they cost."""

    platform: Platform
    meter: BudgetMeter

    @property
    def model(self) -> str:
        """The model by its full name, such as ``OpenAI/text-embedding-3-small``."""
        endpoint = self.meter.resolved.endpoint
        return f"{endpoint.provider.value}/{endpoint.model}"

    async def vectors(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        """Return a vector for each text, in batches of 96, four at a time."""
        turns = asyncio.Semaphore(AT_ONCE)
        starts = range(0, len(texts), MOST_TEXTS)
        batches = [self._batch(texts[start : start + MOST_TEXTS], turns) for start in starts]
        found = await asyncio.gather(*batches)
        return [vector for batch in found for vector in batch]

    async def _batch(
        self, texts: Sequence[str], turns: asyncio.Semaphore
    ) -> Sequence[Sequence[float]]:
        request = EmbeddingRequest(texts=tuple(texts))
        async with turns:
            endpoint = self.meter.resolved.endpoint
            done = await self.platform.models.embed(endpoint, request, self.meter)
        return done.vectors


async def embedder(platform: Platform, context: CallContext, model: str | None) -> Embedder:
    """Return what makes vectors with this model, or with the one that the scope has chosen.

    Raises NotPermitted where models are off, and Conflict where there is no key.
    """
    settings = await required_settings(platform, context.org_id)
    provider, name = parted(model or settings.embedding_model)
    found = await resolved_for_vectors(platform, context.org_id, provider, name)
    return Embedder(platform, await meter_for(platform, context, settings, found, provider))


async def embedder_if_any(
    platform: Platform, context: CallContext, model: str | None = None
) -> Embedder | None:
    """Return what makes vectors; None where models are off, or there is no key."""
    try:
        return await embedder(platform, context, model)
    except (Conflict, NotPermitted):
        return None


async def vectors(call: Call, texts: Sequence[str], model: str | None) -> Sequence[Sequence[float]]:
    """Return a vector for each text, at the cost of the run that asks."""
    if any(not text.strip() for text in texts):
        raise InvalidInput("a text without a word has no vector: leave it out")
    found = await embedder(call.platform, context_of(call), model)
    return await found.vectors(texts)
