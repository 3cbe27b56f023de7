"""What is written to the audit log, by many writers and over lost answers."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from shared.errors import Unavailable
from shared.models.audit import (
    AuditEntry,
    AuditOutcome,
    AuditPhase,
    AuditVerdict,
)
from shared.repositories.audit.chain import GENESIS
from shared.repositories.audit.log import Audit
from shared.services.clock import StoppedClock
from shared.services.services import Services
from shared.services.tables import MemoryTable, Table
from tests.contract.stores.audit.audit_helpers import (
    ANA,
    CREATE,
    NOW,
    CountedTable,
    check,
    listed,
    sequences,
    sign,
    written,
)
from tests.support.counting import CountingTransport
from tests.support.faulty_table import LossyTable

#: The store tells the time in whole seconds.
ANY_AGE = timedelta(seconds=-2)


async def test_nothing_is_sound(audit: Audit) -> None:
    assert await audit.verify(check) == AuditVerdict(ok=True, checked=0)
    assert await audit.checkpoint(sign) is None
    assert (await audit.page()).entries == []


async def test_a_change_is_an_intent_and_its_outcome(audit: Audit) -> None:
    facts = replace(CREATE, after={"name": "Eve"})

    intent = await audit.intend(facts)
    outcome = await audit.conclude(
        intent, AuditOutcome.REFUSED, error="Conflict", facts=replace(CREATE, object_id="8")
    )

    assert await listed(audit) == [outcome, intent.entry]
    assert (intent.entry.phase, intent.entry.outcome) == (AuditPhase.INTENT, None)
    assert (intent.entry.sequence, intent.entry.previous_hash) == (1, GENESIS)
    assert intent.entry.after == {"name": "Eve"}
    assert (outcome.sequence, outcome.intent_sequence) == (2, 1)
    assert (outcome.phase, outcome.outcome) == (AuditPhase.OUTCOME, AuditOutcome.REFUSED)
    assert (outcome.error, outcome.object_id, outcome.after) == ("Conflict", "8", None)
    assert (outcome.actor, outcome.request_id) == (ANA, "r-1")
    assert await audit.open_intents(ANY_AGE) == []
    assert (await audit.verify(check)).ok


async def test_an_intent_without_an_outcome_is_settled_once(
    table: Table, audit: Audit, org_id: str
) -> None:
    await audit.intend(replace(CREATE, before={"name": "Eve"}))
    (found,) = await audit.open_intents(ANY_AGE)

    settled = await asyncio.gather(
        audit.settle(found), audit.settle(found), Audit(table, org_id).settle(found)
    )

    (entry,) = [entry for entry in settled if entry]
    assert (entry.outcome, entry.intent_sequence) == (AuditOutcome.UNKNOWN, 1)
    assert await audit.open_intents(ANY_AGE) == []
    assert len(await listed(audit)) == 2
    assert (await audit.verify(check)).ok


async def test_a_late_outcome_is_kept_beside_the_unknown_one(audit: Audit) -> None:
    intent = await audit.intend(CREATE)
    await audit.settle(intent)

    await audit.conclude(intent, AuditOutcome.SUCCEEDED)

    outcomes = [entry.outcome for entry in await listed(audit)]
    assert outcomes == [AuditOutcome.SUCCEEDED, AuditOutcome.UNKNOWN, None]
    assert await audit.settle(intent) is None


async def test_an_intent_and_others_that_end_at_once_are_one_each(audit: Audit) -> None:
    intents = await asyncio.gather(*(audit.intend(CREATE) for _ in range(4)))

    await asyncio.gather(
        audit.settle(intents[0]),
        *(audit.conclude(intent, AuditOutcome.SUCCEEDED) for intent in intents[1:]),
        audit.note(CREATE),
    )

    assert len(await listed(audit)) == 9
    assert await audit.open_intents(ANY_AGE) == []
    assert (await audit.verify(check)).ok


async def test_only_old_intents_are_listed() -> None:
    clock = StoppedClock(NOW)
    audit = Audit(MemoryTable(clock), "acme", clock)
    old = await audit.intend(CREATE)
    clock.at += timedelta(minutes=5)
    await audit.intend(CREATE)

    found = await audit.open_intents(timedelta(minutes=5))

    assert [intent.entry.sequence for intent in found] == [old.entry.sequence]


async def test_objects_of_any_size_are_taken(audit: Audit) -> None:
    fits = {"text": "é" * 8_000}
    facts = replace(CREATE, before=fits, after=fits, request_id="r" * 100_000)

    kept = await audit.note(facts)
    cut = await audit.note(replace(facts, after={"text": "x" * 1_000_000}))

    assert (kept.before, kept.after) == (fits, fits)
    assert list(cut.after or {}) == ["omitted"]
    assert await listed(audit) == [cut, kept]
    assert (await audit.verify(check)).ok


async def test_many_writers_neither_fork_nor_lose(table: Table, org_id: str) -> None:
    writers = [Audit(table, org_id) for _ in range(5)]

    entries = await asyncio.gather(
        *(writers[number % 5].note(replace(CREATE, object_id=str(number))) for number in range(50))
    )

    found = await listed(Audit(table, org_id))
    assert [entry.sequence for entry in found] == list(range(50, 0, -1))
    assert sorted(entries, key=lambda entry: -entry.sequence) == found
    assert {entry.object_id for entry in found} == {str(number) for number in range(50)}
    assert (await writers[0].verify(check)).ok


async def test_writers_who_take_turns_find_each_others_head(table: Table, org_id: str) -> None:
    one, other = Audit(table, org_id), Audit(table, org_id)

    for writer in (one, other, other, one, one, other):
        await writer.note(CREATE)

    assert await sequences(one) == [6, 5, 4, 3, 2, 1]
    assert (await one.verify(check)).ok


async def test_a_warm_append_is_one_transaction_of_azure(
    azure_services: Services, counted: CountingTransport, org_id: str
) -> None:
    audit = Audit(azure_services.directory, org_id)
    await audit.note(CREATE)

    counted.sent.clear()
    intent = await audit.intend(CREATE)
    await audit.conclude(intent, AuditOutcome.SUCCEEDED)

    assert len(counted.sent) == 2


async def test_entries_that_wait_share_transactions(org_id: str) -> None:
    table = CountedTable()

    await written(Audit(table, org_id), 61)

    assert (table.transactions, table.pages) == (3, 1)


async def test_large_entries_that_wait_at_once_are_taken(audit: Audit) -> None:
    large = {"text": "☃" * 5_000, "quotes": '"' * 400}
    facts = replace(CREATE, before=large, after=large)

    await asyncio.gather(*(audit.intend(facts) for _ in range(30)))

    assert len(await audit.open_intents(ANY_AGE)) == 30
    assert (await audit.verify(check)).checked == 30


async def test_a_caller_who_goes_away_takes_nobody_along(org_id: str) -> None:
    audit = Audit(CountedTable(), org_id)
    tasks = [asyncio.create_task(audit.note(CREATE)) for _ in range(5)]
    await asyncio.sleep(0)

    tasks[0].cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)

    assert sum(isinstance(result, AuditEntry) for result in results) == 4
    assert (await audit.verify(check)).ok


@pytest.mark.parametrize("repeats", [True, False])
@pytest.mark.parametrize("is_warm", [True, False])
async def test_a_lost_answer_appends_once(org_id: str, *, repeats: bool, is_warm: bool) -> None:
    table = LossyTable()
    audit = Audit(table, org_id)
    await written(audit if is_warm else Audit(table, org_id), 2)
    table.lose, table.repeats = 1, repeats

    intent = await audit.intend(CREATE)
    table.lose = 1
    await audit.conclude(intent, AuditOutcome.SUCCEEDED)

    assert await sequences(audit) == [4, 3, 2, 1]
    assert await audit.open_intents(ANY_AGE) == []
    assert (await audit.verify(check)).ok


async def test_a_store_that_is_away_is_told_to_all_who_wait(org_id: str) -> None:
    table = LossyTable()
    audit = Audit(table, org_id)
    await written(audit, 1)

    table.is_away = True
    results = await asyncio.gather(*(audit.note(CREATE) for _ in range(40)), return_exceptions=True)
    table.is_away = False
    await audit.note(CREATE)

    assert {type(result) for result in results} == {Unavailable}
    assert await sequences(audit) == [2, 1]
