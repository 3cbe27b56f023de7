"""Sources of knowledge and their documents as they are stored."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from shared.models.ai.knowledge import DocumentState
from shared.models.base import Model


class SegmentFacts(Model):
    """A segment of a source. ``model`` made its vectors; None if it has words only."""

    id: str
    rows: int
    size: int
    model: str | None


class Source(Model):
    """A source as stored; its rows and blobs are under ``uid``, which no other source had.

    ``dead`` are the parts of segments that are no document's any more.
    """

    uid: str
    org_id: str
    namespace: str
    description: str = ""
    role_ids: tuple[UUID, ...] = ()
    model: str | None = None
    segments: tuple[SegmentFacts, ...] = ()
    dead: tuple[str, ...] = ()
    generation: int = 0
    created_by: str
    created_at: datetime
    updated_by: str | None = None
    updated_at: datetime | None = None

    @property
    def passages(self) -> int:
        """How many passages are stored, with those of replaced documents until they are merged."""
        return sum(segment.rows for segment in self.segments)


class Document(Model):
    """A document as stored. ``parts`` are its versions in segments, the newest last."""

    id: str
    name: str
    url: str | None = None
    size: int
    digest: str
    state: DocumentState
    fault: str | None = None
    characters: int = 0
    passages: int = 0
    metadata: dict[str, str] = Field(default_factory=dict[str, str])
    trusted: bool = True
    parts: tuple[str, ...] = ()
    added_by: str
    added_by_name: str
    added_at: datetime
    indexed_at: datetime | None = None
