"""The one door to a blob container: values too large for a row."""

from typing import Protocol

from shared.errors import AlreadyExists


class Blobs(Protocol):
    """Bytes by name. A blob is written once."""

    async def write(self, name: str, content: bytes) -> None:
        """Store a new blob; AlreadyExists if the name is taken."""
        ...

    async def find(self, name: str) -> bytes | None:
        """The content, or None."""
        ...

    async def remove(self, prefix: str, *, limit: int) -> int:
        """Delete at most ``limit`` blobs whose names start so; how many, 0 if there are none."""
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

    async def find(self, name: str) -> bytes | None:
        return self._contents.get(name)

    async def remove(self, prefix: str, *, limit: int) -> int:
        names = [name for name in self._contents if name.startswith(prefix)][:limit]
        for name in names:
            del self._contents[name]
        return len(names)

    async def ping(self) -> None:
        return
