"""How contents that are too large for one ask travel to the platform and back."""

import os
from base64 import b64decode, b64encode
from collections.abc import Generator
from contextlib import contextmanager
from typing import cast

from sdk.errors import WorkflowError
from sdk.rpc import client

#: So that an ask with it as base64 stays below what may be asked at once.
PART_BYTES = 512 * 1024


def require_bytes(what: str, content: object) -> bytes:
    """TypeError for what only looks like some."""
    if not isinstance(content, bytes | bytearray | memoryview):
        raise TypeError(f"{what} is bytes, not {type(content).__name__}: encode() a text")
    return bytes(cast("bytes", content))


async def send(call: str, content: bytes, **named: object) -> object:
    """Ask with a content, or with the name of what was sent in parts before."""
    if len(content) <= PART_BYTES:
        return await client.ask(call, content=b64encode(content).decode(), **named)
    upload = os.urandom(8).hex()
    for at in range(0, len(content), PART_BYTES):
        part = b64encode(content[at : at + PART_BYTES]).decode()
        await client.ask("files.add_part", upload=upload, at=at, content=part)
    return await client.ask(call, upload=upload, **named)


async def receive(call: str, **named: object) -> bytes:
    """The whole of what is answered in parts."""
    content = bytearray()
    mark: object = None
    while True:
        found = await client.ask(call, at=len(content), mark=mark, **named)
        part = cast("dict[str, object]", found)
        mark = part["mark"]
        content += b64decode(cast("str", part["content"]))
        if not part["content"] or len(content) >= cast("int", part["size"]):
            return bytes(content)


@contextmanager
def refusals(words: str = "") -> Generator[None]:
    """What is not there as FileNotFoundError, a wrong path as ValueError that begins with these."""
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
