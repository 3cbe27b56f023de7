"""Stores the secrets of the vault with their versions and deletions.

Every method is one transaction and none awaits, so callers on one event loop take turns.
Names are case-insensitive; the spelling that was set first is the one that is shown.
"""

import sqlite3
import time
import uuid

from local.vault import errors
from local.vault.models import (
    Backup,
    Deletion,
    SecretAttributesUpdate,
    SecretSet,
    StoredSecretVersion,
)

Named = tuple[str, StoredSecretVersion]


class VaultStore:
    def __init__(self, database: sqlite3.Connection, *, deletion_seconds: float = 0) -> None:
        """``deletion_seconds`` is how long a deletion is under way before it can be seen."""
        self._database = database
        self._deletion_seconds = deletion_seconds

    def set(self, name: str, new: SecretSet) -> Named:
        """Add a version, and the secret if it is new."""
        now = int(time.time())
        first = StoredSecretVersion(id=uuid.uuid4().hex, value=new.value, created=now, updated=now)
        version = first.changed(new, now)
        with self._database:
            self._require_not_deleted(name)
            self._database.execute("INSERT OR IGNORE INTO secrets (name) VALUES (?)", (name,))
            self._insert(name, version)
        return self._spelling(name), version

    def get(self, name: str, version_id: str = "") -> Named:
        """The latest version unless one is named; a disabled one is refused."""
        found = self._live(name, version_id)
        if not found[1].enabled:
            raise errors.disabled(name)
        return found

    def update(self, name: str, version_id: str, change: SecretAttributesUpdate) -> Named:
        spelled, version = self._live(name, version_id)
        changed = version.changed(change, int(time.time()))
        with self._database:
            self._database.execute(
                "UPDATE versions SET body = ? WHERE name = ? AND id = ?",
                (changed.model_dump_json(), name, version.id),
            )
        return spelled, changed

    def delete(self, name: str) -> Deletion:
        spelled, latest = self._live(name)
        now = time.time()
        with self._database:
            self._database.execute("UPDATE secrets SET deleted_at = ? WHERE name = ?", (now, name))
        return Deletion(name=spelled, latest=latest, deleted_at=now)

    def deletion(self, name: str) -> Deletion:
        """The deleted secret, once its deletion is no longer under way."""
        found = self._find_deletion(name)
        if found is None or self._under_way(found):
            raise errors.not_deleted(name)
        return found

    def recover(self, name: str) -> Named:
        gone = self._require_settled(name)
        with self._database:
            self._database.execute("UPDATE secrets SET deleted_at = NULL WHERE name = ?", (name,))
        return gone.name, gone.latest

    def purge(self, name: str) -> None:
        self._require_settled(name)
        with self._database:
            self._database.execute("DELETE FROM secrets WHERE name = ?", (name,))

    def backup(self, name: str) -> Backup:
        spelled, _ = self._live(name)
        rows = self._database.execute(
            "SELECT body FROM versions WHERE name = ? ORDER BY position", (name,)
        )
        versions = [StoredSecretVersion.model_validate_json(body) for (body,) in rows]
        return Backup(name=spelled, versions=versions)

    def restore(self, backup: Backup) -> Named:
        """Restore every version under its old id; the name must be free."""
        with self._database:
            self._require_not_deleted(backup.name)
            if self._find(backup.name) is not None:
                raise errors.taken(backup.name)
            self._database.execute("INSERT INTO secrets (name) VALUES (?)", (backup.name,))
            for version in backup.versions:
                self._insert(backup.name, version)
        return backup.name, backup.versions[-1]

    def names(self, after: str, limit: int) -> list[str]:
        """Names of live secrets in order, after one of them."""
        rows = self._database.execute(
            "SELECT name FROM secrets WHERE deleted_at IS NULL AND name > ? ORDER BY name LIMIT ?",
            (after, limit),
        )
        return [name for (name,) in rows]

    def deleted_names(self, after: str, limit: int) -> list[str]:
        settled = time.time() - self._deletion_seconds
        rows = self._database.execute(
            "SELECT name FROM secrets WHERE deleted_at <= ? AND name > ? ORDER BY name LIMIT ?",
            (settled, after, limit),
        )
        return [name for (name,) in rows]

    def latest(self, name: str) -> Named:
        """The latest version, disabled or not."""
        return self._live(name)

    def versions(self, name: str, after: int, limit: int) -> list[tuple[int, Named]]:
        """Versions of a live secret with their positions, oldest first; none if there is none."""
        if self._find(name) is None:
            return []
        spelled = self._spelling(name)
        rows = self._database.execute(
            "SELECT position, body FROM versions WHERE name = ? AND position > ?"
            " ORDER BY position LIMIT ?",
            (name, after, limit),
        )
        return [
            (place, (spelled, StoredSecretVersion.model_validate_json(body)))
            for place, body in rows
        ]

    def close(self) -> None:
        self._database.close()

    def _live(self, name: str, version_id: str = "") -> Named:
        found = self._find(name, version_id)
        if found is None:
            raise errors.not_found(f"{name}/{version_id}" if version_id else name)
        return found

    def _find(self, name: str, version_id: str = "") -> Named | None:
        row = self._database.execute(
            "SELECT secrets.name, body FROM secrets JOIN versions USING (name)"
            " WHERE name = ? AND deleted_at IS NULL AND ? IN ('', id)"
            " ORDER BY position DESC LIMIT 1",
            (name, version_id),
        ).fetchone()
        return None if row is None else (row[0], StoredSecretVersion.model_validate_json(row[1]))

    def _find_deletion(self, name: str) -> Deletion | None:
        row = self._database.execute(
            "SELECT secrets.name, deleted_at, body FROM secrets JOIN versions USING (name)"
            " WHERE name = ? AND deleted_at IS NOT NULL ORDER BY position DESC LIMIT 1",
            (name,),
        ).fetchone()
        if row is None:
            return None
        latest = StoredSecretVersion.model_validate_json(row[2])
        return Deletion(name=row[0], deleted_at=row[1], latest=latest)

    def _require_not_deleted(self, name: str) -> None:
        found = self._find_deletion(name)
        if found is not None:
            under_way = self._under_way(found)
            raise errors.being_deleted(name) if under_way else errors.deleted(name)

    def _require_settled(self, name: str) -> Deletion:
        found = self._find_deletion(name)
        if found is None:
            raise errors.not_deleted(name)
        if self._under_way(found):
            raise errors.being_deleted(name)
        return found

    def _under_way(self, deletion: Deletion) -> bool:
        return time.time() < deletion.deleted_at + self._deletion_seconds

    def _insert(self, name: str, version: StoredSecretVersion) -> None:
        self._database.execute(
            "INSERT INTO versions (name, id, body) VALUES (?, ?, ?)",
            (name, version.id, version.model_dump_json()),
        )

    def _spelling(self, name: str) -> str:
        query = "SELECT name FROM secrets WHERE name = ?"
        return self._database.execute(query, (name,)).fetchone()[0]
