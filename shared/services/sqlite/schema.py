"""The tables of the database, their version, and how an older database becomes a newer one."""

import sqlite3

from shared.errors import BifrostError

TABLES = ("audit", "directory", "executions", "owners")

#: Rows are stored in the order in which they are written, so that pages fill up; the index holds
#: the order in which they are read. Keys of lists begin with a complemented time, the newest
#: first: a descending index takes them at its end, where a page that is full is not split in two.
_ROWS = """
CREATE TABLE {0} (
  id INTEGER PRIMARY KEY, scope INTEGER NOT NULL, key TEXT NOT NULL,
  etag TEXT NOT NULL, written_at INTEGER NOT NULL, columns TEXT NOT NULL
);
CREATE UNIQUE INDEX {0}_by_key ON {0} (scope, key DESC);
"""

_REST = """
CREATE TABLE scopes (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);

CREATE TABLE messages (
  id TEXT PRIMARY KEY, queue TEXT NOT NULL, text TEXT NOT NULL, visible_at INTEGER NOT NULL,
  inserted_at INTEGER NOT NULL, dequeue_count INTEGER NOT NULL DEFAULT 0, receipt TEXT
);
CREATE INDEX messages_by_time ON messages (queue, visible_at);

CREATE TABLE blobs (
  id INTEGER PRIMARY KEY, container TEXT NOT NULL, name TEXT NOT NULL, size INTEGER NOT NULL,
  content_type TEXT NOT NULL, modified_at INTEGER NOT NULL, etag TEXT NOT NULL,
  UNIQUE (container, name)
);
CREATE TABLE blob_parts (
  blob INTEGER NOT NULL, at INTEGER NOT NULL, size INTEGER NOT NULL, content BLOB, file TEXT,
  PRIMARY KEY (blob, at)
);
CREATE INDEX blob_parts_by_file ON blob_parts (file) WHERE file IS NOT NULL;

CREATE TABLE secrets (
  name TEXT PRIMARY KEY, deleted_at INTEGER
);
CREATE TABLE secret_versions (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, created_at INTEGER NOT NULL, sealed BLOB NOT NULL
);
CREATE INDEX secret_versions_by_name ON secret_versions (name, created_at DESC);
"""

_FIRST = "".join(_ROWS.format(name) for name in TABLES) + _REST

#: Version 1 is the first script; each further one is what makes the version after it.
SCRIPTS = (_FIRST,)
VERSION = len(SCRIPTS)


class NewerSchema(BifrostError):
    """A newer Bifrost wrote this database."""

    status = 503


def upgrade(connection: sqlite3.Connection) -> None:
    """Make the tables, or bring them to this version; each step is whole or not at all.

    Raises NewerSchema for a database of a newer version, which is not touched.
    """
    found = version_of(connection)
    if found > VERSION:
        raise NewerSchema(
            f"the store has schema version {found}, and this Bifrost knows up to {VERSION}: "
            "install the version of Bifrost that wrote it, or restore a backup from before"
        )
    for number in range(found, VERSION):
        script = f"BEGIN; {SCRIPTS[number]} PRAGMA user_version = {number + 1}; COMMIT;"
        connection.executescript(script)


def version_of(connection: sqlite3.Connection) -> int:
    """The schema version that the database was brought to; 0 for an empty one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
