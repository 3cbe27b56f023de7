"""Stores what is known of the subscriptions at Microsoft Graph of webhook sources.

In the partition of the sources, ``webhook``:

=========================  ==================================================================
row key                    what
=========================  ==================================================================
``m|<org>|<source>``       the subscription
``n|<time>|<org>|<source>``  a mark: look at it then
=========================  ==================================================================

The mark is written in the same transaction as the source that asks for it, so that no process that
dies leaves a source without its subscription, or a subscription without its source. Marks are
hints: what is done about one can be done twice.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from shared.errors import AlreadyExists, Stale
from shared.models.automation.graph_subscriptions import GraphSubscription
from shared.models.pages import Listed
from shared.repositories.record_versions import record_of
from shared.repositories.row_keys import after
from shared.services.bulkhead import readable
from shared.services.tables import Change, Columns, Delete, Insert, Put, Remove, Replace, Row, Table

PARTITION = "webhook"
SCHEMA = "1"
MARKS = "n|"
MOST_OF_ORGANIZATION = 1000


@dataclass(frozen=True, slots=True)
class StoredGraph:
    """A subscription as it was read; ``etag`` is None if there is no row yet."""

    subscription: GraphSubscription
    etag: str | None


@dataclass(frozen=True, slots=True)
class GraphMark:
    """A mark that is due, with its key."""

    key: str
    org_id: str
    source_id: UUID


class GraphSubscriptions:
    def __init__(self, table: Table) -> None:
        self._table = table

    async def find(self, org_id: str, source_id: UUID) -> StoredGraph | None:
        row = await self._table.get(PARTITION, _key(org_id, source_id))
        return None if row is None else StoredGraph(_subscription(row), row.etag)

    async def of(self, org_id: str) -> dict[UUID, GraphSubscription]:
        """Return those of an organization by source; one transaction."""
        first = f"m|{org_id}|"
        limit = MOST_OF_ORGANIZATION
        page = await self._table.page(PARTITION, first, after(first), limit=limit)
        found = readable(page.rows, _subscription, "a subscription at Graph")
        return {one.source_id: one for one in found}

    async def due(self, now: datetime, start: str | None, limit: int) -> Listed[GraphMark]:
        """Return the marks that are due, the oldest first; one transaction if there is none."""
        last = f"{MARKS}{_time(now)}|~"
        page = await self._table.page(PARTITION, start or MARKS, last, limit=limit)
        return Listed(readable(page.rows, _mark, "a mark of a subscription"), page.next)

    async def write(self, before: StoredGraph, after: GraphSubscription) -> StoredGraph:
        """Store a subscription whose due time does not change; Stale if another process did."""
        key, columns = _key(after.org_id, after.source_id), _columns(after)
        if before.etag is not None:
            etag = await self._table.replace(PARTITION, key, columns, etag=before.etag)
            return StoredGraph(after, etag)
        try:
            return StoredGraph(after, await self._table.insert(PARTITION, key, columns))
        except AlreadyExists as error:
            raise Stale("another process was first") from error

    async def finish(
        self, before: StoredGraph, after: GraphSubscription | None, done: Collection[str]
    ) -> None:
        """Store what came of it, or remove it, with its next mark in place of those done.

        Stale if another process took over meanwhile.
        """
        found = before.subscription
        key, at = _key(found.org_id, found.source_id), after.due_at if after else None
        next_mark = None if at is None else mark_key(at, found.org_id, found.source_id)
        gone = {*done, *_own_marks(found)} - {next_mark}
        changes: list[Change] = [Remove(one) for one in sorted(gone)]
        if next_mark is not None:
            changes.append(Put(next_mark, {"v": SCHEMA}))
        if after is None and before.etag is not None:
            changes.append(Delete(key, before.etag))
        elif after is not None and before.etag is not None:
            changes.append(Replace(key, _columns(after), before.etag))
        elif after is not None:
            changes.append(Insert(key, _columns(after)))
        await self._table.transaction(PARTITION, changes)

    async def put_mark(self, at: datetime, org_id: str, source_id: UUID) -> None:
        """Have the subscription of a source looked at."""
        await self._table.put(PARTITION, mark_key(at, org_id, source_id), {"v": SCHEMA})

    async def forget_marks(self, keys: Collection[str]) -> None:
        """Remove marks for which there is nothing to do."""
        for key in keys:
            await self._table.delete(PARTITION, key)

    async def remove(self, org_id: str) -> bool:
        """Remove what an organization that is purged has here; False if there was nothing."""
        found = await self.of(org_id)
        for source_id, one in found.items():
            keys = [_key(org_id, source_id), *_own_marks(one)]
            await self._table.transaction(PARTITION, [Remove(key) for key in keys])
        return bool(found)


def mark(at: datetime, org_id: str, source_id: UUID) -> Put:
    """Return the change, beside the source's own, that has its subscription looked at."""
    return Put(mark_key(at, org_id, source_id), {"v": SCHEMA})


def mark_key(at: datetime, org_id: str, source_id: UUID) -> str:
    return f"{MARKS}{_time(at)}|{org_id}|{source_id}"


def _own_marks(found: GraphSubscription) -> list[str]:
    if found.due_at is None:
        return []
    return [mark_key(found.due_at, found.org_id, found.source_id)]


def _key(org_id: str, source_id: UUID) -> str:
    return f"m|{org_id}|{source_id}"


def _time(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%S")


def _mark(row: Row) -> GraphMark:
    _, _, org_id, source_id = row.key.split("|")
    return GraphMark(row.key, org_id, UUID(source_id))


def _subscription(row: Row) -> GraphSubscription:
    return record_of(GraphSubscription, row.columns)


def _columns(found: GraphSubscription) -> Columns:
    return {"v": SCHEMA, "record": found.model_dump_json()}
