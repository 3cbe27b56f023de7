"""A workspace in memory, for tests."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from shared.models.paths import FilePath
from shared.services.workspace.ignored import IgnoredFiles, may_be
from shared.services.workspace.trees import TreeWorkspace, etag_of, instant
from shared.services.workspace.workspace import Entry


class MemoryWorkspace(TreeWorkspace):
    """A workspace of files given as a mapping, which may be changed.

    Content that is not text has lone surrogates, as Python's file names do. ``missing`` are the
    ignored files of the source, with the reasons.
    """

    def __init__(
        self, files: dict[str, str], missing: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        super().__init__()
        self.files = files
        self._missing = missing
        self._folders: set[tuple[str, ...]] = set()

    async def ping(self) -> None:
        return

    async def code(self, ignored: IgnoredFiles | None = None) -> Sequence[Entry]:
        told = ignored or IgnoredFiles()
        for path, reason in self._missing.items():
            told.note(FilePath((path,)), reason)
        return await super().code(told)

    async def _children(
        self, folder: FilePath, ignored: IgnoredFiles | None = None
    ) -> Sequence[Entry] | None:
        if not self._is_folder(folder.parts):
            return None
        depth = len(folder.parts)
        all_parts = [tuple(path.split("/")) for path in self.files] + [*self._folders]
        inside = {p[depth] for p in all_parts if len(p) > depth and p[:depth] == folder.parts}
        names = sorted(name for name in inside if may_be(folder, name, ignored))
        found = [await self._entry(folder.child(name)) for name in names]
        return [entry for entry in found if entry]

    async def _entry(self, path: FilePath) -> Entry | None:
        text = self.files.get(str(path))
        if text is not None:
            content = _bytes(text)
            return Entry(path, False, len(content), instant(0), etag_of(content))
        return Entry(path, True, 0, instant(0), "") if self._is_folder(path.parts) else None

    async def _content(self, path: FilePath, at: int, length: int) -> bytes | None:
        text = self.files.get(str(path))
        return None if text is None else _bytes(text)[at : at + length]

    async def _stage(self, hidden: FilePath, content: bytes) -> None:
        self.files[str(hidden)] = content.decode(errors="surrogateescape")

    async def _move(self, old: FilePath, new: FilePath) -> None:
        depth = len(old.parts)
        for path in [*self.files]:
            parts = tuple(path.split("/"))
            if parts[:depth] == old.parts:
                self.files["/".join((*new.parts, *parts[depth:]))] = self.files.pop(path)
        moved = {parts for parts in self._folders if parts[:depth] == old.parts}
        self._folders -= moved
        self._folders |= {(*new.parts, *parts[depth:]) for parts in moved}

    async def _make(self, folder: FilePath) -> None:
        self._folders.add(folder.parts)

    async def _destroy(self, hidden: FilePath) -> None:
        depth = len(hidden.parts)
        for path in [*self.files]:
            if tuple(path.split("/"))[:depth] == hidden.parts:
                del self.files[path]
        self._folders = {parts for parts in self._folders if parts[:depth] != hidden.parts}

    def _is_folder(self, parts: tuple[str, ...]) -> bool:
        prefix = "/".join(parts) + "/"
        named = not parts or parts in self._folders
        return named or any(path.startswith(prefix) for path in self.files)


def _bytes(text: str) -> bytes:
    return text.encode(errors="surrogateescape")
