"""What a round of the timer reads of executions that have ended: records written since the last."""

from datetime import timedelta
from uuid import UUID, uuid4

import uuid6

from shared.engine.journal.journal import Journal
from shared.engine.journal.transitions import ended, running
from shared.models.executions import Outcome, Status
from shared.repositories.executions import PAGE, Executions
from shared.repositories.row_keys import span
from shared.services.blobs import MemoryBlobs
from shared.services.clock import StoppedClock
from shared.services.tables import MemoryTable
from tests.unit.builders import NOW, execution

SUCCESS = Outcome(status=Status.SUCCESS, result="1")
SECOND = timedelta(seconds=1)


def store(clock: StoppedClock) -> Executions:
    return Executions(MemoryTable(clock), MemoryBlobs(), "acme")


async def one_more(executions: Executions) -> UUID:
    """Run one from its begin to its end."""
    begun = running(execution(id=UUID(int=uuid6.uuid7().int)), uuid4(), "v1", NOW)
    journal = Journal(executions)
    await journal.finish(ended(begun, SUCCESS, NOW), await journal.begin(begun))
    return begun.id


async def test_what_was_written_before_or_is_known_is_passed_over() -> None:
    clock = StoppedClock(NOW)
    executions = store(clock)
    await one_more(executions)
    clock.at += SECOND
    known, wanted = await one_more(executions), await one_more(executions)
    clock.at += SECOND

    found, looked_at = await executions.ended_since(span("x|"), NOW + SECOND, {known})

    assert [one.summary.execution_id for one in found] == [wanted]
    assert [one.written_at for one in found] == [NOW + SECOND]
    assert looked_at == NOW + 2 * SECOND


async def test_a_range_of_more_than_one_page_is_read_to_its_end() -> None:
    clock = StoppedClock(NOW)
    executions = store(clock)
    wanted = {await one_more(executions) for _ in range(PAGE + 1)}

    found, _ = await executions.ended_since(span("x|"), NOW, ())

    assert {one.summary.execution_id for one in found} == wanted
    assert len(found) == len(wanted)


async def test_an_empty_range_was_looked_at_all_the_same() -> None:
    found, looked_at = await store(StoppedClock(NOW)).ended_since(span("x|"), NOW - SECOND, ())

    assert (found, looked_at) == ([], NOW)
