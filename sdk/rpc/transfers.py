"""Chunked transfers: contents that are too large for one request to the platform."""

import os
from base64 import b64decode, b64encode
from collections.abc import Generator
from contextlib import contextmanager
from typing import cast

from sdk.errors import WorkflowError
from sdk.rpc import client

#: The size of a chunk, which as base64 stays below the limit of one request.
CHUNK_BYTES = 512 * 1024


def require_bytes(what: str, content: object) -> bytes:
    """Return the content as bytes; TypeError for a text or anything else."""
    if not isinstance(content, bytes | bytearray | memoryview):
        raise TypeError(f"{what} is bytes, not {type(content).__name__}: encode() a text")
    return bytes(cast("bytes", content))


async def send(call: str, content: bytes, **named: object) -> object:
    """Call with a content, or with the id of an upload that carried it in chunks."""
    if len(content) <= CHUNK_BYTES:
        return await client.ask(call, content=b64encode(content).decode(), **named)
    upload = os.urandom(8).hex()
    for at in range(0, len(content), CHUNK_BYTES):
        chunk = b64encode(content[at : at + CHUNK_BYTES]).decode()
        await client.ask("files.add_part", upload=upload, at=at, content=chunk)
    return await client.ask(call, upload=upload, **named)


async def receive(call: str, **named: object) -> bytes:
    """Read a whole content, chunk by chunk; ``mark`` pins its version."""
    content = bytearray()
    mark: object = None
    while True:
        found = await client.ask(call, at=len(content), mark=mark, **named)
        chunk = cast("dict[str, object]", found)
        mark = chunk["mark"]
        content += b64decode(cast("str", chunk["content"]))
        if not chunk["content"] or len(content) >= cast("int", chunk["size"]):
            return bytes(content)


@contextmanager
def refusals(words: str = "") -> Generator[None]:
    """Raise FileNotFoundError for NotFound, and ValueError, prefixed, for InvalidInput."""
    try:
        yield
    except WorkflowError as error:
        match error.code:
            case "NotFound":
                raise FileNotFoundError(str(error)) from None
            case "InvalidInput":
                raise ValueError(f"{words}{error}") from None
            case _:
                raise
