"""The one door to the authors' files."""

import asyncio
import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol

from shared.errors import Unavailable

LEFT_OUT = {"__pycache__", "data", "node_modules"}

Files = Mapping[str, bytes]


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
        return await asyncio.to_thread(self._stamp)

    async def read(self) -> Files:
        return await asyncio.to_thread(lambda: dict(self._read()))

    async def ping(self) -> None:
        if not await asyncio.to_thread(self._root.is_dir):
            raise Unavailable("the workspace's folder is not there")

    def _stamp(self) -> str:
        digest = hashlib.sha256()
        for file in self._files(self._root):
            facts = file.stat()
            digest.update(f"{file.path}\0{facts.st_mtime_ns}\0{facts.st_size}\n".encode())
        return digest.hexdigest()

    def _read(self) -> Iterator[tuple[str, bytes]]:
        for file in self._files(self._root):
            path = Path(file.path)
            yield path.relative_to(self._root).as_posix(), path.read_bytes()

    def _files(self, folder: Path) -> Iterator[os.DirEntry[str]]:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
        for entry in entries:
            if entry.name.startswith(".") or entry.name in LEFT_OUT:
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from self._files(Path(entry.path))
            elif entry.is_file(follow_symlinks=False):
                yield entry


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
