"""Indexes a source again, with the model that its scope uses now, and swaps it in at once.

The new segments are built beside the old ones, which searches use until then. What changed
meanwhile is added before the swap.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence

from shared.call import Platform
from shared.errors import Stale
from shared.models.ai.knowledge import DocumentState
from shared.models.ai.knowledge_records import Document, SegmentFacts, Source
from shared.models.ai.money import CallContext
from shared.operations.ai.embedding import Embedder, embedder
from shared.operations.ai.knowledge.indexing import part_of, passages, stored_segment
from shared.repositories.ai.knowledge import Knowledge, StoredKnowledgeSource
from shared.services.knowledge.chunks import chunks_of

PAGE = 100
ROUNDS = 10


class _Generation:
    """The segments that are built, and which parts are in them."""

    def __init__(self, knowledge: Knowledge, source: Source, made: Embedder) -> None:
        self.knowledge, self.source, self.made = knowledge, source, made
        self.segments: list[SegmentFacts] = []
        self.parts: set[str] = set()

    async def add(self, documents: Sequence[Document]) -> None:
        found = [(each, await self.knowledge.text(self.source, each)) for each in documents]
        read = [(each, text) for each, text in found if text is not None]
        texts = [text for _, text in read]
        chunks = [await asyncio.to_thread(chunks_of, text) for text in texts]
        parts = [part_of(each, each.parts[-1], _at(each)) for each, _ in read]
        ready = await passages(texts, chunks, self.made)
        facts = await stored_segment(self.knowledge, self.source, parts, ready, self.made)
        self.segments += [facts] if facts else []
        self.parts |= {each.parts[-1] for each in documents}


async def reindex(platform: Platform, source: Source, context: CallContext) -> Source:
    """Return the source with new segments; raises what finding the model raises."""
    knowledge = platform.directory.knowledge_of(source.org_id)
    built = _Generation(knowledge, source, await embedder(platform, context, None))
    for _ in range(ROUNDS):
        stored = await knowledge.source(source.namespace)
        living: set[str] = set()
        async for page in _pages(knowledge, source):
            living |= {each.parts[-1] for each in page}
            missing = [each for each in page if each.parts[-1] not in built.parts]
            if missing:
                await built.add(missing)
        try:
            return await _swapped(built, stored, living)
        except Stale:
            continue
    raise Stale(f"the source {source.namespace!r} kept changing: try again")


async def _swapped(built: _Generation, before: StoredKnowledgeSource, living: set[str]) -> Source:
    after = before.source.model_copy(
        update={
            "segments": tuple(built.segments),
            "dead": tuple(sorted(built.parts - living)),
            "model": built.made.model,
            "generation": before.source.generation + 1,
        }
    )
    await built.knowledge.replace(before, after)
    for facts in before.source.segments:
        await built.knowledge.remove_segment(after, facts.id)
    return after


async def _pages(knowledge: Knowledge, source: Source) -> AsyncIterator[Sequence[Document]]:
    """Yield the documents that are ready, some at a time."""
    start: str | None = None
    while True:
        page = await knowledge.documents(source, PAGE, start)
        yield [each for each in page.items if each.state is DocumentState.READY]
        start = page.next
        if start is None:
            return


def _at(document: Document) -> str:
    return (document.indexed_at or document.added_at).isoformat()
