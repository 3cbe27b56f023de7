"""/api/knowledge-sources: documents of an organization, and /api/knowledge/search in them."""

from typing import Annotated

from pydantic import Field

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.arguments import ANY_TYPE, FromBody
from functions.edge.endpoint import Limit, Routes
from shared import handlers
from shared.call import Call
from shared.errors import Conflict, NotFound
from shared.models.ai.knowledge import (
    MOST_DOCUMENT_BYTES,
    DocumentId,
    DocumentImport,
    DocumentName,
    DocumentText,
    DocumentView,
    FoundPassages,
    ImportedDocuments,
    KnowledgeSearch,
    Namespace,
    SourceCreate,
    SourceUpdate,
    SourceView,
)
from shared.models.pages import Listed

routes = Routes()

FileName = Annotated[
    DocumentName, Field(description="The file's name; its end says what kind of document it is.")
]


@routes.endpoint("GET", "knowledge-sources", allow=Access.USER, about=About.ORGANIZATION)
async def list_knowledge_sources(call: Call) -> Listed[SourceView]:
    """List the sources that one may read: the organization's own, and GLOBAL's."""
    return await handlers.ai.knowledge.sources(call)


@routes.endpoint(
    "POST",
    "knowledge-sources",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="knowledgeSource.create",
    status=201,
    problems=[Conflict],
    versioned=True,
)
async def create_knowledge_source(call: Call, body: SourceCreate) -> SourceView:
    """Add a source, which documents are uploaded to."""
    return await handlers.ai.knowledge.create(call, body)


@routes.endpoint(
    "GET",
    "knowledge-sources/{namespace}",
    allow=Access.USER,
    about=About.ORGANIZATION,
    problems=[NotFound],
    versioned=True,
)
async def get_knowledge_source(call: Call, namespace: Namespace) -> SourceView:
    """Get one source, and how many passages it has."""
    return await handlers.ai.knowledge.get(call, namespace)


@routes.endpoint(
    "PATCH",
    "knowledge-sources/{namespace}",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="knowledgeSource.update",
    problems=[Conflict, NotFound],
    versioned=True,
)
async def update_knowledge_source(
    call: Call, namespace: Namespace, body: SourceUpdate
) -> SourceView:
    """Change the fields that are sent, such as the roles that may read it."""
    return await handlers.ai.knowledge.update(call, namespace, body)


@routes.endpoint(
    "DELETE",
    "knowledge-sources/{namespace}",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="knowledgeSource.delete",
    status=204,
    problems=[NotFound],
    versioned=True,
)
async def delete_knowledge_source(call: Call, namespace: Namespace) -> None:
    """Delete a source with its documents."""
    await handlers.ai.knowledge.delete(call, namespace)


@routes.endpoint(
    "POST",
    "knowledge-sources/{namespace}/reindex",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="knowledgeSource.reindex",
    status=202,
    problems=[Conflict, NotFound],
)
async def reindex_knowledge_source(call: Call, namespace: Namespace) -> SourceView:
    """Index all documents again, with the model that is used now; searches find them meanwhile."""
    return await handlers.ai.knowledge.reindex(call, namespace)


@routes.endpoint(
    "GET",
    "knowledge-sources/{namespace}/documents",
    allow=Access.USER,
    about=About.ORGANIZATION,
    problems=[NotFound],
)
async def list_knowledge_documents(
    call: Call, namespace: Namespace, limit: Limit = 100, continuation_token: str | None = None
) -> Listed[DocumentView]:
    """List the documents of a source, and whether they are indexed."""
    return await handlers.ai.knowledge.documents(call, namespace, limit, continuation_token)


@routes.endpoint(
    "POST",
    "knowledge-sources/{namespace}/documents",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="knowledgeDocument.upload",
    status=202,
    body_limit=MOST_DOCUMENT_BYTES,
    problems=[Conflict, NotFound],
)
async def upload_knowledge_document(
    call: Call, namespace: Namespace, body: Annotated[bytes, FromBody(ANY_TYPE)], name: FileName
) -> DocumentView:
    """Upload a file, which is then read and indexed; it replaces one of the same name."""
    return await handlers.ai.knowledge.upload(call, namespace, name, body)


@routes.endpoint(
    "POST",
    "knowledge-sources/{namespace}/imports",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="knowledgeDocument.import",
    status=202,
    problems=[Conflict, NotFound],
)
async def import_knowledge_documents(
    call: Call, namespace: Namespace, body: DocumentImport
) -> ImportedDocuments:
    """Have an address fetched and indexed, again if it was before, or files of the workspace."""
    return await handlers.ai.imports.take(call, namespace, body)


@routes.endpoint(
    "GET",
    "knowledge-sources/{namespace}/documents/{document_id}",
    allow=Access.USER,
    about=About.ORGANIZATION,
    problems=[NotFound],
)
async def get_knowledge_document(
    call: Call, namespace: Namespace, document_id: DocumentId
) -> DocumentText:
    """Get a document with its text."""
    return await handlers.ai.knowledge.document(call, namespace, document_id)


@routes.endpoint(
    "DELETE",
    "knowledge-sources/{namespace}/documents/{document_id}",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="knowledgeDocument.delete",
    status=204,
    problems=[NotFound],
)
async def delete_knowledge_document(
    call: Call, namespace: Namespace, document_id: DocumentId
) -> None:
    """Delete a document; no search finds it any more."""
    await handlers.ai.knowledge.delete_document(call, namespace, document_id)


@routes.endpoint("POST", "knowledge/search", allow=Access.USER, about=About.ORGANIZATION)
async def search_knowledge(call: Call, body: KnowledgeSearch) -> FoundPassages:
    """Find the passages that say most about a question, with where they are."""
    return await handlers.ai.knowledge.search(call, body)
