"""Stores webhook sources.

Partition ``webhook``: ``s|<id>`` is the source, found in one read; ``o|<org>|<id>`` lists those of
an organization, and ``g|<owner/name>|<id>`` those of a repository of GitHub. All are written at
once. What is known of subscriptions at Microsoft Graph is there, too: ``graph_subscriptions.py``.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from shared.errors import NotFound, Stale
from shared.models.automation.webhooks import WebhookSource
from shared.models.pages import Listed
from shared.repositories import subscriptions
from shared.repositories.cache import TtlCache
from shared.repositories.deliveries import IncomingDeliveries
from shared.repositories.graph_subscriptions import GraphSubscriptions
from shared.repositories.record_versions import record_of
from shared.repositories.row_keys import after
from shared.services.bulkhead import readable
from shared.services.tables import Change, Columns, Insert, Put, Remove, Replace, Row, Table

PARTITION = "webhook"
SCHEMA = "1"
#: The most sources of one repository that a delivery is tried with.
MOST_OF_REPOSITORY = 20
REMOVED_AT_ONCE = 30


@dataclass(frozen=True, slots=True)
class StoredSource:
    source: WebhookSource
    etag: str


class WebhookSources:
    def __init__(self, table: Table) -> None:
        self._table = table
        self._known: TtlCache[WebhookSource] = TtlCache()

    async def known(self, source_id: UUID) -> WebhookSource | None:
        """Return the source, at most 30 s old; a change made in this process is seen at once."""
        return await self._known.get(source_id, lambda: self._find(source_id))

    async def current(self, source_id: UUID) -> WebhookSource | None:
        """Return the source as it is now; this refreshes the cache of ``known``."""
        return await self._known.renew(source_id, lambda: self._find(source_id))

    async def get(self, org_id: str, source_id: UUID) -> StoredSource:
        """Return an organization's source; NotFound if it is another organization's."""
        row = await self._table.get(PARTITION, f"s|{source_id}")
        if row is None or _source(row).org_id != org_id:
            raise NotFound("webhook source", source_id)
        return StoredSource(_source(row), row.etag)

    async def of_repository(self, name: str) -> list[WebhookSource]:
        """Return the sources of a repository of GitHub, in any organization."""
        prefix = f"g|{_folded(name)}|"
        limit = MOST_OF_REPOSITORY
        page = await self._table.page(PARTITION, prefix, after(prefix), limit=limit)
        return readable(page.rows, _source, "a webhook source")

    async def page(self, org_id: str, start: str | None, limit: int) -> Listed[WebhookSource]:
        prefix = f"o|{org_id}|"
        page = await self._table.page(PARTITION, start or prefix, after(prefix), limit=limit)
        return Listed(readable(page.rows, _source, "a webhook source"), page.next)

    async def add(self, source: WebhookSource, along: Sequence[Change] = ()) -> None:
        """Add a source, with other changes of the partition in the same transaction."""
        columns = _columns(source)
        changes: list[Change] = [Insert(f"s|{source.id}", columns)]
        changes += [Insert(key, columns) for key in _lists(source)]
        await self._table.transaction(PARTITION, [*changes, *along])

    async def replace(
        self, before: StoredSource, source: WebhookSource, along: Sequence[Change] = ()
    ) -> None:
        """Replace a source; Stale if it changed since it was read."""
        columns = _columns(source)
        changes: list[Change] = [Replace(f"s|{source.id}", columns, before.etag)]
        changes += [Put(key, columns) for key in _lists(source)]
        gone = {*_lists(before.source)} - {*_lists(source)}
        await self._change(source.id, [*changes, *map(Remove, sorted(gone)), *along])

    async def remove(self, source: WebhookSource, along: Sequence[Change] = ()) -> None:
        keys = [f"s|{source.id}", *_lists(source)]
        await self._change(source.id, [*map(Remove, keys), *along])

    async def _change(self, source_id: UUID, changes: list[Change]) -> None:
        try:
            await self._table.transaction(PARTITION, changes)
        finally:  # also if the answer is lost
            self._known.forget(source_id)

    async def _find(self, source_id: UUID) -> WebhookSource | None:
        row = await self._table.get(PARTITION, f"s|{source_id}")
        return None if row is None else _source(row)


class WebhookData:
    """Removal of a purged organization's webhooks: sources, what they start, what they got."""

    def __init__(self, table: Table, deliveries_of: Callable[[str], IncomingDeliveries]) -> None:
        self._table = table
        self._deliveries_of = deliveries_of

    async def remove(self, org_id: str) -> int | None:
        """Remove a batch; return how many sources it had, None if nothing is left."""
        sources = WebhookSources(self._table)
        found = (await sources.page(org_id, None, REMOVED_AT_ONCE)).items
        for source in found:
            await sources.remove(source)
        if found:
            return len(found)
        if await GraphSubscriptions(self._table).remove(org_id):
            return 0
        partition = subscriptions.partition_of(org_id)
        page = await self._table.page(partition, " ", "~", limit=REMOVED_AT_ONCE)
        if page.rows:
            with suppress(Stale):  # another process removes them, too
                await self._table.transaction(partition, [Remove(row.key) for row in page.rows])
            return 0
        removed = await self._deliveries_of(org_id).remove_batch()
        return None if removed is None else 0


def _lists(source: WebhookSource) -> list[str]:
    repository = source.settings.repository if source.adapter == "github" else None
    keys = [f"o|{source.org_id}|{source.id}"]
    return [*keys, f"g|{_folded(repository)}|{source.id}"] if repository else keys


def _folded(repository: str) -> str:
    """Return a repository's name as part of a key, which cannot hold a slash."""
    return repository.casefold().replace("/", ":")


def _source(row: Row) -> WebhookSource:
    return record_of(WebhookSource, row.columns)


def _columns(source: WebhookSource) -> Columns:
    return {"v": SCHEMA, "record": source.model_dump_json()}
