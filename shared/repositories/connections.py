"""Stores one organization's OAuth connections and their tokens.

Partition ``oauth|<org>``:

=============  =====================================================
row key        what
=============  =====================================================
``<name>|c``   the connection
``<name>|t``   its token, also of a connection of GLOBAL that has one for each organization
=============  =====================================================

So one read finds both. Partition ``oauth-due`` holds ``<time>|<org>|<name>`` for each token that
must be refreshed then; a row there is a hint, the token's own row is the truth. Partition
``oauth-jobs`` holds what came of the last refresh of all of them.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from shared.errors import AlreadyExists, Conflict, Stale
from shared.models.connections import Connection, Grant
from shared.models.pages import Listed
from shared.models.refresh_jobs import RefreshJob
from shared.repositories.record_versions import record_of
from shared.services.bulkhead import readable
from shared.services.tables import Change, Columns, Delete, Insert, Replace, Row, Table

SCHEMA = "1"
DUE = "oauth-due"
JOBS, LAST = "oauth-jobs", "last"
BOTH = 2
MOST_ROWS = 1000
ALL = ("0", "~")


@dataclass(frozen=True, slots=True)
class StoredConnection:
    connection: Connection
    etag: str


#: Another connection of the organization, and its new state in the same transaction.
Along = tuple[StoredConnection, Connection]


@dataclass(frozen=True, slots=True)
class StoredGrant:
    """A stored token; ``etag`` is None if there is no row yet."""

    grant: Grant
    etag: str | None


@dataclass(frozen=True, slots=True)
class StoredTokens:
    """The connection and the token of one name in one organization."""

    name: str
    connection: StoredConnection | None = None
    grant: StoredGrant | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """A token that is due for refresh, with the key of its hint."""

    key: str
    org_id: str
    name: str


class Connections:
    """The connections of one organization."""

    def __init__(self, table: Table, org_id: str) -> None:
        self.org_id = org_id
        self._table = table
        self._partition = partition_of(org_id)

    async def find(self, name: str) -> StoredTokens:
        """Return a name's connection and token; one storage transaction in any case."""
        page = await self._table.page(self._partition, f"{name}|", f"{name}}}", limit=BOTH)
        return _found(name, page.rows)

    async def page(self, start: str | None, limit: int) -> Listed[StoredTokens]:
        """Return connections and tokens by name, even a token without a connection here."""
        most = min(MOST_ROWS, BOTH * limit + 1)
        page = await self._table.page(self._partition, start or ALL[0], ALL[1], limit=most)
        rows: dict[str, list[Row]] = {}
        for row in page.rows:
            rows.setdefault(_name(row), []).append(row)
        names = [*rows]
        # The last name may continue in the next page.
        kept = (names[:-1] if page.next else names)[:limit]
        following = f"{kept[-1]}}}" if kept != names else None
        return Listed([_found(name, rows[name]) for name in kept], following)

    async def add(self, connection: Connection, along: Sequence[Along] = ()) -> StoredConnection:
        """Add a connection; Conflict if the name is taken, Stale if one of ``along`` changed."""
        changes = [Insert(f"{connection.name}|c", _columns(connection)), *map(_replacing, along)]
        try:
            etags = await self._table.transaction(self._partition, changes)
        except AlreadyExists as error:
            raise Conflict(f"a connection named {connection.name!r} already exists") from error
        return StoredConnection(connection, etags[0])

    async def replace(
        self, before: StoredConnection, after: Connection, along: Sequence[Along] = ()
    ) -> StoredConnection:
        """Replace a connection; Stale if it, or one of ``along``, changed since it was read."""
        changes = [_replacing(one) for one in ((before, after), *along)]
        etags = await self._table.transaction(self._partition, changes)
        return StoredConnection(after, etags[0])

    async def remove(self, found: StoredTokens, along: Sequence[Along] = ()) -> None:
        """Remove the connection, its token, and the hint of its refresh."""
        changes: list[Change] = [_replacing(one) for one in along]
        if found.connection:
            changes.append(Delete(f"{found.name}|c", found.connection.etag))
        if found.grant and found.grant.etag:
            changes.append(Delete(f"{found.name}|t", found.grant.etag))
        if changes:
            await self._table.transaction(self._partition, changes)
        if found.grant:
            await self._unhint(found.name, found.grant.grant.due_at)

    async def save(self, name: str, before: StoredGrant, after: Grant) -> StoredGrant:
        """Store a token; Stale if it changed since it was read.

        The hint is written before the token and the old hint removed after it: a crash leaves a
        superfluous hint rather than a token that is never refreshed.
        """
        old, new = before.grant.due_at, after.due_at
        if new and new != old:
            await self._table.put(DUE, _hint(new, self.org_id, name), {"v": SCHEMA})
        saved = await self.write(name, before, after)
        if old != new:
            await self._unhint(name, old)
        return saved

    async def write(self, name: str, before: StoredGrant, after: Grant) -> StoredGrant:
        """Store a token whose due time does not change, in one transaction; Stale if it changed."""
        key, columns = f"{name}|t", _columns(after)
        if before.etag is not None:
            etag = await self._table.replace(self._partition, key, columns, etag=before.etag)
            return StoredGrant(after, etag)
        try:
            return StoredGrant(after, await self._table.insert(self._partition, key, columns))
        except AlreadyExists as error:
            raise Stale("another request is connecting it: try again") from error

    async def _unhint(self, name: str, at: datetime | None) -> None:
        if at:
            await self._table.delete(DUE, _hint(at, self.org_id, name))


class DueTokens:
    """The hints of all organizations' tokens, in the order in which they are due."""

    def __init__(self, table: Table) -> None:
        self._table = table

    async def page(self, now: datetime, start: str | None, limit: int) -> Listed[Due]:
        page = await self._table.page(DUE, start or ALL[0], f"{_time(now)}|~", limit=limit)
        return Listed(readable(page.rows, lambda row: _due(row.key), "a due token"), page.next)

    async def forget(self, due: Due) -> None:
        """Remove a hint without a token."""
        await self._table.delete(DUE, due.key)

    async def keep(self, job: RefreshJob) -> None:
        """Store the outcome of a refresh of all due tokens, in place of the one before."""
        await self._table.put(JOBS, LAST, {"v": SCHEMA, "record": job.model_dump_json()})

    async def last_job(self) -> RefreshJob | None:
        row = await self._table.get(JOBS, LAST)
        return None if row is None else record_of(RefreshJob, row.columns)


class ConnectionData:
    """Removal of the connections of an organization that is being purged."""

    def __init__(self, table: Table) -> None:
        self._table = table

    async def remove(self, org_id: str) -> int | None:
        """Remove a batch; return how many connections and tokens it had, None if none is left."""
        page = await self._table.page(partition_of(org_id), *ALL, limit=100)
        for row in page.rows:
            if row.key.endswith("|t") and (due_at := _grant(row).due_at):
                await self._table.delete(DUE, _hint(due_at, org_id, _name(row)))
        if page.rows:
            with suppress(Stale):  # another process removes them, too
                changes = [Delete(row.key, row.etag) for row in page.rows]
                await self._table.transaction(partition_of(org_id), changes)
        return len(page.rows) or None


def partition_of(org_id: str) -> str:
    """Return the partition of an organization's connections, which has no other rows."""
    return f"oauth|{org_id}"


def _replacing(one: Along) -> Replace:
    before, after = one
    return Replace(f"{after.name}|c", _columns(after), before.etag)


def _found(name: str, rows: Iterable[Row]) -> StoredTokens:
    connection, grant = None, None
    for row in rows:
        if row.key == f"{name}|c":
            record = record_of(Connection, row.columns)
            connection = StoredConnection(record, row.etag)
        elif row.key == f"{name}|t":
            grant = StoredGrant(_grant(row), row.etag)
    return StoredTokens(name, connection, grant)


def _grant(row: Row) -> Grant:
    """Return a row's grant; the token is in a column of its own, which it may fill."""
    grant = record_of(Grant, row.columns)
    return grant.model_copy(update={"sealed_token": row.columns.get("token")})


def _columns(record: Connection | Grant) -> Columns:
    if isinstance(record, Connection):
        return {"v": SCHEMA, "record": record.model_dump_json()}
    columns = {"v": SCHEMA, "record": record.model_dump_json(exclude={"sealed_token"})}
    return {**columns, "token": record.sealed_token} if record.sealed_token else columns


def _name(row: Row) -> str:
    return row.key.rpartition("|")[0]


def _hint(at: datetime, org_id: str, name: str) -> str:
    return f"{_time(at)}|{org_id}|{name}"


def _due(key: str) -> Due:
    _, org_id, name = key.split("|")
    return Due(key, org_id, name)


def _time(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%S")


def is_hint_of(due: Due, at: datetime | None) -> bool:
    """Return whether the hint agrees with the token's row."""
    return at is not None and due.key == _hint(at, due.org_id, due.name)
