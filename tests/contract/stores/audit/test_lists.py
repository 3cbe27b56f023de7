"""What is read of the audit log."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from shared.errors import InvalidInput
from shared.models.audit import (
    AuditEntry,
    AuditFacts,
    AuditFilters,
    AuditPhase,
)
from shared.repositories.audit.chain import GENESIS, Head, chained
from shared.repositories.audit.log import Audit
from shared.repositories.audit.rows import (
    columns_of,
    inverted,
)
from shared.services.clock import StoppedClock
from shared.services.tables import Table
from tests.contract.stores.audit.audit_helpers import (
    ANA,
    BOB,
    CREATE,
    NOW,
    CountedTable,
    listed,
    sequences,
    written,
)


async def test_pages_follow_each_other_newest_first(audit: Audit) -> None:
    await written(audit, 5)

    first = await audit.page(limit=2)
    second = await audit.page(start=first.next, limit=2)
    last = await audit.page(start=second.next, limit=2)

    pages = [[entry.sequence for entry in page.entries] for page in (first, second, last)]
    assert pages == [[5, 4], [3, 2], [1]]
    assert last.next is None


async def test_entries_are_found_by_what_they_say(table: Table, org_id: str) -> None:
    clock = StoppedClock(NOW)
    audit = Audit(table, org_id, clock)
    await audit.note(CREATE)
    clock.at += timedelta(hours=1)
    await audit.note(AuditFacts("role.delete", BOB, object_kind="role", object_id="7"))
    clock.at += timedelta(hours=1)
    await audit.note(AuditFacts("user.delete", BOB, object_kind="user", object_id="8"))

    assert await sequences(audit, actor_id="bob") == [3, 2]
    assert await sequences(audit, operation="user.") == [3, 1]
    assert await sequences(audit, object_kind="role", object_id="7") == [2]
    assert await sequences(audit, since=NOW + timedelta(hours=1)) == [3, 2]
    assert await sequences(audit, until=NOW + timedelta(hours=1)) == [1]
    assert await sequences(audit, operation="user.", actor_id="ana", object_id="8") == []


async def test_an_operation_is_found_by_its_new_name_whatever_it_was_stored_as(
    audit: Audit,
) -> None:
    for operation in ("role.putIn", "role.addUsers", "role.takeOut", "role.create"):
        await audit.note(AuditFacts(operation, ANA, object_kind="role", object_id="7"))

    assert await sequences(audit, operation="role.addUsers") == [2, 1]
    assert await sequences(audit, operation="role.removeUser") == [3]
    assert await sequences(audit, operation="role.putIn") == [1]
    assert await sequences(audit, operation="role.") == [4, 3, 2, 1]


async def test_pages_of_a_filter_leave_nothing_out(audit: Audit) -> None:
    await written(audit, 7)
    await audit.note(replace(CREATE, actor=BOB))
    found: list[int] = []
    start = None

    for _ in range(4):
        page = await audit.page(AuditFilters(actor_id="ana"), start=start, limit=3)
        found += [entry.sequence for entry in page.entries]
        start = page.next
        if start is None:
            break

    assert found == [7, 6, 5, 4, 3, 2, 1]
    assert start is None


async def test_a_filter_reads_five_pages_of_the_store(org_id: str) -> None:
    table = CountedTable()
    await _fill(table, org_id, 5_001)
    audit = Audit(table, org_id)

    short = await audit.page(AuditFilters(object_id="0"))
    rest = await audit.page(AuditFilters(object_id="0"), start=short.next)

    assert (short.entries, short.next is None) == ([], False)
    assert [entry.sequence for entry in rest.entries] == [1]
    assert table.pages == 6


async def test_a_list_since_a_time_stops_there(org_id: str) -> None:
    table = CountedTable()
    await _fill(table, org_id, 3_001)

    await sequences(Audit(table, org_id), since=NOW + timedelta(minutes=2_900))

    assert table.pages == 1


@pytest.mark.parametrize("start", ["", "h|", "i|1", "e|", "e|../x", "e|" + "f" * 17])
async def test_a_page_starts_in_the_list_only(audit: Audit, start: str) -> None:
    with pytest.raises(InvalidInput):
        await audit.page(start=start)


async def test_one_organization_does_not_see_another(table: Table, audit: Audit) -> None:
    await written(audit, 2)

    assert await listed(Audit(table, uuid4().hex)) == []


async def _fill(table: Table, org_id: str, count: int) -> None:
    """A history of one entry a minute, written directly."""
    entry = AuditEntry(
        sequence=0,
        id=uuid4(),
        at=NOW,
        phase=AuditPhase.EVENT,
        operation="user.create",
        actor=ANA,
        org_id=org_id,
    )
    times = [
        entry.model_copy(update={"at": NOW + timedelta(minutes=number), "object_id": str(number)})
        for number in range(count)
    ]
    for placed in chained(times, Head(None, 0, GENESIS)):
        await table.put(org_id, inverted("e", placed.sequence), columns_of(placed))
