"""The one door to the authors' files."""

import asyncio
import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Protocol, TypeVar

from shared.errors import Unavailable

LEFT_OUT = {"__pycache__", "data", "node_modules"}

Files = Mapping[str, bytes]
T = TypeVar("T")


def naming(files: Files, name: str, *words: bytes) -> tuple[str, ...]:
    """Python files in which the name stands in quotes, and one of the words anywhere."""
    quoted = (f'"{name}"'.encode(), f"'{name}'".encode())
    found = [
        path
        for path, content in files.items()
        if path.endswith(".py")
        and any(word in content for word in words)
        and any(text in content for text in quoted)
    ]
    return tuple(sorted(found))


class Workspace(Protocol):
    """A tree of files, addressed by path relative to its root, with ``/``."""

    async def stamp(self) -> str:
        """Text that changes when a file is added, changed or removed; cheap to ask for."""
        ...

    async def read(self) -> Files:
        """Every file that runs may see: nothing hidden, nothing under ``data/``."""
        ...

    async def ping(self) -> None:
        """Return if the files can be listed; Unavailable if not."""
        ...


class DirectoryWorkspace:
    """A workspace on a local or mounted disk. Symbolic links are not followed."""

    def __init__(self, root: Path) -> None:
        self._root = root

    async def stamp(self) -> str:
        return await asyncio.to_thread(lambda: self._reached(self._stamp))

    async def read(self) -> Files:
        return await asyncio.to_thread(lambda: self._reached(lambda: dict(self._read())))

    async def ping(self) -> None:
        if not await asyncio.to_thread(self._root.is_dir):
            raise Unavailable("the workspace's folder is not there")

    def _reached(self, look: Callable[[], T]) -> T:
        """A file that vanishes while we look is one more reason to look again."""
        try:
            try:
                return look()
            except FileNotFoundError:
                return look()
        except OSError as error:
            raise Unavailable("the workspace cannot be read") from error

    def _stamp(self) -> str:
        digest = hashlib.sha256()
        for file in self._files(self._root):
            facts = file.stat(follow_symlinks=False)
            digest.update(os.fsencode(file.path))
            digest.update(f"\0{facts.st_mtime_ns}\0{facts.st_size}\n".encode())
        return digest.hexdigest()

    def _read(self) -> Iterator[tuple[str, bytes]]:
        for file in self._files(self._root):
            path = Path(file.path)
            yield path.relative_to(self._root).as_posix(), path.read_bytes()

    def _files(self, folder: Path) -> Iterator[os.DirEntry[str]]:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
        for entry in entries:
            if entry.name.startswith(".") or entry.name in LEFT_OUT or not _is_text(entry.name):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from self._files(Path(entry.path))
            elif entry.is_file(follow_symlinks=False):
                yield entry


def _is_text(name: str) -> bool:
    """Whether a name is UTF-8; others can be neither stored nor imported."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


class MemoryWorkspace:
    """A workspace of text files given as a mapping, which may be changed."""

    def __init__(self, files: dict[str, str]) -> None:
        self.files = files

    async def stamp(self) -> str:
        return hashlib.sha256(repr(sorted(self.files.items())).encode()).hexdigest()

    async def read(self) -> Files:
        return {path: text.encode() for path, text in self.files.items()}

    async def ping(self) -> None:
        return
