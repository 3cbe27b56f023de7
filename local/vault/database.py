"""The database of secrets, from which a killed process loses none.

It is an SQLite file in WAL mode. A commit has reached the operating system before the answer
is sent, so it outlives the process; only a power failure can take the last ones back.
"""

import sqlite3
from pathlib import Path

SCHEMA = """
CREATE TABLE IF NOT EXISTS secrets (
    name TEXT PRIMARY KEY COLLATE NOCASE,
    deleted_at REAL
);
CREATE TABLE IF NOT EXISTS versions (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL COLLATE NOCASE REFERENCES secrets (name) ON DELETE CASCADE,
    id TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (name, id)
);
"""


def open_database(path: Path) -> sqlite3.Connection:
    """Open the database; create it, readable by its owner only, on first use."""
    path.touch(mode=0o600)
    connection = sqlite3.connect(path)
    connection.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;" + SCHEMA)
    connection.execute("PRAGMA foreign_keys = ON")
    return connection
