"""Request handlers of versions of workspace files."""

from shared.call import Call
from shared.errors import Conflict, NotFound
from shared.models.code.versions import (
    DeletedFile,
    FileHistory,
    FileVersion,
    VersionContent,
    VersionRestore,
)
from shared.models.editor import FileContent, FileFacts
from shared.models.pages import Listed
from shared.models.paths import FilePath
from shared.operations import file_versions
from shared.operations.file_contents import shown_file, shown_text
from shared.services.workspace.trees import etag_of
from shared.services.workspace.workspace import Condition

FILE, VERSION = "file", "version"


async def listed(call: Call, text: str) -> list[FileVersion]:
    """List the versions of a file, newest first; NotFound if it never had one and is not there.

    The content that it has now is one of them, even if it was changed outside the platform.
    """
    path = FilePath.parse(text)
    await file_versions.keep_present(call, [path])
    history = await _history(call, path)
    if not history.versions:
        raise NotFound(FILE, path)
    return [*reversed(history.versions)]


async def content(call: Call, text: str, version_id: str) -> VersionContent:
    """Return the content of one version."""
    path = FilePath.parse(text)
    found, kept = await _kept(call, path, version_id)
    shown, encoding = shown_text(kept)
    return VersionContent(
        path=text,
        version=found.id,
        content=shown,
        encoding=encoding,
        size=len(kept),
        etag=etag_of(kept),
    )


async def restore(call: Call, wanted: VersionRestore) -> FileContent:
    """Write the content of a version as the newest one; Conflict if the file changed meanwhile.

    Without ``expectedEtag`` the file has to be missing: it is restored after a deletion.
    """
    path = FilePath.parse(wanted.path)
    _, kept = await _kept(call, path, str(wanted.version))
    await file_versions.keep_present(call, [path])
    condition = Condition(wanted.expected_etag, is_new=wanted.expected_etag is None)
    before = await call.platform.services.workspace.write(path, kept, condition)
    was = FileFacts(path=wanted.path, size=before.size) if before else None
    after = FileFacts(path=wanted.path, size=len(kept), etag=etag_of(kept))
    call.changed(FILE, path, was, after)
    await file_versions.record_contents(call, {path: kept}, "restore")
    await call.platform.directory.workspace_version.bump()
    entry = await call.platform.services.workspace.find(path)
    if entry is None:  # another process deleted it meanwhile
        raise NotFound(FILE, path)
    return shown_file(entry, kept)


async def deleted(call: Call, limit: int, start: str | None) -> Listed[DeletedFile]:
    """List files that were deleted here and can be restored."""
    found, following = await call.platform.directory.file_versions.deleted(start, limit)
    return Listed(found, following)


async def _history(call: Call, path: FilePath) -> FileHistory:
    return (await call.platform.directory.file_versions.find(str(path))).history


async def _kept(call: Call, path: FilePath, version_id: str) -> tuple[FileVersion, bytes]:
    """Return a version and its content; NotFound without it, Conflict if it has no content."""
    history = await _history(call, path)
    found = next((one for one in history.versions if str(one.id) == version_id), None)
    if found is None:
        raise NotFound(VERSION, version_id)
    kept = await call.platform.directory.file_versions.content(history, found)
    if kept is None:
        raise Conflict(f"no content is kept of this version of {str(path)!r}: choose another one")
    return found, kept
