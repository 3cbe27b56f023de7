"""The workspace's files as the editor shows them."""

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


class FileContent(Model):
    """A file with what is in it; base64 where that is no text."""

    path: str
    content: str
    encoding: Encoding
    size: int
    etag: str
    modified: AwareDatetime


class FileWrite(Model):
    """``expectedEtag`` is that of the content which was read and is to be replaced."""

    path: str
    content: str
    encoding: Encoding = "utf-8"
    expected_etag: str | None = Field(None, max_length=200)


class FileFacts(Model):
    """What the audit log has of a file: not what is in it."""

    path: str
    size: int | None = None
    etag: str | None = None


class FilePart(Model):
    """A part of a file in base64; ``mark`` is another one when the file is."""

    content: str
    size: int
    mark: str


class SearchRequest(Model):
    """``filePattern`` is a glob, in which ``**`` is any number of folders."""

    query: Annotated[str, Field(min_length=1, max_length=1000)]
    case_sensitive: bool = False
    regex: bool = False
    file_pattern: Annotated[str, Field(min_length=1, max_length=1000)] = "**/*"
    max_results: Annotated[int, Field(ge=1, le=10_000)] = 1000


class SearchMatch(Model):
    """One place; ``line`` counts from 1 and ``column`` from 0. Long lines are cut."""

    file_path: str
    line: int
    column: int
    match_text: str
    context_before: str | None = None
    context_after: str | None = None


class SearchResult(Model):
    """``truncated`` says that there may be more: of results, or because the time was up."""

    query: str
    total_matches: int
    files_searched: int
    results: tuple[SearchMatch, ...]
    truncated: bool
    search_time_ms: int


class UploadResult(Model):
    """What an archive put into the workspace."""

    files: int
    paths: tuple[str, ...]
    left_out: Mapping[str, str] = Field(
        default_factory=dict[str, str],
        exclude_if=operator.not_,
        description="There if it is not empty: what a Mac or Windows added to the zip, at most "
        "100 names, and why it is not in the workspace.",
    )
