"""Stores sets of packages and the jobs that install them.

======================  ==================================================
row key                 what
======================  ==================================================
``current``             which set is in force, and those before it
``s|<set>``             a set; its files are in the blob ``_packages/<set>.zip``
``j|<inverted id>``     a job; its log is in the blob ``_packages/jobs/<id>.jsonl``
======================  ==================================================

All in one partition: they are the platform's, and of no organization.
"""

from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from pydantic import TypeAdapter

from shared.errors import AlreadyExists, NotFound
from shared.models.packages import (
    Package,
    PackageJob,
    PackageLine,
    PackageMark,
    PackageSet,
    PackagesInForce,
)
from shared.repositories.record_versions import record_of
from shared.repositories.row_keys import after, newest_first
from shared.services.blobs import Blobs
from shared.services.tables import Columns, Row, Table

PARTITION = "packages"
CURRENT = "current"
SCHEMA = "1"
MOST_SETS = 10
MOST_JOBS = 50
#: Old jobs removed at a time.
BATCH = 20

_PACKAGES = TypeAdapter(tuple[Package, ...])


@dataclass(frozen=True, slots=True)
class StoredInForce:
    record: PackagesInForce
    etag: str


@dataclass(frozen=True, slots=True)
class StoredJob:
    job: PackageJob
    etag: str


class PackageStore:
    """The packages of the platform."""

    def __init__(self, table: Table, blobs: Blobs) -> None:
        self._table = table
        self._blobs = blobs

    async def in_force(self) -> StoredInForce | None:
        """Return the set in force; None before the first installation."""
        row = await self._table.get(PARTITION, CURRENT)
        if row is None:
            return None
        return StoredInForce(record_of(PackagesInForce, row.columns), row.etag)

    async def get(self, set_id: str) -> PackageSet:
        row = await self._table.get(PARTITION, f"s|{set_id}")
        if row is None:
            raise NotFound("set of packages", set_id)
        found = record_of(PackageSet, row.columns)
        named = _PACKAGES.validate_json(row.columns["packages"])
        asked = {"packages": named, "requirements": row.columns["requirements"]}
        return found.model_copy(update=asked)

    async def add(self, made: PackageSet, content: bytes) -> None:
        """Store a set, its files first: a row then always names a complete set."""
        with suppress(AlreadyExists):  # only this installation has this name: an answer was lost
            await self._blobs.write(_archive(made.id), content)
        await self._table.put(PARTITION, f"s|{made.id}", _set_columns(made))

    async def files(self, set_id: str) -> bytes:
        content = await self._blobs.find(_archive(set_id))
        if content is None:
            raise NotFound("files of the set of packages", set_id)
        return content

    async def put_in_force(self, before: StoredInForce | None, made: PackageSet) -> None:
        """Put a set in force, and drop the oldest; Stale or AlreadyExists if it has changed."""
        history = before.record.history if before else ()
        mark = PackageMark(id=made.id, key=made.key)
        marks = (mark, *(one for one in history if one.id != made.id))
        record = PackagesInForce(id=made.id, history=marks[:MOST_SETS])
        columns = {"v": SCHEMA, "record": record.model_dump_json()}
        if before:
            await self._table.replace(PARTITION, CURRENT, columns, etag=before.etag)
        else:
            await self._table.insert(PARTITION, CURRENT, columns)
        for old in marks[MOST_SETS:]:
            await self._table.delete(PARTITION, f"s|{old.id}")
            await self._blobs.delete(_archive(old.id))

    async def add_job(self, job: PackageJob) -> None:
        """Add a job, and remove the oldest ones."""
        await self._table.insert(PARTITION, _job_key(job.id), _job_columns(job))
        for old in (await self.jobs(MOST_JOBS + BATCH))[MOST_JOBS:]:
            await self._blobs.delete(_log(old.job.id))
            await self._table.delete(PARTITION, _job_key(old.job.id))

    async def jobs(self, limit: int) -> list[StoredJob]:
        """Return jobs, the newest first."""
        page = await self._table.page(PARTITION, "j|", after("j|"), limit=limit)
        return [_stored(row) for row in page.rows]

    async def job(self, job_id: UUID) -> StoredJob:
        row = await self._table.get(PARTITION, _job_key(job_id))
        if row is None:
            raise NotFound("installation", job_id)
        return _stored(row)

    async def replace_job(self, stored: StoredJob, job: PackageJob) -> StoredJob:
        """Replace a job; Stale if another process changed it."""
        columns = _job_columns(job)
        etag = await self._table.replace(PARTITION, _job_key(job.id), columns, etag=stored.etag)
        return StoredJob(job, etag)

    async def append_lines(self, job_id: UUID, lines: list[PackageLine], *, at: int) -> int:
        """Append lines to a log that has ``at`` bytes; return its new size."""
        content = b"".join(line.model_dump_json().encode() + b"\n" for line in lines)
        await self._blobs.append(_log(job_id), content, at=at)
        return at + len(content)

    async def lines(self, job_id: UUID) -> tuple[int, list[PackageLine]]:
        """Return the log's size in bytes, and its lines."""
        content = await self._blobs.find(_log(job_id)) or b""
        lines = [PackageLine.model_validate_json(line) for line in content.splitlines()]
        return len(content), lines


def _archive(set_id: str) -> str:
    """Return the blob name; no organization's id begins like this."""
    return f"_packages/{set_id}.zip"


def _log(job_id: UUID) -> str:
    return f"_packages/jobs/{job_id}.jsonl"


def _job_key(job_id: UUID) -> str:
    return f"j|{newest_first(job_id)}"


def _stored(row: Row) -> StoredJob:
    job = record_of(PackageJob, row.columns)
    texts = {"requirements": row.columns["requirements"], "change": row.columns["change"] or None}
    return StoredJob(job.model_copy(update=texts), row.etag)


def _job_columns(job: PackageJob) -> Columns:
    """Return the columns; long texts have their own, since each column is limited."""
    record = job.model_copy(update={"requirements": "", "change": None}).model_dump_json()
    texts = {"requirements": job.requirements, "change": job.change or ""}
    return {"v": SCHEMA, "record": record, **texts}


def _set_columns(made: PackageSet) -> Columns:
    record = made.model_copy(update={"packages": (), "requirements": ""}).model_dump_json()
    packages = _PACKAGES.dump_json(made.packages).decode()
    return {
        "v": SCHEMA,
        "record": record,
        "requirements": made.requirements,
        "packages": packages,
    }
