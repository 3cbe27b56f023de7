"""Versions of a workspace file: who wrote which content when."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from shared.models.base import Model
from shared.models.editor import Encoding

FileChange = Literal["write", "upload", "rename", "restore", "delete", "found"]


class FileVersion(Model):
    """A state of a file; ``found`` is one that was changed outside the platform, by no known user.

    A deletion has no content, nor has a file over 10 MiB.
    """

    id: UUID
    at: AwareDatetime
    change: FileChange
    by: str | None = Field(default=None, description="The id of the user, if one is known.")
    by_name: str | None = None
    size: int | None = None
    etag: str | None = None
    path_before: str | None = Field(default=None, description="The path that it was renamed from.")
    is_kept: bool = Field(
        default=False, description="Whether its content can be read and restored."
    )


class FileHistory(Model):
    """The versions of a file, oldest first. ``blobs`` are the blobs of their contents, by ETag."""

    path: str
    versions: tuple[FileVersion, ...] = ()
    blobs: dict[str, str] = Field(default_factory=dict[str, str])

    @property
    def last(self) -> FileVersion | None:
        return self.versions[-1] if self.versions else None

    @property
    def is_deleted(self) -> bool:
        return self.last is not None and self.last.change == "delete"


class DeletedFile(Model):
    """A file that was deleted in the editor, whose last content can be restored."""

    path: str
    deleted_at: AwareDatetime
    deleted_by: str | None
    deleted_by_name: str | None


class VersionContent(Model):
    """The content of one version, in base64 if it is not text."""

    path: str
    version: UUID
    content: str
    encoding: Encoding
    size: int
    etag: str


class VersionRestore(Model):
    """A version to restore; ``expectedEtag`` is that of the file that it replaces."""

    path: str
    version: UUID
    expected_etag: Annotated[str, Field(max_length=200)] | None = None
