"""The audit log keeps every entry, once, and shows who touched it afterwards."""

import asyncio
import hashlib
import hmac
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from shared.errors import InvalidInput, NotFound, Unavailable
from shared.models.audit import (
    AuditActor,
    AuditEntry,
    AuditFacts,
    AuditFilters,
    AuditOutcome,
    AuditPhase,
    AuditVerdict,
    StrangerFacts,
)
from shared.repositories.audit.chain import GENESIS, Head, chained, hash_of
from shared.repositories.audit.log import Audit
from shared.repositories.audit.refused_sign_ins import PARTITION, RefusedSignIns
from shared.repositories.audit.rows import (
    checkpoint_columns,
    checkpoint_from,
    columns_of,
    entry_from,
    head_columns,
    intent_key,
    inverted,
)
from shared.services.clock import StoppedClock
from shared.services.services import Services
from shared.services.tables import Change, MemoryTable, Page, Table
from tests.support.counting import CountingTransport
from tests.support.faulty_table import LossyTable

ANA = AuditActor(kind="user", id="ana", name="Ana", address="192.0.2.1")
BOB = AuditActor(kind="apiKey", id="bob", name="Bob's key")
CREATE = AuditFacts("user.create", ANA, object_kind="user", object_id="7", request_id="r-1")
#: The store tells the time in whole seconds.
ANY_AGE = timedelta(seconds=-2)
NOW = datetime(2026, 1, 2, tzinfo=UTC)


class CountedTable(MemoryTable):
    """How many transactions does it take?"""

    def __init__(self, clock: StoppedClock | None = None) -> None:
        super().__init__(clock)
        self.pages = 0
        self.transactions = 0

    async def page(self, partition: str, first: str, last: str, *, limit: int) -> Page:
        self.pages += 1
        return await super().page(partition, first, last, limit=limit)

    async def transaction(self, partition: str, changes: Sequence[Change]) -> Sequence[str]:
        self.transactions += 1
        await asyncio.sleep(0)  # as any network does: let others come in between
        return await super().transaction(partition, changes)


@pytest.fixture(params=["memory", "azure"])
def table(request: pytest.FixtureRequest) -> Table:
    if request.param == "memory":
        return CountedTable()
    services: Services = request.getfixturevalue("azure_services")
    return services.directory


@pytest.fixture
def org_id() -> str:
    return uuid4().hex


@pytest.fixture
def audit(table: Table, org_id: str) -> Audit:
    return Audit(table, org_id)


def sign(content: bytes) -> str:
    return hmac.new(b"the key that the attacker lacks", content, hashlib.sha256).hexdigest()


def check(content: bytes, signature: str) -> bool:
    return hmac.compare_digest(sign(content), signature)


async def written(audit: Audit, count: int) -> list[AuditEntry]:
    """This many events, oldest first."""
    noted = [audit.note(replace(CREATE, object_id=str(number))) for number in range(count)]
    return list(await asyncio.gather(*noted))


async def listed(audit: Audit) -> list[AuditEntry]:
    return [entry async for entry in audit.export()]


async def sequences(audit: Audit, **filters: Any) -> list[int]:
    page = await audit.page(AuditFilters(**filters))
    return [entry.sequence for entry in page.entries]


# What is written


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


# When answers get lost


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


# What is read


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


# What is proven


async def test_a_log_is_verified_while_it_grows(table: Table, audit: Audit, org_id: str) -> None:
    await written(audit, 10)
    await audit.checkpoint(sign)

    verdicts, _ = await asyncio.gather(
        asyncio.gather(*(Audit(table, org_id).verify(check) for _ in range(5))),
        asyncio.gather(*(Audit(table, org_id).note(CREATE) for _ in range(5))),
    )

    assert [verdict.first_broken for verdict in verdicts] == [None] * 5
    assert (await audit.verify(check)).checked == 15


async def test_the_verdict_says_how_far_it_is_signed(audit: Audit) -> None:
    await written(audit, 3)
    first = await audit.checkpoint(sign)
    again = await audit.checkpoint(sign)
    await written(audit, 2)
    second = await audit.checkpoint(sign)
    await written(audit, 4)

    verdict = await audit.verify(check)

    assert first == again
    assert second is not None
    assert (second.sequence, second.previous, second.is_sound) == (5, 3, True)
    assert verdict == AuditVerdict(ok=True, checked=9, checkpoint=second, unsigned=4)


async def test_retention_is_signed(audit: Audit) -> None:
    await written(audit, 3)
    await audit.checkpoint(sign)
    await written(audit, 3)

    kept = await audit.checkpoint(sign, keep_from=5)
    assert kept is not None
    before = await audit.verify(check)
    removed = await audit.remove_before(kept)
    await written(audit, 1)
    await audit.checkpoint(sign)

    after = await audit.verify(check)
    assert (before.ok, removed, after.first_broken, after.checked) == (True, 4, None, 3)
    assert await sequences(audit) == [7, 6, 5]


async def test_what_is_not_there_cannot_be_kept(audit: Audit) -> None:
    await written(audit, 2)

    with pytest.raises(NotFound):
        await audit.checkpoint(sign, keep_from=3)


# Attacks by somebody who can write rows and has not got the key. There are 8 entries, the
# first 6 of them signed, by checkpoints at 3 and at 6.

Attack = Callable[[Table, str], Any]


async def _entry(table: Table, org_id: str, sequence: int) -> AuditEntry:
    row = await table.get(org_id, inverted("e", sequence))
    assert row is not None
    entry = entry_from(row.columns)
    assert entry is not None
    return entry


async def _put(table: Table, org_id: str, entry: AuditEntry, place: int | None = None) -> None:
    await table.put(org_id, inverted("e", place or entry.sequence), columns_of(entry))


async def _remove(table: Table, org_id: str, *sequences: int, kind: str = "e") -> None:
    for sequence in sequences:
        await table.delete(org_id, inverted(kind, sequence))


async def _set_head(table: Table, org_id: str, entry: AuditEntry) -> None:
    await _remove(table, org_id, 8, kind="h")
    await table.put(org_id, inverted("h", entry.sequence), head_columns(entry))


async def _forge_from(table: Table, org_id: str, sequence: int) -> None:
    """Change an entry and make all that follows it fit."""
    old = [await _entry(table, org_id, number) for number in range(sequence, 9)]
    old[0] = old[0].model_copy(update={"actor": BOB})
    new = chained(old, Head(None, sequence - 1, old[0].previous_hash))
    for entry in new:
        await _put(table, org_id, entry)
    await _set_head(table, org_id, new[-1])


async def change(table: Table, org_id: str) -> None:
    entry = await _entry(table, org_id, 4)
    await _put(table, org_id, entry.model_copy(update={"actor": BOB}))


async def change_with_hash(table: Table, org_id: str) -> None:
    entry = (await _entry(table, org_id, 4)).model_copy(update={"actor": BOB})
    await _put(table, org_id, entry.model_copy(update={"hash": hash_of(entry)}))


async def change_the_newest_with_hash(table: Table, org_id: str) -> None:
    entry = (await _entry(table, org_id, 8)).model_copy(update={"actor": BOB})
    await _put(table, org_id, entry.model_copy(update={"hash": hash_of(entry)}))


async def spoil(table: Table, org_id: str) -> None:
    await table.put(org_id, inverted("e", 4), {"v": "1", "record": "{"})


async def delete_one(table: Table, org_id: str) -> None:
    await _remove(table, org_id, 4)


async def delete_some(table: Table, org_id: str) -> None:
    await _remove(table, org_id, 3, 4, 7)


async def swap(table: Table, org_id: str) -> None:
    one, other = await _entry(table, org_id, 4), await _entry(table, org_id, 5)
    await _put(table, org_id, one, 5)
    await _put(table, org_id, other, 4)


async def duplicate(table: Table, org_id: str) -> None:
    await _put(table, org_id, await _entry(table, org_id, 4), 9)


async def add_a_strange_row(table: Table, org_id: str) -> None:
    await table.put(org_id, "e|zzz", columns_of(await _entry(table, org_id, 4)))


async def cut_the_tail(table: Table, org_id: str) -> None:
    await _remove(table, org_id, 7, 8)


async def set_the_head_back(table: Table, org_id: str) -> None:
    await _set_head(table, org_id, await _entry(table, org_id, 5))


async def delete_the_head(table: Table, org_id: str) -> None:
    await _remove(table, org_id, 8, kind="h")


async def cut_the_tail_and_set_the_head_back(table: Table, org_id: str) -> None:
    await _set_head(table, org_id, await _entry(table, org_id, 5))
    await _remove(table, org_id, 6, 7, 8)


async def delete_everything_but_checkpoints(table: Table, org_id: str) -> None:
    await _remove(table, org_id, 8, kind="h")
    await _remove(table, org_id, *range(1, 9))


async def cut_the_beginning(table: Table, org_id: str) -> None:
    await _remove(table, org_id, 1, 2)


async def begin_anew(table: Table, org_id: str) -> None:
    """Make the third entry the first one."""
    await _remove(table, org_id, 1, 2)
    entry = (await _entry(table, org_id, 3)).model_copy(update={"previous_hash": GENESIS})
    await _put(table, org_id, entry.model_copy(update={"hash": hash_of(entry)}))


async def forge_the_tail_from_a_signed_entry(table: Table, org_id: str) -> None:
    await _forge_from(table, org_id, 5)


async def forge_the_tail_and_its_checkpoint(table: Table, org_id: str) -> None:
    await _forge_from(table, org_id, 5)
    row = await table.get(org_id, inverted("c", 6))
    assert row is not None
    checkpoint = checkpoint_from(row.columns)
    assert checkpoint is not None
    entry = await _entry(table, org_id, 6)
    forged = checkpoint.model_copy(update={"hash": entry.hash, "signature": "f" * 64})
    await table.put(org_id, inverted("c", 6), checkpoint_columns(forged))


async def say_that_the_beginning_may_go(table: Table, org_id: str) -> None:
    row = await table.get(org_id, inverted("c", 6))
    assert row is not None
    checkpoint = checkpoint_from(row.columns)
    assert checkpoint is not None
    third = await _entry(table, org_id, 3)
    forged = checkpoint.model_copy(update={"kept_from": 3, "kept_hash": third.previous_hash})
    await table.put(org_id, inverted("c", 6), checkpoint_columns(forged))
    await _remove(table, org_id, 1, 2)


async def move_a_checkpoint(table: Table, org_id: str) -> None:
    row = await table.get(org_id, inverted("c", 6))
    assert row is not None
    await table.put(org_id, inverted("c", 7), row.columns)


async def delete_a_checkpoint_between(table: Table, org_id: str) -> None:
    await _remove(table, org_id, 3, kind="c")


async def spoil_a_checkpoint(table: Table, org_id: str) -> None:
    await table.put(org_id, inverted("c", 3), {"v": "1"})


@pytest.mark.parametrize(
    ("attack", "sequence", "reason"),
    [
        (change, 4, "was changed"),
        (change_with_hash, 5, "does not follow"),
        (change_the_newest_with_hash, 8, "the head names"),
        (spoil, 4, "cannot be read"),
        (delete_one, 4, "4 to 4 are missing"),
        (delete_some, 3, "3 to 4 are missing"),
        (swap, 4, "contains entry 5"),
        (duplicate, 9, "after the end"),
        (add_a_strange_row, 0, "contains entry 4"),
        (cut_the_tail, 7, "missing at the end: the head is 8"),
        (set_the_head_back, 6, "after the end: the head is 5"),
        (delete_the_head, 1, "after the end: the head is 0"),
        (cut_the_tail_and_set_the_head_back, 6, "missing at the end: entry 6 was signed"),
        (delete_everything_but_checkpoints, 1, "missing"),
        (cut_the_beginning, 1, "1 to 2 are missing at the beginning"),
        (begin_anew, 1, "1 to 2 are missing at the beginning"),
        (forge_the_tail_from_a_signed_entry, 6, "a checkpoint names"),
        (forge_the_tail_and_its_checkpoint, 6, "forged"),
        (say_that_the_beginning_may_go, 1, "1 to 2 are missing at the beginning"),
        (move_a_checkpoint, 7, "forged"),
        (delete_a_checkpoint_between, 3, "the checkpoint that was here is missing"),
        (spoil_a_checkpoint, 3, "forged"),
    ],
)
async def test_an_attack_is_found(
    table: Table, audit: Audit, org_id: str, attack: Attack, sequence: int, reason: str
) -> None:
    await _signed(audit)

    await attack(table, org_id)

    found = (await audit.verify(check)).first_broken
    assert found is not None
    assert found.sequence == sequence
    assert reason in found.reason


@pytest.mark.parametrize(
    "attack",
    [
        set_the_head_back,
        delete_the_head,
        cut_the_tail,
        delete_one,
        swap,
        cut_the_tail_and_set_the_head_back,
        forge_the_tail_from_a_signed_entry,
        spoil,
    ],
)
async def test_a_log_that_was_touched_can_be_written_and_read(
    table: Table, audit: Audit, org_id: str, attack: Attack
) -> None:
    await _signed(audit)
    await attack(table, org_id)

    by_cold = await Audit(table, org_id).note(CREATE)
    by_warm = await audit.note(CREATE)

    entries = await listed(audit)
    assert entries[:2] == [by_warm, by_cold]


async def test_a_tail_that_is_not_signed_yet_can_be_forged_and_is_shown_as_unsigned(
    table: Table, audit: Audit, org_id: str
) -> None:
    await _signed(audit)

    await _forge_from(table, org_id, 7)

    verdict = await audit.verify(check)
    assert (verdict.ok, verdict.unsigned) == (True, 2)


async def test_a_checkpoint_remembers_that_something_was_wrong(
    table: Table, audit: Audit, org_id: str
) -> None:
    await _signed(audit)
    await _remove(table, org_id, 7)

    checkpoint = await audit.checkpoint(sign)

    assert checkpoint is not None
    assert (checkpoint.sequence, checkpoint.is_sound) == (8, False)


async def test_a_forged_checkpoint_is_not_signed_over(
    table: Table, audit: Audit, org_id: str
) -> None:
    """The next one would inherit what it says may go, and hide it."""
    await _signed(audit)
    row = await table.get(org_id, inverted("c", 6))
    assert row is not None
    genuine = checkpoint_from(row.columns)
    assert genuine is not None
    forged = genuine.model_copy(update={"kept_from": 7, "kept_hash": genuine.hash})
    await table.put(org_id, inverted("c", 6), checkpoint_columns(forged))

    checkpoint = await audit.checkpoint(sign)
    await _remove(table, org_id, 1, 2, 3, 4, 5, 6)
    await _remove(table, org_id, 6, 3, kind="c")

    assert checkpoint is not None
    assert (checkpoint.kept_from, checkpoint.previous, checkpoint.is_sound) == (1, 3, False)
    found = (await audit.verify(check)).first_broken
    assert found is not None
    assert "missing at the beginning" in found.reason


async def test_an_intent_that_was_removed_by_hand_can_be_concluded(
    table: Table, audit: Audit, org_id: str
) -> None:
    intent = await audit.intend(CREATE)
    await table.delete(org_id, intent_key(1))

    outcome = await audit.conclude(intent, AuditOutcome.SUCCEEDED)

    assert outcome.sequence == 2


async def test_another_organizations_log_does_not_pass(table: Table, audit: Audit) -> None:
    await written(audit, 2)
    other = uuid4().hex
    for number in (1, 2):
        await _put(table, other, await _entry(table, audit.org_id, number))
    await table.put(other, inverted("h", 2), head_columns(await _entry(table, audit.org_id, 2)))

    found = (await Audit(table, other).verify(check)).first_broken

    assert found is not None
    assert "belongs to the log of" in found.reason


async def _signed(audit: Audit) -> None:
    for count in (3, 3):
        await written(audit, count)
        await audit.checkpoint(sign)
    await written(audit, 2)


# RefusedSignIns


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
