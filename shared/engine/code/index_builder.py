"""One indexing of the workspace: the entries so far, and a signal for those still to come."""

import asyncio
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from shared.engine.code.index_entries import index_of, remembering
from shared.engine.code.snapshots import Snapshot
from shared.models.workflows import Guard, Index, IndexedFile


class Indexing:
    """The indexing of one snapshot, whose files become known one by one, in any order.

    ``before`` are the names that each file had in an earlier version.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        files: Iterable[str],
        known: Iterable[IndexedFile],
        before: Mapping[str, Mapping[str, Guard]] = MappingProxyType({}),
    ) -> None:
        self.snapshot = snapshot
        self.entries = {entry.file: entry for entry in known}
        self.unknown = [file for file in files if file not in self.entries]
        self._before = before
        self._news = asyncio.Event()
        self._index: Index | None = None

    @property
    def is_complete(self) -> bool:
        return not self.unknown

    @property
    def index(self) -> Index:
        """The index of the files that are known so far."""
        if self._index is None:
            snapshot = self.snapshot
            self._index = index_of(snapshot.version, self.entries.values(), snapshot.ignored)
        return self._index

    @property
    def names(self) -> Mapping[str, Mapping[str, Guard]]:
        """The names that each file has or had; those from before if it is not known yet."""
        return {**self._before, **{entry.file: entry.names for entry in self.entries.values()}}

    @property
    def may_pass(self) -> bool:
        """Whether a file has a fault that may be gone at the next try."""
        return any(entry.may_pass for entry in self.entries.values())

    def see(self, snapshot: Snapshot) -> bool:
        """Take over a snapshot of the same version; True if it ignores other files."""
        differs = snapshot.ignored != self.snapshot.ignored
        if differs:
            self._index = None
        self.snapshot = snapshot
        return differs

    def take(self, entry: IndexedFile) -> None:
        """Add the entry of a file, and wake everyone who waits for news."""
        names = self._before.get(entry.file, {})
        self.entries[entry.file] = remembering(entry, names)
        self.unknown.remove(entry.file)
        self._index = None
        self._news.set()
        self._news = asyncio.Event()

    async def news(self) -> None:
        """Wait until one more file is known."""
        await self._news.wait()
