"""The one door to hashing passwords, which is meant to be slow."""

from typing import Protocol


class Passwords(Protocol):
    async def hash(self, password: str) -> str:
        """What to keep of a password; never the same twice. Unavailable if too many wait."""
        ...

    async def verify(self, password: str, kept: str | None) -> bool:
        """Whether this was it. Without a hash it takes as long, and is False."""
        ...


class MemoryPasswords:
    """Passwords without the work; remembers what it was asked to verify."""

    def __init__(self) -> None:
        self.verified: list[str | None] = []
        self._made = 0

    async def hash(self, password: str) -> str:
        self._made += 1
        return f"plain:{self._made}:{password}"

    async def verify(self, password: str, kept: str | None) -> bool:
        self.verified.append(kept)
        return kept is not None and kept.split(":", 2)[2] == password
