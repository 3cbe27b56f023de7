"""What an error of SQLite or of the disk means in the platform's words."""

import errno
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager

from shared.errors import BifrostError, Unavailable

#: Primary result codes of https://sqlite.org/rescode.html, and what an operator reads of them.
_WORDS = {
    sqlite3.SQLITE_FULL: "the disk of the store is full: free some space and try again",
    sqlite3.SQLITE_BUSY: "another process holds the store: try again",
    sqlite3.SQLITE_LOCKED: "another process holds the store: try again",
    sqlite3.SQLITE_READONLY: "the store cannot be written to: look at its folder's owner and mode",
    sqlite3.SQLITE_CORRUPT: "the store is damaged: restore the last backup",
    sqlite3.SQLITE_NOTADB: "the store is damaged: restore the last backup",
}
_PRIMARY = 0xFF


@contextmanager
def translated() -> Generator[None]:
    """Errors of SQLite and of the file system become Unavailable, from here outwards."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise meaning(error) from error


def meaning(error: sqlite3.Error | OSError) -> BifrostError:
    """Unavailable with the reason in words: what failed may be tried again."""
    if isinstance(error, OSError):
        is_full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        return Unavailable(_WORDS[sqlite3.SQLITE_FULL] if is_full else "the disk did not answer")
    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
    return Unavailable(_WORDS.get(code, f"the store did not answer: {type(error).__name__}"))
