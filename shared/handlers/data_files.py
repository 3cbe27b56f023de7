"""What a run can do with the files of its organization, below ``data/<organization>/``."""

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
#: How the row keys of a listing begin, though there are no rows.
KEY = "d|"


async def read(call: Call, path: str, at: int, mark: str | None) -> FilePart:
    """A part; Conflict if the file is another one than that of the part before."""
    entry, content = await _workspace(call).read_part(
        _own(call, path), at, chunked_files.PART_BYTES
    )
    chunked_files.require_readable(path, entry.size, mark, entry.mark)
    return chunked_files.answer(content, entry.size, entry.mark)


async def write(call: Call, path: str, content: bytes) -> None:
    """Make or replace a file."""
    target = _own(call, path)
    before = await _workspace(call).write(target, content)
    was = FileFacts(path=str(target), size=before.size) if before else None
    now = FileFacts(path=str(target), size=len(content), etag=etag_of(content))
    call.changed(KIND, target, was, now)


async def write_upload(call: Call, path: str, upload: str) -> None:
    """The same of what came in parts."""
    async with chunked_files.sent(call, upload) as content:
        await write(call, path, content)


async def names(call: Call, path: str, limit: int, start: str | None) -> Listed[str]:
    """Of what is in a folder; nothing as long as the organization has kept nothing."""
    first = start.removeprefix(KEY) if start else ""
    found = [entry.path.name for entry in await _entries(call, path)]
    wanted = [name for name in found if name >= first]
    following = f"{KEY}{wanted[limit]}" if len(wanted) > limit else None
    return Listed(wanted[:limit], following)


async def find(call: Call, path: str) -> Entry | None:
    return await _workspace(call).find(_own(call, path))


async def delete(call: Call, path: str) -> None:
    """A file, or a folder with all that is in it."""
    target = _own(call, path)
    await _workspace(call).delete(target)
    call.changed(KIND, target, FileFacts(path=str(target)), None)


def _workspace(call: Call) -> Workspace:
    return call.platform.services.workspace


def _own(call: Call, path: str) -> FilePath:
    """There is no path that is another organization's."""
    return FilePath((*data_folder(call.caller.scope).parts, *FilePath.parse(path).parts))


async def _entries(call: Call, path: str) -> Sequence[Entry]:
    if path:
        return await _workspace(call).list(_own(call, path))
    try:
        return await _workspace(call).list(data_folder(call.caller.scope))
    except NotFound:
        return []
