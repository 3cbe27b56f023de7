"""A workspace on a local or mounted disk.

Every name is opened in its open folder and no link is followed, so a link that another process
creates between a check and its use leads nowhere.
"""

import asyncio
import errno
import os
import shutil
import stat
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from shared.errors import Conflict, Unavailable
from shared.models.paths import FilePath
from shared.services.workspace.ignored import LINK, NO_FILE, IgnoredFiles, may_be
from shared.services.workspace.trees import TreeWorkspace, instant
from shared.services.workspace.workspace import Entry

T = TypeVar("T")
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
#: Errors for a name that is no real folder, or no real file.
_NOT_THERE = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENXIO, errno.EISDIR)


class DirectoryWorkspace(TreeWorkspace):
    """A folder's files. Symbolic links, devices and pipes are ignored."""

    def __init__(self, root: Path) -> None:
        super().__init__()
        self._root = root

    async def ping(self) -> None:
        if not await asyncio.to_thread(self._root.is_dir):
            raise Unavailable("the workspace's folder is missing")

    async def _children(
        self, folder: FilePath, ignored: IgnoredFiles | None = None
    ) -> Sequence[Entry] | None:
        return await self._look(lambda: self._listed(folder, ignored), is_root=not folder.parts)

    async def _entry(self, path: FilePath) -> Entry | None:
        return await self._look(lambda: self._stated(path))

    async def _content(self, path: FilePath, at: int, length: int) -> bytes | None:
        return await self._look(lambda: self._read(path, at, length))

    async def _stage(self, hidden: FilePath, content: bytes) -> None:
        await self._change(hidden, lambda folder: _write(hidden.name, folder, content))

    async def _make(self, folder: FilePath) -> None:
        def make(parent: int) -> None:
            with suppress(FileExistsError):
                os.mkdir(folder.name, 0o750, dir_fd=parent)
            os.close(os.open(folder.name, _FOLDER | os.O_NOFOLLOW, dir_fd=parent))

        await self._change(folder, make)

    async def _move(self, old: FilePath, new: FilePath) -> None:
        def move(parent: int) -> None:
            with self._opened(old.parent) as source:
                os.rename(old.name, new.name, src_dir_fd=source, dst_dir_fd=parent)

        await self._change(new, move)

    async def _destroy(self, hidden: FilePath) -> None:
        def destroy(parent: int) -> None:
            try:
                os.unlink(hidden.name, dir_fd=parent)
            except FileNotFoundError:
                return
            except (IsADirectoryError, PermissionError):
                shutil.rmtree(hidden.name, dir_fd=parent)

        await self._change(hidden, destroy)

    def _listed(self, folder: FilePath, ignored: IgnoredFiles | None) -> Sequence[Entry]:
        with self._opened(folder) as descriptor, os.scandir(descriptor) as found:
            entries = [
                _entry(folder, one, ignored) for one in found if may_be(folder, one.name, ignored)
            ]
        return sorted((e for e in entries if e), key=lambda entry: entry.path.name)

    def _stated(self, path: FilePath) -> Entry | None:
        with self._opened(path.parent) as folder:
            return _seen(path, os.stat(path.name, dir_fd=folder, follow_symlinks=False))

    def _read(self, path: FilePath, at: int, length: int) -> bytes | None:
        with self._opened(path.parent) as folder:
            descriptor = os.open(path.name, _FILE, dir_fd=folder)
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                return None
            file.seek(at)
            return file.read(length)

    @contextmanager
    def _opened(self, folder: FilePath) -> Generator[int]:
        """Open the folder; the workspace itself may be behind a link."""
        descriptor = os.open(self._root, _FOLDER)
        try:
            for name in folder.parts:
                outer = descriptor
                descriptor = os.open(name, _FOLDER | os.O_NOFOLLOW, dir_fd=outer)
                os.close(outer)
            yield descriptor
        finally:
            os.close(descriptor)

    async def _look(self, look: Callable[[], T | None], *, is_root: bool = False) -> T | None:
        """Return what ``look`` returns; None for what vanishes meanwhile."""
        try:
            return await asyncio.to_thread(look)
        except OSError as error:
            if error.errno in _NOT_THERE and not is_root:
                return None
            raise Unavailable("the workspace cannot be read") from error

    async def _change(self, path: FilePath, change: Callable[[int], None]) -> None:
        def act() -> None:
            with self._opened(path.parent) as folder:
                change(folder)

        try:
            await asyncio.to_thread(act)
        except OSError as error:
            if error.errno in (*_NOT_THERE, errno.EEXIST, errno.ENOTEMPTY):
                raise Conflict(
                    f"{str(path)!r}: another process put something in its place"
                ) from error
            raise Unavailable(f"the workspace cannot be written: {error.strerror}") from error


def _entry(
    folder: FilePath, found: "os.DirEntry[str]", ignored: IgnoredFiles | None
) -> Entry | None:
    path = folder.child(found.name)
    try:
        facts = found.stat(follow_symlinks=False)
    except FileNotFoundError:
        return None
    seen = _seen(path, facts)
    if seen is None and ignored:
        ignored.note(path, LINK if stat.S_ISLNK(facts.st_mode) else NO_FILE)
    return seen


def _seen(path: FilePath, facts: os.stat_result) -> Entry | None:
    is_folder = stat.S_ISDIR(facts.st_mode)
    if not is_folder and not stat.S_ISREG(facts.st_mode):
        return None
    mark = f"{facts.st_mtime_ns} {facts.st_ctime_ns} {facts.st_size}"
    size = 0 if is_folder else facts.st_size
    return Entry(path, is_folder, size, instant(facts.st_mtime), mark)


def _write(name: str, folder: int, content: bytes) -> None:
    with os.fdopen(os.open(name, _NEW, 0o640, dir_fd=folder), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
