"""Stores who is interested in which events, so that others are not even written.

Partition ``event-interest`` of the directory, one row ``<org>|<subscriber>`` for each enabled
subscriber. The row is written before its subscriber and removed after it: a crash leaves a
superfluous row. A process reads all of them, in one transaction for each thousand, at most every
30 s; runs of organizations without subscribers cost no more.
"""

import json
import logging
from collections.abc import Mapping
from uuid import UUID

from shared.errors import Unavailable
from shared.models.automation.events import matches
from shared.models.base import GLOBAL
from shared.repositories.cache import TtlCache
from shared.services.tables import Table

PARTITION = "event-interest"
PAGE = 1000
SCHEMA = "1"
_ALL = "all"

logger = logging.getLogger(__name__)

Patterns = Mapping[str, tuple[str, ...]]


class EventInterests:
    """The patterns of events that subscribers want, by organization; one instance in a process."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._known = TtlCache[Patterns]()

    async def wants(self, org_id: str, event_type: str) -> bool:
        """Return whether the organization or GLOBAL has a subscriber for this type.

        Also true if that cannot be read now: an event too many is dropped later.
        """
        try:
            found = await self._known.get(_ALL, self._read) or {}
        except Unavailable as error:
            logger.warning("event interests not read", extra={"reason": str(error)})
            return True
        return any(matches(found.get(scope, ()), event_type) for scope in (org_id, GLOBAL))

    async def put(self, org_id: str, subscriber: UUID, patterns: tuple[str, ...]) -> None:
        columns = {"v": SCHEMA, "patterns": json.dumps(patterns)}
        await self._table.put(PARTITION, _key(org_id, subscriber), columns)
        self._known.forget(_ALL)

    async def remove(self, org_id: str, subscriber: UUID) -> None:
        await self._table.delete(PARTITION, _key(org_id, subscriber))
        self._known.forget(_ALL)

    async def remove_all(self, org_id: str) -> None:
        """Remove those of an organization that is purged."""
        page = await self._table.page(PARTITION, f"{org_id}|", f"{org_id}}}", limit=PAGE)
        for row in page.rows:
            await self._table.delete(PARTITION, row.key)
        self._known.forget(_ALL)

    async def _read(self) -> Patterns:
        found: dict[str, tuple[str, ...]] = {}
        start: str | None = " "
        while start is not None:
            page = await self._table.page(PARTITION, start, "~", limit=PAGE)
            for row in page.rows:
                org_id = row.key.partition("|")[0]
                found[org_id] = (*found.get(org_id, ()), *json.loads(row.columns["patterns"]))
            start = page.next
        return found


def _key(org_id: str, subscriber: UUID) -> str:
    return f"{org_id}|{subscriber}"
