"""Passwords by Argon2id, a few at once."""

import asyncio
import base64
import secrets
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from pwdlib.hashers.argon2 import Argon2Hasher

from shared.errors import Unavailable

T = TypeVar("T")

#: The second choice of RFC 9106, for where memory is dear: 64 MiB for each that is at work.
PASSES, MEMORY_KIB, LANES = 3, 64 * 1024, 4
AT_ONCE = 2
MOST_WAITING = 30


def _random(size: int) -> str:
    return base64.b64encode(secrets.token_bytes(size)).decode().rstrip("=")


#: What no password has as its hash, and what takes as long to compare with one.
NOBODYS = f"$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p={LANES}${_random(16)}${_random(32)}"


class Argon2Passwords:
    """At most two at once, so that a flood of sign-ins takes neither all memory nor all cores."""

    def __init__(self) -> None:
        self._hasher = Argon2Hasher(PASSES, MEMORY_KIB, LANES)
        self._places = asyncio.Semaphore(AT_ONCE)
        self._here = 0

    async def hash(self, password: str) -> str:
        return await self._work(lambda: self._hasher.hash(password))

    async def verify(self, password: str, kept: str | None) -> bool:
        compared = kept or NOBODYS
        return await self._work(lambda: self._hasher.verify(password, compared)) and bool(kept)

    async def _work(self, work: Callable[[], T]) -> T:
        async with self._place():
            # In a thread: a tenth of a second of work, without the interpreter's lock, during
            # which this process answers others.
            return await asyncio.to_thread(work)

    @asynccontextmanager
    async def _place(self) -> AsyncGenerator[None]:
        if self._here >= AT_ONCE + MOST_WAITING:
            raise Unavailable("too many passwords to look at just now: try again")
        self._here += 1
        try:
            async with self._places:
                yield
        finally:
            self._here -= 1
