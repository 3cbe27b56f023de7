"""Stores versions of workspace files: a row for each file, and a blob for each content.

The rows are in a partition of their own, and no organization's: the workspace is the platform's.

===============  ==========================================================================
row key          what
===============  ==========================================================================
``f|<hash>``     the versions of the file whose path has this hash, the newest last
``g|<hash>``     that this file is deleted, while it is; written with the row above
===============  ==========================================================================

A content's blob belongs to one row and is named ``_versions/<uuid>``; no organization's id begins
like that.
"""

import hashlib
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import uuid6

from shared.errors import AlreadyExists, Stale
from shared.models.code.versions import DeletedFile, FileHistory, FileVersion
from shared.repositories.long_records import long_columns
from shared.repositories.record_versions import record_of
from shared.repositories.row_keys import after, made_at
from shared.services.blobs import Blobs
from shared.services.tables import Change, Delete, Insert, Put, Remove, Replace, Row, Table

PARTITION = "file-versions"
SCHEMA = "1"
FILES, GONE = "f|", "g|"
BLOBS = "_versions/"
#: How many versions of a file are kept.
MOST = 30
TRIES = 5
PAGE = 1000


@dataclass(frozen=True, slots=True)
class StoredHistory:
    """The versions of a file as stored; ``etag`` is None while there is no row."""

    history: FileHistory
    etag: str | None


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A version to add, with its content; a deletion has none."""

    version: FileVersion
    content: bytes | None = None


class FileVersions:
    def __init__(self, table: Table, blobs: Blobs) -> None:
        self._table = table
        self._blobs = blobs

    async def find(self, path: str) -> StoredHistory:
        """Return the versions of a file, none if it has none."""
        row = await self._table.get(PARTITION, _key(path))
        if row is None:
            return StoredHistory(FileHistory(path=path), None)
        return StoredHistory(record_of(FileHistory, row.columns), row.etag)

    async def content(self, history: FileHistory, version: FileVersion) -> bytes | None:
        """Return the content of a version, or None if it is not kept."""
        name = history.blobs.get(version.etag or "") if version.is_kept else None
        return None if name is None else await self._blobs.find(name)

    async def add(self, path: str, new: NewVersion, known: StoredHistory | None = None) -> None:
        """Add a version, unless the last one has this content; drop those beyond ``MOST``.

        ``known`` saves the first read. Stale if others keep changing the row.
        """
        stored = known or await self.find(path)
        for _ in range(TRIES):
            if _is_same(stored.history.last, new.version):
                return
            if await self._is_added(stored, new):
                return
            stored = await self.find(path)
        raise Stale(f"the versions of {path!r} are being changed by other requests: try again")

    async def move(self, old: str, new: str, version: FileVersion) -> None:
        """Hand a file's versions on to its new path, with this version as the last one.

        Versions of an earlier file of the new path stay, as far as there is room.
        """
        for _ in range(TRIES):
            source, target = await self.find(old), await self.find(new)
            if source.etag is None:
                return
            if await self._is_moved(source, target, version):
                return
        raise Stale(f"the versions of {old!r} are being changed by other requests: try again")

    async def deleted(self, start: str | None, limit: int) -> tuple[list[DeletedFile], str | None]:
        """Return some deleted files, and where the next ones begin."""
        page = await self._table.page(PARTITION, start or GONE, after(GONE), limit=limit)
        return [record_of(DeletedFile, row.columns) for row in page.rows], page.next

    async def forget_deleted(self, before: datetime) -> int:
        """Remove the versions of files that were deleted before this time; return how many."""
        count = 0
        async for row in self._rows(GONE):
            gone = record_of(DeletedFile, row.columns)
            if gone.deleted_at < before:
                count += await self._forget(gone.path)
        return count

    async def remove_orphans(self, before: datetime) -> int:
        """Remove contents written before this time that no row names; return how many.

        A process that dies between the blob and its row leaves one.
        """
        named: set[str] = set()
        async for row in self._rows(FILES):
            named.update(record_of(FileHistory, row.columns).blobs.values())
        count = 0
        async for name in self._blobs.names(BLOBS):
            if name not in named and made_at(UUID(name.removeprefix(BLOBS))) < before:
                await self._blobs.delete(name)
                count += 1
        return count

    async def _is_added(self, stored: StoredHistory, new: NewVersion) -> bool:
        before = stored.history
        blob = await self._written(before, new)
        etag = new.version.etag
        blobs = {**before.blobs, etag: blob} if blob and etag else before.blobs
        version = new.version.model_copy(update={"is_kept": etag in blobs})
        latest = _shortened(before.path, (*before.versions, version), blobs)
        try:
            changes: list[Change] = [_put(stored, latest), *_marked(before, latest)]
            await self._table.transaction(PARTITION, changes)
        except (AlreadyExists, Stale):
            if blob:
                await self._blobs.delete(blob)
            return False
        await self._drop({*before.blobs.values()} - {*latest.blobs.values()})
        return True

    async def _is_moved(
        self, source: StoredHistory, target: StoredHistory, version: FileVersion
    ) -> bool:
        moved, stays = source.history, target.history
        kept = version.model_copy(update={"is_kept": (version.etag or "") in moved.blobs})
        versions = (*sorted((*stays.versions, *moved.versions), key=lambda one: one.at), kept)
        latest = _shortened(stays.path, versions, {**stays.blobs, **moved.blobs})
        gone = _gone(source)
        changes: list[Change] = [_put(target, latest), *_marked(stays, latest), *gone]
        try:
            await self._table.transaction(PARTITION, changes)
        except (AlreadyExists, Stale):
            return False
        every = {*stays.blobs.values(), *moved.blobs.values()}
        await self._drop(every - {*latest.blobs.values()})
        return True

    async def _written(self, before: FileHistory, new: NewVersion) -> str | None:
        """Store a content that the file does not have yet, and return the name of its blob."""
        if new.content is None or (new.version.etag or "") in before.blobs:
            return None
        name = f"{BLOBS}{uuid6.uuid7()}"
        await self._blobs.write(name, new.content)
        return name

    async def _forget(self, path: str) -> bool:
        stored = await self.find(path)
        if stored.etag is None or not stored.history.is_deleted:
            return False
        try:
            await self._table.transaction(PARTITION, _gone(stored))
        except Stale:
            return False  # it is written anew just now
        await self._drop(stored.history.blobs.values())
        return True

    async def _drop(self, names: Iterable[str]) -> None:
        for name in names:
            await self._blobs.delete(name)

    async def _rows(self, prefix: str) -> AsyncIterator[Row]:
        start: str | None = prefix
        while start is not None:
            page = await self._table.page(PARTITION, start, after(prefix), limit=PAGE)
            for row in page.rows:
                yield row
            start = page.next


def _put(stored: StoredHistory, latest: FileHistory) -> Insert | Replace:
    columns = {**long_columns(latest, SCHEMA)}
    key = _key(latest.path)
    return Insert(key, columns) if stored.etag is None else Replace(key, columns, stored.etag)


def _marked(before: FileHistory, latest: FileHistory) -> list[Change]:
    """Mark a file that is deleted now, or remove the mark from one that is so no more."""
    last = latest.last
    if last is None or not latest.is_deleted:
        return [Remove(_mark(latest.path))] if before.is_deleted else []
    gone = DeletedFile(
        path=latest.path,
        deleted_at=last.at,
        deleted_by=last.by,
        deleted_by_name=last.by_name,
    )
    return [Put(_mark(latest.path), {"v": SCHEMA, "record": gone.model_dump_json()})]


def _gone(stored: StoredHistory) -> list[Change]:
    """Remove a file's row, and its mark if it has one."""
    path = stored.history.path
    mark = [Remove(_mark(path))] if stored.history.is_deleted else []
    return [Delete(_key(path), stored.etag or ""), *mark]


def _shortened(
    path: str, versions: tuple[FileVersion, ...], blobs: Mapping[str, str]
) -> FileHistory:
    """Return the newest versions, and the blobs that one of them names."""
    newest = versions[-MOST:]
    named = {version.etag for version in newest if version.etag}
    kept = {etag: name for etag, name in blobs.items() if etag in named}
    return FileHistory(path=path, versions=newest, blobs=kept)


def _is_same(last: FileVersion | None, new: FileVersion) -> bool:
    """Whether a version would say nothing new: the same content, or a file that stays deleted."""
    if last is None:
        return False
    return last.etag == new.etag and (last.change == "delete") == (new.change == "delete")


def _key(path: str) -> str:
    return f"{FILES}{_digest(path)}"


def _mark(path: str) -> str:
    return f"{GONE}{_digest(path)}"


def _digest(path: str) -> str:
    return hashlib.sha256(path.encode()).hexdigest()
