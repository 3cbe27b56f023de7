"""Stores figures of runs, all in the partition ``figures`` of the directory.

===================  ==========================================================
row key              what
===================  ==========================================================
``l|<org>``          how far its runs are counted
``o|<org>|f``        what the overview shows of it
``o|<org>|c``        its connections that need care; no row where none do
``d|<org>|<day>``    the runs that ended on a day, by workflow
===================  ==========================================================

A count is one transaction, which the ETag of ``l`` guards: no run is counted twice, or left out.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from shared.errors import Stale
from shared.models.fleet.figures import Counted, DayFigures, OrganizationFigures
from shared.repositories.long_records import long_columns
from shared.repositories.record_versions import record_of
from shared.repositories.row_keys import after
from shared.repositories.stored_record import StoredRecord, stored
from shared.services.bulkhead import readable
from shared.services.tables import Change, Insert, Put, Remove, Replace, Row, Table

PARTITION = "figures"
SCHEMA = "1"
PAGE = 1000


@dataclass(frozen=True, slots=True)
class AllFigures:
    """Figures and connections that need care, by organization."""

    figures: Mapping[str, OrganizationFigures]
    connections: Mapping[str, int]


class Figures:
    """The figures of all organizations."""

    def __init__(self, table: Table) -> None:
        self._table = table

    async def counted(self, org_id: str) -> StoredRecord[Counted] | None:
        row = await self._table.get(PARTITION, f"l|{org_id}")
        return None if row is None else stored(Counted, row)

    async def of(self, org_id: str) -> OrganizationFigures | None:
        row = await self._table.get(PARTITION, f"o|{org_id}|f")
        return None if row is None else record_of(OrganizationFigures, row.columns)

    async def glance(self, org_id: str) -> AllFigures:
        """Return the figures of one organization: one transaction."""
        return await self._read(f"o|{org_id}|")

    async def all(self) -> AllFigures:
        """Return the figures of every organization: one transaction for each thousand rows."""
        return await self._read("o|")

    async def _read(self, prefix: str) -> AllFigures:
        figures: dict[str, OrganizationFigures] = {}
        connections: dict[str, int] = {}
        start: str | None = prefix
        while start is not None:
            page = await self._table.page(PARTITION, start, after(prefix), limit=PAGE)
            counts = [row for row in page.rows if row.key.endswith("|c")]
            connections |= {row.key.split("|")[1]: int(row.columns["count"]) for row in counts}
            others = [row for row in page.rows if not row.key.endswith("|c")]
            figures |= {one.org_id: one for one in readable(others, _figures, "figures")}
            start = page.next
        return AllFigures(figures, connections)

    async def days(self, org_id: str, first: date, last: date) -> Sequence[DayFigures]:
        """Return the days of an organization, both included, the oldest first."""
        prefix = f"d|{org_id}|"
        page = await self._table.page(
            PARTITION, f"{prefix}{first.isoformat()}", f"{prefix}{last.isoformat()}~", limit=PAGE
        )
        return readable(page.rows, _day, "figures of a day")

    async def day(self, org_id: str, day: str) -> DayFigures | None:
        row = await self._table.get(PARTITION, f"d|{org_id}|{day}")
        return None if row is None else _day(row)

    async def write(
        self,
        before: StoredRecord[Counted] | None,
        counted: Counted,
        figures: OrganizationFigures,
        days: Sequence[DayFigures],
    ) -> None:
        """Write a count; Stale or AlreadyExists if another process has counted meanwhile."""
        key, columns = f"l|{figures.org_id}", long_columns(counted, SCHEMA)
        mark = Replace(key, columns, before.etag) if before else Insert(key, columns)
        changes: list[Change] = [
            mark,
            Put(f"o|{figures.org_id}|f", long_columns(figures, SCHEMA)),
            *(Put(f"d|{day.org_id}|{day.day}", long_columns(day, SCHEMA)) for day in days),
        ]
        await self._table.transaction(PARTITION, changes)

    async def note_dead_letters(self, org_id: str, count: int) -> None:
        """Note how many dead letters an organization has; a count meanwhile has noted it, too."""
        key = f"o|{org_id}|f"
        row = await self._table.get(PARTITION, key)
        if row is None:
            return
        figures = _figures(row).model_copy(update={"dead_letters": count})
        with suppress(Stale):
            await self._table.replace(PARTITION, key, long_columns(figures, SCHEMA), etag=row.etag)

    async def note_connections(self, org_id: str, count: int) -> None:
        """Note how many connections of an organization need care."""
        key = f"o|{org_id}|c"
        if count:
            await self._table.put(PARTITION, key, {"v": SCHEMA, "count": str(count)})
        else:
            await self._table.delete(PARTITION, key)

    async def remove(self, org_id: str) -> int | None:
        """Remove a batch of the rows of an organization; None when none is left."""
        removed = 0
        for prefix in (f"o|{org_id}|", f"d|{org_id}|"):
            removed += await self._remove(prefix, after(prefix))
        row = await self._table.get(PARTITION, f"l|{org_id}")
        if row is not None:
            await self._table.delete(PARTITION, f"l|{org_id}")
            removed += 1
        return removed or None

    async def remove_days(self, org_id: str, until: date) -> int:
        """Remove a batch of the days of an organization before a day."""
        prefix = f"d|{org_id}|"
        return await self._remove(prefix, f"{prefix}{until.isoformat()}")

    async def _remove(self, first: str, last: str) -> int:
        page = await self._table.page(PARTITION, first, last, limit=100)
        keys = [row.key for row in page.rows]
        if keys:
            try:
                await self._table.transaction(PARTITION, [Remove(key) for key in keys])
            except Stale:  # another process removes them, too
                for key in keys:
                    await self._table.delete(PARTITION, key)
        return len(keys)


def _figures(row: Row) -> OrganizationFigures:
    return record_of(OrganizationFigures, row.columns)


def _day(row: Row) -> DayFigures:
    return record_of(DayFigures, row.columns)
