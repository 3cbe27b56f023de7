"""Attacks by a writer of rows who does not have the key."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from shared.models.audit import (
    AuditEntry,
    AuditOutcome,
)
from shared.repositories.audit.chain import GENESIS, Head, chained, hash_of
from shared.repositories.audit.log import Audit
from shared.repositories.audit.rows import (
    checkpoint_columns,
    checkpoint_from,
    columns_of,
    entry_from,
    head_columns,
    intent_key,
    inverted,
)
from shared.services.tables import Table
from tests.contract.stores.audit.audit_helpers import BOB, CREATE, check, listed, sign, written

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
