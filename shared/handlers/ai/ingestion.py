"""Handlers of the queue: a document is read and indexed, or a source is indexed again."""

import logging

from shared.call import Platform
from shared.errors import (
    BudgetExceeded,
    Conflict,
    InvalidInput,
    NotFound,
    NotPermitted,
    Refused,
    Stale,
    Unavailable,
)
from shared.models.ai.knowledge import DocumentState
from shared.models.ai.knowledge_messages import KnowledgeMessage
from shared.models.ai.knowledge_records import Source
from shared.models.ai.money import CallContext
from shared.operations.ai.knowledge.fetching import fetched
from shared.operations.ai.knowledge.indexing import DocumentContent, index
from shared.operations.ai.knowledge.reindexing import reindex
from shared.repositories.ai.knowledge import StoredDocument
from shared.services.ai.faults import ModelFault
from shared.services.knowledge.extraction import kind_of

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 6
PAUSE_SECONDS = 30
DONE = frozenset({DocumentState.READY, DocumentState.FAILED})
GIVEN_UP = "it could not be indexed: upload it again"


async def run(platform: Platform, order: KnowledgeMessage) -> None:
    """Do what the message says; what fails for good is noted, and the rest is sent again."""
    source = await _source(platform, order)
    if source is None:
        return
    try:
        await (_reindex if order.document_id is None else _ingest)(platform, source, order)
    except ModelFault as error:
        if error.is_passing and order.attempt < MOST_ATTEMPTS:
            pause = error.retry_after or PAUSE_SECONDS * order.attempt
            following = order.model_copy(update={"attempt": order.attempt + 1})
            text = following.model_dump_json(by_alias=False)
            await platform.services.event_queue.send(text, delay_seconds=round(pause))
        else:
            await _fail(platform, source, order, str(error))
    except Unavailable as error:
        await _fail(platform, source, order, str(error))
    except (Stale, NotFound):
        raise  # the host delivers the message again
    except (InvalidInput, BudgetExceeded, Conflict, NotPermitted, Refused) as error:
        await _fail(platform, source, order, str(error))


async def given_up(platform: Platform, order: KnowledgeMessage) -> None:
    """Note that a message failed five times."""
    source = await _source(platform, order)
    if source is not None:
        await _fail(platform, source, order, GIVEN_UP)


async def _source(platform: Platform, order: KnowledgeMessage) -> Source | None:
    """Return the source that the message is about; None if it is gone."""
    try:
        knowledge = platform.directory.knowledge_of(order.org_id)
        source = (await knowledge.source(order.namespace)).source
    except NotFound:
        return None
    return source if source.uid == order.uid else None


async def _reindex(platform: Platform, source: Source, order: KnowledgeMessage) -> None:
    await reindex(platform, source, _context(order, order.by, order.by_name))


async def _ingest(platform: Platform, source: Source, order: KnowledgeMessage) -> None:
    knowledge = platform.directory.knowledge_of(source.org_id)
    stored = await _document(platform, source, order)
    if stored is None or stored.document.state in DONE:
        return
    document = stored.document
    if document.url is not None:
        page = await fetched(platform.services.egress, document.url)
        document = document.model_copy(update={"size": len(page.content)})
        stored = StoredDocument(document, stored.etag)
        text = await platform.documents.text(page.kind, page.content)
    else:
        content = await knowledge.raw(source, document)
        if content is None:
            return  # another message's process is done with it
        text = await platform.documents.text(kind_of(document.name), content)
    context = _context(order, document.added_by, document.added_by_name)
    await index(platform, source, [DocumentContent(stored, text)], context)


async def _fail(platform: Platform, source: Source, order: KnowledgeMessage, words: str) -> None:
    stored = await _document(platform, source, order)
    if stored is None:
        logger.error("knowledge was not indexed again: %s", words, extra={"org": order.org_id})
        return
    failed = stored.document.model_copy(update={"state": DocumentState.FAILED, "fault": words})
    knowledge = platform.directory.knowledge_of(source.org_id)
    await knowledge.put_document(source, failed, stored)
    await knowledge.remove_raw(source, failed)


async def _document(
    platform: Platform, source: Source, order: KnowledgeMessage
) -> StoredDocument | None:
    if order.document_id is None:
        return None
    try:
        knowledge = platform.directory.knowledge_of(source.org_id)
        return await knowledge.document(source, order.document_id)
    except NotFound:
        return None


def _context(order: KnowledgeMessage, user_id: str, name: str) -> CallContext:
    return CallContext(org_id=order.org_id, user_id=user_id, user_name=name)
