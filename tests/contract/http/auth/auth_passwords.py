"""Passwords in tests during whose check something else happens."""

from collections.abc import Awaitable, Callable

from shared.services.identity.passwords import MemoryPasswords


class Meddled(MemoryPasswords):
    """While it looks at a password, something else happens."""

    def __init__(self) -> None:
        super().__init__()
        self.meanwhile: Callable[[], Awaitable[object]] | None = None

    async def verify(self, password: str, kept: str | None) -> bool:
        found = await super().verify(password, kept)
        if self.meanwhile:
            await self.meanwhile()
        return found
