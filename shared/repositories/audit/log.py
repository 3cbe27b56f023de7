"""Stores the audit log of one organization, in a chain that shows tampering.

A change and its entry cannot share a transaction, so: ``intend``, make the change, ``conclude``. A
timer settles intents without an outcome. See ``audit.rows`` for the rows.
"""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from shared.errors import InvalidInput, Unavailable
from shared.models.audit import (
    AuditCheckpoint,
    AuditEntry,
    AuditFacts,
    AuditFilters,
    AuditOutcome,
    AuditPage,
    AuditPhase,
    AuditVerdict,
)
from shared.repositories.audit.chain import Check, Head
from shared.repositories.audit.proof import Proof, Sign
from shared.repositories.audit.retention import AuditRetention
from shared.repositories.audit.rows import (
    entry_from,
    is_place,
    kept,
    new_id,
    short,
    short_actor,
)
from shared.repositories.audit.writer import PendingEntry, Writer
from shared.repositories.row_keys import after
from shared.services.clock import Clock, SystemClock
from shared.services.tables import Row, Table, past

logger = logging.getLogger(__name__)

MOST_PAGES = 5
#: Longer than any change takes.
SETTLE_AFTER = timedelta(minutes=10)
MOST_ROWS = 1000
EVERYTHING = AuditFilters()
#: Tolerance for entries' times, which come from the clocks of many machines.
CLOCK_SKEW = timedelta(minutes=5)
#: Operations that were stored under another name: what that was, and what it is now.
RENAMED = {
    "role.putIn": "role.addUsers",
    "role.takeOut": "role.removeUser",
    "role.allowForms": "role.grantForms",
    "role.forbidForm": "role.revokeForm",
}


@dataclass(frozen=True, slots=True)
class Intent:
    """An intended change. In a list, ``entry`` is without before and after."""

    entry: AuditEntry


class Audit:
    """The audit log of one organization.

    Keep one instance for each organization in a process: it knows the head, so an append is one
    transaction, and concurrent entries share it.
    """

    def __init__(
        self,
        table: Table,
        org_id: str,
        clock: Clock | None = None,
        mark: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        """``mark`` tells the timer, before an entry is written, that there is one to sign."""
        self._table = table
        self._mark = mark
        self._clock = clock or SystemClock()
        self._writer = Writer(table, org_id)
        self._proof = Proof(table, org_id, self._clock)
        self._retention = AuditRetention(table, org_id)
        self.org_id = org_id

    async def intend(self, facts: AuditFacts) -> Intent:
        """Record the intent before the change is made; if this raises, do not make the change."""
        return Intent(await self._append(self._entry(facts, AuditPhase.INTENT)))

    async def conclude(
        self,
        intent: Intent,
        outcome: AuditOutcome,
        *,
        error: str | None = None,
        facts: AuditFacts | None = None,
    ) -> AuditEntry:
        """Record the outcome. ``facts`` adds what is known now: a new object's id, its new state.

        An intent that was meanwhile settled as unknown gets this outcome as well.
        """
        entry = self._outcome(intent, outcome, error)
        if facts:
            entry = entry.model_copy(update=_known(facts))
        return await self._append(entry, ends=intent.entry.sequence)

    async def note(
        self,
        facts: AuditFacts,
        outcome: AuditOutcome | None = AuditOutcome.SUCCEEDED,
        *,
        error: str | None = None,
    ) -> AuditEntry:
        """Record an event that has already happened, such as a sign-in."""
        entry = self._entry(facts, AuditPhase.EVENT)
        ended = {"outcome": outcome, "error": short(error)}
        return await self._append(entry.model_copy(update=ended))

    async def open_intents(self, older_than: timedelta) -> list[Intent]:
        """Return at most 1000 old intents without an outcome, oldest first (store's clock)."""
        page = await self._table.page(self.org_id, "i|", after("i|"), limit=MOST_ROWS)
        old = [row for row in page.rows if page.read_at - row.written_at >= older_than]
        return [Intent(entry) for entry in _entries(old)]

    async def settle(self, intent: Intent) -> AuditEntry | None:
        """Record an unknown outcome; None if another process concluded or settled the intent."""
        entry = self._outcome(intent, AuditOutcome.UNKNOWN, None)
        ending = PendingEntry(entry, ends=intent.entry.sequence, only_if_open=True)
        return await self._writer.append(ending)

    async def page(
        self, filters: AuditFilters = EVERYTHING, *, start: str | None = None, limit: int = 100
    ) -> AuditPage:
        """Return entries, newest first. With filters it reads five pages and may return fewer."""
        if start is not None and not is_place(start):
            raise InvalidInput("start is not a position in the audit log: start from its beginning")
        if filters == EVERYTHING:
            rows, following = await self._read(start, limit)
            return AuditPage(entries=_entries(rows), next=following)
        return await self._matching(filters, start, limit)

    async def export(self) -> AsyncIterator[AuditEntry]:
        """Yield the whole log, newest first."""
        following: str | None = "e|"
        while following is not None:
            rows, following = await self._read(following, MOST_ROWS)
            for entry in _entries(rows):
                yield entry

    async def checkpoint(
        self, sign: Sign, *, keep_from: int | None = None
    ) -> AuditCheckpoint | None:
        """Sign the log's current end, after checking the entries since the last checkpoint.

        With ``keep_from``, the signature also permits the removal of entries before that sequence.
        Note the retention first, since an end is signed only once. None if there are no entries.
        """
        return await self._proof.checkpoint(sign, keep_from)

    async def verify(self, check: Check) -> AuditVerdict:
        """Walk the whole log and name the oldest broken link."""
        return await self._proof.verify(check)

    async def place_to_keep(self, signed: AuditCheckpoint, before: datetime) -> int | None:
        """Return the sequence to keep the log from; None if no entry is a day too old."""
        return await self._retention.place(signed, before)

    async def remove_before(self, signed: AuditCheckpoint) -> int:
        """Remove the entries whose removal ``checkpoint`` signed; return how many there were."""
        return await self._retention.remove(signed)

    async def head(self) -> Head:
        """Return the newest entry according to the log itself."""
        return await self._proof.head()

    async def _matching(self, filters: AuditFilters, start: str | None, limit: int) -> AuditPage:
        found: list[AuditEntry] = []
        following = start or "e|"
        for _ in range(MOST_PAGES):
            rows, next_page = await self._read(following, MOST_ROWS)
            for row in rows:
                entry = _entry(row)
                if entry and _is_before_all(entry, filters):
                    return AuditPage(entries=found)
                if entry and _matches(entry, filters):
                    found.append(entry)
                if len(found) == limit:
                    is_last = row is rows[-1] and next_page is None
                    return AuditPage(entries=found, next=None if is_last else past(row.key))
            if next_page is None:
                return AuditPage(entries=found)
            following = next_page
        return AuditPage(entries=found, next=following)

    async def _read(self, start: str | None, limit: int) -> tuple[Sequence[Row], str | None]:
        page = await self._table.page(self.org_id, start or "e|", after("e|"), limit=limit)
        return page.rows, page.next

    async def _append(self, entry: AuditEntry, ends: int | None = None) -> AuditEntry:
        if self._mark is not None:
            await self._mark()
        written = await self._writer.append(PendingEntry(entry, ends))
        if written is None:
            raise Unavailable("the audit log was not written: try again")
        return written

    def _entry(self, facts: AuditFacts, phase: AuditPhase) -> AuditEntry:
        return AuditEntry(
            sequence=0,
            id=new_id(),
            at=self._clock.now().astimezone(UTC),
            phase=phase,
            operation=facts.operation,
            actor=short_actor(facts.actor),
            org_id=self.org_id,
            object_kind=short(facts.object_kind),
            object_id=short(facts.object_id),
            request_id=short(facts.request_id),
            execution_id=short(facts.execution_id),
            before=kept(facts.before),
            after=kept(facts.after),
        )

    def _outcome(self, intent: Intent, outcome: AuditOutcome, error: str | None) -> AuditEntry:
        changes: dict[str, object] = {
            "id": new_id(),
            "at": self._clock.now().astimezone(UTC),
            "phase": AuditPhase.OUTCOME,
            "intent_sequence": intent.entry.sequence,
            "outcome": outcome,
            "error": short(error),
            "before": None,
            "after": None,
        }
        return intent.entry.model_copy(update=changes)


def _known(facts: AuditFacts) -> dict[str, object]:
    """Return what an outcome's facts add to those of its intent."""
    known = {
        "object_kind": short(facts.object_kind),
        "object_id": short(facts.object_id),
        "before": kept(facts.before),
        "after": kept(facts.after),
    }
    return {name: value for name, value in known.items() if value is not None}


def _entries(rows: Sequence[Row]) -> list[AuditEntry]:
    return [entry for entry in map(_entry, rows) if entry]


def _entry(row: Row) -> AuditEntry | None:
    """Return a row's entry; None for a corrupt row, which ``verify`` names and lists skip."""
    entry = entry_from(row.columns)
    if entry is None:
        logger.error("audit entry cannot be read", extra={"row": row.key})
    return entry


def _matches(entry: AuditEntry, filters: AuditFilters) -> bool:
    return (
        (filters.since is None or entry.at >= filters.since)
        and (filters.until is None or entry.at < filters.until)
        and filters.actor_id in (None, entry.actor.id)
        and _is_operation(entry.operation, filters.operation or "")
        and filters.object_kind in (None, entry.object_kind)
        and filters.object_id in (None, entry.object_id)
    )


def _is_operation(stored: str, prefix: str) -> bool:
    """Whether an entry's operation begins so, by the name that it has now or had when stored.

    Entries are hash-chained: a renamed operation keeps its old name in them.
    """
    return stored.startswith(prefix) or RENAMED.get(stored, stored).startswith(prefix)


def _is_before_all(entry: AuditEntry, filters: AuditFilters) -> bool:
    return filters.since is not None and entry.at < filters.since - CLOCK_SKEW
