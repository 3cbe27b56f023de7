"""The one door to a blob container: values too large for a row."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import uuid4

from shared.errors import AlreadyExists, Stale


@dataclass(frozen=True, slots=True)
class BlobFacts:
    """How long a blob is, and of which type its writer says that it is."""

    size: int
    content_type: str


class Blobs(Protocol):
    """Bytes by name. A blob is written once, or appended to from the beginning."""

    async def write(self, name: str, content: bytes) -> None:
        """Store a new blob; AlreadyExists if the name is taken."""
        ...

    async def append(self, name: str, content: bytes, *, at: int) -> None:
        """Add to a blob that has ``at`` bytes; with 0 it is made if there is none.

        The same again changes nothing, so that it can be repeated when an answer was lost.
        Stale if the blob has another length.
        """
        ...

    async def find(self, name: str) -> bytes | None:
        """The content, or None."""
        ...

    async def facts(self, name: str) -> BlobFacts | None:
        """What is known of a blob without reading it, or None."""
        ...

    async def upload_url(self, name: str, until: datetime) -> str:
        """Where whoever has this URL may put one new blob of this name, and nothing else."""
        ...

    def names(self, prefix: str) -> AsyncIterator[str]:
        """The names that start so, in order; one read for each 5,000."""
        ...

    async def delete(self, name: str) -> None:
        """Remove the blob; removing a missing one is not an error."""
        ...

    async def ping(self) -> None:
        """Return if the store answers; Unavailable if it does not."""
        ...


class MemoryBlobs:
    """Blobs that live and die with the process."""

    def __init__(self) -> None:
        self._contents: dict[str, bytes] = {}
        self._types: dict[str, str] = {}
        self._uploads: dict[str, tuple[str, datetime]] = {}

    async def write(self, name: str, content: bytes) -> None:
        if name in self._contents:
            raise AlreadyExists(f"there is a blob {name!r} already")
        self._contents[name] = content

    async def append(self, name: str, content: bytes, *, at: int) -> None:
        found = self._contents.get(name, b"")
        if len(found) == at:
            self._contents[name] = found + content
        elif len(found) != at + len(content):
            raise Stale(f"the blob {name!r} has {len(found)} bytes, not {at}")

    async def find(self, name: str) -> bytes | None:
        return self._contents.get(name)

    async def facts(self, name: str) -> BlobFacts | None:
        content = self._contents.get(name)
        kind = self._types.get(name, "application/octet-stream")
        return None if content is None else BlobFacts(len(content), kind)

    async def upload_url(self, name: str, until: datetime) -> str:
        token = str(uuid4())
        self._uploads[token] = (name, until)
        return f"memory://{name}?{token}"

    async def put(self, url: str, content: bytes, content_type: str, now: datetime) -> int:
        """What HTTP does with the URL of an upload; a status."""
        address, _, token = url.partition("?")
        name, until = self._uploads.get(token, ("", now))
        if f"memory://{name}" != address or now >= until or name in self._contents:
            return 403
        self._contents[name], self._types[name] = content, content_type
        return 201

    async def names(self, prefix: str) -> AsyncIterator[str]:
        for name in sorted(self._contents):
            if name.startswith(prefix):
                yield name

    async def delete(self, name: str) -> None:
        self._contents.pop(name, None)

    async def ping(self) -> None:
        return
