from datetime import timedelta
from uuid import uuid4

import pytest

from shared.engine.journal import Journal
from shared.engine.sweep import Sweep
from shared.models.base import GLOBAL
from shared.models.executions import Execution, ExecutionMessage, Status
from shared.models.organizations import Organization
from shared.repositories.directory import Directory, Stores
from shared.services.blobs import MemoryBlobs
from shared.services.clock import StoppedClock
from shared.services.queues import MemoryQueue
from shared.services.tables import MemoryTable
from shared.settings import Settings
from tests.unit.making import NOW, execution, running


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(NOW)


@pytest.fixture
def queue() -> MemoryQueue:
    return MemoryQueue()


@pytest.fixture
async def directory(clock: StoppedClock) -> Directory:
    tables = [MemoryTable(clock) for _ in range(4)]
    made = Directory(Stores(tables[0], tables[1], tables[2], MemoryBlobs(), tables[3]))
    organization = Organization(id="acme", name="Acme", created_by="tests", created_at=NOW)
    await made.organizations.add(organization)
    return made


@pytest.fixture
def sweep(directory: Directory, queue: MemoryQueue, clock: StoppedClock) -> Sweep:
    return Sweep(directory, queue, clock, Settings.model_validate({}))


async def begin(directory: Directory, made: Execution) -> Execution:
    await Journal(directory.executions_of(made.org_id)).begin(made)
    return made


async def now(directory: Directory, made: Execution) -> tuple[Status, str | None]:
    found = await directory.executions_of(made.org_id).get(made.id)
    return found.status, found.outcome.error_type if found.outcome else None


async def later(clock: StoppedClock, sweep: Sweep, seconds: float) -> None:
    clock.at += timedelta(seconds=seconds)
    await sweep.run()


@pytest.mark.parametrize("org_id", ["acme", GLOBAL])
async def test_a_run_without_a_living_owner_is_lost(
    directory: Directory, sweep: Sweep, clock: StoppedClock, org_id: str
) -> None:
    owner = uuid4()
    await directory.owners.beat(owner)
    lost = await begin(directory, running(owner, org_id=org_id))

    await later(clock, sweep, 31)

    assert await now(directory, lost) == (Status.FAILED, "WorkerLost")


async def test_an_owner_that_was_never_heard_of_counts_as_dead(
    directory: Directory, sweep: Sweep, clock: StoppedClock
) -> None:
    lost = await begin(directory, running(uuid4()))

    await later(clock, sweep, 31)

    assert await now(directory, lost) == (Status.FAILED, "WorkerLost")


async def test_a_run_whose_owner_beats_is_left_alone(
    directory: Directory, sweep: Sweep, clock: StoppedClock
) -> None:
    owner = uuid4()
    alive = await begin(directory, running(owner))
    clock.at += timedelta(seconds=60)
    await directory.owners.beat(owner)

    await later(clock, sweep, 10)

    assert await now(directory, alive) == (Status.RUNNING, None)


async def test_a_young_row_is_left_alone_whatever_the_beat(
    directory: Directory, sweep: Sweep, clock: StoppedClock
) -> None:
    young = await begin(directory, running(uuid4()))

    await later(clock, sweep, 29)

    assert await now(directory, young) == (Status.RUNNING, None)


async def test_a_run_far_past_its_limit_ends_whatever_the_beat(
    directory: Directory, sweep: Sweep, clock: StoppedClock
) -> None:
    owner = uuid4()
    overdue = await begin(directory, running(owner, timeout_seconds=40))
    clock.at += timedelta(seconds=101)
    await directory.owners.beat(owner)

    await sweep.run()

    assert await now(directory, overdue) == (Status.TIMEOUT, "WorkflowTimeout")


async def test_a_waiting_one_gets_its_message_again_at_doubling_intervals(
    directory: Directory, sweep: Sweep, clock: StoppedClock, queue: MemoryQueue
) -> None:
    pending = await begin(directory, execution())
    counts: list[int] = []

    for _ in range(10):
        await later(clock, sweep, 60)
        counts.append(len(queue.sent))

    assert counts == [1, 2, 2, 3, 3, 3, 3, 4, 4, 4]
    message = ExecutionMessage.model_validate_json(queue.sent[0][0])
    assert message.execution == pending
    assert await now(directory, pending) == (Status.PENDING, None)


async def test_a_fresh_one_waits_for_its_own_message(
    directory: Directory, sweep: Sweep, clock: StoppedClock, queue: MemoryQueue
) -> None:
    await begin(directory, execution())

    await later(clock, sweep, 59)

    assert queue.sent == []


async def test_what_has_ended_is_not_looked_at(
    directory: Directory, sweep: Sweep, clock: StoppedClock, queue: MemoryQueue
) -> None:
    lost = await begin(directory, running(uuid4()))
    await later(clock, sweep, 31)
    first = await directory.executions_of("acme").get(lost.id)

    await later(clock, sweep, 600)

    assert await directory.executions_of("acme").get(lost.id) == first
    assert queue.sent == []
