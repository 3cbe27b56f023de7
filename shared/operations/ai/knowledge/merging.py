"""Merges segments of a source, so that few are read, and what is dead takes no room."""

import asyncio
from collections.abc import Sequence
from uuid import uuid4

from shared.models.ai.knowledge_records import SegmentFacts, Source
from shared.repositories.ai.knowledge import Knowledge
from shared.services.knowledge.segments import Part, Passage, PassageSegment, packed

MOST_SEGMENTS = 8
MOST_DEAD = 100
#: Segments with more passages are merged only to take out what is dead.
LARGE = 10_000


async def merge(knowledge: Knowledge, source: Source) -> Source:
    """Return the source with fewer segments, if it has many, or much that is dead."""
    chosen = _chosen(source)
    if not chosen:
        return source
    read = [PassageSegment(await _content(knowledge, source, facts)) for facts in chosen]
    dead = frozenset(source.dead)
    merged = await asyncio.to_thread(_merged, read, dead)
    facts = None
    if merged is not None:
        facts = SegmentFacts(
            id=uuid4().hex,
            rows=merged[1],
            size=len(merged[0]),
            model=next(each.model for each in chosen),
        )
        await knowledge.put_segment(source, facts.id, merged[0])
    gone = {part.part for segment in read for part in segment.parts} & dead
    after = await knowledge.change(source, lambda current: _replaced(current, chosen, facts, gone))
    if not {each.id for each in chosen} & {each.id for each in after.segments}:
        for each in chosen:
            await knowledge.remove_segment(source, each.id)
    return after


def _chosen(source: Source) -> Sequence[SegmentFacts]:
    """Return the segments to merge, which have vectors of one model."""
    everything = len(source.dead) > MOST_DEAD
    if not everything and len(source.segments) <= MOST_SEGMENTS:
        return ()
    small = [each for each in source.segments if everything or each.rows < LARGE]
    models = [each.model for each in small]
    common = max(models, key=models.count, default=None)
    fitting = [each for each in small if each.model == common]
    return fitting if len(fitting) > 1 or (everything and fitting) else ()


async def _content(knowledge: Knowledge, source: Source, facts: SegmentFacts) -> bytes:
    found = await knowledge.segment(source, facts.id)
    if found is None:
        raise ValueError(f"segment {facts.id} of {source.namespace!r} is gone")
    return found


def _merged(segments: Sequence[PassageSegment], dead: frozenset[str]) -> tuple[bytes, int] | None:
    """Return one segment of what lives in these, and its passages; None if nothing does."""
    parts: list[Part] = []
    passages: list[Passage] = []
    for segment in segments:
        places = {
            number: len(parts) + place
            for place, number in enumerate(
                number for number, part in enumerate(segment.parts) if part.part not in dead
            )
        }
        parts += [segment.parts[number] for number in places]
        for row in range(segment.rows):
            if segment.part[row] in places:
                found = segment.passage(row)
                passages.append(
                    Passage(
                        places[found.part],
                        found.start,
                        found.end,
                        found.heading,
                        found.text,
                        found.vector,
                    )
                )
    dimensions = max((segment.dimensions for segment in segments), default=0)
    return (packed(parts, passages, dimensions), len(passages)) if passages else None


def _replaced(
    source: Source, merged: Sequence[SegmentFacts], made: SegmentFacts | None, gone: set[str]
) -> Source:
    ids = {each.id for each in merged}
    if not ids <= {each.id for each in source.segments}:
        return source  # another process merged them
    kept = [each for each in source.segments if each.id not in ids]
    return source.model_copy(
        update={
            "segments": (*([made] if made else []), *kept),
            "dead": tuple(part for part in source.dead if part not in gone),
        }
    )
