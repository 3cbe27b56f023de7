"""The one door to a blob container: values too large for a row."""

from collections.abc import AsyncIterator
from typing import Protocol

from shared.errors import AlreadyExists, Stale


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

    async def names(self, prefix: str) -> AsyncIterator[str]:
        for name in sorted(self._contents):
            if name.startswith(prefix):
                yield name

    async def delete(self, name: str) -> None:
        self._contents.pop(name, None)

    async def ping(self) -> None:
        return
