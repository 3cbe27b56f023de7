"""Searches the sources that a caller reads: by meaning where there are vectors, and by words."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shared.call import Call
from shared.errors import BudgetExceeded, Refused
from shared.models.ai.knowledge import FoundPassages, KnowledgeSearch, PassageView
from shared.models.ai.knowledge_records import SegmentFacts, Source
from shared.operations.ai.asking import context_of
from shared.operations.ai.embedding import embedder_if_any
from shared.operations.ai.knowledge.access import readable
from shared.services.ai.faults import ModelFault
from shared.services.knowledge.cache import SegmentKey
from shared.services.knowledge.ranking import Hit, PassageQuery, Searched, search

if TYPE_CHECKING:
    from shared.services.knowledge.segments import Part, PassageSegment

READ_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class _OpenedSegment:
    source: Source
    facts: SegmentFacts
    segment: "PassageSegment"


async def found(call: Call, wanted: KnowledgeSearch) -> FoundPassages:
    """Return the best passages of what the caller reads, best first."""
    began = time.monotonic()
    sources = await readable(call, wanted.namespaces, fallback=wanted.fallback)
    vectors = await _vectors(call, sources, wanted.query)
    opened, is_cold = await _opened(call, sources)
    query = PassageQuery(wanted.query, vectors, wanted.limit, wanted.min_score)
    searched = [_searched(each, wanted) for each in opened]
    hits = await asyncio.to_thread(search, searched, query)
    return FoundPassages(
        passages=tuple(
            _view(number, hit, opened[hit.segment]) for number, hit in enumerate(hits, start=1)
        ),
        is_by_meaning=any(each.facts.model in vectors for each in opened),
        is_cold=is_cold,
        milliseconds=round((time.monotonic() - began) * 1000),
    )


async def _vectors(call: Call, sources: Sequence[Source], text: str) -> dict[str, Sequence[float]]:
    """Return the vector of the query by each model that made vectors of the sources.

    A model that cannot be asked is left out: its sources are searched by words.
    """
    models = {facts.model for source in sources for facts in source.segments if facts.model}
    vectors: dict[str, Sequence[float]] = {}
    for model in sorted(models):
        made = await embedder_if_any(call.platform, context_of(call), model)
        if made is None:
            continue
        try:
            (vectors[model],) = await made.vectors([text])
        except (ModelFault, BudgetExceeded, Refused):
            continue
    return vectors


async def _opened(call: Call, sources: Sequence[Source]) -> tuple[Sequence[_OpenedSegment], bool]:
    """Return the segments of sources, and whether one had to be read first."""
    cache, directory = call.platform.directory.segments, call.platform.directory
    turns = asyncio.Semaphore(READ_AT_ONCE)
    is_cold = False

    async def opened(source: Source, facts: SegmentFacts) -> _OpenedSegment | None:
        nonlocal is_cold
        key = SegmentKey(source.org_id, source.uid, facts.id)
        is_cold = is_cold or not cache.known(key)
        knowledge = directory.knowledge_of(source.org_id)
        async with turns:
            segment = await cache.get(key, lambda: knowledge.segment(source, facts.id))
        # None: it was merged into another one, after this process read the list of segments.
        return None if segment is None else _OpenedSegment(source, facts, segment)

    each = [opened(source, facts) for source in sources for facts in source.segments]
    read = await asyncio.gather(*each)
    return [one for one in read if one is not None], is_cold


def _searched(opened: _OpenedSegment, wanted: KnowledgeSearch) -> Searched:
    dead = frozenset(opened.source.dead)
    ids = None if wanted.document_ids is None else frozenset(wanted.document_ids)

    def allows(part: "Part") -> bool:
        if part.part in dead or (ids is not None and part.document not in ids):
            return False
        return all(part.metadata.get(key) == value for key, value in wanted.metadata_filter.items())

    return Searched(opened.segment, opened.facts.model, allows)


def _view(number: int, hit: Hit, opened: _OpenedSegment) -> PassageView:
    passage = opened.segment.passage(hit.row)
    part = opened.segment.parts[passage.part]
    return PassageView(
        number=number,
        namespace=opened.source.namespace,
        scope=opened.source.org_id,
        document_id=part.document,
        document=part.name,
        heading=passage.heading,
        text=passage.text,
        start=passage.start,
        end=passage.end,
        score=hit.score,
        similarity=hit.similarity,
        keywords=hit.keywords,
        trusted=part.trusted,
        metadata=part.metadata,
        indexed_at=part.at,
    )
