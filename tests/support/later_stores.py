"""Stores as a process finds them later: what was written just now is older by then."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import cast

from shared.services.services import Services
from shared.services.tables import Page, Table


class LaterClock:
    """A clock that is ahead, by what the test says."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead


class _LaterTable:
    """A table whose pages are read later, by the clock of the store."""

    def __init__(self, table: Table, clock: LaterClock) -> None:
        self._table = table
        self._clock = clock

    def __getattr__(self, name: str) -> object:
        return getattr(self._table, name)

    async def page(self, partition: str, first: str, last: str, *, limit: int) -> Page:
        page = await self._table.page(partition, first, last, limit=limit)
        return replace(page, read_at=page.read_at + self._clock.ahead)


def later(services: Services, clock: LaterClock) -> Services:
    """The same services for a process that lives later by that clock."""
    executions = cast("Table", _LaterTable(services.executions, clock))
    return replace(services, executions=executions, clock=clock)
