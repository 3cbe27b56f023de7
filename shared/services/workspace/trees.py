"""The common logic of all workspaces, whatever stores their files."""

import asyncio
import hashlib
import secrets
from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime

from shared.errors import AlreadyExists, Conflict, InvalidInput, NotFound, TooLarge
from shared.models.paths import DATA, MOST_PARTS, FilePath, key_of_name
from shared.services.workspace.ignored import IgnoredFiles
from shared.services.workspace.workspace import ALWAYS, Condition, Content, Entry, Files

#: Limit of entries in one workspace or folder, so that a listing ends.
MOST_ENTRIES = 50_000
AT_ONCE = 16

EntryCache = dict[FilePath, Sequence[Entry] | None]


class TreeWorkspace(ABC):
    """A ``Workspace`` over the few operations that a store provides.

    The lock makes changes one at a time within a process, since a check and its write must not
    interleave with another change. Between two processes the later write wins, as it does when
    users edit the files directly.
    """

    def __init__(self) -> None:
        self._changing = asyncio.Lock()

    @abstractmethod
    async def _children(
        self, folder: FilePath, ignored: IgnoredFiles | None = None
    ) -> Sequence[Entry] | None:
        """Return visible files and folders, by name; None if there is no such folder."""

    @abstractmethod
    async def _entry(self, path: FilePath) -> Entry | None: ...

    @abstractmethod
    async def _content(self, path: FilePath, at: int, length: int) -> bytes | None:
        """Return bytes of a file; None if there is no such file."""

    @abstractmethod
    async def _stage(self, hidden: FilePath, content: bytes) -> None:
        """Write a hidden file."""

    @abstractmethod
    async def _move(self, old: FilePath, new: FilePath) -> None:
        """Move in one step: a file over an existing file, or a folder to a free name."""

    @abstractmethod
    async def _make(self, folder: FilePath) -> None:
        """Create a folder in an existing one; no error if it exists."""

    @abstractmethod
    async def _destroy(self, hidden: FilePath) -> None:
        """Remove a file, or a folder with its content; no error if it is gone."""

    async def code(self, ignored: IgnoredFiles | None = None) -> Sequence[Entry]:
        found = await self._below(FilePath(), ignored or IgnoredFiles(), with_data=False)
        return [entry for entry in found if not entry.is_folder]

    async def fetch(self, paths: Collection[FilePath]) -> Files:
        turns = asyncio.Semaphore(AT_ONCE)

        async def content(path: FilePath) -> tuple[FilePath, bytes | None]:
            async with turns:
                entry = await self._entry(path)
                size = entry.size if entry and not entry.is_folder else 0
                return path, await self._content(path, 0, size) if entry else None

        found = await asyncio.gather(*(content(path) for path in paths))
        return {str(path): content for path, content in found if content is not None}

    async def list(self, folder: FilePath) -> Sequence[Entry]:
        found = await self._children(folder)
        if found is None:
            raise NotFound("folder", folder)
        return found

    async def walk(self, folder: FilePath) -> Sequence[Entry]:
        await self.list(folder)
        return await self._below(folder)

    async def find(self, path: FilePath) -> Entry | None:
        return await self._entry(path) if path.parts else None

    async def read(self, path: FilePath, *, limit: int) -> Content:
        entry = await self._file(path)
        if entry.size > limit:
            raise TooLarge(f"{str(path)!r} has {entry.size} bytes; at most {limit} are read here")
        content = await self._content(path, 0, entry.size)
        if content is None:
            raise NotFound("file", path)
        return Content(entry, content, etag_of(content))

    async def read_part(self, path: FilePath, at: int, length: int) -> tuple[Entry, bytes]:
        entry = await self._file(path)
        content = await self._content(path, at, max(0, min(length, entry.size - at)))
        if content is None:
            raise NotFound("file", path)
        return entry, content

    async def write(
        self, path: FilePath, content: bytes, condition: Condition = ALWAYS
    ) -> Entry | None:
        async with self._changing:
            known: EntryCache = {}
            entry = await self._place_of_file(path, known)
            await self._require(path, entry, condition)
            await self._make_folders(path.folders, known)
            await self._write_staged({path: content})
            return entry

    async def write_all(self, files: Mapping[FilePath, bytes]) -> None:
        _require_apart(files)
        async with self._changing:
            known: EntryCache = {}
            for path in files:
                await self._place_of_file(path, known)
            for path in files:
                await self._make_folders(path.folders, known)
            await self._write_staged(files)

    async def make_folder(self, path: FilePath) -> None:
        _require_data_spelled(path)
        async with self._changing:
            known: EntryCache = {}
            if await self._place(path, known):
                raise AlreadyExists(f"there is a {str(path)!r} already")
            await self._make_folders((*path.folders, path), known)

    async def rename(self, old: FilePath, new: FilePath) -> None:
        if new != old and new.is_in(old) and len(new.parts) > len(old.parts):
            raise InvalidInput(f"{str(old)!r} cannot be moved into itself")
        _require_data_spelled(new)
        async with self._changing:
            if await self._place(old, {}) is None:
                raise NotFound("file or folder", old)
            if new.key == old.key and new.parent == old.parent:
                await self._respell(old, new)
                return
            known: EntryCache = {}
            if await self._place(new, known):
                raise AlreadyExists(f"there is a {str(new)!r} already: delete it first")
            await self._make_folders(new.folders, known)
            await self._move(old, new)

    async def delete(self, path: FilePath) -> None:
        async with self._changing:
            if await self._place(path, {}) is None:
                raise NotFound("file or folder", path)
            hidden = _hidden_beside(path)
            await self._move(path, hidden)
            await self._destroy(hidden)

    async def _respell(self, old: FilePath, new: FilePath) -> None:
        """Change the case of a name, in two moves: a case-blind store ignores a single one."""
        if old == new:
            return
        if any(entry.path == new for entry in await self.list(new.parent)):
            raise AlreadyExists(f"there is a {str(new)!r} already: delete it first")
        hidden = _hidden_beside(old)
        await self._move(old, hidden)
        await self._move(hidden, new)

    async def _below(
        self, folder: FilePath, ignored: IgnoredFiles | None = None, *, with_data: bool = True
    ) -> "list[Entry]":
        """Return every entry below the folder, by path; ``data/`` only if ``with_data``."""
        found: list[Entry] = []
        folders = [folder]
        turns = asyncio.Semaphore(AT_ONCE)

        async def children(one: FilePath) -> Sequence[Entry]:
            async with turns:
                return await self._children(one, ignored) or ()

        while folders:
            listed = await asyncio.gather(*(children(one) for one in folders))
            new = [e for entries in listed for e in entries if with_data or not _is_data(e.path)]
            found += new
            # Deeper entries have no valid path, and listing them would get ever slower.
            folders = [e.path for e in new if e.is_folder and len(e.path.parts) < MOST_PARTS]
            if ignored:
                _note(ignored, listed)
            if len(found) > MOST_ENTRIES:
                raise TooLarge(
                    f"{str(folder)!r} has more than {MOST_ENTRIES} files: move some away"
                )
        return sorted(found, key=lambda entry: entry.path.parts)

    async def _file(self, path: FilePath) -> Entry:
        entry = await self._entry(path)
        if entry is None:
            raise NotFound("file", path)
        if entry.is_folder:
            raise Conflict(f"{str(path)!r} is a folder")
        return entry

    async def _place(self, path: FilePath, known: EntryCache) -> Entry | None:
        """Return the entry; Conflict if the path exists in another spelling, or below a file."""
        found: Entry | None = None
        for place in (*path.folders, path):
            if found and not found.is_folder:
                raise Conflict(f"{str(found.path)!r} is a file, so nothing can be in it")
            if place.parent not in known:
                known[place.parent] = await self._children(place.parent)
            found = _named(place, known[place.parent] or ())
            if found is None:
                return None
        return found

    async def _place_of_file(self, path: FilePath, known: EntryCache) -> Entry | None:
        _require_data_spelled(path)
        entry = await self._place(path, known)
        if entry and entry.is_folder:
            raise Conflict(f"{str(path)!r} is a folder: choose another name")
        return entry

    async def _require(self, path: FilePath, entry: Entry | None, condition: Condition) -> None:
        """Raise Conflict if the stored file does not satisfy the condition."""
        if condition.is_new and entry:
            raise AlreadyExists(f"there is a {str(path)!r} already")
        if condition.etag is None:
            return
        if entry is None:
            raise Conflict(f"{str(path)!r} is gone: it was renamed or deleted since you read it")
        now = await self.read(path, limit=entry.size)
        if now.etag != condition.etag:
            raise _changed(path, now.etag)

    async def _make_folders(self, folders: Collection[FilePath], known: EntryCache) -> None:
        for folder in folders:
            if known.get(folder) is None:
                await self._make(folder)
                known[folder] = ()

    async def _write_staged(self, files: Mapping[FilePath, bytes]) -> None:
        """Write under hidden names first, so that a failure leaves all files as they were."""
        staged: dict[FilePath, FilePath] = {}
        try:
            for path, content in files.items():
                staged[path] = _hidden_beside(path)
                await self._stage(staged[path], content)
            for path in files:
                await self._move(staged[path], path)
                del staged[path]
        finally:
            for hidden in staged.values():
                await self._destroy(hidden)


def etag_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def instant(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _changed(path: FilePath, etag: str) -> Conflict:
    return Conflict(
        f"{str(path)!r} was changed since you read it: its etag is {etag} now. "
        "Read it again, and write with that etag"
    )


def _hidden_beside(path: FilePath) -> FilePath:
    return path.parent.child(f".bifrost-{secrets.token_hex(8)}")


def _named(path: FilePath, entries: Sequence[Entry]) -> Entry | None:
    key = key_of_name(path.name)
    for entry in entries:
        if entry.path.name == path.name:
            return entry
    for entry in entries:
        if key_of_name(entry.path.name) == key:
            raise _too_alike(path, entry.path)
    return None


def _note(ignored: IgnoredFiles, listed: Sequence[Sequence[Entry]]) -> None:
    """Note entries that are ignored although visible, or that some stores would ignore."""
    for entries in listed:
        ignored.note_alike(entry.path for entry in entries)
        for entry in entries:
            if entry.is_folder and len(entry.path.parts) == MOST_PARTS:
                fault = f"its files lie deeper than {MOST_PARTS - 1} folders"
                ignored.note(entry.path, fault)
            elif _is_data(entry.path) and entry.path.name != DATA:
                ignored.note(entry.path, f"it is {DATA!r} in another spelling: rename it")


def _is_data(path: FilePath) -> bool:
    return len(path.parts) == 1 and key_of_name(path.name) == DATA


def _require_data_spelled(path: FilePath) -> None:
    """Refuse another spelling of ``data``, the one folder where runs store their files."""
    first = path.parts[0]
    if first != DATA and key_of_name(first) == DATA:
        raise Conflict(f"{first!r} is {DATA!r} in another spelling: choose another name")


def _require_apart(paths: Collection[FilePath]) -> None:
    """Refuse paths that cannot all be files beside each other."""
    spelled: dict[tuple[str, ...], FilePath] = {}
    for path in paths:
        key = path.key
        for place in (*path.folders, path):
            other = spelled.setdefault(key[: len(place.parts)], place)
            if other != place:
                raise _too_alike(place, other)
    for path in paths:
        for folder in path.folders:
            if folder in paths:
                raise Conflict(f"{str(folder)!r} cannot be both a file and a folder")


def _too_alike(path: FilePath, other: FilePath) -> Conflict:
    return Conflict(
        f"{str(path)!r} and {str(other)!r} differ only in case: some stores take them for one"
    )
