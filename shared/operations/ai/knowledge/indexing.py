"""Indexes documents: passages, vectors, a segment, and then the document is found.

Each step can be repeated. The document's row names its new part before a segment has it, so that
what a process that died left behind is dead from the next try on.
"""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from shared.call import Platform
from shared.errors import Conflict
from shared.models.ai.knowledge import MOST_PASSAGES, MOST_PASSAGES_OF_ALL, DocumentState
from shared.models.ai.knowledge_records import Document, SegmentFacts, Source
from shared.models.ai.money import CallContext
from shared.operations.ai.embedding import Embedder, embedder_if_any
from shared.operations.ai.knowledge.merging import merge
from shared.repositories.ai.knowledge import Knowledge, StoredDocument
from shared.services.knowledge.chunks import Chunk, chunks_of
from shared.services.knowledge.segments import Part, Passage, packed


@dataclass(frozen=True, slots=True)
class DocumentContent:
    """A document and its text, to be indexed."""

    stored: StoredDocument
    text: str


def document_id(name: str) -> str:
    """Return the id of a document, which a document of the same name takes over."""
    return hashlib.sha256(name.encode()).hexdigest()[:32]


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


async def index(
    platform: Platform, source: Source, texts: Sequence[DocumentContent], context: CallContext
) -> Sequence[Document]:
    """Index texts as one segment of the source; return the documents as they are then."""
    knowledge = platform.directory.knowledge_of(source.org_id)
    chunks = [await asyncio.to_thread(chunks_of, each.text) for each in texts]
    await _require_room(knowledge, source, sum(map(len, chunks)))
    begun = [await _begun(knowledge, source, each) for each in texts]
    made = await embedder_if_any(platform, context, source.model)
    now = platform.services.clock.now().isoformat()
    parts = [_part(each.document, now) for each in begun]
    facts = await _segment(knowledge, source, texts, chunks, parts, made)
    old = {
        part for each in begun for part in each.document.parts if part != each.document.parts[-1]
    }
    changed = await knowledge.change(source, lambda current: _with(current, facts, old))
    ready: list[Document] = []
    for each, own in zip(begun, chunks, strict=True):
        after = each.document.model_copy(
            update={
                "state": DocumentState.READY,
                "fault": None,
                "passages": len(own),
                "parts": each.document.parts[-1:],
                "indexed_at": platform.services.clock.now(),
            }
        )
        await knowledge.put_document(source, after, each)
        await knowledge.remove_raw(source, after)
        ready.append(after)
    await merge(knowledge, changed)
    return ready


async def forget(knowledge: Knowledge, source: Source, document: Document) -> None:
    """Take a document out of the source; no search finds it from now on."""
    await knowledge.change(source, lambda current: _with(current, None, {*document.parts}))
    await knowledge.remove_document(source, document)


async def passages(
    texts: Sequence[str], chunks: Sequence[Sequence[Chunk]], embedder: Embedder | None
) -> Sequence[Passage]:
    """Return the passages of texts, with their vectors; ``part`` is the number of the text."""
    found = [
        (part, chunk, text[chunk.start : chunk.end])
        for part, (text, own) in enumerate(zip(texts, chunks, strict=True))
        for chunk in own
    ]
    wanted = [f"{chunk.heading}\n{text}" if chunk.heading else text for _, chunk, text in found]
    vectors: Sequence[Sequence[float]] = [()] * len(found)
    if embedder is not None:
        vectors = await embedder.vectors(wanted)
    return [
        Passage(part, chunk.start, chunk.end, chunk.heading, text, vector)
        for (part, chunk, text), vector in zip(found, vectors, strict=True)
    ]


async def _segment(
    knowledge: Knowledge,
    source: Source,
    texts: Sequence[DocumentContent],
    chunks: Sequence[Sequence[Chunk]],
    parts: Sequence[Part],
    embedder: Embedder | None,
) -> SegmentFacts | None:
    found = await passages([each.text for each in texts], chunks, embedder)
    return await stored_segment(knowledge, source, parts, found, embedder)


async def stored_segment(
    knowledge: Knowledge,
    source: Source,
    parts: Sequence[Part],
    found: Sequence[Passage],
    embedder: Embedder | None,
) -> SegmentFacts | None:
    """Store a segment that no source names yet; None without passages."""
    if not found:
        return None
    dimensions = len(found[0].vector) if embedder else 0
    content = await asyncio.to_thread(packed, parts, found, dimensions)
    model = embedder.model if embedder else None
    facts = SegmentFacts(id=uuid4().hex, rows=len(found), size=len(content), model=model)
    await knowledge.put_segment(source, facts.id, content)
    return facts


async def _begun(knowledge: Knowledge, source: Source, text: DocumentContent) -> StoredDocument:
    """Note the new part of a document, and store its text."""
    document = text.stored.document
    facts = {
        "state": DocumentState.INDEXING,
        "characters": len(text.text),
        "parts": (*document.parts[-20:], uuid4().hex),
    }
    after = document.model_copy(update=facts)
    stored = await knowledge.put_document(source, after, text.stored)
    await knowledge.put_text(source, after, text.text)
    return stored


def _part(document: Document, at: str) -> Part:
    return part_of(document, document.parts[-1], at)


def part_of(document: Document, part: str, at: str) -> Part:
    """Return what a segment has of a document."""
    return Part(
        part=part,
        document=document.id,
        name=document.name,
        metadata=document.metadata,
        trusted=document.trusted,
        at=at,
    )


def _with(source: Source, facts: SegmentFacts | None, dead: set[str]) -> Source:
    """Return the source with a further segment, and without these parts."""
    segments = (*source.segments, facts) if facts else source.segments
    model = source.model or (facts.model if facts else None)
    return source.model_copy(
        update={
            "segments": segments,
            "model": model,
            "dead": (*source.dead, *sorted(dead - {*source.dead})),
        }
    )


async def _require_room(knowledge: Knowledge, source: Source, more: int) -> None:
    sources = await knowledge.sources()
    own = next((each.passages for each in sources if each.uid == source.uid), 0)
    if own + more > MOST_PASSAGES:
        raise Conflict(
            f"a source has at most {MOST_PASSAGES:,} passages, and {own:,} are there: "
            "put the document into another one"
        )
    if sum(each.passages for each in sources) + more > MOST_PASSAGES_OF_ALL:
        raise Conflict(
            f"an organization has at most {MOST_PASSAGES_OF_ALL:,} passages: delete sources"
        )
