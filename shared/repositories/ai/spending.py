"""Stores what calls of models cost: money set aside, usage rows, and sums by month, user and run.

Partition ``llm-usage|<org>`` of the executions' table: ``o|<time>|<id>`` is money set aside,
``u|<time>|<id>`` a call that ended, and ``s|<what>|<shard>`` a sum. Each process writes a shard of
its own, so that processes seldom meet. A call is set aside in one transaction and settled in one.
"""

import hashlib
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from shared.errors import AlreadyExists, Stale
from shared.models.ai.money import AiUsage, Payer, Reservation
from shared.models.pages import Listed
from shared.repositories.record_versions import record_of
from shared.repositories.row_keys import after
from shared.services.bulkhead import readable
from shared.services.clock import Clock
from shared.services.tables import Change, Columns, Insert, Remove, Replace, Table

SCHEMA = "1"
OPEN, USED, SUM = "o|", "u|", "s|"
#: How old a sum of all shards may be.
KNOWN_FOR = timedelta(seconds=5)
#: After this, the process that set money aside is taken for dead.
ABANDONED = timedelta(minutes=15)
MOST_OPEN = 1000
MOST_SHARDS = 1000
TRIES = 5
BATCH = 100
#: How many sums a process keeps in mind.
MOST_KNOWN = 2000
#: Sorts after every digit of a time.
TIME = "%Y-%m-%dT%H:%M:%S.%f"


@dataclass(slots=True)
class _KnownSum:
    micros: int
    read_at: datetime


@dataclass(slots=True)
class _OwnShard:
    micros: int = 0
    etag: str | None = None


@dataclass(slots=True)
class _OpenMoney:
    reservations: dict[str, Reservation] = field(default_factory=dict[str, Reservation])
    read_at: datetime | None = None


class Spending:
    """The money of all organizations, with what this process knows of it."""

    def __init__(self, table: Table, clock: Clock) -> None:
        self._table, self._clock = table, clock
        self._shard = secrets.token_hex(2)
        self._own: dict[tuple[str, str], _OwnShard] = {}
        self._sums: dict[tuple[str, str], _KnownSum] = {}
        self._open: dict[str, _OpenMoney] = {}

    async def spent(self, org_id: str, what: str) -> int:
        """Return the sum of all shards, at most 5 s old; ``what`` is made by a function below."""
        now, key = self._clock.now(), (org_id, what)
        known = self._sums.get(key)
        if known is None or now - known.read_at >= KNOWN_FOR:
            prefix = f"{SUM}{what}|"
            page = await self._table.page(
                partition_of(org_id), prefix, after(prefix), limit=MOST_SHARDS
            )
            micros = sum(int(row.columns["micros"]) for row in page.rows)
            known = self._sums[key] = _KnownSum(micros, now)
        return known.micros

    async def set_aside(self, org_id: str) -> Sequence[Reservation]:
        """Return the money that calls under way have set aside, at most 5 s old."""
        now = self._clock.now()
        found = self._open.setdefault(org_id, _OpenMoney())
        if found.read_at is None or now - found.read_at >= KNOWN_FOR:
            page = await self._table.page(partition_of(org_id), OPEN, after(OPEN), limit=MOST_OPEN)
            read = readable(
                page.rows, lambda row: record_of(Reservation, row.columns), "a reservation"
            )
            found.reservations = {str(each.id): each for each in read}
            found.read_at = now
        return [*found.reservations.values()]

    async def reserve(self, reservation: Reservation) -> None:
        org_id = reservation.context.org_id
        await self._table.insert(
            partition_of(org_id), _open_key(reservation), _columns(reservation)
        )
        self._open.setdefault(org_id, _OpenMoney()).reservations[str(reservation.id)] = reservation

    async def settle(self, reservation: Reservation, usage: AiUsage) -> bool:
        """Record what a call cost in place of what was set aside; False if that was done before."""
        org_id = usage.org_id
        for _ in range(TRIES):
            try:
                await self._settle(reservation, usage)
            except (Stale, AlreadyExists):
                if await self._table.get(partition_of(org_id), _open_key(reservation)) is None:
                    self._forget(reservation)
                    return False
                await self._reread(org_id, sums_of(usage))
            else:
                self._forget(reservation)
                return True
        raise Stale("the money of an organization kept changing: try again")

    async def usage(
        self, org_id: str, start: datetime, end: datetime, first: str | None, limit: int
    ) -> Listed[AiUsage]:
        """Return calls that ended in this time, oldest first."""
        low, high = f"{USED}{start.strftime(TIME)}", f"{USED}{end.strftime(TIME)}"
        page = await self._table.page(partition_of(org_id), first or low, high, limit=limit)
        rows = readable(page.rows, lambda row: record_of(AiUsage, row.columns), "a call")
        return Listed(rows, page.next)

    async def remove_before(self, org_id: str, time: datetime, limit: int) -> int:
        """Remove a batch of calls that ended earlier, and sums of users and runs of that time."""
        partition = partition_of(org_id)
        old = await self._table.page(partition, USED, f"{USED}{time.strftime(TIME)}", limit=limit)
        daily = await self._table.page(
            partition, f"{SUM}d|", f"{SUM}d|{time.date().isoformat()}", limit=limit
        )
        runs = {
            f"{SUM}{what}|"
            for row in old.rows
            for what in _run_sums(record_of(AiUsage, row.columns))
        }
        found = {row.key for row in (*old.rows, *daily.rows)}
        for prefix in runs:
            shards = await self._table.page(partition, prefix, after(prefix), limit=MOST_SHARDS)
            found |= {row.key for row in shards.rows}
        keys = sorted(found)
        with suppress(Stale):  # another process removes them, too
            for begin in range(0, len(keys), BATCH):
                batch = [Remove(key) for key in keys[begin : begin + BATCH]]
                await self._table.transaction(partition, batch)
        return len(keys)

    async def _settle(self, reservation: Reservation, usage: AiUsage) -> None:
        self._remember_less()
        org_id, micros = usage.org_id, usage.cost_micros or 0
        sums = sums_of(usage)
        changes: list[Change] = [
            Remove(_open_key(reservation)),
            Insert(f"{USED}{usage.at.strftime(TIME)}|{usage.id}", _columns(usage)),
            *(self._added(org_id, what, micros) for what in sums),
        ]
        etags = await self._table.transaction(partition_of(org_id), changes)
        for what, etag in zip(sums, etags[2:], strict=True):
            own = self._own[org_id, what]
            own.micros, own.etag = own.micros + micros, etag
            if (org_id, what) in self._sums:
                self._sums[org_id, what].micros += micros

    def _remember_less(self) -> None:
        """Forget all sums; what is needed is read again."""
        if len(self._own) + len(self._sums) > MOST_KNOWN:
            self._own.clear()
            self._sums.clear()

    def _added(self, org_id: str, what: str, micros: int) -> Change:
        own = self._own.setdefault((org_id, what), _OwnShard())
        key, columns = f"{SUM}{what}|{self._shard}", {"micros": str(own.micros + micros)}
        return Insert(key, columns) if own.etag is None else Replace(key, columns, own.etag)

    async def _reread(self, org_id: str, sums: Sequence[str]) -> None:
        for what in sums:
            row = await self._table.get(partition_of(org_id), f"{SUM}{what}|{self._shard}")
            found = _OwnShard(int(row.columns["micros"]), row.etag) if row else _OwnShard()
            self._own[org_id, what] = found

    def _forget(self, reservation: Reservation) -> None:
        found = self._open.get(reservation.context.org_id)
        if found is not None:
            found.reservations.pop(str(reservation.id), None)


def partition_of(org_id: str) -> str:
    """Return the partition of an organization's money, which has no other rows."""
    return f"llm-usage|{org_id}"


def sums_of(usage: AiUsage) -> Sequence[str]:
    """Return the sums that a call adds to."""
    found = [month_sum(usage.at, usage.payer), day_sum(usage.at, usage.user_id)]
    if usage.agent_id:
        found.append(agent_sum(usage.at, str(usage.agent_id)))
    return [*found, *_run_sums(usage)]


def _run_sums(usage: AiUsage) -> Sequence[str]:
    """Return the sums of the run that called, and of those that it was started for."""
    own = [usage.run] if usage.run else []
    return [run_sum(str(run)) for run in (*own, *(parent.run for parent in usage.parents))]


def month_sum(at: datetime, payer: Payer) -> str:
    return f"m|{at:%Y-%m}|{payer}"


def day_sum(at: datetime, user_id: str) -> str:
    return f"d|{at:%Y-%m-%d}|{hashlib.sha256(user_id.encode()).hexdigest()[:32]}"


def agent_sum(at: datetime, agent_id: str) -> str:
    return f"a|{at:%Y-%m}|{agent_id}"


def run_sum(run: str) -> str:
    return f"r|{run}"


def _open_key(reservation: Reservation) -> str:
    return f"{OPEN}{reservation.at.strftime(TIME)}|{reservation.id}"


def _columns(record: Reservation | AiUsage) -> Columns:
    return {"v": SCHEMA, "record": record.model_dump_json()}
