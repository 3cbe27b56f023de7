"""Secrets in SQLite, sealed by AES-256-GCM with a key that is not in the store.

Behaves as Key Vault does: each value is a version, a deleted secret keeps its name and can be
recovered for 90 days, names are the same in any case.
"""

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from secrets import token_bytes
from uuid import uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shared.errors import AlreadyExists, Stale, Unavailable
from shared.services.clock import Clock, SystemClock
from shared.services.secrets import RECOVERABLE, DeletedSecret, SecretVersion
from shared.services.sqlite.database import Database

NONCE_BYTES = 12

_NEWEST = (
    "SELECT v.id, v.sealed FROM secrets s JOIN secret_versions v ON v.name = s.name "
    "WHERE s.name = ? AND s.deleted_at IS NULL ORDER BY v.created_at DESC, v.rowid DESC LIMIT 1"
)


class SqliteSecrets:
    """The vault of one box."""

    def __init__(self, database: Database, key: bytes, clock: Clock | None = None) -> None:
        self._database = database
        self._cipher = AESGCM(key)
        self._clock = clock or SystemClock()

    async def find(self, name: str) -> str | None:
        """The current value, or None."""
        folded = name.casefold()
        found = self._database.read(_NEWEST, (folded,))
        return self._opened(folded, *found[0]) if found else None

    async def put(self, name: str, value: str) -> None:
        """Set the value, as a new version; AlreadyExists if the secret is deleted."""
        await self.put_version(name, value, self._clock.now())

    async def put_version(self, name: str, value: str, now: datetime) -> None:
        """Set the value, as a version of this time; AlreadyExists if the secret is deleted."""
        folded, version = name.casefold(), uuid4().hex
        sealed = self._sealed(folded, version, value)

        def work(connection: sqlite3.Connection) -> None:
            _forget_expired(connection, folded, now)
            sql = "SELECT deleted_at FROM secrets WHERE name = ?"
            found = connection.execute(sql, (folded,)).fetchone()
            if found and found[0] is not None:
                words = f"the secret {name!r} is deleted, and its name taken until it goes"
                raise AlreadyExists(words)
            connection.execute("INSERT OR IGNORE INTO secrets (name) VALUES (?)", (folded,))
            values = (version, folded, _microseconds(now), sealed)
            connection.execute(
                "INSERT INTO secret_versions (id, name, created_at, sealed) VALUES (?, ?, ?, ?)",
                values,
            )

        await self._database.write(work)

    async def names(self, prefix: str) -> Sequence[str]:
        """Every name that starts so, in any case."""
        sql = "SELECT name FROM secrets WHERE name >= ? AND name < ? AND deleted_at IS NULL"
        found = self._database.read(f"{sql} ORDER BY name", _range(prefix))
        return [str(row[0]) for row in found]

    async def delete(self, name: str) -> datetime | None:
        """Delete the secret, recoverably; answers when it is gone for good."""
        folded, now = name.casefold(), self._clock.now()

        def work(connection: sqlite3.Connection) -> int | None:
            _forget_expired(connection, folded, now)
            sql = "UPDATE secrets SET deleted_at = ? WHERE name = ? AND deleted_at IS NULL"
            connection.execute(sql, (_microseconds(now), folded))
            sql = "SELECT deleted_at FROM secrets WHERE name = ?"
            found = connection.execute(sql, (folded,)).fetchone()
            return int(found[0]) if found else None

        deleted_at = await self._database.write(work)
        return None if deleted_at is None else _moment(deleted_at) + RECOVERABLE

    async def deleted(self, prefix: str) -> Sequence[DeletedSecret]:
        """Every deleted secret whose name starts so, and that can still be recovered."""
        sql = "SELECT name, deleted_at FROM secrets WHERE name >= ? AND name < ? AND deleted_at > ?"
        since = _microseconds(self._clock.now() - RECOVERABLE)
        found = self._database.read(f"{sql} ORDER BY name", (*_range(prefix), since))
        return [DeletedSecret(str(name), _moment(at) + RECOVERABLE) for name, at in found]

    async def recover(self, name: str) -> None:
        """Bring a deleted secret back, with its versions; Stale if there is none."""
        folded, now = name.casefold(), self._clock.now()

        def work(connection: sqlite3.Connection) -> bool:
            _forget_expired(connection, folded, now)
            sql = "UPDATE secrets SET deleted_at = NULL WHERE name = ? AND deleted_at NOTNULL"
            return connection.execute(sql, (folded,)).rowcount == 1

        if not await self._database.write(work):
            raise Stale(f"there is no deleted secret {name!r}")

    async def versions(self, name: str) -> Sequence[SecretVersion]:
        """Every version, the newest first; none if there is no such secret."""
        sql = (
            "SELECT v.id, v.created_at FROM secrets s JOIN secret_versions v ON v.name = s.name "
            "WHERE s.name = ? AND s.deleted_at IS NULL ORDER BY v.created_at DESC, v.rowid DESC"
        )
        found = self._database.read(sql, (name.casefold(),))
        return [SecretVersion(str(one), _moment(at)) for one, at in found]

    async def values(self, name: str) -> Sequence[tuple[str, datetime]]:
        """Every version's value and time, the oldest first."""
        folded = name.casefold()
        sql = (
            "SELECT v.id, v.sealed, v.created_at FROM secrets s "
            "JOIN secret_versions v ON v.name = s.name "
            "WHERE s.name = ? AND s.deleted_at IS NULL ORDER BY v.created_at, v.rowid"
        )
        found = self._database.read(sql, (folded,))
        return [(self._opened(folded, one, sealed), _moment(at)) for one, sealed, at in found]

    async def rotate(self, key: bytes) -> int:
        """Seal every version with another key, all or none; how many there were.

        The caller keeps the new key before this is called, and the old one until it has ended.
        """
        fresh = AESGCM(key)

        def work(connection: sqlite3.Connection) -> int:
            found = connection.execute("SELECT id, name, sealed FROM secret_versions").fetchall()
            for version, name, sealed in found:
                opened = self._opened(name, version, sealed)
                again = _seal(fresh, name, version, opened)
                sql = "UPDATE secret_versions SET sealed = ? WHERE id = ?"
                connection.execute(sql, (again, version))
            return len(found)

        count = await self._database.write(work)
        self._cipher = fresh
        return count

    def opens(self) -> bool:
        """Whether what is sealed opens with this key; True if nothing is sealed."""
        sql = "SELECT id, name, sealed FROM secret_versions LIMIT 1"
        try:
            for version, name, sealed in self._database.read(sql):
                self._opened(name, version, sealed)
        except Unavailable:
            return False
        return True

    async def ping(self) -> None:
        """Return if the store answers; Unavailable if it does not."""
        self._database.read("SELECT 1")

    def _sealed(self, name: str, version: str, value: str) -> bytes:
        return _seal(self._cipher, name, version, value)

    def _opened(self, name: str, version: str, sealed: bytes) -> str:
        """The value; Unavailable if the key is not the one that it was sealed with."""
        bound = f"{name}\0{version}".encode()
        try:
            return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound).decode()
        except InvalidTag as error:
            words = "the key file is not the one that the secrets were sealed with"
            raise Unavailable(words) from error


def has_secrets(database: Database) -> bool:
    """Whether anything is sealed, so that its key must be there."""
    return bool(database.read("SELECT 1 FROM secret_versions LIMIT 1"))


def _seal(cipher: AESGCM, name: str, version: str, value: str) -> bytes:
    """Bound to its name and version: a row's content is nothing in another row."""
    nonce = token_bytes(NONCE_BYTES)
    return nonce + cipher.encrypt(nonce, value.encode(), f"{name}\0{version}".encode())


def _forget_expired(connection: sqlite3.Connection, name: str, now: datetime) -> None:
    """A secret that can no longer be recovered is gone, with all of its versions."""
    limit = _microseconds(now - RECOVERABLE)
    sql = "DELETE FROM secrets WHERE name = ? AND deleted_at <= ?"
    if connection.execute(sql, (name, limit)).rowcount:
        connection.execute("DELETE FROM secret_versions WHERE name = ?", (name,))


def _range(prefix: str) -> tuple[str, str]:
    folded = prefix.casefold()
    return folded, folded + "\U0010ffff"


def _microseconds(at: datetime) -> int:
    return int(at.timestamp() * 1_000_000)


def _moment(microseconds: int) -> datetime:
    return datetime.fromtimestamp(microseconds / 1_000_000, UTC)
