"""Requests of the file share as their handlers see them."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request

from local.files.errors import FilesError
from local.files.paths import ResourcePath
from local.files.records import Records
from local.files.tree import FileTree

MOST_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class FileRequest:
    """A request with a valid signature and path. Header names are in lower case."""

    request: Request
    account: str
    place: ResourcePath
    query: Mapping[str, str]
    headers: Mapping[str, str]
    tree: FileTree
    records: Records

    @property
    def endpoint(self) -> str:
        return f"http://{self.headers.get('host', 'localhost')}/{self.account}/"

    async def body(self) -> bytes:
        """The body; FilesError if it is larger than a range may be."""
        received = bytearray()
        async for chunk in self.request.stream():
            received += chunk
            if len(received) > MOST_BYTES:
                message = f"The request body is larger than {MOST_BYTES} bytes."
                raise FilesError("RequestBodyTooLarge", message)
        return bytes(received)

    def number(self, header: str, least: int = 0) -> int | None:
        """The integer in a header, or None if the header is absent."""
        text = self.headers.get(header)
        if text is None:
            return None
        if not (text.isascii() and text.isdecimal()) or int(text) < least:
            raise FilesError("InvalidHeaderValue", f"{header} cannot be {text!r}.")
        return int(text)
