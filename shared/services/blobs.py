"""Blob containers, which store values too large for a row."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Protocol
from uuid import uuid4

from shared.errors import AlreadyExists, Stale


@dataclass(frozen=True, slots=True)
class BlobFacts:
    """The size of a blob in bytes, and the content type that its writer stated.

    ``etag`` changes whenever the blob does.
    """

    size: int
    content_type: str
    modified_at: datetime
    etag: str


@dataclass(frozen=True, slots=True)
class BlobPart:
    """Some bytes of a blob; ``size`` is the whole blob's."""

    content: bytes
    size: int
    etag: str


@dataclass(frozen=True, slots=True)
class NamePage:
    """Names in order; ``next`` is where the following page starts, None at the end."""

    names: Sequence[str]
    next: str | None


class Blobs(Protocol):
    """Bytes by name. A blob is written once, or appended to from the beginning."""

    async def write(self, name: str, content: bytes) -> None:
        """Store a new blob; AlreadyExists if the name is taken."""
        ...

    async def replace(self, name: str, content: bytes, content_type: str) -> None:
        """Create or replace a blob; it is stored whole or not at all."""
        ...

    async def append(self, name: str, content: bytes, *, at: int) -> None:
        """Append to a blob that has ``at`` bytes; 0 creates it if it is missing.

        Repeating the same append changes nothing, so a caller may repeat it after a lost answer.
        Stale if the blob has another length.
        """
        ...

    async def find(self, name: str) -> bytes | None:
        """Return the content, or None."""
        ...

    async def part(self, name: str, at: int, most: int) -> BlobPart | None:
        """Return at most ``most`` bytes from ``at``, none past the end; None without a blob."""
        ...

    async def facts(self, name: str) -> BlobFacts | None:
        """Return the facts of a blob without reading it, or None."""
        ...

    async def upload_url(self, name: str, until: datetime) -> str:
        """Return a URL whose holder may create the one blob of this name, and nothing else."""
        ...

    async def download_url(self, name: str, until: datetime) -> str:
        """Return a URL whose holder may read this one blob, and nothing else.

        It may expire a few minutes before ``until``, and is valid for at most seven days.
        """
        ...

    def url(self, name: str) -> str:
        """Return the address of a blob, which alone permits no read."""
        ...

    async def page(self, prefix: str, most: int, start: str | None) -> NamePage:
        """Return names with this prefix; one read, however many names come before them."""
        ...

    def names(self, prefix: str) -> AsyncIterator[str]:
        """Yield the names with this prefix, in order; one read for each 5,000."""
        ...

    async def delete(self, name: str) -> None:
        """Remove the blob; removing a missing one is not an error."""
        ...

    async def ping(self) -> None:
        """Return if the store answers; Unavailable if it does not."""
        ...


class MemoryBlobs:
    """Blobs in the memory of this process."""

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
        """Upload to a URL as an HTTP PUT would; return the HTTP status."""
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
        """Download from a URL as an HTTP GET would; None if it is refused."""
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
