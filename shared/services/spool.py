"""Spool: files that runs send in chunks, until a file is complete."""

import asyncio
import os
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from shared.errors import Conflict, NotFound, TooLarge

FILE_BYTES = 50 * 1024 * 1024
#: Files that one run may send at a time.
MOST = 4
IDLE_SECONDS = 3600
#: Whole files in memory at a time, of all runs.
AT_ONCE = 2


class Spool:
    """Files on the local disk, each of one run. Abandoned files are removed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def add(self, run: str, upload: str, at: int, content: bytes) -> None:
        """Append a chunk; Conflict if ``at`` is not where the previous chunk ended."""
        await asyncio.to_thread(self._add, f"{run}-", f"{run}-{upload}", at, content)

    @asynccontextmanager
    async def whole(self, run: str, upload: str) -> AsyncGenerator[bytes]:
        """Yield the complete content, and remove it afterwards; NotFound if there is none."""
        file = self._folder / f"{run}-{upload}"
        async with self._turns:
            try:
                yield await asyncio.to_thread(file.read_bytes)
            except FileNotFoundError as error:
                raise NotFound("upload", upload) from error
            finally:
                file.unlink(missing_ok=True)

    def _add(self, own: str, name: str, at: int, content: bytes) -> None:
        if at + len(content) > FILE_BYTES:
            raise TooLarge(f"a file may have at most {FILE_BYTES} bytes")
        if at == 0:
            self._require_room(own)
        mode = (
            os.O_WRONLY | os.O_APPEND | os.O_NOFOLLOW | (os.O_CREAT | os.O_EXCL if at == 0 else 0)
        )
        try:
            with os.fdopen(os.open(self._folder / name, mode, 0o600), "ab") as file:
                if file.tell() != at:
                    raise Conflict(f"the chunk is for byte {at}, but {file.tell()} bytes were sent")
                file.write(content)
        except (FileExistsError, FileNotFoundError) as error:
            raise Conflict("send the chunks in their order, from byte 0") from error

    def _require_room(self, own: str) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        horizon = time.time() - IDLE_SECONDS
        theirs = 0
        for file in self._folder.iterdir():
            if file.stat().st_mtime < horizon:
                file.unlink(missing_ok=True)
            theirs += file.name.startswith(own)
        if theirs >= MOST:
            raise Conflict(f"the run is sending {MOST} files in chunks already: finish one of them")
