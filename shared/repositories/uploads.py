"""Stores grants of uploads to an organization's forms, and the quota that they use.

Row ``u|<id>`` is one grant, row ``total`` the sum of all, changed in the same transaction: checking
the quota takes one read, however many grants there are.
"""

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import AwareDatetime

from shared.errors import AlreadyExists, Conflict, Stale, TooManyRequests
from shared.models.base import Model
from shared.repositories.record_versions import record_of
from shared.services.tables import Change, Insert, Remove, Replace, Row, Table

SCHEMA = "1"
TOTAL = "total"
ATTEMPTS = 8
#: An empty file still takes a row and a name.
LEAST_BYTES = 4096
MEGABYTE = 1024 * 1024
#: How exactly the time is known at which a run last named a file.
FRESH = timedelta(days=1)


class UploadGrant(Model):
    """A granted upload. ``blob`` is its name in the container."""

    blob: str
    original_name: str
    size: int
    granted_at: AwareDatetime
    #: When a form that named it was last submitted, which started a run with it.
    named_at: AwareDatetime | None = None
    #: Its file is being removed: no form may name it any more.
    is_going: bool = False

    @property
    def counted(self) -> int:
        return max(self.size, LEAST_BYTES)


@dataclass(frozen=True, slots=True)
class StoredUploadGrant:
    grant: UploadGrant
    etag: str


class Uploads:
    """The uploads of one organization's forms."""

    def __init__(self, table: Table, org_id: str) -> None:
        self._table = table
        self._partition = partition_of(org_id)

    async def add(self, grant: UploadGrant, quota_mb: int) -> None:
        """Add a grant; Conflict if it exceeds the organization's quota (0: no quota)."""
        added = Insert(key_of(grant.blob), _columns(grant))
        for attempt in range(ATTEMPTS):
            total = await self._table.get(self._partition, TOTAL)
            used = _bytes(total)
            _require_room(used, grant.counted, quota_mb)
            try:
                changes = [added, _total(total, used + grant.counted)]
                await self._table.transaction(self._partition, changes)
            except (Stale, AlreadyExists):  # another upload was granted at the same moment
                await asyncio.sleep(random.uniform(0, 0.05 * attempt))  # noqa: S311  no secret
            else:
                return
        raise TooManyRequests("many files are sent to this organization's forms: try again", 1)

    async def find(self, blob: str) -> StoredUploadGrant | None:
        """Return the grant; None if it was removed, or granted before grants were stored."""
        row = await self._table.get(self._partition, key_of(blob))
        return _stored(row) if row else None

    async def name(self, found: Sequence[StoredUploadGrant], now: datetime) -> None:
        """Note that a run has these files; Conflict if one is being removed."""
        stale = [one for one in found if not _is_fresh(one.grant, now)]
        for start in range(0, len(stale), 100):
            await self._name(stale[start : start + 100], now)

    async def page(self, start: str | None) -> tuple[Sequence[StoredUploadGrant], str | None]:
        """Return up to a thousand grants, oldest first, and where the next ones start."""
        page = await self._table.page(self._partition, start or "u|", "u}", limit=1000)
        return [_stored(row) for row in page.rows], page.next

    async def begin_removal(self, old: Sequence[StoredUploadGrant]) -> None:
        """Mark at most 100 grants as being removed; Stale if a run has just named one."""
        going = [one for one in old if not one.grant.is_going]
        changes: list[Change] = [
            Replace(
                key_of(one.grant.blob),
                _columns(one.grant.model_copy(update={"is_going": True})),
                one.etag,
            )
            for one in going
        ]
        if changes:
            await self._table.transaction(self._partition, changes)

    async def end_removal(self, old: Sequence[StoredUploadGrant]) -> None:
        """Remove at most 99 grants and free their quota; Stale if another process did."""
        total = await self._table.get(self._partition, TOTAL)
        freed = sum(one.grant.counted for one in old)
        removed: list[Change] = [Remove(key_of(one.grant.blob)) for one in old]
        left = max(0, _bytes(total) - freed)
        await self._table.transaction(self._partition, [*removed, _total(total, left)])

    async def _name(self, found: Sequence[StoredUploadGrant], now: datetime) -> None:
        for _ in range(ATTEMPTS):
            if any(one.grant.is_going for one in found):
                break
            changes = [_named(one, now) for one in found]
            try:
                await self._table.transaction(self._partition, changes)
            except Stale:  # another run has it, too, or it is being removed
                again = [await self.find(one.grant.blob) for one in found]
                found = [one for one in again if one is not None]
                if len(found) < len(again):
                    break
            else:
                return
        raise Conflict("a file of this form was removed meanwhile: upload it again")


def partition_of(org_id: str) -> str:
    return f"upload|{org_id}"


def key_of(blob: str) -> str:
    """Return the row key of ``<scope>/<form>/<id>/<name>``; ids begin with their time."""
    return f"u|{blob.split('/')[2]}"


def _require_room(used: int, more: int, quota_mb: int) -> None:
    if not quota_mb or used + more <= quota_mb * MEGABYTE:
        return
    raise Conflict(
        f"the files sent to this organization's forms have {used // MEGABYTE} MB, and its quota "
        f"is {quota_mb} MB: send a smaller file, or ask the platform's operator for more "
        "(BIFROST_UPLOAD_QUOTA_MB); files without a run are removed after a day"
    )


def _named(one: StoredUploadGrant, now: datetime) -> Change:
    named = one.grant.model_copy(update={"named_at": now})
    return Replace(key_of(one.grant.blob), _columns(named), one.etag)


def _is_fresh(grant: UploadGrant, now: datetime) -> bool:
    return not grant.is_going and grant.named_at is not None and now - grant.named_at < FRESH


def _bytes(total: Row | None) -> int:
    return int(total.columns["bytes"]) if total else 0


def _total(before: Row | None, count: int) -> Change:
    columns = {"v": SCHEMA, "bytes": str(count)}
    return Replace(TOTAL, columns, before.etag) if before else Insert(TOTAL, columns)


def _columns(grant: UploadGrant) -> dict[str, str]:
    return {"v": SCHEMA, "grant": grant.model_dump_json(by_alias=False)}


def _stored(row: Row) -> StoredUploadGrant:
    return StoredUploadGrant(record_of(UploadGrant, row.columns, "grant"), row.etag)
