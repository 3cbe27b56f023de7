"""Stores refused sign-ins of unauthenticated callers.

There is no chain and there are few rows: such callers decide how many attempts there are, so each
address, and all of them together, get a limited number of rows a minute in a process. The rest is
counted.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from shared.errors import InvalidInput
from shared.models.audit import StrangerEntry, StrangerFacts, StrangerPage
from shared.repositories.audit.rows import new_id, short
from shared.repositories.record_versions import record_of
from shared.repositories.row_keys import after, newest_first
from shared.services.clock import Clock, SystemClock
from shared.services.tables import Remove, Row, Table

#: No organization can have this id.
PARTITION = "strangers|"
SCHEMA = "1"
ROWS_PER_ADDRESS = 10
ROWS_IN_ALL = 200
ADDRESSES = 1000
WINDOW = timedelta(minutes=1)
OTHERS = "(other addresses)"
MOST_ROWS = 1000
MOST_DELETES = 100
#: The low bits of a UUIDv7, below its time in milliseconds.
ID_BITS = 80


@dataclass(slots=True)
class _Minute:
    began_at: datetime
    written: Counter[str] = field(default_factory=Counter[str])
    suppressed: Counter[str] = field(default_factory=Counter[str])

    def admits(self, address: str) -> bool:
        """Count an attempt; return whether a row may be written for it."""
        is_full = self.written.total() >= ROWS_IN_ALL
        if is_full or self.written[address] >= ROWS_PER_ADDRESS:
            is_known = address in self.suppressed or len(self.suppressed) < ADDRESSES
            self.suppressed[address if is_known else OTHERS] += 1
            return False
        self.written[address] += 1
        return True


class RefusedSignIns:
    """The refused sign-ins of unauthenticated callers; one instance counts for the process."""

    def __init__(self, table: Table, clock: Clock | None = None) -> None:
        self._table = table
        self._clock = clock or SystemClock()
        self._minute = _Minute(self._clock.now())

    async def note(self, facts: StrangerFacts) -> bool:
        """Record a refused sign-in; return whether a row was written, or it was only counted."""
        await self.flush()
        address = short(facts.address) or ""
        if not self._minute.admits(address):
            return False
        await self._insert(self._entry(facts))
        return True

    async def flush(self) -> None:
        """Write the counts of a minute that is over. The timer calls it, too."""
        now = self._clock.now()
        if now - self._minute.began_at < WINDOW:
            return
        over, self._minute = self._minute, _Minute(now)
        # The busiest addresses first, and no more rows than a minute may have.
        for address, count in over.suppressed.most_common(ROWS_IN_ALL):
            facts = StrangerFacts("signin.suppressed", address)
            await self._insert(self._entry(facts).model_copy(update={"suppressed": count}))

    async def page(self, *, start: str | None = None, limit: int = 100) -> StrangerPage:
        """Return refused sign-ins, newest first."""
        if start is not None and not start.startswith("s|"):
            raise InvalidInput("start is not a position in this list: start from its beginning")
        found = await self._table.page(PARTITION, start or "s|", after("s|"), limit=limit)
        return StrangerPage(entries=[_entry(row) for row in found.rows], next=found.next)

    async def remove_before(self, at: datetime) -> int:
        """Remove rows older than ``at``, at most 1000; return how many there were."""
        first = f"s|{newest_first(UUID(int=int(at.timestamp() * 1000) << ID_BITS))}"
        page = await self._table.page(PARTITION, first, after("s|"), limit=MOST_ROWS)
        gone = [Remove(row.key) for row in page.rows]
        for place in range(0, len(gone), MOST_DELETES):
            await self._table.transaction(PARTITION, gone[place : place + MOST_DELETES])
        return len(gone)

    async def _insert(self, entry: StrangerEntry) -> None:
        columns = {"v": SCHEMA, "record": entry.model_dump_json()}
        await self._table.put(PARTITION, f"s|{newest_first(entry.id)}", columns)

    def _entry(self, facts: StrangerFacts) -> StrangerEntry:
        return StrangerEntry(
            id=new_id(),
            at=self._clock.now().astimezone(UTC),
            operation=facts.operation,
            address=short(facts.address) or "",
            claimed=short(facts.claimed),
            error=short(facts.error),
            request_id=short(facts.request_id),
        )


def _entry(row: Row) -> StrangerEntry:
    return record_of(StrangerEntry, row.columns)
