"""Chunked transfer of file contents that are too large for one SDK call of a run."""

from base64 import b64encode
from contextlib import AbstractAsyncContextManager

from shared.call import Call
from shared.errors import Conflict, TooLarge
from shared.models.editor import FilePart
from shared.services.spool import FILE_BYTES

PART_BYTES = 512 * 1024


async def add(call: Call, upload: str, at: int, content: bytes) -> None:
    """Append a chunk to the upload of this run."""
    await call.platform.spool.add(_run(call), upload, at, content)


def sent(call: Call, upload: str) -> AbstractAsyncContextManager[bytes]:
    """All that the run sent, deleted afterwards; NotFound if nothing was sent."""
    return call.platform.spool.whole(_run(call), upload)


def require_readable(path: str, size: int, before: str | None, mark: str) -> None:
    """TooLarge if the file exceeds the limit; Conflict if it changed between two chunks."""
    if size > FILE_BYTES:
        raise TooLarge(f"{path!r} has {size} bytes; at most {FILE_BYTES} can be read")
    if before not in (None, mark):
        raise Conflict(f"{path!r} was changed while it was read: read it again")


def answer(content: bytes, size: int, mark: str) -> FilePart:
    return FilePart(content=b64encode(content).decode(), size=size, mark=mark)


def _run(call: Call) -> str:
    if call.run is None:
        raise Conflict("only runs can send files in chunks")
    return call.run.id.hex
