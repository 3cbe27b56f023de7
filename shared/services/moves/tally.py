"""Counts and hashes of what a store holds, equal on both sides of a move."""

import hashlib
import json
from dataclasses import dataclass, field

from shared.models.paths import FilePath
from shared.services.moves.contents import CHUNK_BYTES, SECRETS, BlobHead, Contents, StoredRow
from shared.services.workspace.workspace import Workspace

_MODULUS = 1 << 256


@dataclass(slots=True)
class Tally:
    """How many things there are, and the sum of their SHA-256, which no order changes."""

    count: int = 0
    _sum: int = field(default=0, repr=False)

    def add(self, *parts: bytes) -> None:
        """Take one thing in; each of its parts is hashed with its length."""
        digest = hashlib.sha256()
        for part in parts:
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
        self.count += 1
        self._sum = (self._sum + int.from_bytes(digest.digest(), "big")) % _MODULUS

    @property
    def digest(self) -> str:
        """The hash over all of it."""
        return f"{self._sum:064x}"


async def of_table(store: Contents, table: str) -> Tally:
    """Return the tally of a table: each row's keys and columns."""
    tally = Tally()
    async for page in store.rows(table, None):
        for row in page.rows:
            tally.add(*_parts(row))
    return tally


async def of_container(store: Contents, container: str) -> Tally:
    """Return the tally of a container: each blob's name, type and content."""
    tally = Tally()
    async for blob in store.blobs(container, None):
        tally.add(*_head(blob), await _hash(store, container, blob.name))
    return tally


async def of_secrets(store: Contents) -> Tally:
    """Return the tally of the secrets: each name with its current value, and each version.

    A vault that knows times by the second only promises no order of older versions.
    """
    tally = Tally()
    for name in await store.secret_names():
        if not name.startswith(SECRETS):
            continue
        versions = [one.value.encode() for one in await store.secret_versions(name)]
        current = versions[-1] if versions else b""
        tally.add(name.encode(), current, *sorted(versions))
    return tally


async def of_workspace(workspace: Workspace) -> Tally:
    """Return the tally of the authors' files: each path with its content."""
    tally = Tally()
    for entry in await workspace.walk(FilePath(())):
        if entry.is_folder:
            tally.add(str(entry.path).encode(), b"folder")
        else:
            digest, at = hashlib.sha256(), 0
            while at < entry.size:
                _, chunk = await workspace.read_part(entry.path, at, CHUNK_BYTES)
                if not chunk:
                    break
                digest.update(chunk)
                at += len(chunk)
            tally.add(str(entry.path).encode(), b"file", digest.digest())
    return tally


async def _hash(store: Contents, container: str, name: str) -> bytes:
    digest = hashlib.sha256()
    async for chunk in store.read_blob(container, name):
        digest.update(chunk)
    return digest.digest()


def _parts(row: StoredRow) -> tuple[bytes, bytes, bytes]:
    columns = json.dumps(dict(row.columns), sort_keys=True, ensure_ascii=False)
    return row.partition.encode(), row.key.encode(), columns.encode()


def _head(blob: BlobHead) -> tuple[bytes, bytes]:
    return blob.name.encode(), blob.content_type.encode()
