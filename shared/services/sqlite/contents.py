"""One box's store as a side of a move."""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_hex
from typing import cast

from shared.services.moves.contents import (
    CHUNK_BYTES,
    CONTAINERS,
    SECRETS,
    BlobHead,
    RowPage,
    SecretValue,
    StoredRow,
)
from shared.services.sqlite.blobs import INLINE_BYTES
from shared.services.sqlite.holds import FileHolds
from shared.services.sqlite.rows import RowStatements, scope_of
from shared.services.sqlite.store import Store
from shared.services.sqlite.tables import SqliteTable
from shared.services.sqlite.vault.secrets import SqliteSecrets
from shared.services.tables import Put
from shared.services.workspace.folders import DirectoryWorkspace

PAGE = 1000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class SqliteContents:
    """Everything in the store of a folder, which this process has open."""

    def __init__(self, store: Store, workspace: Path) -> None:
        self._store = store
        self._database = store.database
        self.secrets = SqliteSecrets(store.database, store.key)
        self.name = f"sqlite:{store.folder}"
        self.holds = FileHolds(store.folder)
        self.workspace = DirectoryWorkspace(workspace)
        self.workspace_name = str(workspace)

    def table(self, name: str) -> SqliteTable:
        """Return one of ``TABLES``, as a platform reads it."""
        return SqliteTable(self._database, name)

    async def rows(self, table: str, after: str | None) -> AsyncIterator[RowPage]:
        """Yield a table's rows after a mark, in the order in which they lie in the file."""
        sql = (
            f"SELECT r.id, s.name, r.key, r.columns, r.written_at FROM {table} r "
            "JOIN scopes s ON s.id = r.scope WHERE r.id > ? ORDER BY r.id LIMIT ?"
        )
        last = int(after or 0)
        while True:
            found = self._database.read(sql, (last, PAGE))
            if not found:
                return
            last = int(found[-1][0])
            yield RowPage([_row(*one[1:]) for one in found], str(last))

    async def put_rows(self, table: str, rows: Sequence[StoredRow]) -> None:
        """Add or replace rows; each keeps the time at which it was written."""
        statements = RowStatements(table)

        def work(connection: sqlite3.Connection) -> None:
            for row in rows:
                text = json.dumps(dict(row.columns), ensure_ascii=False, separators=(",", ":"))
                scope = scope_of(connection, row.partition)
                at = (row.written_at - _EPOCH) // timedelta(microseconds=1)
                change = Put(row.key, row.columns)
                values = (scope, row.key, token_hex(8), at, text)
                statements.write(connection, change, values, is_alone=False)

        await self._database.write(work, is_much=True)

    async def blobs(self, container: str, after: str | None) -> AsyncIterator[BlobHead]:
        """Yield the blobs with a later name, by name."""
        sql = (
            "SELECT name, size, content_type, modified_at FROM blobs "
            "WHERE container = ? AND name > ? ORDER BY name LIMIT ?"
        )
        last = after or ""
        while True:
            found = self._database.read(sql, (container, last, PAGE))
            if not found:
                return
            for name, size, kind, at in found:
                yield BlobHead(name, size, kind, datetime.fromtimestamp(at / 1000, UTC))
            last = str(found[-1][0])

    async def read_blob(self, container: str, name: str) -> AsyncIterator[bytes]:
        """Yield a blob's content in chunks of at most ``CHUNK_BYTES``."""
        sql = (
            "SELECT p.size, p.content, p.file FROM blobs b JOIN blob_parts p ON p.blob = b.id "
            "WHERE b.container = ? AND b.name = ? ORDER BY p.at"
        )
        for size, content, file in self._database.read(sql, (container, name)):
            if file is None:
                yield bytes(content)
                continue
            for at in range(0, size, CHUNK_BYTES):
                yield await self._store.files.read(file, at, CHUNK_BYTES)

    async def put_blob(self, container: str, blob: BlobHead, chunks: AsyncIterator[bytes]) -> None:
        """Create or replace a blob: a small one in a row, a large one as one file."""
        content, file, size = None, None, 0
        if blob.size <= INLINE_BYTES:
            content = b"".join([chunk async for chunk in chunks])
            size = len(content)
        else:
            file, size = await self._store.files.add_from(chunks)
        at = int(blob.modified_at.timestamp() * 1000)
        head = (container, blob.name, size, blob.content_type, at, token_hex(8))

        def work(connection: sqlite3.Connection) -> list[str]:
            gone = _dropped(connection, container, blob.name)
            made = connection.execute(
                "INSERT INTO blobs (container, name, size, content_type, modified_at, etag) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                head,
            )
            connection.execute(
                "INSERT INTO blob_parts (blob, at, size, content, file) VALUES (?, 0, ?, ?, ?)",
                (made.lastrowid, size, content, file),
            )
            return gone

        await self._store.files.remove(await self._database.write(work, is_much=True))

    async def secret_names(self) -> Sequence[str]:
        """Return the names of the platform's secrets, sorted, without deleted ones."""
        return sorted(await self.secrets.names(SECRETS))

    async def secret_versions(self, name: str) -> Sequence[SecretValue]:
        """Return every version, the oldest first."""
        return [SecretValue(value, at) for value, at in await self.secrets.values(name)]

    async def add_secret_version(self, name: str, version: SecretValue) -> None:
        """Make this the current version; AlreadyExists if the name is of a deleted secret."""
        await self.secrets.put_version(name, version.value, version.created_at)

    async def count(self, table_or_container: str) -> int | None:
        """Return how many rows or blobs there are."""
        kind, _, name = table_or_container.partition(" ")
        if kind == "table":
            found = self._database.read(f"SELECT count(*) FROM {name}")
        elif kind == "container":
            found = self._database.read("SELECT count(*) FROM blobs WHERE container = ?", (name,))
        else:
            return None
        return int(found[0][0])

    async def left_behind(self) -> Sequence[str]:
        """Return what a move does not take along, one line for each."""
        found = await asyncio.to_thread(self._others)
        deleted = await self.secrets.deleted(SECRETS)
        return [*found, *(f"deleted secret {one.name}" for one in deleted)]

    def _others(self) -> list[str]:
        known = ", ".join(f"'{name}'" for name in CONTAINERS)
        sql = f"SELECT DISTINCT container FROM blobs WHERE container NOT IN ({known})"
        found = [f"container {row[0]}" for row in self._database.read(sql)]
        queues = self._database.read("SELECT queue, count(*) FROM messages GROUP BY queue")
        return [*found, *(f"{count} messages of the queue {name}" for name, count in queues)]


def _dropped(connection: sqlite3.Connection, container: str, name: str) -> list[str]:
    """Remove a blob's rows; the files that no row names any more."""
    one = "(SELECT id FROM blobs WHERE container = ? AND name = ?)"
    sql = f"DELETE FROM blob_parts WHERE blob = {one} RETURNING file"
    files = [row[0] for row in connection.execute(sql, (container, name)).fetchall()]
    connection.execute("DELETE FROM blobs WHERE container = ? AND name = ?", (container, name))
    return [str(file) for file in files if file]


def _row(partition: str, key: str, columns: str, written_at: int) -> StoredRow:
    found = cast("dict[str, str]", json.loads(columns))
    return StoredRow(partition, key, found, _EPOCH + timedelta(microseconds=written_at))
