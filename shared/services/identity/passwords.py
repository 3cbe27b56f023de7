"""Password hashing, which is slow on purpose."""

from typing import Protocol


class Passwords(Protocol):
    async def hash(self, password: str) -> str:
        """Return a salted hash of a password. Unavailable if too many callers wait."""
        ...

    async def verify(self, password: str, kept: str | None) -> bool:
        """Return whether the password matches. Without a hash it takes as long, and is False."""
        ...


class MemoryPasswords:
    """Passwords without the work, for tests; records the hashes that were verified."""

    def __init__(self) -> None:
        self.verified: list[str | None] = []
        self._made = 0

    async def hash(self, password: str) -> str:
        self._made += 1
        return f"plain:{self._made}:{password}"

    async def verify(self, password: str, kept: str | None) -> bool:
        self.verified.append(kept)
        return kept is not None and kept.split(":", 2)[2] == password
