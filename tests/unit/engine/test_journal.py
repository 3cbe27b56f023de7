from uuid import UUID, uuid4

import pytest

from shared.engine.journal.journal import Journal
from shared.engine.journal.transitions import ended, running
from shared.errors import Refused, Stale
from shared.models.executions import Execution, LogLine, Outcome, Status
from shared.repositories.executions import Executions
from shared.repositories.row_keys import newest_first
from shared.services.blobs import MemoryBlobs
from shared.services.tables import Row
from tests.support.faulty_table import LossyTable
from tests.unit.builders import ALICE, NOW, execution

SUCCESS = Outcome(status=Status.SUCCESS, result='{"ok":true}')


@pytest.fixture
def table() -> LossyTable:
    return LossyTable()


@pytest.fixture
def executions(table: LossyTable) -> Executions:
    return Executions(table, MemoryBlobs(), "acme")


@pytest.fixture
def journal(executions: Executions) -> Journal:
    return Journal(executions)


def started(**changes: object) -> Execution:
    return running(execution(**changes), uuid4(), "v1", NOW)


async def keys_of(table: LossyTable) -> list[str]:
    page = await table.page("acme", "a", "~", limit=1000)
    return [row.key.partition("|")[0] for row in page.rows]


async def test_an_execution_moves_from_live_to_ended(
    table: LossyTable, executions: Executions, journal: Journal
) -> None:
    begun = running(execution(), uuid4(), "v2", NOW)

    etag = await journal.begin(begun)
    live = await keys_of(table)
    final = await journal.finish(ended(begun, SUCCESS, NOW), etag)

    assert live == ["r"]
    assert await keys_of(table) == ["u", "w", "x"]
    assert await executions.get(begun.id) == final
    assert (final.status, final.code_version, final.duration_ms) == (Status.SUCCESS, "v2", 0)


async def test_a_failed_one_is_on_the_list_of_failures(table: LossyTable, journal: Journal) -> None:
    begun = started()
    etag = await journal.begin(begun)

    await journal.finish(ended(begun, Outcome(status=Status.FAILED), NOW), etag)

    assert await keys_of(table) == ["f", "u", "w", "x"]


async def test_a_repeated_begin_meets_its_own_row(table: LossyTable, journal: Journal) -> None:
    table.lose, table.repeats = 1, True

    etag = await journal.begin(execution())

    assert etag
    assert await keys_of(table) == ["r"]


async def test_a_begin_that_meets_anothers_row_is_refused(journal: Journal) -> None:
    first = execution()
    await journal.begin(first)

    with pytest.raises(Stale):
        await journal.begin(first.model_copy(update={"write_id": uuid4()}))


async def test_a_repeated_claim_meets_its_own_row(table: LossyTable, journal: Journal) -> None:
    pending = execution()
    etag = await journal.begin(pending)
    table.lose, table.repeats = 1, True

    claimed = await journal.replace(running(pending, uuid4(), "v1", NOW), etag)

    assert claimed != etag


async def test_only_one_of_two_claims_succeeds(journal: Journal) -> None:
    pending = execution()
    etag = await journal.begin(pending)
    await journal.replace(running(pending, uuid4(), "v1", NOW), etag)

    with pytest.raises(Stale):
        await journal.replace(running(pending, uuid4(), "v1", NOW), etag)


async def test_a_repeated_finish_meets_its_own_row(table: LossyTable, journal: Journal) -> None:
    begun = started()
    etag = await journal.begin(begun)
    table.lose, table.repeats = 1, True
    final = ended(begun, SUCCESS, NOW)

    written = await journal.finish(final, etag)

    assert written == final


async def test_the_first_of_two_ends_is_the_one(journal: Journal) -> None:
    begun = started()
    etag = await journal.begin(begun)
    first = await journal.finish(ended(begun, Outcome(status=Status.TIMEOUT), NOW), etag)

    second = await journal.finish(ended(begun, SUCCESS, NOW), etag)

    assert (first.status, second) == (Status.TIMEOUT, first)


async def test_what_is_too_large_for_a_row_comes_back_from_a_blob(
    table: LossyTable, executions: Executions, journal: Journal
) -> None:
    lines = tuple(LogLine(timestamp=NOW, level="INFO", message="¡" * 1000) for _ in range(100))
    begun = await executions.put_away(started(input={"text": "x" * 200_000}))
    etag = await journal.begin(begun)
    outcome = Outcome(status=Status.SUCCESS, result=f'"{"y" * 200_000}"', traceback="t" * 8000)
    final = ended(begun, outcome, NOW).model_copy(update={"logs": lines})

    await journal.finish(final, etag)

    kept = await executions.get(begun.id)
    whole = await executions.complete(kept)
    assert (kept.input, kept.logs) == ({}, ())
    assert (whole.input, whole.outcome, whole.logs) == (final.input, final.outcome, final.logs)
    assert all(len(text) < 32_768 for row in await _rows(table) for text in row.columns.values())


async def test_a_refused_end_is_written_without_its_result(
    executions: Executions, journal: Journal
) -> None:
    begun = started()
    etag = await journal.begin(begun)
    # Longer than a column, in the one part that is always in the row.
    outcome = Outcome(status=Status.SUCCESS, result="1", traceback="t" * 40_000)

    await journal.finish(ended(begun, outcome, NOW), etag)

    kept = await executions.get(begun.id)
    assert kept.outcome is not None
    assert (kept.status, kept.outcome.error_type) == (Status.FAILED, "ResultNotStored")


async def test_an_end_that_is_refused_again_is_raised(journal: Journal) -> None:
    begun = started()
    etag = await journal.begin(begun)
    # In a part of the record that no end leaves out.
    odd = begun.model_copy(update={"caller": ALICE.model_copy(update={"name": "x" * 40_000})})

    with pytest.raises(Refused):
        await journal.finish(ended(odd, SUCCESS, NOW), etag)


async def test_an_execution_of_another_organization_is_not_found(
    table: LossyTable, journal: Journal
) -> None:
    begun = started()
    await journal.begin(begun)
    others = Executions(table, MemoryBlobs(), "globex")

    assert await others.find_live(begun.id) is None


async def test_an_end_without_its_live_row_changes_nothing(
    table: LossyTable, journal: Journal
) -> None:
    with pytest.raises(Stale):
        await journal.finish(ended(started(), SUCCESS, NOW), "1")

    assert await keys_of(table) == []


async def _rows(table: LossyTable) -> list[Row]:
    return [*(await table.page("acme", "a", "~", limit=1000)).rows]


def test_ids_sort_newest_first() -> None:
    ids = [UUID(int=number) for number in (1, 2, 1 << 100)]
    assert sorted(ids, key=newest_first) == ids[::-1]
