"""The statements of one table, and where in its file a row is put.

Rows lie in the file in the order of their ids. A row that is inserted alone is likely to be
short-lived (the record of a run that begins), and takes the place of another such row that is gone.
All others are written to the end, so that pages fill up and stay full; a row that grows moves to
the end, too.
"""

import sqlite3
from collections import deque

from shared.errors import AlreadyExists, Stale
from shared.services.tables import Delete, Insert, Put, Remove, Replace

Change = Insert | Replace | Delete | Put | Remove

#: Ids below are those of rows that were inserted alone.
FIRST_OF_LASTING = 1 << 48
#: Free places of short-lived rows that are remembered.
MOST_FREE = 1_000

#: Where the ids end that begin there.
_END = {1: FIRST_OF_LASTING, FIRST_OF_LASTING: 1 << 62}

#: Of a row: scope, key, ETag, when it was written in microseconds, and its columns as JSON.
Values = tuple[int, str, str, int, str]


class RowStatements:
    """What can be done with the rows of one table inside a transaction."""

    def __init__(self, name: str) -> None:
        # The name is one of ``schema.TABLES``, never what a caller sent.
        scope = "(SELECT id FROM scopes WHERE name = ?)"
        self.get = f"SELECT etag, written_at, columns FROM {name} WHERE scope = {scope} AND key = ?"
        self.page = (
            f"SELECT key, etag, written_at, columns FROM {name} "
            f"WHERE scope = {scope} AND key >= ? AND key < ? ORDER BY key LIMIT ?"
        )
        self._find = f"SELECT id, etag, length(columns) FROM {name} WHERE scope = ? AND key = ?"
        self._delete = f"DELETE FROM {name} WHERE id = ?"
        self._update = f"UPDATE {name} SET etag = ?, written_at = ?, columns = ? WHERE id = ?"
        self._insert = (
            f"INSERT INTO {name} (id, scope, key, etag, written_at, columns) "
            "VALUES (?, ?, ?, ?, ?, ?)"
        )
        self._is_taken = f"SELECT 1 FROM {name} WHERE id = ?"
        self._last = f"SELECT max(id) FROM {name} WHERE id >= ? AND id < ?"
        self._free: deque[int] = deque(maxlen=MOST_FREE)

    def write(
        self, connection: sqlite3.Connection, change: Change, values: Values, *, is_alone: bool
    ) -> None:
        """Do one change; ``values`` are what its row will hold, if it stays.

        AlreadyExists or Stale if it cannot be done.
        """
        found = connection.execute(self._find, values[:2]).fetchone()
        _require(change, found)
        if isinstance(change, Delete | Remove):
            self._remove(connection, found[0])
        elif found is None:
            first = 1 if is_alone and isinstance(change, Insert) else FIRST_OF_LASTING
            connection.execute(self._insert, (self._place(connection, first), *values))
        elif len(values[4]) <= found[2]:
            connection.execute(self._update, (*values[2:], found[0]))
        else:
            self._remove(connection, found[0])
            place = self._place(connection, FIRST_OF_LASTING)
            connection.execute(self._insert, (place, *values))

    def discard(self, connection: sqlite3.Connection, scope: int, key: str) -> None:
        """Remove a row, if it is there."""
        found = connection.execute(self._find, (scope, key)).fetchone()
        if found is not None:
            self._remove(connection, found[0])

    def _remove(self, connection: sqlite3.Connection, row: int) -> None:
        connection.execute(self._delete, (row,))
        if row < FIRST_OF_LASTING:
            self._free.append(row)

    def _place(self, connection: sqlite3.Connection, first: int) -> int:
        """A free id: where a short-lived row was, or behind the last one of its kind."""
        while first < FIRST_OF_LASTING and self._free:
            place = self._free.popleft()
            # The transaction that freed it may have been undone.
            if connection.execute(self._is_taken, (place,)).fetchone() is None:
                return place
        last = connection.execute(self._last, (first, _END[first])).fetchone()[0]
        return first if last is None else last + 1


def scope_of(connection: sqlite3.Connection, partition: str) -> int:
    """The number that stands for a partition's name in each of its rows."""
    found = connection.execute("SELECT id FROM scopes WHERE name = ?", (partition,)).fetchone()
    if found is not None:
        return int(found[0])
    made = connection.execute("INSERT INTO scopes (name) VALUES (?)", (partition,))
    return int(made.lastrowid or 0)


def _require(change: Change, found: tuple[int, str, int] | None) -> None:
    """AlreadyExists or Stale if the row is not as the change needs it."""
    if isinstance(change, Put):
        return
    if isinstance(change, Insert):
        if found is not None:
            raise AlreadyExists(f"there is a row {change.key!r} already")
    elif found is None or (not isinstance(change, Remove) and found[1] != change.etag):
        raise Stale(f"the row {change.key!r} was changed or removed")
