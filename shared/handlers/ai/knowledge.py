"""Request handlers of knowledge: sources, documents, and searches in them."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from shared.call import Call
from shared.errors import Conflict, Detail, InvalidInput, NotFound
from shared.models.ai.knowledge import (
    MOST_SOURCES,
    DocumentState,
    DocumentText,
    DocumentView,
    FoundPassages,
    KnowledgeSearch,
    SourceCreate,
    SourceUpdate,
    SourceView,
)
from shared.models.ai.knowledge_messages import KnowledgeMessage
from shared.models.ai.knowledge_records import Document, Source
from shared.models.pages import Listed, key_of
from shared.operations.ai.asking import context_of
from shared.operations.ai.embedding import embedder_if_any
from shared.operations.ai.knowledge import searching
from shared.operations.ai.knowledge.access import (
    knowledge_of,
    readable,
    require_own,
    require_readable,
)
from shared.operations.ai.knowledge.indexing import digest_of, document_id, forget
from shared.operations.conditional_edits import require_version, show_version
from shared.services.knowledge.extraction import kind_of

KIND = "knowledgeSource"
DOCUMENT_KIND = "knowledgeDocument"
#: A document that waits longer than this is sent to be indexed again when it is uploaded again.
LOST = timedelta(minutes=15)


async def sources(call: Call) -> Listed[SourceView]:
    """Return what the caller reads: the scope's own sources, and GLOBAL's."""
    model = await _model(call)
    found = [_view(call, source, model) for source in await readable(call)]
    return Listed(sorted(found, key=lambda each: (each.namespace, each.scope)))


async def get(call: Call, namespace: str) -> SourceView:
    source = await require_readable(call, namespace)
    show_version(call, source, SourceUpdate)
    return _view(call, source, await _model(call))


async def create(call: Call, new: SourceCreate) -> SourceView:
    knowledge = knowledge_of(call)
    if len(await knowledge.sources()) >= MOST_SOURCES:
        raise Conflict(f"an organization has at most {MOST_SOURCES} sources of knowledge")
    await _require_roles(call, new.role_ids)
    source = Source(
        uid=uuid4().hex,
        org_id=call.caller.scope,
        namespace=new.namespace,
        description=new.description,
        role_ids=new.role_ids,
        created_by=call.caller.actor.id,
        created_at=call.platform.services.clock.now(),
    )
    await knowledge.add(source)
    view = _view(call, source, None)
    call.changed(KIND, source.namespace, None, view)
    show_version(call, source, SourceUpdate)
    return view


async def update(call: Call, namespace: str, change: SourceUpdate) -> SourceView:
    """Change the fields that were sent."""
    before = await require_own(call, namespace)
    require_version(call, before.source, SourceUpdate)
    if change.role_ids is not None:
        await _require_roles(call, change.role_ids)
    facts = {
        **change.model_dump(exclude_none=True, by_alias=False),
        "updated_by": call.caller.actor.id,
        "updated_at": call.platform.services.clock.now(),
    }
    after = before.source.model_copy(update=facts)
    await knowledge_of(call).replace(before, after)
    model = await _model(call)
    call.changed(KIND, namespace, _view(call, before.source, model), _view(call, after, model))
    show_version(call, after, SourceUpdate)
    return _view(call, after, model)


async def delete(call: Call, namespace: str) -> None:
    """Delete a source with its documents."""
    before = await require_own(call, namespace)
    require_version(call, before.source, SourceUpdate)
    await knowledge_of(call).remove(before.source)
    call.changed(KIND, namespace, _view(call, before.source, None), None)


async def documents(
    call: Call, namespace: str, limit: int, token: str | None
) -> Listed[DocumentView]:
    source = await require_readable(call, namespace)
    start = key_of(token, f"d|{source.uid}|", mark=call.mark)
    directory = call.platform.directory
    page = await directory.knowledge_of(source.org_id).documents(source, limit, start)
    return Listed([document_view(each) for each in page.items], page.next)


async def document(call: Call, namespace: str, wanted: str) -> DocumentText:
    """Return a document with its text, once it was read."""
    source = await require_readable(call, namespace)
    knowledge = call.platform.directory.knowledge_of(source.org_id)
    found = (await knowledge.document(source, wanted)).document
    text = await knowledge.text(source, found) or ""
    return DocumentText(**_facts(found), text=text)


async def upload(call: Call, namespace: str, name: str, content: bytes) -> DocumentView:
    """Store a file, to be read and indexed; it takes the place of one with the same name."""
    try:
        kind_of(name)
    except InvalidInput as error:
        raise InvalidInput(str(error), [Detail(("query", "name"), str(error))]) from None
    if not content:
        raise InvalidInput("the file is empty")
    actor = call.caller.actor
    new = Document(
        id=document_id(name),
        name=name,
        size=len(content),
        digest=digest_of(content),
        state=DocumentState.WAITING,
        added_by=actor.id,
        added_by_name=actor.name,
        added_at=call.platform.services.clock.now(),
    )
    return await keep(call, namespace, new, content)


async def keep(
    call: Call, namespace: str, document: Document, content: bytes | None
) -> DocumentView:
    """Store a document to be indexed; what searches find of an older one stays until then.

    Without content it has an address, from which it is fetched then.
    """
    source, knowledge = (await require_own(call, namespace)).source, knowledge_of(call)
    try:
        before = await knowledge.document(source, document.id)
    except NotFound:
        before = None
    facts = before.document.model_dump(include={"parts", "passages"}) if before else {}
    new = document.model_copy(update=facts)
    if before and content is not None and _is_known(before.document, new):
        return document_view(before.document)
    if content is not None:
        await knowledge.put_raw(source, new, content)
    await knowledge.put_document(source, new, before)
    await _send(call, source, new.id)
    old = document_view(before.document) if before else None
    call.changed(DOCUMENT_KIND, new.id, old, document_view(new))
    return document_view(new)


async def delete_document(call: Call, namespace: str, wanted: str) -> None:
    source, knowledge = (await require_own(call, namespace)).source, knowledge_of(call)
    found = (await knowledge.document(source, wanted)).document
    await forget(knowledge, source, found)
    call.changed(DOCUMENT_KIND, wanted, document_view(found), None)


async def reindex(call: Call, namespace: str) -> SourceView:
    """Have all documents of a source indexed again, with the model that is used now."""
    source = (await require_own(call, namespace)).source
    model = await _model(call)
    if model is None:
        raise Conflict("no model makes vectors here: enable models, and add a key that has one")
    await _send(call, source, None)
    view = _view(call, source, model)
    call.changed(KIND, namespace, view, view)
    return view


async def search(call: Call, wanted: KnowledgeSearch) -> FoundPassages:
    """Return the best passages of what the caller reads."""
    return await searching.found(call, wanted)


def document_view(document: Document) -> DocumentView:
    return DocumentView(**_facts(document))


async def _send(call: Call, source: Source, wanted: str | None) -> None:
    actor = call.caller.actor
    message = KnowledgeMessage(
        org_id=source.org_id,
        namespace=source.namespace,
        uid=source.uid,
        document_id=wanted,
        by=actor.id,
        by_name=actor.name,
    )
    await call.platform.services.event_queue.send(message.model_dump_json(by_alias=False))


def _is_known(before: Document, new: Document) -> bool:
    """Whether the same file is indexed already, or will be."""
    if before.digest != new.digest or before.state is DocumentState.FAILED:
        return False
    return before.state is DocumentState.READY or new.added_at - before.added_at < LOST


async def _require_roles(call: Call, role_ids: tuple[UUID, ...]) -> None:
    """Raise InvalidInput unless the scope has these roles."""
    for place, role_id in enumerate(role_ids):
        try:
            await call.roles.get(role_id)
        except NotFound as error:
            fault = Detail(("body", "roleIds", place), "there is no such role")
            raise InvalidInput("a role does not exist", [fault]) from error


async def _model(call: Call) -> str | None:
    made = await embedder_if_any(call.platform, context_of(call))
    return made.model if made else None


def _view(call: Call, source: Source, model: str | None) -> SourceView:
    is_own = source.org_id == call.caller.scope
    models = {segment.model for segment in source.segments}
    return SourceView(
        namespace=source.namespace,
        scope=source.org_id,
        description=source.description,
        role_ids=source.role_ids,
        passages=source.passages,
        model=source.model,
        needs_reindex=is_own and model is not None and bool(models - {model}),
        created_at=source.created_at,
        created_by=source.created_by,
        updated_at=source.updated_at,
    )


def _facts(document: Document) -> dict[str, Any]:
    hidden = {"digest", "parts", "added_by_name"}
    return document.model_dump(by_alias=False, exclude=hidden)
