"""Stores one scope's knowledge: sources and documents as rows, texts and segments as blobs.

Partition ``knowledge|<org>``: ``s|<namespace>`` is a source, with the list of its segments, and
``d|<uid>|<id>`` a document. Blobs are ``<org>/knowledge/<uid>/...``. Two processes that add
segments at once do not lose each other's: the source is replaced by its ETag.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from shared.errors import AlreadyExists, Conflict, NotFound, Stale
from shared.models.ai.knowledge import MOST_SOURCES
from shared.models.ai.knowledge_records import Document, Source
from shared.models.pages import Listed
from shared.repositories.cache import TtlCache
from shared.repositories.record_versions import record_of
from shared.repositories.row_keys import after
from shared.services.blobs import Blobs
from shared.services.bulkhead import readable
from shared.services.tables import Columns, Remove, Row, Table

SCHEMA = "1"
SOURCES, DOCUMENTS = "s|", "d|"
OCTETS = "application/octet-stream"
#: How old what a search knows of the sources may be.
KNOWN_SECONDS = 5
TRIES = 8
BATCH = 100


@dataclass(frozen=True, slots=True)
class StoredKnowledgeSource:
    source: Source
    etag: str


@dataclass(frozen=True, slots=True)
class StoredDocument:
    document: Document
    etag: str


class SourceCache(TtlCache[Sequence[Source]]):
    """The sources of each scope, as they were at most 5 s ago."""

    def __init__(self) -> None:
        super().__init__(KNOWN_SECONDS)


class Knowledge:
    """The knowledge of one scope."""

    def __init__(self, table: Table, blobs: Blobs, org_id: str, known: SourceCache) -> None:
        self.org_id = org_id
        self._table, self._blobs, self._known = table, blobs, known
        self._partition = partition_of(org_id)

    async def sources(self) -> Sequence[Source]:
        page = await self._table.page(self._partition, SOURCES, after(SOURCES), limit=MOST_SOURCES)
        return [found.source for found in readable(page.rows, _source, "a source of knowledge")]

    async def known(self) -> Sequence[Source]:
        return await self._known.get(self.org_id, self.sources) or ()

    async def source(self, namespace: str) -> StoredKnowledgeSource:
        row = await self._table.get(self._partition, f"{SOURCES}{namespace}")
        if row is None:
            raise NotFound("source of knowledge", namespace)
        return _source(row)

    async def add(self, source: Source) -> None:
        try:
            await self._table.insert(self._partition, _key(source), _columns(source))
        except AlreadyExists:
            raise Conflict(f"there is a source {source.namespace!r} already") from None
        finally:
            self._known.forget(self.org_id)

    async def replace(self, before: StoredKnowledgeSource, source: Source) -> None:
        """Replace a source; Stale if another process changed it."""
        try:
            await self._table.replace(
                self._partition, _key(source), _columns(source), etag=before.etag
            )
        finally:
            self._known.forget(self.org_id)

    async def change(self, source: Source, changed: Callable[[Source], Source]) -> Source:
        """Change a source as it is now, again if another process was faster.

        Raises NotFound if it is gone, or if another one has its name.
        """
        for _ in range(TRIES):
            stored = await self.source(source.namespace)
            if stored.source.uid != source.uid:
                raise NotFound("source of knowledge", source.namespace)
            after_change = changed(stored.source)
            with suppress(Stale):
                await self.replace(stored, after_change)
                return after_change
        raise Stale(f"the source {source.namespace!r} kept changing: try again")

    async def remove(self, source: Source) -> None:
        """Remove a source, and then what was under its uid, which nothing finds any more."""
        with suppress(Stale):
            await self._table.transaction(self._partition, [Remove(_key(source))])
        self._known.forget(self.org_id)
        prefix = f"{DOCUMENTS}{source.uid}|"
        while True:
            page = await self._table.page(self._partition, prefix, after(prefix), limit=BATCH)
            if not page.rows:
                break
            with suppress(Stale):
                await self._table.transaction(
                    self._partition, [Remove(row.key) for row in page.rows]
                )
        async for name in self._blobs.names(f"{self._folder(source.uid)}/"):
            await self._blobs.delete(name)

    async def documents(
        self, source: Source, limit: int, start: str | None = None
    ) -> Listed[Document]:
        prefix = f"{DOCUMENTS}{source.uid}|"
        page = await self._table.page(self._partition, start or prefix, after(prefix), limit=limit)
        rows = readable(page.rows, _document, "a document")
        return Listed([found.document for found in rows], page.next)

    async def document(self, source: Source, document_id: str) -> StoredDocument:
        row = await self._table.get(self._partition, _document_key(source, document_id))
        if row is None:
            raise NotFound("document", document_id)
        return _document(row)

    async def put_document(
        self, source: Source, document: Document, before: StoredDocument | None
    ) -> StoredDocument:
        """Store a document; Stale or AlreadyExists if another process stored it meanwhile."""
        key, columns = _document_key(source, document.id), _columns(document)
        if before is None:
            etag = await self._table.insert(self._partition, key, columns)
        else:
            etag = await self._table.replace(self._partition, key, columns, etag=before.etag)
        return StoredDocument(document, etag)

    async def remove_document(self, source: Source, document: Document) -> None:
        with suppress(Stale):
            key = _document_key(source, document.id)
            await self._table.transaction(self._partition, [Remove(key)])
        for name in (self._raw(source, document), self._text(source, document)):
            await self._blobs.delete(name)

    async def put_raw(self, source: Source, document: Document, content: bytes) -> None:
        await self._blobs.replace(self._raw(source, document), content, OCTETS)

    async def raw(self, source: Source, document: Document) -> bytes | None:
        return await self._blobs.find(self._raw(source, document))

    async def put_text(self, source: Source, document: Document, text: str) -> None:
        """Store the text of a document in place of its file."""
        await self._blobs.replace(self._text(source, document), text.encode(), "text/plain")

    async def text(self, source: Source, document: Document) -> str | None:
        found = await self._blobs.find(self._text(source, document))
        return None if found is None else found.decode()

    async def remove_raw(self, source: Source, document: Document) -> None:
        await self._blobs.delete(self._raw(source, document))

    async def put_segment(self, source: Source, segment: str, content: bytes) -> None:
        await self._blobs.replace(self._segment(source.uid, segment), content, OCTETS)

    async def segment(self, source: Source, segment: str) -> bytes | None:
        return await self._blobs.find(self._segment(source.uid, segment))

    async def remove_segment(self, source: Source, segment: str) -> None:
        await self._blobs.delete(self._segment(source.uid, segment))

    def _folder(self, uid: str) -> str:
        return f"{self.org_id}/knowledge/{uid}"

    def _segment(self, uid: str, segment: str) -> str:
        return f"{self._folder(uid)}/{segment}.seg"

    def _raw(self, source: Source, document: Document) -> str:
        return f"{self._folder(source.uid)}/{document.id}.{document.digest[:16]}.raw"

    def _text(self, source: Source, document: Document) -> str:
        return f"{self._folder(source.uid)}/{document.id}.txt"


def partition_of(org_id: str) -> str:
    """Return the partition of a scope's knowledge, which has no other rows."""
    return f"knowledge|{org_id}"


def _key(source: Source) -> str:
    return f"{SOURCES}{source.namespace}"


def _document_key(source: Source, document_id: str) -> str:
    return f"{DOCUMENTS}{source.uid}|{document_id}"


def _source(row: Row) -> StoredKnowledgeSource:
    return StoredKnowledgeSource(record_of(Source, row.columns), row.etag)


def _document(row: Row) -> StoredDocument:
    return StoredDocument(record_of(Document, row.columns), row.etag)


def _columns(record: Source | Document) -> Columns:
    return {"v": SCHEMA, "record": record.model_dump_json()}
