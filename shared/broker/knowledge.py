"""SDK calls of ``bifrost.knowledge``: documents of an organization, and searches in them."""

from typing import Annotated, ClassVar
from uuid import uuid4

from pydantic import Field

from shared.broker.request import ScopedSdkCall
from shared.call import Call
from shared.errors import InvalidInput, NotFound
from shared.handlers.ai import knowledge
from shared.models.ai.knowledge import (
    DocumentName,
    DocumentState,
    KnowledgeSearch,
    Metadata,
    Namespace,
    SourceCreate,
)
from shared.models.ai.knowledge_records import Document, Source
from shared.models.base import Model, OrLeftOut
from shared.operations.ai.asking import context_of
from shared.operations.ai.knowledge import access
from shared.operations.ai.knowledge.indexing import (
    DocumentContent,
    digest_of,
    document_id,
    forget,
    index,
)

MOST_DOCUMENTS = 100
MOST_CHARACTERS = 1_000_000


class StoredText(Model):
    content: Annotated[str, Field(min_length=1, max_length=MOST_CHARACTERS)]
    key: DocumentName | None = None
    metadata: Annotated[Metadata, OrLeftOut] = Field(default_factory=dict[str, str])


class StoreTexts(ScopedSdkCall):
    """Store texts and index them; a source that is missing is added."""

    audit: ClassVar[str | None] = "knowledge.store"
    frees_slot: ClassVar[bool] = True

    namespace: Namespace
    documents: Annotated[tuple[StoredText, ...], Field(min_length=1, max_length=MOST_DOCUMENTS)]
    trusted: bool = False

    async def answer(self, call: Call) -> object:
        if sum(len(each.content) for each in self.documents) > MOST_CHARACTERS:
            words = f"store at most {MOST_CHARACTERS:,} characters at once: send fewer documents"
            raise InvalidInput(words)
        source = await _source(call, self.namespace)
        names = [each.key or uuid4().hex for each in self.documents]
        if len({*names}) != len(names):
            raise InvalidInput("two of the documents have one key")
        begun = [
            await self._begun(call, source, name, each)
            for name, each in zip(names, self.documents, strict=True)
        ]
        ready = await index(call.platform, source, begun, context_of(call))
        return [each.id for each in ready]

    async def _begun(
        self, call: Call, source: Source, name: str, given: StoredText
    ) -> DocumentContent:
        stores = access.knowledge_of(call)
        try:
            before = await stores.document(source, document_id(name))
        except NotFound:
            before = None
        content = given.content.encode()
        actor = call.caller.actor
        document = Document(
            id=document_id(name),
            name=name,
            size=len(content),
            digest=digest_of(content),
            state=DocumentState.INDEXING,
            metadata=given.metadata,
            trusted=self.trusted,
            parts=before.document.parts if before else (),
            added_by=actor.id,
            added_by_name=actor.name,
            added_at=call.platform.services.clock.now(),
        )
        return DocumentContent(await stores.put_document(source, document, before), given.content)


class Search(ScopedSdkCall):
    frees_slot: ClassVar[bool] = True

    wanted: KnowledgeSearch

    async def answer(self, call: Call) -> object:
        found = await knowledge.search(call, self.wanted)
        return [each.model_dump(mode="json", by_alias=False) for each in found.passages]


class Named(ScopedSdkCall):
    """Base of the calls that name a document, by its key or its id."""

    namespace: Namespace
    key: Annotated[str, Field(min_length=1, max_length=200)]

    async def _id(self, call: Call, source: Source) -> str | None:
        stores = call.platform.directory.knowledge_of(source.org_id)
        for wanted in (document_id(self.key), self.key):
            try:
                return (await stores.document(source, wanted)).document.id
            except NotFound:
                continue
        return None


class Get(Named):
    async def answer(self, call: Call) -> object:
        try:
            source = await access.require_readable(call, self.namespace)
        except NotFound:
            return None
        wanted = await self._id(call, source)
        if wanted is None:
            return None
        found = await knowledge.document(call, self.namespace, wanted)
        facts = found.model_dump(mode="json", by_alias=False)
        return {name: facts[name] for name in ("id", "name", "text", "metadata", "trusted")}


class Delete(Named):
    audit: ClassVar[str | None] = "knowledge.delete"

    async def answer(self, call: Call) -> object:
        source = await _own(call, self.namespace)
        wanted = source and await self._id(call, source)
        if source is None or not wanted:
            return False
        stores = access.knowledge_of(call)
        await forget(stores, source, (await stores.document(source, wanted)).document)
        return True


class DeleteNamespace(ScopedSdkCall):
    audit: ClassVar[str | None] = "knowledge.deleteNamespace"
    namespace: Namespace

    async def answer(self, call: Call) -> object:
        if await _own(call, self.namespace) is None:
            return False
        await knowledge.delete(call, self.namespace)
        return True


class ListNamespaces(ScopedSdkCall):
    include_global: bool = True

    async def answer(self, call: Call) -> object:
        found = await access.readable(call, fallback=self.include_global)
        return [
            {
                "namespace": each.namespace,
                "scope": each.org_id,
                "description": each.description,
                "passages": each.passages,
            }
            for each in found
        ]


async def _own(call: Call, namespace: str) -> Source | None:
    try:
        return (await access.require_own(call, namespace)).source
    except NotFound:
        return None


async def _source(call: Call, namespace: str) -> Source:
    found = await _own(call, namespace)
    if found is None:
        # Conflict, in no other's words, if it is there and the caller does not read it.
        await knowledge.create(call, SourceCreate(namespace=namespace))
        found = (await access.require_own(call, namespace)).source
    return found
