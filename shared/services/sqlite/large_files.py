"""Contents that are too large for a row: files beside the database that never change.

A file is on the disk, whole and fsynced, before the row that names it is written, and its row is
gone before it is removed. What a kill leaves between the two is an orphan, which a sweep removes.
While a process copies the files for a backup, it holds a lock, and nothing is removed.
"""

import asyncio
import fcntl
import os
import time
from collections.abc import AsyncGenerator, AsyncIterator, Collection
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from uuid import uuid4

from shared.errors import Conflict
from shared.services.sqlite.faults import translated

#: A removal holds the lock for milliseconds: what holds it longer is a backup.
PATIENCE_SECONDS = 5.0


class LargeFiles:
    """Files of one folder, in subfolders by the first two characters of their names."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = folder.with_name(f"{folder.name}.lock")
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
        wanted = {*names, *self._waiting}
        if not wanted:
            return
        paths = [self.path(name) for name in wanted]
        if await asyncio.to_thread(_removed_unless_kept, paths, self._lock):
            self._waiting -= wanted
        else:
            self._waiting |= wanted

    @asynccontextmanager
    async def kept(self) -> AsyncGenerator[None]:
        """Inside, nothing is removed, by this process or by another one.

        Conflict if another backup is being taken.
        """
        descriptor = await asyncio.to_thread(_locked, self._lock)
        try:
            yield
        finally:
            os.close(descriptor)
        await self.remove(())

    async def add_from(self, chunks: AsyncIterator[bytes]) -> tuple[str, int]:
        """Write a new file from chunks, of which it holds one at a time; its name and size."""
        name = uuid4().hex
        path, size = self.path(name), 0
        with translated():
            descriptor = await asyncio.to_thread(_made, path)
            try:
                async for chunk in chunks:
                    await asyncio.to_thread(_append, descriptor, chunk)
                    size += len(chunk)
                await asyncio.to_thread(_synced, descriptor, path.parent)
            except BaseException:
                path.unlink(missing_ok=True)
                raise
            finally:
                os.close(descriptor)
        return name, size

    def folders(self) -> list[Path]:
        """The subfolders with files."""
        return sorted(self._folder.glob("??"))


def _written(path: Path, content: bytes) -> None:
    descriptor = _made(path)
    try:
        _append(descriptor, content)
        _synced(descriptor, path.parent)
    except OSError:
        path.unlink(missing_ok=True)
        raise
    finally:
        os.close(descriptor)


def _made(path: Path) -> int:
    """The descriptor of a new file."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)


def _append(descriptor: int, content: bytes) -> None:
    left = memoryview(content)
    while left:
        left = left[os.write(descriptor, left) :]


def _synced(descriptor: int, folder: Path) -> None:
    os.fsync(descriptor)
    sync_folder(folder)


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


def _locked(path: Path) -> int:
    """Hold the lock alone, after removals that are under way."""
    descriptor = _lock_file(path)
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if time.monotonic() > end:
                os.close(descriptor)
                raise Conflict("another backup of this store is being taken") from error
            time.sleep(0.02)
        else:
            return descriptor


def _removed_unless_kept(paths: Collection[Path], lock: Path) -> bool:
    """Remove the files; False, and nothing is removed, while a backup holds the lock."""
    descriptor = _lock_file(lock)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return False
    else:
        for path in paths:
            with suppress(FileNotFoundError):
                path.unlink()
        return True
    finally:
        os.close(descriptor)


def _lock_file(path: Path) -> int:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    if os.geteuid() == 0:  # a backup by root must not lock the platform's user out
        owner = path.parent.stat()
        os.fchown(descriptor, owner.st_uid, owner.st_gid)
    return descriptor
