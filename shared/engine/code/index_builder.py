"""One indexing of the workspace: what is known so far, and who waits for more."""

import asyncio
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from shared.engine.code.index_entries import index_of, remembering
from shared.engine.code.snapshots import Snapshot
from shared.models.workflows import Guard, Index, IndexedFile


class Indexing:
    """Of one snapshot. Files become known one by one, in any order.

    ``before`` are the names that each file had.
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
        """What is known so far."""
        if self._index is None:
            snapshot = self.snapshot
            self._index = index_of(snapshot.version, self.entries.values(), snapshot.ignored)
        return self._index

    @property
    def names(self) -> Mapping[str, Mapping[str, Guard]]:
        """Of each file, what it has or had; as before where it is not known yet."""
        return {**self._before, **{entry.file: entry.names for entry in self.entries.values()}}

    @property
    def may_pass(self) -> bool:
        """Whether a fault of it may be gone at the next try."""
        return any(entry.may_pass for entry in self.entries.values())

    def see(self, snapshot: Snapshot) -> bool:
        """One of the same version; whether something else is left out beside it."""
        differs = snapshot.ignored != self.snapshot.ignored
        if differs:
            self._index = None
        self.snapshot = snapshot
        return differs

    def take(self, entry: IndexedFile) -> None:
        names = self._before.get(entry.file, {})
        self.entries[entry.file] = remembering(entry, names)
        self.unknown.remove(entry.file)
        self._index = None
        self._news.set()
        self._news = asyncio.Event()

    async def news(self) -> None:
        """Return when one more file is known."""
        await self._news.wait()
