"""Password hashing with Argon2id, two passwords at a time."""

import asyncio
import base64
import secrets
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from pwdlib.hashers.argon2 import Argon2Hasher

from shared.errors import Unavailable

T = TypeVar("T")

#: RFC 9106's second recommended option, for limited memory: 64 MiB for each hash.
PASSES, MEMORY_KIB, LANES = 3, 64 * 1024, 4
AT_ONCE = 2
MOST_WAITING = 30


def _random(size: int) -> str:
    return base64.b64encode(secrets.token_bytes(size)).decode().rstrip("=")


#: A hash that no password has, and that takes as long to compare as a real one.
DUMMY_HASH = f"$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p={LANES}${_random(16)}${_random(32)}"


class Argon2Passwords:
    """Hashes at most two passwords at once, so that many sign-ins leave memory and cores free."""

    def __init__(self) -> None:
        self._hasher = Argon2Hasher(PASSES, MEMORY_KIB, LANES)
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._present = 0

    async def hash(self, password: str) -> str:
        return await self._work(lambda: self._hasher.hash(password))

    async def verify(self, password: str, kept: str | None) -> bool:
        compared = kept or DUMMY_HASH
        return await self._work(lambda: self._hasher.verify(password, compared)) and bool(kept)

    async def _work(self, work: Callable[[], T]) -> T:
        async with self._slot():
            # In a thread: the work takes a tenth of a second and releases the interpreter's lock,
            # so the process goes on answering.
            return await asyncio.to_thread(work)

    @asynccontextmanager
    async def _slot(self) -> AsyncGenerator[None]:
        if self._present >= AT_ONCE + MOST_WAITING:
            raise Unavailable("too many passwords are being checked: try again")
        self._present += 1
        try:
            async with self._slots:
                yield
        finally:
            self._present -= 1
