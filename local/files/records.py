"""Stores the properties of files and directories that a disk does not keep.

They are times, metadata and entity tags, in an SQLite file. The disk decides what exists: a record
without its file means nothing, and a file without a record, because a developer copied it
there or a kill came between the two, gets one made up from the disk.
"""

import secrets
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from local.files.paths import ResourcePath
from local.files.ranges import Ranges

SCHEMA = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS shares (name TEXT PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS records (
    share TEXT NOT NULL,
    path TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (share, path)
);
"""


def now() -> datetime:
    return datetime.now(UTC)


class Tagged(BaseModel):
    """A record that gets a new entity tag with every change."""

    model_config = ConfigDict(frozen=True)

    metadata: dict[str, str] = {}
    etag: str = Field(default_factory=lambda: f'"0x{uuid4().hex[:15].upper()}"')
    modified_at: AwareDatetime = Field(default_factory=now)

    def touched(self) -> dict[str, object]:
        """New values of the fields that change with every change."""
        return Tagged().model_dump(include={"etag", "modified_at"})


class ShareRecord(Tagged):
    quota_gib: int = 5120
    tier: str = "TransactionOptimized"


class Record(Tagged):
    """Properties of a file or directory. ``content`` maps header names without ``x-ms-``."""

    id: str = Field(default_factory=lambda: str(secrets.randbits(62)))
    content: dict[str, str] = {}
    attributes: str = "Archive"
    created_at: AwareDatetime = Field(default_factory=now)
    written_at: AwareDatetime = Field(default_factory=now)
    changed_at: AwareDatetime = Field(default_factory=now)
    ranges: Ranges = ()


class Records:
    """The record store; every method is one transaction."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def share(self, name: str) -> ShareRecord:
        query = "SELECT body FROM shares WHERE name = ?"
        row = self._database.execute(query, (name,)).fetchone()
        if row is not None:
            return ShareRecord.model_validate_json(row[0])
        return self.save_share(name, ShareRecord())

    def save_share(self, name: str, record: ShareRecord) -> ShareRecord:
        with self._database:
            self._database.execute(
                "INSERT OR REPLACE INTO shares (name, body) VALUES (?, ?)",
                (name, record.model_dump_json()),
            )
        return record

    def forget_share(self, name: str) -> None:
        with self._database:
            self._database.execute("DELETE FROM shares WHERE name = ?", (name,))
            self._database.execute("DELETE FROM records WHERE share = ?", (name,))

    def get(self, place: ResourcePath, found: Path) -> Record:
        """The record of a path on the disk; derived from the disk and saved if there is none."""
        query = "SELECT body FROM records WHERE share = ? AND path = ?"
        row = self._database.execute(query, (place.share, place.key)).fetchone()
        if row is not None:
            return Record.model_validate_json(row[0])
        return self.save(place, _derived(found))

    def save(self, place: ResourcePath, record: Record) -> Record:
        with self._database:
            self._database.execute(
                "INSERT OR REPLACE INTO records (share, path, body) VALUES (?, ?, ?)",
                (place.share, place.key, record.model_dump_json()),
            )
        return record

    def forget(self, place: ResourcePath) -> None:
        """Delete the record and all records below it."""
        with self._database:
            self._forget(place)

    def move(self, source: ResourcePath, target: ResourcePath) -> None:
        """Move the record of the source, and all records below it, to the target."""
        if source.key == target.key:
            return
        with self._database:
            self._forget(target)
            self._database.execute(
                "UPDATE records SET path = ? || substr(path, ?)"
                " WHERE share = ? AND (path = ? OR substr(path, 1, ?) = ?)",
                (target.key, len(source.key) + 1, *_subtree(source)),
            )

    def close(self) -> None:
        self._database.close()

    def _forget(self, place: ResourcePath) -> None:
        self._database.execute(
            "DELETE FROM records WHERE share = ? AND (path = ? OR substr(path, 1, ?) = ?)",
            _subtree(place),
        )


def open_records(path: Path) -> Records:
    """Open the database; create it, readable by its owner only, on first use."""
    path.touch(mode=0o600)
    connection = sqlite3.connect(path)
    connection.executescript(SCHEMA)
    return Records(connection)


def _subtree(place: ResourcePath) -> tuple[str, str, int, str]:
    return place.share, place.key, len(place.key) + 1, f"{place.key}/"


def _derived(found: Path) -> Record:
    seen = found.stat()
    at = datetime.fromtimestamp(seen.st_mtime, UTC)
    record = Record(modified_at=at, created_at=at, written_at=at, changed_at=at)
    written = ((0, seen.st_size - 1),) if found.is_file() and seen.st_size else ()
    attributes = "Archive" if found.is_file() else "Directory"
    return record.model_copy(update={"ranges": written, "attributes": attributes})
