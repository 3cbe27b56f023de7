"""The one door to a blob container: values too large for a row."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Protocol
from uuid import uuid4

from shared.errors import AlreadyExists, Stale


@dataclass(frozen=True, slots=True)
class BlobFacts:
    """How long a blob is, and of which type its writer says that it is.

    ``etag`` is another one whenever the blob is.
    """

    size: int
    content_type: str
    modified_at: datetime
    etag: str


@dataclass(frozen=True, slots=True)
class BlobPart:
    """Some bytes of a blob that has ``size`` of them."""

    content: bytes
    size: int
    etag: str


@dataclass(frozen=True, slots=True)
class NamePage:
    """Names in order; ``next`` is where the following ones start, None at the end."""

    names: Sequence[str]
    next: str | None


class Blobs(Protocol):
    """Bytes by name. A blob is written once, or appended to from the beginning."""

    async def write(self, name: str, content: bytes) -> None:
        """Store a new blob; AlreadyExists if the name is taken."""
        ...

    async def replace(self, name: str, content: bytes, content_type: str) -> None:
        """Make or replace a blob; it is there whole or not at all."""
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

    async def part(self, name: str, at: int, most: int) -> BlobPart | None:
        """At most so many bytes from there, none after the end; None without the blob."""
        ...

    async def facts(self, name: str) -> BlobFacts | None:
        """What is known of a blob without reading it, or None."""
        ...

    async def upload_url(self, name: str, until: datetime) -> str:
        """Where whoever has this URL may put one new blob of this name, and nothing else."""
        ...

    async def download_url(self, name: str, until: datetime) -> str:
        """Where whoever has this URL may read this one blob, and nothing else.

        It may end a few minutes earlier, and is good for seven days at most.
        """
        ...

    def url(self, name: str) -> str:
        """The address of a blob, which nobody can read without more than that."""
        ...

    async def page(self, prefix: str, most: int, start: str | None) -> NamePage:
        """Of the names that start so; one read, whatever there is before them."""
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
        self._times: dict[str, datetime] = {}
        self._uploads: dict[str, tuple[str, datetime]] = {}
        self._downloads: dict[str, tuple[str, datetime]] = {}

    async def write(self, name: str, content: bytes) -> None:
        if name in self._contents:
            raise AlreadyExists(f"there is a blob {name!r} already")
        self._contents[name] = content

    async def replace(self, name: str, content: bytes, content_type: str) -> None:
        self._contents[name], self._types[name] = content, content_type
        self._times[name] = datetime.now(UTC)

    async def append(self, name: str, content: bytes, *, at: int) -> None:
        found = self._contents.get(name, b"")
        if len(found) == at:
            self._contents[name] = found + content
        elif len(found) != at + len(content):
            raise Stale(f"the blob {name!r} has {len(found)} bytes, not {at}")

    async def find(self, name: str) -> bytes | None:
        return self._contents.get(name)

    async def part(self, name: str, at: int, most: int) -> BlobPart | None:
        content = self._contents.get(name)
        if content is None:
            return None
        return BlobPart(content[at : at + most], len(content), _etag(content))

    async def facts(self, name: str) -> BlobFacts | None:
        content = self._contents.get(name)
        if content is None:
            return None
        kind = self._types.get(name, "application/octet-stream")
        at = self._times.setdefault(name, datetime.now(UTC))
        return BlobFacts(len(content), kind, at, _etag(content))

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

    async def download_url(self, name: str, until: datetime) -> str:
        token = str(uuid4())
        self._downloads[token] = (name, until)
        return f"{self.url(name)}?{token}"

    async def get(self, url: str, now: datetime) -> bytes | None:
        """What HTTP does with the URL of a download; None for a refusal."""
        address, _, token = url.partition("?")
        name, until = self._downloads.get(token, ("", now))
        return self._contents.get(name) if self.url(name) == address and now < until else None

    def url(self, name: str) -> str:
        return f"memory://{name}"

    async def page(self, prefix: str, most: int, start: str | None) -> NamePage:
        found = [n async for n in self.names(prefix) if n >= (start or "")]
        return NamePage(found[:most], found[most] if len(found) > most else None)

    async def names(self, prefix: str) -> AsyncIterator[str]:
        for name in sorted(self._contents):
            if name.startswith(prefix):
                yield name

    async def delete(self, name: str) -> None:
        self._contents.pop(name, None)

    async def ping(self) -> None:
        return


def _etag(content: bytes) -> str:
    return sha256(content).hexdigest()[:16]
