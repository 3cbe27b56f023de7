"""The one door to the authors' files.

Services see a ``Workspace``: a directory, a share of Azure Files (``services.azure.shares``), or
a mapping in tests. ``tests/contract/stores/test_workspaces.py`` holds all of them to one contract.
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
    """A file or a folder. ``mark`` changes whenever a file does, and costs no read of it."""

    path: FilePath
    is_folder: bool
    size: int
    modified_at: datetime
    mark: str


@dataclass(frozen=True, slots=True)
class Content:
    """A file as it was read; ``etag`` is the hash of what is in it."""

    entry: Entry
    content: bytes
    etag: str


@dataclass(frozen=True, slots=True)
class Condition:
    """What a write counts on: the ETag that was read, or that there is no such file."""

    etag: str | None = None
    is_new: bool = False


ALWAYS = Condition()

#: Of a Python file, where its text is looked at.
LARGEST_MODULE = 1024 * 1024


class Workspace(Protocol):
    """A tree of files. Links are not followed, and what is hidden is not there.

    Every change is whole or not at all, and Conflict says what is in its way: names that differ
    only in case, a folder where a file should be, another ETag.
    """

    async def code(self, ignored: IgnoredFiles | None = None) -> Sequence[Entry]:
        """Every file that runs may see, by path: nothing hidden, nothing under ``data/``.

        What somebody may miss is noted in ``ignored``.
        """
        ...

    async def fetch(self, paths: Collection[FilePath]) -> Files:
        """The contents of those that are there, by path."""
        ...

    async def list(self, folder: FilePath) -> Sequence[Entry]:
        """What is in a folder, by name; NotFound if there is none."""
        ...

    async def walk(self, folder: FilePath) -> Sequence[Entry]:
        """Every file and folder below it, by path; NotFound if there is none."""
        ...

    async def find(self, path: FilePath) -> Entry | None:
        """What is there, spelled so, or None."""
        ...

    async def read(self, path: FilePath, *, limit: int) -> Content:
        """A whole file; NotFound without it, TooLarge over so many bytes."""
        ...

    async def read_part(self, path: FilePath, at: int, length: int) -> tuple[Entry, bytes]:
        """At most so many bytes from there, and what they are a part of; NotFound without it."""
        ...

    async def write(
        self, path: FilePath, content: bytes, condition: Condition = ALWAYS
    ) -> Entry | None:
        """Make or replace a file, and the folders that it is in; what was there before.

        Conflict names the ETag that is there if it is not the condition's.
        """
        ...

    async def write_all(self, files: Mapping[FilePath, bytes]) -> None:
        """Make or replace all of them, or none."""
        ...

    async def make_folder(self, path: FilePath) -> None:
        """With those that it is in; Conflict if something is there."""
        ...

    async def rename(self, old: FilePath, new: FilePath) -> None:
        """Move a file or a folder to a place where nothing is; NotFound if there is none."""
        ...

    async def delete(self, path: FilePath) -> None:
        """Remove a file, or a folder with all that is in it; NotFound if there is none."""
        ...

    async def ping(self) -> None:
        """Return if the files can be listed; Unavailable if not."""
        ...


async def modules(workspace: Workspace) -> Files:
    """The Python files that runs may see, without huge ones."""
    code = [entry.path for entry in await workspace.code() if entry.size <= LARGEST_MODULE]
    return await workspace.fetch([path for path in code if path.name.endswith(".py")])


def naming(files: Files, name: str, *words: bytes) -> tuple[str, ...]:
    """Those of the modules in which the name stands in quotes, and one of the words anywhere.

    Tests are none: they use nothing.
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
