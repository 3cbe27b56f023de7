"""Table Storage, by which repositories store rows.

Repositories see a ``Table``. Production passes ``services.azure.tables``; tests pass
``MemoryTable``. ``tests/contract/stores/test_tables.py`` holds both to one contract.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from shared.errors import AlreadyExists, Refused, Stale
from shared.services.clock import Clock, SystemClock

Columns = Mapping[str, str]

TEXT_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it was read. ``written_at`` is by the store's clock, not this process's."""

    key: str
    columns: Columns
    etag: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows in key order. ``next`` is where the following page starts; None at the end.

    ``read_at`` is by the store's clock.
    """

    rows: Sequence[Row]
    next: str | None
    read_at: datetime


@dataclass(frozen=True, slots=True)
class Insert:
    key: str
    columns: Columns


@dataclass(frozen=True, slots=True)
class Replace:
    key: str
    columns: Columns
    etag: str


@dataclass(frozen=True, slots=True)
class Delete:
    key: str
    etag: str


@dataclass(frozen=True, slots=True)
class Put:
    """Add or replace a row, whatever is stored: for copies of a row that another change guards."""

    key: str
    columns: Columns


@dataclass(frozen=True, slots=True)
class Remove:
    """Delete a row, whatever it contains: for copies of a row that another change guards."""

    key: str


Change = Insert | Replace | Delete | Put | Remove


class Table(Protocol):
    """Rows addressed by partition and key. A refused change changes nothing."""

    async def get(self, partition: str, key: str) -> Row | None:
        """Return the row, or None."""
        ...

    async def insert(self, partition: str, key: str, columns: Columns) -> str:
        """Add a row and return its ETag; AlreadyExists if its key is taken."""
        ...

    async def put(self, partition: str, key: str, columns: Columns) -> str:
        """Add the row or replace the stored one, whatever it is; return its ETag."""
        ...

    async def replace(self, partition: str, key: str, columns: Columns, *, etag: str) -> str:
        """Replace the row that was read and return its new ETag; Stale if it changed."""
        ...

    async def delete(self, partition: str, key: str) -> None:
        """Remove the row; removing a missing row is not an error."""
        ...

    async def transaction(self, partition: str, changes: Sequence[Change]) -> Sequence[str]:
        """Make all of the changes (at most 100, each key once) or none; return their ETags.

        A removal's ETag is empty. AlreadyExists or Stale if one of the changes is impossible.
        """
        ...

    async def page(self, partition: str, first: str, last: str, *, limit: int) -> Page:
        """Return at most ``limit`` (1 to 1000) rows with ``first <= key < last``, in key order."""
        ...

    async def ping(self) -> None:
        """Return if the store answers; Unavailable if it does not."""
        ...


class MemoryTable:
    """A table in the memory of this process."""

    def __init__(self, clock: Clock | None = None) -> None:
        self._rows: dict[tuple[str, str], Row] = {}
        self._clock = clock or SystemClock()
        self._etags = map(str, itertools.count(1))

    async def get(self, partition: str, key: str) -> Row | None:
        return self._rows.get((partition, key))

    async def insert(self, partition: str, key: str, columns: Columns) -> str:
        self._check(partition, Insert(key, columns))
        return self._write(partition, key, columns)

    async def put(self, partition: str, key: str, columns: Columns) -> str:
        require_size(columns)
        return self._write(partition, key, columns)

    async def replace(self, partition: str, key: str, columns: Columns, *, etag: str) -> str:
        self._check(partition, Replace(key, columns, etag))
        return self._write(partition, key, columns)

    async def delete(self, partition: str, key: str) -> None:
        self._rows.pop((partition, key), None)

    async def transaction(self, partition: str, changes: Sequence[Change]) -> Sequence[str]:
        for change in changes:
            self._check(partition, change)
        return [self._do(partition, change) for change in changes]

    async def page(self, partition: str, first: str, last: str, *, limit: int) -> Page:
        keys = sorted(k for p, k in self._rows if p == partition and first <= k < last)
        rows = [self._rows[partition, key] for key in keys[:limit]]
        following = past(rows[-1].key) if len(keys) > limit else None
        return Page(rows, following, self._clock.now())

    async def ping(self) -> None:
        return

    def _check(self, partition: str, change: Change) -> None:
        if not isinstance(change, Delete | Remove):
            require_size(change.columns)
        if isinstance(change, Put):
            return
        found = self._rows.get((partition, change.key))
        if isinstance(change, Insert):
            if found is not None:
                raise AlreadyExists(f"there is a row {change.key!r} already")
        elif found is None or (not isinstance(change, Remove) and found.etag != change.etag):
            raise Stale(f"the row {change.key!r} was changed or removed")

    def _do(self, partition: str, change: Change) -> str:
        if isinstance(change, Delete | Remove):
            del self._rows[partition, change.key]
            return ""
        return self._write(partition, change.key, change.columns)

    def _write(self, partition: str, key: str, columns: Columns) -> str:
        row = Row(key, dict(columns), next(self._etags), self._clock.now())
        self._rows[partition, key] = row
        return row.etag


def require_size(columns: Columns) -> None:
    """Refuse what the real store refuses: a text of over 64 KiB, as UTF-16."""
    for text in columns.values():
        if 4 * len(text) > TEXT_BYTES and len(text.encode("utf-16-le")) > TEXT_BYTES:
            raise Refused("a column is larger than 64 KiB")


def past(key: str) -> str:
    """Return where the page after this key starts; the store's tokens are no keys to compare."""
    return key + "!"
