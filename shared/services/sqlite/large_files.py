"""Contents that are too large for a row: files beside the database that never change.

A file is on the disk, whole and fsynced, before the row that names it is written, and its row is
gone before it is removed. What a kill leaves between the two is an orphan, which a sweep removes.
"""

import asyncio
import os
from collections.abc import Collection, Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from shared.services.sqlite.faults import translated


class LargeFiles:
    """Files of one folder, in subfolders by the first two characters of their names."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._holds = 0
        self._waiting: set[str] = set()

    def path(self, name: str) -> Path:
        """Where the file of this name is."""
        return self._folder / name[:2] / name

    async def add(self, content: bytes) -> str:
        """Write a new file to the disk; its name. Unavailable if the disk is full."""
        name = uuid4().hex
        with translated():
            await asyncio.to_thread(_written, self.path(name), content)
        return name

    async def read(self, name: str, at: int, size: int) -> bytes:
        """Some bytes of a file; Unavailable if it cannot be read."""
        with translated():
            return await asyncio.to_thread(_part, self.path(name), at, size)

    async def remove(self, names: Collection[str]) -> None:
        """Remove files that no row names any more; later, while a backup copies them."""
        if self._holds:
            self._waiting.update(names)
            return
        await asyncio.to_thread(_removed, [self.path(name) for name in names])

    @contextmanager
    def kept(self) -> Generator[None]:
        """Inside, nothing is removed."""
        self._holds += 1
        try:
            yield
        finally:
            self._holds -= 1
            if not self._holds:
                _removed([self.path(name) for name in self._waiting])
                self._waiting.clear()

    def names(self) -> set[str]:
        """Every file that is there."""
        return {path.name for path in self._folder.glob("??/*") if path.is_file()}


def _written(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        sync_folder(path.parent)
    except OSError:
        path.unlink(missing_ok=True)
        raise


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk, too."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _part(path: Path, at: int, size: int) -> bytes:
    with path.open("rb") as file:
        file.seek(at)
        return file.read(size)


def _removed(paths: Collection[Path]) -> None:
    for path in paths:
        with suppress(FileNotFoundError):
            path.unlink()
