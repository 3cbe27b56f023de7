"""Blobs in SQLite: small parts in rows, large ones in files beside the database."""

import sqlite3
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from secrets import token_hex
from typing import Protocol, TypeVar

from shared.errors import AlreadyExists, Stale
from shared.services.blobs import BlobFacts, BlobPart, NamePage
from shared.services.sqlite.database import Database, Work
from shared.services.sqlite.large_files import LargeFiles

#: A part of a blob that is larger than this is a file.
INLINE_BYTES = 64 * 1024
PAGE = 5000
UNTYPED = "application/octet-stream"

_FIND = (
    "SELECT id, size, content_type, modified_at, etag FROM blobs WHERE container = ? AND name = ?"
)
_PARTS = "SELECT at, size, content, file FROM blob_parts WHERE blob = ? ORDER BY at"


T = TypeVar("T")


class BlobLinks(Protocol):
    """Makes URLs that let their bearer read or write one blob."""

    def upload(self, container: str, name: str, until: datetime) -> str:
        """Where one new blob may be put."""
        ...

    def download(self, container: str, name: str, until: datetime) -> str:
        """Where one blob may be read."""
        ...

    def address(self, container: str, name: str) -> str:
        """The address of a blob, which alone opens nothing."""
        ...


@dataclass(frozen=True, slots=True)
class _Part:
    """Some bytes of a blob, from ``at``: in the row, or in the file of this name."""

    at: int
    size: int
    content: bytes | None
    file: str | None


class SqliteBlobs:
    """A container of blobs."""

    def __init__(
        self, database: Database, files: LargeFiles, container: str, links: BlobLinks
    ) -> None:
        self._database = database
        self._files = files
        self._container = container
        self._links = links

    async def write(self, name: str, content: bytes) -> None:
        """Store a new blob; AlreadyExists if the name is taken."""
        await self.put_new(name, content, UNTYPED)

    async def put_new(self, name: str, content: bytes, content_type: str) -> None:
        """Store a new blob of a type; AlreadyExists if the name is taken."""
        part = await self._part_of(content, 0)

        def work(connection: sqlite3.Connection) -> None:
            if self._found(connection, name) is not None:
                raise AlreadyExists(f"there is a blob {name!r} already")
            self._insert(connection, name, content_type, part)

        await self._written(work, part)

    async def replace(self, name: str, content: bytes, content_type: str) -> None:
        """Make or replace a blob; it is there whole or not at all."""
        part = await self._part_of(content, 0)

        def work(connection: sqlite3.Connection) -> list[str]:
            gone = self._dropped(connection, name)
            self._insert(connection, name, content_type, part)
            return gone

        await self._files.remove(await self._written(work, part))

    async def append(self, name: str, content: bytes, *, at: int) -> None:
        """Add to a blob that has ``at`` bytes, once; Stale if it has another length."""
        part = await self._part_of(content, at)

        def work(connection: sqlite3.Connection) -> bool:
            found = self._found(connection, name)
            size = found[1] if found else 0
            if found and size == at + len(content):
                return False  # the same again, since an answer was lost
            if size != at:
                raise Stale(f"the blob {name!r} has {size} bytes, not {at}")
            if found is None:
                self._insert(connection, name, UNTYPED, part)
            else:
                self._extend(connection, found[0], size + part.size, part)
            return True

        if not await self._written(work, part) and part.file:
            await self._files.remove([part.file])

    async def find(self, name: str) -> bytes | None:
        """The content, or None."""
        found = self._read(name)
        return None if found is None else await self._content(found[0], 0, found[1])

    async def part(self, name: str, at: int, most: int) -> BlobPart | None:
        """At most so many bytes from there, none after the end; None without the blob."""
        found = self._read(name)
        if found is None:
            return None
        content = await self._content(found[0], at, max(0, min(most, found[1] - at)))
        return BlobPart(content, found[1], found[4])

    async def facts(self, name: str) -> BlobFacts | None:
        """What is known of a blob without reading it, or None."""
        found = self._read(name)
        if found is None:
            return None
        modified_at = datetime.fromtimestamp(found[3] / 1000, UTC)
        return BlobFacts(found[1], found[2], modified_at, found[4])

    async def upload_url(self, name: str, until: datetime) -> str:
        """Where the bearer of this URL may put one new blob of this name, and nothing else."""
        return self._links.upload(self._container, name, until)

    async def download_url(self, name: str, until: datetime) -> str:
        """Where the bearer of this URL may read this one blob, and nothing else."""
        return self._links.download(self._container, name, until)

    def url(self, name: str) -> str:
        """The address of a blob, which alone opens nothing."""
        return self._links.address(self._container, name)

    async def page(self, prefix: str, most: int, start: str | None) -> NamePage:
        """The names that start with a prefix; one read, whatever there is before them."""
        sql = (
            "SELECT name FROM blobs WHERE container = ? AND name >= ? AND name < ? "
            "ORDER BY name LIMIT ?"
        )
        first = max(prefix, start or "")
        found = self._database.read(sql, (self._container, first, _after(prefix), most + 1))
        names = [str(row[0]) for row in found]
        return NamePage(names[:most], names[most] if len(names) > most else None)

    async def names(self, prefix: str) -> AsyncIterator[str]:
        """The names that start so, in order; one read for each 5,000."""
        start: str | None = None
        while True:
            page = await self.page(prefix, PAGE, start)
            for name in page.names:
                yield name
            if page.next is None:
                return
            start = page.next

    async def delete(self, name: str) -> None:
        """Remove the blob; removing a missing one is not an error."""
        gone = await self._database.write(lambda connection: self._dropped(connection, name))
        await self._files.remove(gone)

    async def ping(self) -> None:
        """Return if the store answers; Unavailable if it does not."""
        self._database.read("SELECT 1")

    async def _part_of(self, content: bytes, at: int) -> _Part:
        if len(content) <= INLINE_BYTES:
            return _Part(at, len(content), content, None)
        return _Part(at, len(content), None, await self._files.add(content))

    async def _written(self, work: Work[T], part: _Part) -> T:
        """Write the rows of a part; its file goes again if that is refused."""
        try:
            return await self._database.write(work, is_much=True)
        except (AlreadyExists, Stale):
            if part.file:
                await self._files.remove([part.file])
            raise

    def _read(self, name: str) -> tuple[int, int, str, int, str] | None:
        found = self._database.read(_FIND, (self._container, name))
        return found[0] if found else None  # type: ignore[return-value]

    async def _content(self, blob: int, at: int, size: int) -> bytes:
        """So many bytes from there, out of the parts that hold them."""
        pieces: list[bytes] = []
        for part in (_Part(*row) for row in self._database.read(_PARTS, (blob,))):
            first = max(at, part.at)
            last = min(at + size, part.at + part.size)
            if first < last:
                pieces.append(await self._piece(part, first - part.at, last - first))
        return b"".join(pieces)

    async def _piece(self, part: _Part, at: int, size: int) -> bytes:
        if part.content is not None:
            return part.content[at : at + size]
        return await self._files.read(str(part.file), at, size)

    def _found(self, connection: sqlite3.Connection, name: str) -> tuple[int, int] | None:
        row = connection.execute(_FIND, (self._container, name)).fetchone()
        return None if row is None else (row[0], row[1])

    def _insert(
        self, connection: sqlite3.Connection, name: str, content_type: str, part: _Part
    ) -> None:
        values = (self._container, name, part.size, content_type, _now(), token_hex(8))
        made = connection.execute(
            "INSERT INTO blobs (container, name, size, content_type, modified_at, etag) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            values,
        )
        _add_part(connection, made.lastrowid or 0, part)

    def _extend(self, connection: sqlite3.Connection, blob: int, size: int, part: _Part) -> None:
        sql = "UPDATE blobs SET size = ?, modified_at = ?, etag = ? WHERE id = ?"
        connection.execute(sql, (size, _now(), token_hex(8), blob))
        _add_part(connection, blob, part)

    def _dropped(self, connection: sqlite3.Connection, name: str) -> list[str]:
        """Remove a blob's rows; the files that nothing names any more."""
        found = self._found(connection, name)
        if found is None:
            return []
        sql = "DELETE FROM blob_parts WHERE blob = ? RETURNING file"
        files = [row[0] for row in connection.execute(sql, (found[0],)).fetchall()]
        connection.execute("DELETE FROM blobs WHERE id = ?", (found[0],))
        return [str(file) for file in files if file]


def _add_part(connection: sqlite3.Connection, blob: int, part: _Part) -> None:
    values: Sequence[object] = (blob, part.at, part.size, part.content, part.file)
    connection.execute(
        "INSERT INTO blob_parts (blob, at, size, content, file) VALUES (?, ?, ?, ?, ?)", values
    )


def _after(prefix: str) -> str:
    """Where the names that start so end: every character is below the last of Unicode."""
    return prefix + "\U0010ffff"


def _now() -> int:
    return int(datetime.now(UTC).timestamp() * 1000)
