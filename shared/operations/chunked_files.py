"""How contents that are too large for one ask of a run come to a handler, and leave it."""

from base64 import b64encode
from contextlib import AbstractAsyncContextManager

from shared.call import Call
from shared.errors import Conflict, TooLarge
from shared.models.editor import FilePart
from shared.services.spool import FILE_BYTES

PART_BYTES = 512 * 1024


async def add(call: Call, upload: str, at: int, content: bytes) -> None:
    """Keep a part of what the run goes on to send."""
    await call.platform.spool.add(_run(call), upload, at, content)


def sent(call: Call, upload: str) -> AbstractAsyncContextManager[bytes]:
    """All that the run sent, which is gone after; NotFound if there is nothing."""
    return call.platform.spool.whole(_run(call), upload)


def require_readable(path: str, size: int, before: str | None, mark: str) -> None:
    """TooLarge for a whole with more than there may be; Conflict if it is another than before."""
    if size > FILE_BYTES:
        raise TooLarge(f"{path!r} has {size} bytes; at most {FILE_BYTES} are read")
    if before not in (None, mark):
        raise Conflict(f"{path!r} was changed while it was read: read it again")


def answer(content: bytes, size: int, mark: str) -> FilePart:
    return FilePart(content=b64encode(content).decode(), size=size, mark=mark)


def _run(call: Call) -> str:
    if call.run is None:
        raise Conflict("only runs send files in parts")
    return call.run.id.hex
