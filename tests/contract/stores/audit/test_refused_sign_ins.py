"""Callers who failed to sign in and whom nobody knows."""

from datetime import timedelta
from uuid import uuid4

import pytest

from shared.errors import InvalidInput
from shared.models.audit import (
    StrangerFacts,
)
from shared.repositories.audit.refused_sign_ins import PARTITION, RefusedSignIns
from shared.services.clock import StoppedClock
from shared.services.tables import MemoryTable, Table
from tests.contract.stores.audit.audit_helpers import NOW


def attempt(address: str) -> StrangerFacts:
    return StrangerFacts("signin.refused", address, claimed="eve@example.org", error="unknown")


async def test_strangers_are_listed_newest_first(table: Table) -> None:
    strangers = RefusedSignIns(table)
    address = uuid4().hex

    for _ in range(3):
        await strangers.note(attempt(address))

    first = await strangers.page(limit=2)
    assert first.next is not None
    rest = await strangers.page(start=first.next, limit=1)
    entries = [*first.entries, *rest.entries]
    assert [entry.address for entry in entries] == [address] * 3
    assert entries == sorted(entries, key=lambda entry: entry.id, reverse=True)
    assert (entries[0].claimed, entries[0].error) == ("eve@example.org", "unknown")


async def test_a_loud_address_is_counted() -> None:
    clock = StoppedClock(NOW)
    strangers = RefusedSignIns(MemoryTable(clock), clock)

    written = [await strangers.note(attempt("192.0.2.1")) for _ in range(50)]
    await strangers.note(attempt("192.0.2.2"))
    clock.at += timedelta(minutes=1)
    await strangers.flush()
    await strangers.flush()

    entries = (await strangers.page()).entries
    assert sum(written) == 10
    assert len(entries) == 12
    assert (entries[0].operation, entries[0].address) == ("signin.suppressed", "192.0.2.1")
    assert entries[0].suppressed == 40


async def test_many_addresses_are_not_many_rows() -> None:
    clock = StoppedClock(NOW)
    table = MemoryTable(clock)
    strangers = RefusedSignIns(table, clock)

    for number in range(5_000):
        await strangers.note(attempt(f"2001:db8::{number:x}"))
    clock.at += timedelta(minutes=1)
    await strangers.note(attempt("192.0.2.1"))

    page = await table.page(PARTITION, "s|", "s}", limit=1000)
    assert len(page.rows) == 401


async def test_a_strangers_list_starts_in_it(table: Table) -> None:
    with pytest.raises(InvalidInput):
        await RefusedSignIns(table).page(start="e|")
