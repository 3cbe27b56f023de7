"""Request handlers of an organization's files, below ``data/<organization>/``, for runs."""

from collections.abc import Sequence

from shared.call import Call
from shared.errors import NotFound
from shared.models.editor import FileFacts, FilePart
from shared.models.pages import Listed
from shared.models.paths import FilePath, data_folder
from shared.operations import chunked_files
from shared.services.workspace.trees import etag_of
from shared.services.workspace.workspace import Entry, Workspace

KIND = "file"
#: The prefix of page keys, in the form that row keys have.
KEY = "d|"


async def read(call: Call, path: str, at: int, mark: str | None) -> FilePart:
    """Return a chunk; Conflict if the file has changed since the previous chunk."""
    entry, content = await _workspace(call).read_part(
        _own(call, path), at, chunked_files.PART_BYTES
    )
    chunked_files.require_readable(path, entry.size, mark, entry.mark)
    return chunked_files.answer(content, entry.size, entry.mark)


async def write(call: Call, path: str, content: bytes) -> None:
    """Create or replace a file."""
    target = _own(call, path)
    before = await _workspace(call).write(target, content)
    was = FileFacts(path=str(target), size=before.size) if before else None
    now = FileFacts(path=str(target), size=len(content), etag=etag_of(content))
    call.changed(KIND, target, was, now)


async def write_upload(call: Call, path: str, upload: str) -> None:
    """Create or replace a file with an upload that came in chunks."""
    async with chunked_files.sent(call, upload) as content:
        await write(call, path, content)


async def names(call: Call, path: str, limit: int, start: str | None) -> Listed[str]:
    """List the names in a folder; empty while the organization has no files."""
    first = start.removeprefix(KEY) if start else ""
    found = [entry.path.name for entry in await _entries(call, path)]
    wanted = [name for name in found if name >= first]
    following = f"{KEY}{wanted[limit]}" if len(wanted) > limit else None
    return Listed(wanted[:limit], following)


async def find(call: Call, path: str) -> Entry | None:
    return await _workspace(call).find(_own(call, path))


async def delete(call: Call, path: str) -> None:
    """Delete a file, or a folder with its contents."""
    target = _own(call, path)
    await _workspace(call).delete(target)
    call.changed(KIND, target, FileFacts(path=str(target)), None)


def _workspace(call: Call) -> Workspace:
    return call.platform.services.workspace


def _own(call: Call, path: str) -> FilePath:
    """Return the path below the organization's folder; no path leads out of it."""
    return FilePath((*data_folder(call.caller.scope).parts, *FilePath.parse(path).parts))


async def _entries(call: Call, path: str) -> Sequence[Entry]:
    if path:
        return await _workspace(call).list(_own(call, path))
    try:
        return await _workspace(call).list(data_folder(call.caller.scope))
    except NotFound:
        return []
