"""The authors' files.

Services see a ``Workspace``: a directory, a share of Azure Files (``services.azure.shares``), or a
mapping in tests. ``tests/contract/stores/workspaces`` holds all of them to one contract.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from shared.models.paths import FilePath
from shared.services.workspace.ignored import IgnoredFiles

Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Entry:
    """A file or a folder. ``mark`` changes whenever a file does, and needs no read of it."""

    path: FilePath
    is_folder: bool
    size: int
    modified_at: datetime
    mark: str


@dataclass(frozen=True, slots=True)
class Content:
    """A file as it was read; ``etag`` is the hash of its content."""

    entry: Entry
    content: bytes
    etag: str


@dataclass(frozen=True, slots=True)
class Condition:
    """The condition of a write: the ETag that was read, or that the file is new."""

    etag: str | None = None
    is_new: bool = False


ALWAYS = Condition()

#: Size limit of a Python file whose text is examined.
LARGEST_MODULE = 1024 * 1024


class Workspace(Protocol):
    """A tree of files. Links are not followed, and hidden names are ignored.

    Every change is made whole or not at all. Conflict says what prevents it: names that differ only
    in case, a folder in place of a file, another ETag.
    """

    async def code(self, ignored: IgnoredFiles | None = None) -> Sequence[Entry]:
        """Return every file that runs may see, by path: nothing hidden, nothing under ``data/``.

        Files that an author may miss are noted in ``ignored``.
        """
        ...

    async def fetch(self, paths: Collection[FilePath]) -> Files:
        """Return the contents of the existing files, by path."""
        ...

    async def list(self, folder: FilePath) -> Sequence[Entry]:
        """Return a folder's entries, by name; NotFound if there is no such folder."""
        ...

    async def walk(self, folder: FilePath) -> Sequence[Entry]:
        """Return every file and folder below a folder, by path; NotFound if there is none."""
        ...

    async def find(self, path: FilePath) -> Entry | None:
        """Return the entry of exactly this spelling, or None."""
        ...

    async def read(self, path: FilePath, *, limit: int) -> Content:
        """Return a whole file; NotFound if there is none, TooLarge if it exceeds the limit."""
        ...

    async def read_part(self, path: FilePath, at: int, length: int) -> tuple[Entry, bytes]:
        """Return at most ``length`` bytes from ``at``, and the entry; NotFound if missing."""
        ...

    async def write(
        self, path: FilePath, content: bytes, condition: Condition = ALWAYS
    ) -> Entry | None:
        """Create or replace a file, and create its folders; return the entry that it replaced.

        Conflict names the stored ETag if it is not the condition's.
        """
        ...

    async def write_all(self, files: Mapping[FilePath, bytes]) -> None:
        """Create or replace all of the files, or none."""
        ...

    async def make_folder(self, path: FilePath) -> None:
        """Create a folder, and those above it; Conflict if the name is taken."""
        ...

    async def rename(self, old: FilePath, new: FilePath) -> None:
        """Move a file or a folder to a free name; NotFound if there is none."""
        ...

    async def delete(self, path: FilePath) -> None:
        """Remove a file, or a folder with its content; NotFound if there is none."""
        ...

    async def ping(self) -> None:
        """Return if the files can be listed; Unavailable if not."""
        ...


async def modules(workspace: Workspace) -> Files:
    """Return the Python files that runs may see, without too large ones."""
    code = [entry.path for entry in await workspace.code() if entry.size <= LARGEST_MODULE]
    return await workspace.fetch([path for path in code if path.name.endswith(".py")])


def naming(files: Files, name: str, *words: bytes) -> tuple[str, ...]:
    """Return the modules that contain the name in quotes, and one of the words anywhere.

    Test modules are excluded: they use nothing.
    """
    quoted = (f'"{name}"'.encode(), f"'{name}'".encode())
    found = [
        path
        for path, content in files.items()
        if not path.rpartition("/")[2].startswith("test_")
        and any(word in content for word in words)
        and any(text in content for text in quoted)
    ]
    return tuple(sorted(found))
