from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from shared.engine.cancellation.canceller import Canceller, CancelWatch
from shared.engine.ports import Ports
from shared.engine.queue.backlog import Backlog
from shared.engine.queue.messages import Messages
from shared.engine.recovery.sweep import Sweep
from shared.models.base import GLOBAL
from shared.models.executions import Execution, ExecutionMessage, Status
from shared.models.organizations import Organization
from shared.models.workflows import RetryPolicy
from shared.repositories.code.indexes import Indexes
from shared.repositories.directory import Directory, Stores
from shared.services.blobs import MemoryBlobs
from shared.services.clock import StoppedClock
from shared.services.queues import MemoryQueue
from shared.services.secrets import MemorySecrets
from shared.services.tables import MemoryTable
from shared.services.workspace.memory import MemoryWorkspace
from shared.settings import Settings
from tests.unit.builders import NOW, execution, running, seals_of


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(NOW)


@pytest.fixture
def queue() -> MemoryQueue:
    return MemoryQueue()


@pytest.fixture
async def directory(clock: StoppedClock) -> Directory:
    tables = [MemoryTable(clock) for _ in range(4)]
    made = Directory(
        Stores(tables[0], tables[1], tables[2], MemoryBlobs(), tables[3], MemorySecrets())
    )
    organization = Organization(id="acme", name="Acme", created_by="tests", created_at=NOW)
    await made.organizations.add(organization)
    return made


@pytest.fixture
def sweep(directory: Directory, queue: MemoryQueue, clock: StoppedClock) -> Sweep:
    indexes, seals = Indexes(MemoryBlobs(), "made"), seals_of(directory, clock)
    ports = Ports(directory, queue, MemoryWorkspace({}), indexes, clock, seals)
    canceller = Canceller(ports, CancelWatch(directory.markers, 2))
    return Sweep(ports, Messages(ports), Backlog(ports), canceller, Settings.model_validate({}))


async def begin(directory: Directory, made: Execution) -> Execution:
    await directory.executions_of(made.org_id).begin(made)
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
    await directory.heartbeats.beat(owner)
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
    await directory.heartbeats.beat(owner)

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
    await directory.heartbeats.beat(owner)

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


def cancelling(owner_id: UUID, **changes: object) -> Execution:
    return running(owner_id, status=Status.CANCELLING, **changes)


async def test_a_lost_one_that_was_being_cancelled_is_cancelled(
    directory: Directory, sweep: Sweep, clock: StoppedClock
) -> None:
    lost = await begin(directory, cancelling(uuid4()))

    await later(clock, sweep, 31)

    assert await now(directory, lost) == (Status.CANCELLED, "Cancelled")


async def test_a_wish_without_its_marker_gets_one_again(
    directory: Directory, sweep: Sweep, clock: StoppedClock
) -> None:
    owner = uuid4()
    await directory.heartbeats.beat(owner)
    asked = await begin(directory, cancelling(owner))

    await later(clock, sweep, 1)

    assert await directory.markers.all() == {asked.id: "acme"}
    assert await now(directory, asked) == (Status.CANCELLING, None)


async def test_one_that_does_not_hear_ends_past_its_limit(
    directory: Directory, sweep: Sweep, clock: StoppedClock
) -> None:
    owner = uuid4()
    overdue = await begin(directory, cancelling(owner, timeout_seconds=40))
    clock.at += timedelta(seconds=101)
    await directory.heartbeats.beat(owner)

    await sweep.run()

    assert await now(directory, overdue) == (Status.TIMEOUT, "WorkflowTimeout")


async def test_the_limit_counts_from_the_current_attempt(
    directory: Directory, sweep: Sweep, clock: StoppedClock
) -> None:
    owner = uuid4()
    clock.at += timedelta(hours=3)
    young = await begin(directory, running(owner, timeout_seconds=40, started_at=clock.at))
    clock.at += timedelta(seconds=99)
    await directory.heartbeats.beat(owner)

    await sweep.run()

    assert await now(directory, young) == (Status.RUNNING, None)


async def test_markers_of_what_has_ended_are_removed_and_others_stay(
    directory: Directory, sweep: Sweep, clock: StoppedClock
) -> None:
    owner = uuid4()
    await directory.heartbeats.beat(owner)
    live = await begin(directory, cancelling(owner))
    for execution_id in (live.id, uuid4()):
        await directory.markers.mark(execution_id, "acme")

    await later(clock, sweep, 1)

    assert await directory.markers.all() == {live.id: "acme"}


async def test_processes_that_are_long_gone_are_forgotten(
    directory: Directory, sweep: Sweep, clock: StoppedClock
) -> None:
    gone, named = uuid4(), uuid4()
    await directory.heartbeats.beat(gone)
    await directory.heartbeats.beat(named)
    clock.at += timedelta(days=1, seconds=1)
    await begin(directory, running(named, started_at=clock.at))

    await sweep.run()

    assert set(await directory.heartbeats.silences()) == {named}


async def test_messages_are_sent_again_oldest_first_while_there_is_room(
    directory: Directory, sweep: Sweep, clock: StoppedClock, queue: MemoryQueue
) -> None:
    owner = uuid4()
    waiting = [await begin(directory, execution()) for _ in range(40)]
    for _ in range(10):
        await begin(directory, running(owner, started_at=NOW))
    clock.at += timedelta(seconds=60)
    await directory.heartbeats.beat(owner)

    await sweep.run()

    sent = [ExecutionMessage.model_validate_json(text).execution.id for text, _ in queue.sent]
    assert sent == [made.id for made in waiting[:6]]


async def test_a_full_house_gets_no_message_again(
    directory: Directory, sweep: Sweep, clock: StoppedClock, queue: MemoryQueue
) -> None:
    owner = uuid4()
    await begin(directory, execution())
    for _ in range(16):
        await begin(directory, running(owner, started_at=NOW))
    clock.at += timedelta(seconds=60)
    await directory.heartbeats.beat(owner)

    await sweep.run()

    assert queue.sent == []


async def test_a_lost_run_is_tried_again_where_its_policy_names_that(
    directory: Directory, sweep: Sweep, clock: StoppedClock, queue: MemoryQueue
) -> None:
    policies = [RetryPolicy(), RetryPolicy(retry_on=("WorkerLost",))]
    plain, named = [
        await begin(directory, running(uuid4(), retry_policy=policy, attempt=uuid4()))
        for policy in policies
    ]

    await later(clock, sweep, 31)

    record = await directory.executions_of("acme").get(named.id)
    assert await now(directory, plain) == (Status.FAILED, "WorkerLost")
    assert (record.status, record.due_at) == (Status.SCHEDULED, clock.at + timedelta(seconds=1))
    assert [(past.number, past.error_type) for past in record.attempts] == [(1, "WorkerLost")]
    assert [delay for _, delay in queue.sent] == [1]


@pytest.mark.parametrize(
    ("due_seconds", "sweep_seconds", "sent"),
    [
        (599, [60, 120, 540], []),  # its message was sent when it was accepted
        (599, [599 + 60], [0]),  # and may be lost
        (3600, [60, 3000], []),
        (3600, [3545], [55]),
        (3600, [3545, 3605], [55, 0]),
        (3600, [3700], [0]),
    ],
)
async def test_what_is_due_much_later_gets_its_message_in_time(
    directory: Directory,
    sweep: Sweep,
    clock: StoppedClock,
    queue: MemoryQueue,
    due_seconds: int,
    sweep_seconds: list[int],
    sent: list[int],
) -> None:
    due_at = NOW + timedelta(seconds=due_seconds)
    await begin(directory, execution(status=Status.SCHEDULED, due_at=due_at))

    for seconds in sweep_seconds:
        clock.at = NOW + timedelta(seconds=seconds)
        await sweep.run()

    assert [delay for _, delay in queue.sent] == sent
