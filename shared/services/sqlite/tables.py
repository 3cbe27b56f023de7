"""Tables in SQLite."""

import json
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from secrets import token_hex
from typing import cast

from shared.errors import InvalidInput
from shared.services.clock import Clock, SystemClock
from shared.services.sqlite.database import Database
from shared.services.sqlite.rows import RowStatements, scope_of
from shared.services.tables import (
    Change,
    Columns,
    Delete,
    Insert,
    Page,
    Put,
    Remove,
    Replace,
    Row,
    past,
    require_size,
)

MOST_CHANGES = 100
#: So many take less time than a commit.
FEW_CHANGES = 20
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class SqliteTable:
    """A Table in a table of its own, whose name is one of ``schema.TABLES``."""

    def __init__(self, database: Database, name: str, clock: Clock | None = None) -> None:
        self._database = database
        self._clock = clock or SystemClock()
        self._rows = RowStatements(name)

    async def get(self, partition: str, key: str) -> Row | None:
        """The row, or None."""
        found = self._database.read(self._rows.get, (partition, key))
        return _row(key, *found[0]) if found else None

    async def insert(self, partition: str, key: str, columns: Columns) -> str:
        """Add a row and return its ETag; AlreadyExists if its key is taken."""
        return (await self.transaction(partition, [Insert(key, columns)]))[0]

    async def put(self, partition: str, key: str, columns: Columns) -> str:
        """Add the row or replace what is there; returns its ETag."""
        return (await self.transaction(partition, [Put(key, columns)]))[0]

    async def replace(self, partition: str, key: str, columns: Columns, *, etag: str) -> str:
        """Replace the row that was read and return its new ETag; Stale if it changed."""
        return (await self.transaction(partition, [Replace(key, columns, etag)]))[0]

    async def delete(self, partition: str, key: str) -> None:
        """Remove the row; removing a missing row is not an error."""

        def work(connection: sqlite3.Connection) -> None:
            self._rows.discard(connection, scope_of(connection, partition), key)

        await self._database.write(work)

    async def transaction(self, partition: str, changes: Sequence[Change]) -> Sequence[str]:
        """All of the changes or none; the ETag that each left, empty for what was removed."""
        if len(changes) > MOST_CHANGES or len({one.key for one in changes}) < len(changes):
            raise InvalidInput(f"a transaction has at most {MOST_CHANGES} changes, each key once")
        prepared = [_prepared(change) for change in changes]
        at = _microseconds(self._clock.now())

        def work(connection: sqlite3.Connection) -> list[str]:
            scope, is_alone = scope_of(connection, partition), len(changes) == 1
            for change, (etag, text) in zip(changes, prepared, strict=True):
                values = (scope, change.key, etag, at, text)
                self._rows.write(connection, change, values, is_alone=is_alone)
            return [etag for etag, _ in prepared]

        return await self._database.write(work, is_much=len(changes) > FEW_CHANGES)

    async def page(self, partition: str, first: str, last: str, *, limit: int) -> Page:
        """At most ``limit`` rows with ``first <= key < last``, in key order."""
        found = self._database.read(self._rows.page, (partition, first, last, limit + 1))
        rows = [_row(*one) for one in found[:limit]]
        following = past(rows[-1].key) if len(found) > limit else None
        return Page(rows, following, self._clock.now())

    async def ping(self) -> None:
        """Return if the store answers; Unavailable if it does not."""
        self._database.read("SELECT 1")


def _prepared(change: Change) -> tuple[str, str]:
    """The new ETag and the columns of a row that stays; both empty if it goes."""
    if isinstance(change, Delete | Remove):
        return "", ""
    require_size(change.columns)
    return token_hex(8), json.dumps(change.columns, ensure_ascii=False, separators=(",", ":"))


def _row(key: str, etag: str, written_at: int, columns: str) -> Row:
    found = cast("dict[str, str]", json.loads(columns))
    return Row(key, found, etag, _EPOCH + timedelta(microseconds=written_at))


def _microseconds(at: datetime) -> int:
    return (at - _EPOCH) // timedelta(microseconds=1)
