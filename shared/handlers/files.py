"""Request handlers of the workspace's files, for platform administrators."""

import asyncio
import base64
import binascii
from collections.abc import Mapping
from dataclasses import replace

from shared.call import Call
from shared.errors import Detail, InvalidInput, NotFound, TooLarge
from shared.models.editor import (
    FileContent,
    FileEntry,
    FileFacts,
    FilePaths,
    FileWrite,
    SearchMatch,
    SearchRequest,
    SearchResult,
    UploadResult,
)
from shared.models.pages import Listed
from shared.models.paths import DATA, FilePath
from shared.operations import file_versions
from shared.operations.conditional_edits import require_tag
from shared.operations.file_contents import shown_file
from shared.services.workspace import archives
from shared.services.workspace.search import Query
from shared.services.workspace.trees import etag_of
from shared.services.workspace.workspace import Condition, Entry, Workspace

KIND = "file"
#: The prefix of page keys, in the form that row keys have.
KEY = "e|"
MOST_PATHS = 10_000
FILE_BYTES = archives.FILE_BYTES


async def page(call: Call, path: str, limit: int, start: str | None) -> Listed[FileEntry]:
    """List a folder by name."""
    found = await _workspace(call).list(FilePath.folder(path))
    first = start.removeprefix(KEY) if start else ""
    wanted = [entry for entry in found if entry.path.name >= first]
    following = f"{KEY}{wanted[limit].path.name}" if len(wanted) > limit else None
    return Listed([_shown(entry) for entry in wanted[:limit]], following)


async def paths(call: Call) -> FilePaths:
    """Return the paths of all code that runs see."""
    files = (await call.platform.engine.catalog.snapshot()).files
    return FilePaths(paths=files[:MOST_PATHS], is_complete=len(files) <= MOST_PATHS)


async def read(call: Call, path: str) -> FileContent:
    """Return a file, as text if it is UTF-8."""
    found = await _workspace(call).read(FilePath.parse(path), limit=FILE_BYTES)
    call.versions.shown = found.etag
    return shown_file(found.entry, found.content)


async def write(call: Call, new: FileWrite, condition: Condition) -> FileContent:
    """Create or replace a file; Conflict if it has changed since it was read."""
    path, content = FilePath.parse(new.path), _bytes(new)
    await _require_unchanged(call, path)
    expected = call.versions.expected or frozenset()
    if condition.etag is None and len(expected) == 1:
        condition = replace(condition, etag=next(iter(expected)))
    await file_versions.keep_present(call, [path])
    before = await _workspace(call).write(path, content, condition)
    await file_versions.record_contents(call, {path: content}, "write")
    was = FileFacts(path=new.path, size=before.size) if before else None
    call.changed(KIND, path, was, _facts(path, content))
    call.versions.shown = etag_of(content)
    await _bump_version(call, path)
    return shown_file(await _entry(call, path), content)


async def make_folder(call: Call, text: str) -> FileEntry:
    path = FilePath.parse(text)
    await _workspace(call).make_folder(path)
    call.changed("folder", path, None, FileFacts(path=text))
    return _shown(await _entry(call, path))


async def rename(call: Call, old: str, new: str) -> FileEntry:
    """Move a file or a folder to a path that is free."""
    source, target = FilePath.parse(old), FilePath.parse(new)
    await _require_unchanged(call, source)
    moved = await file_versions.files_at(call, source)
    await file_versions.keep_present(call, moved)
    await _workspace(call).rename(source, target)
    await file_versions.record_renaming(call, moved, source, target)
    call.changed(KIND, source, FileFacts(path=old), FileFacts(path=new))
    await _bump_version(call, source, target)
    return _shown(await _entry(call, target))


async def delete(call: Call, text: str) -> None:
    """Delete a file, or a folder with its contents."""
    path = FilePath.parse(text)
    await _require_unchanged(call, path)
    before = await _workspace(call).find(path)
    gone = await file_versions.files_at(call, path)
    await file_versions.keep_present(call, gone)
    await _workspace(call).delete(path)
    await file_versions.record_deletion(call, gone)
    call.changed(KIND, path, FileFacts(path=text, size=before.size if before else None), None)
    await _bump_version(call, path)


async def _require_unchanged(call: Call, path: FilePath) -> None:
    """Raise PreconditionFailed if If-Match names other versions than the file's.

    A folder has no version. What another user writes meanwhile is kept as a version of the file.
    """
    if call.versions.expected is None:
        return
    entry = await _workspace(call).find(path)
    if entry is None or entry.is_folder:
        require_tag(call, None)
        return
    require_tag(call, (await _workspace(call).read(path, limit=entry.size)).etag)


async def search(call: Call, request: SearchRequest) -> SearchResult:
    """Search the code that runs see, without ``data/``."""
    clock = call.platform.services.clock
    began_at = clock.now()
    query = Query(
        request.query,
        request.file_pattern,
        request.max_results,
        is_case_sensitive=request.case_sensitive,
        is_pattern=request.regex,
    )
    found = await call.platform.engine.search(query)
    return SearchResult(
        query=request.query,
        total_matches=len(found.matches),
        files_searched=found.searched,
        results=tuple(SearchMatch.model_validate({**match}) for match in found.matches),
        truncated=not found.is_complete,
        search_time_ms=round((clock.now() - began_at).total_seconds() * 1000),
    )


async def upload(call: Call, text: str, archive: bytes) -> UploadResult:
    """Extract a zip archive into a folder: all of it, or nothing."""
    folder = FilePath.folder(text)
    found = await asyncio.to_thread(archives.unpacked, archive, folder)
    files = found.files
    await file_versions.keep_present(call, files)
    await _workspace(call).write_all(files)
    await file_versions.record_contents(call, files, "upload")
    size = sum(len(content) for content in files.values())
    etag = etag_of(archive)
    call.changed(KIND, folder, None, FileFacts(path=text, size=size, etag=etag))
    await _bump_version(call, *files)
    paths = tuple(map(str, files))
    return UploadResult(files=len(files), paths=paths, left_out=found.ignored)


async def download(call: Call, text: str) -> bytes:
    """Return a folder as a zip archive, with paths relative to it."""
    folder = FilePath.folder(text)
    entries = [e for e in await _workspace(call).walk(folder) if not e.is_folder]
    size = sum(entry.size for entry in entries)
    if size > archives.ALL_BYTES:
        most = archives.ALL_BYTES
        raise TooLarge(f"the files have {size} bytes; at most {most}: download folders singly")
    contents = await _workspace(call).fetch([entry.path for entry in entries])
    return await asyncio.to_thread(archives.packed, _from(folder, contents))


def _workspace(call: Call) -> Workspace:
    return call.platform.services.workspace


async def _entry(call: Call, path: FilePath) -> Entry:
    found = await _workspace(call).find(path)
    if found is None:
        raise NotFound(KIND, path)
    return found


async def _bump_version(call: Call, *paths: FilePath) -> None:
    """Announce that the code has changed, unless all paths are below ``data/``."""
    if not paths or any(path.parts[0] != DATA for path in paths):
        await call.platform.directory.workspace_version.bump()


def _from(folder: FilePath, contents: Mapping[str, bytes]) -> Mapping[str, bytes]:
    skipped = len(str(folder)) + 1 if folder.parts else 0
    return {path[skipped:]: content for path, content in contents.items()}


def _bytes(new: FileWrite) -> bytes:
    try:
        is_text = new.encoding == "utf-8"
        content = new.content.encode() if is_text else base64.b64decode(new.content, validate=True)
    except (UnicodeEncodeError, binascii.Error) as error:
        fault = f"this is not {new.encoding}"
        raise InvalidInput(f"content: {fault}", [Detail(("body", "content"), fault)]) from error
    if len(content) > FILE_BYTES:
        raise TooLarge(f"{new.path!r} has {len(content)} bytes; at most {FILE_BYTES} are allowed")
    return content


def _facts(path: FilePath, content: bytes) -> FileFacts:
    return FileFacts(path=str(path), size=len(content), etag=etag_of(content))


def _shown(entry: Entry) -> FileEntry:
    _, dot, extension = entry.path.name.rpartition(".")
    return FileEntry(
        path=str(entry.path),
        name=entry.path.name,
        type="folder" if entry.is_folder else "file",
        size=None if entry.is_folder else entry.size,
        extension=f".{extension}" if dot and not entry.is_folder else None,
        modified=entry.modified_at,
    )
