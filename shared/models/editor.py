"""Files of the workspace, as the editor shows them."""

import operator
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from shared.models.base import Model

FileKind = Literal["file", "folder"]
Encoding = Literal["utf-8", "base64"]


class FileEntry(Model):
    """A file or a folder; a folder has no size and no extension."""

    path: str
    name: str
    type: FileKind
    size: int | None
    extension: str | None
    modified: AwareDatetime
    is_read_only: bool = False


class FilePaths(Model):
    """The paths of all code, without ``data/``; not ``isComplete`` if there are more."""

    paths: tuple[str, ...]
    is_complete: bool


class FileContent(Model):
    """A file and its content, in base64 if it is not text."""

    path: str
    content: str
    encoding: Encoding
    size: int
    etag: str
    modified: AwareDatetime


class FileWrite(Model):
    """A file to write; ``expectedEtag`` is that of the content that it replaces."""

    path: str
    content: str
    encoding: Encoding = "utf-8"
    expected_etag: str | None = Field(None, max_length=200)


class FileFacts(Model):
    """The audit log's facts of a file, without its content."""

    path: str
    size: int | None = None
    etag: str | None = None


class FilePart(Model):
    """A chunk of a file in base64; another ``mark`` means that the file has changed."""

    content: str
    size: int
    mark: str


class SearchRequest(Model):
    """A search; ``filePattern`` is a glob, in which ``**`` is any number of folders."""

    query: Annotated[str, Field(min_length=1, max_length=1000)]
    case_sensitive: bool = False
    regex: bool = False
    file_pattern: Annotated[str, Field(min_length=1, max_length=1000)] = "**/*"
    max_results: Annotated[int, Field(ge=1, le=10_000)] = 1000


class SearchMatch(Model):
    """One match; ``line`` counts from 1 and ``column`` from 0; long lines are cut."""

    file_path: str
    line: int
    column: int
    match_text: str
    context_before: str | None = None
    context_after: str | None = None


class SearchResult(Model):
    """The matches of a search; ``truncated`` if there may be more, or time ran out."""

    query: str
    total_matches: int
    files_searched: int
    results: tuple[SearchMatch, ...]
    truncated: bool
    search_time_ms: int


class UploadResult(Model):
    """The files that an archive put into the workspace."""

    files: int
    paths: tuple[str, ...]
    left_out: Mapping[str, str] = Field(
        default_factory=dict[str, str],
        exclude_if=operator.not_,
        description="Present if it is not empty: files that macOS or Windows added to the zip, at "
        "most 100 names, and why they are not in the workspace.",
    )
