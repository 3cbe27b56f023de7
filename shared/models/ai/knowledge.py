"""Sources of knowledge, their documents, and what a search in them finds."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from shared.models.base import Model, OrLeftOut
from shared.wording.error_messages import Pattern

MOST_SOURCES = 100
MOST_DOCUMENT_BYTES = 20 * 1024 * 1024
#: Passages of one source, and of all sources of an organization.
MOST_PASSAGES = 50_000
MOST_PASSAGES_OF_ALL = 200_000
MOST_HITS = 50

Namespace = Annotated[
    str,
    Pattern(
        r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$",
        "give a source's name: 1 to 64 letters, digits, '.', '_' and '-', not beginning with a"
        " sign",
    ),
]
WebAddress = Annotated[
    str,
    StringConstraints(max_length=2000),
    Pattern(r"^https?://", "give an address that begins with https:// or http://"),
]
DocumentId = Annotated[str, Pattern(r"^[a-f0-9]{32}$", "give a document's id")]
DocumentName = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)
]
Description = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]
MetadataName = Annotated[str, StringConstraints(min_length=1, max_length=50)]
MetadataValue = Annotated[str, StringConstraints(max_length=200)]
Metadata = Annotated[dict[MetadataName, MetadataValue], Field(max_length=20)]
QueryText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]


class SourceView(Model):
    namespace: str
    scope: str = Field(description="The organization's id, or `GLOBAL`.")
    description: str
    role_ids: tuple[UUID, ...] = Field(description="Whose members may read it; everyone if empty.")
    passages: int
    model: str | None = Field(description="What made its vectors; null for search by words only.")
    needs_reindex: bool = Field(description="Whether another model would be used now.")
    created_at: datetime
    created_by: str
    updated_at: datetime | None


class SourceCreate(Model):
    namespace: Namespace
    description: Description = ""
    role_ids: Annotated[tuple[UUID, ...], Field(max_length=50), OrLeftOut] = ()


class SourceUpdate(Model):
    """Fields left out stay as they are."""

    description: Description | None = None
    role_ids: Annotated[tuple[UUID, ...], Field(max_length=50)] | None = None


class DocumentState(StrEnum):
    WAITING = "waiting"
    INDEXING = "indexing"
    READY = "ready"
    FAILED = "failed"


class DocumentImport(Model):
    """Where a document comes from: an address of the web, or a file or folder of the workspace."""

    url: WebAddress | None = None
    path: Annotated[str, StringConstraints(min_length=1, max_length=400)] | None = None
    trusted: bool = Field(
        default=False, description="Whether no stranger wrote what is at the address."
    )

    @model_validator(mode="after")
    def _one_of_both(self) -> "DocumentImport":
        if (self.url is None) == (self.path is None):
            raise ValueError("send either url or path")
        return self


class DocumentView(Model):
    id: str
    name: str
    url: str | None = Field(default=None, description="Where it was fetched from.")
    size: int = Field(description="Bytes.")
    state: DocumentState
    fault: str | None = Field(description="Why it could not be read or indexed.")
    characters: int
    passages: int
    metadata: dict[str, str]
    trusted: bool = Field(description="False for what a workflow stored without saying otherwise.")
    added_by: str
    added_at: datetime
    indexed_at: datetime | None


class ImportedDocuments(Model):
    documents: tuple[DocumentView, ...]


class DocumentText(DocumentView):
    text: str


class KnowledgeSearch(Model):
    query: QueryText
    namespaces: Annotated[tuple[Namespace, ...], Field(max_length=20)] | None = Field(
        default=None, description="Where to look; unless given, in every source that one may read."
    )
    limit: Annotated[int, Field(ge=1, le=MOST_HITS)] = 5
    min_score: Annotated[float, Field(ge=0, le=1)] | None = Field(
        default=None, description="The least `similarity`; drops what was found by words alone."
    )
    metadata_filter: Annotated[Metadata, OrLeftOut] = Field(
        default_factory=dict[str, str], description="What the documents' metadata must have."
    )
    document_ids: Annotated[tuple[DocumentId, ...], Field(max_length=100)] | None = None
    fallback: bool = Field(default=True, description="Whether GLOBAL's sources are searched, too.")


class PassageView(Model):
    """A passage, and where it is: cite it by its ``number``."""

    number: int
    namespace: str
    scope: str
    document_id: str
    document: str
    heading: str
    text: str
    start: int = Field(description="Where it begins in the document's text, in characters.")
    end: int
    score: float = Field(description="1 if it is first by its meaning and by its words.")
    similarity: float | None = Field(description="By meaning, from -1 to 1; null without vectors.")
    keywords: float | None = Field(description="By words (BM25); null if it has none of them.")
    trusted: bool
    metadata: dict[str, str]
    indexed_at: str


class FoundPassages(Model):
    passages: tuple[PassageView, ...]
    is_by_meaning: bool = Field(description="False if no source was searched by vectors.")
    is_cold: bool = Field(description="Whether segments had to be read first.")
    milliseconds: int
