"""What is removed when it is old, and what is kept however old it is."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from shared.engine.journal.journal import Journal
from shared.engine.journal.outcomes import failure
from shared.engine.journal.transitions import ended, running
from shared.engine.ports import Ports
from shared.engine.recovery.retention import RetentionJob
from shared.models.automation.event_log import LoggedEvent
from shared.models.executions import Execution, Outcome, Status
from shared.models.orders import IdempotencyKey
from shared.models.organizations import Organization
from shared.models.outgoing.deliveries import EventDelivery
from shared.repositories.code.indexes import Indexes
from shared.repositories.directory import Directory, Stores
from shared.repositories.executions import POISONED
from shared.repositories.idempotency import KeyClaim
from shared.repositories.row_keys import earliest_id
from shared.services.blobs import MemoryBlobs
from shared.services.clock import StoppedClock
from shared.services.queues import MemoryQueue
from shared.services.secrets import MemorySecrets
from shared.services.tables import MemoryTable
from shared.services.workspace.memory import MemoryWorkspace
from tests.unit.builders import NOW, execution, seals_of

SUCCESS = Outcome(status=Status.SUCCESS, result='"' + "x" * 40_000 + '"')
LARGE = {"text": "x" * 40_000}


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(NOW)


@pytest.fixture
def table(clock: StoppedClock) -> MemoryTable:
    return MemoryTable(clock)


@pytest.fixture
def blobs() -> MemoryBlobs:
    return MemoryBlobs()


@pytest.fixture
async def ports(clock: StoppedClock, table: MemoryTable, blobs: MemoryBlobs) -> Ports:
    others = [MemoryTable(clock) for _ in range(3)]
    directory = Directory(Stores(others[0], others[1], table, blobs, others[2], MemorySecrets()))
    organization = Organization(id="acme", name="Acme", created_by="tests", created_at=NOW)
    await directory.organizations.add(organization)
    indexes, seals = Indexes(MemoryBlobs(), "made"), seals_of(directory, clock)
    return Ports(directory, MemoryQueue(), MemoryWorkspace({}), indexes, clock, seals)


def days_ago(days: float, **changes: object) -> Execution:
    """One that was accepted then."""
    at = NOW - timedelta(days=days)
    made = UUID(int=earliest_id(at).int | uuid4().int & ((1 << 76) - 1))
    return execution(id=made, created_at=at, **changes)


async def end(ports: Ports, made: Execution, outcome: Outcome, at: datetime) -> Execution:
    executions = ports.executions_of(made)
    begun = await executions.put_away(running(made, uuid4(), "v1", at))
    etag = await Journal(executions).begin(begun)
    return await Journal(executions).finish(ended(begun, outcome, at), etag)


async def keys_of(table: MemoryTable) -> list[str]:
    page = await table.page("acme", "a", "~", limit=1000)
    return [row.key.partition("|")[0] for row in page.rows]


async def names_of(blobs: MemoryBlobs) -> list[str]:
    return [name async for name in blobs.names("")]


@pytest.mark.parametrize("org_id", ["acme", "GLOBAL"])
async def test_what_is_old_goes_with_all_that_it_has(
    ports: Ports, table: MemoryTable, blobs: MemoryBlobs, org_id: str
) -> None:
    at = NOW - timedelta(days=91)
    for outcome in (SUCCESS, failure("E", "no"), failure(POISONED, "no")):
        await end(ports, days_ago(91, org_id=org_id, input=LARGE), outcome, at)
    before = await names_of(blobs)

    await RetentionJob(ports, 90).run()

    assert len(before) == 4
    assert (await keys_of(table), await names_of(blobs)) == ([], [])


async def test_what_is_young_stays(ports: Ports, table: MemoryTable, blobs: MemoryBlobs) -> None:
    await end(ports, days_ago(89, input=LARGE), SUCCESS, NOW - timedelta(days=89))

    await RetentionJob(ports, 90).run()

    assert await keys_of(table) == ["u", "w", "x"]
    assert len(await names_of(blobs)) == 2


async def test_what_lives_stays_however_old(
    ports: Ports, table: MemoryTable, blobs: MemoryBlobs
) -> None:
    executions = ports.directory.executions_of("acme")
    waiting = days_ago(200, status=Status.SCHEDULED, due_at=NOW, input=LARGE)
    await executions.begin(await executions.put_away(waiting))
    await end(ports, days_ago(200, input=LARGE), SUCCESS, NOW - timedelta(days=1))

    await RetentionJob(ports, 90).run()

    assert await keys_of(table) == ["r", "u", "w", "x"]
    assert len(await names_of(blobs)) == 3


async def test_what_a_crash_left_is_removed(ports: Ports, blobs: MemoryBlobs) -> None:
    await blobs.write(f"acme/{days_ago(91).id}/{uuid4()}-logs.jsonl", b"{}")
    await blobs.write(f"acme/{days_ago(1).id}/{uuid4()}-logs.jsonl", b"{}")

    await RetentionJob(ports, 90).run()

    assert len(await names_of(blobs)) == 1


async def test_many_go_in_batches(ports: Ports, table: MemoryTable) -> None:
    for _ in range(75):
        await end(ports, days_ago(100), failure("E", "no"), NOW - timedelta(days=100))

    await RetentionJob(ports, 90).run()

    assert await keys_of(table) == []


async def test_it_stops_when_its_time_is_up_and_goes_on_the_next_night(
    ports: Ports, table: MemoryTable
) -> None:
    for _ in range(45):
        await end(ports, days_ago(100), SUCCESS, NOW - timedelta(days=100))

    await RetentionJob(ports, 90, longest_seconds=-1).run()
    after_the_first = (await keys_of(table)).count("x")
    await RetentionJob(ports, 90).run()

    assert after_the_first == 25
    assert await keys_of(table) == []


async def test_nought_keeps_them_for_ever(ports: Ports, table: MemoryTable) -> None:
    await end(ports, days_ago(4000), SUCCESS, NOW - timedelta(days=4000))

    await RetentionJob(ports, 0).run()

    assert await keys_of(table) == ["u", "w", "x"]


async def test_a_key_that_does_not_count_any_more_goes(
    ports: Ports, table: MemoryTable, clock: StoppedClock
) -> None:
    executions = ports.directory.executions_of("acme")
    for hours in (25, 1):
        at = NOW - timedelta(hours=hours)
        key = IdempotencyKey(name=f"{hours}", body="b")
        made = running(execution(created_at=at), uuid4(), "v1", at)
        await executions.begin(made, KeyClaim(key))

    await RetentionJob(ports, 0).run()

    assert (await keys_of(table)).count("k") == 1
    assert clock.now() == NOW


async def test_old_events_and_deliveries_go_and_young_ones_stay(
    ports: Ports, table: MemoryTable
) -> None:
    events, deliveries = (
        ports.directory.events_of("acme"),
        ports.directory.event_deliveries_of("acme"),
    )
    for days in (91, 92, 1):
        for webhook_id in (UUID(int=1), UUID(int=2)):
            event = event_of(days)
            await events.log(event)
            await deliveries.add(delivery_of(event, webhook_id))
    await events.add(event_of(91), "a key")  # it waits: that is no log entry yet

    await RetentionJob(ports, 90).run()

    assert sorted(await keys_of(table)) == ["ed", "ed", "ek", "el", "el", "eo", "ep", "ep"]


async def test_old_notices_go_with_the_log(ports: Ports, table: MemoryTable) -> None:
    events = ports.directory.events_of("acme")
    for days in (91, 1):
        await events.log(event_of(days).model_copy(update={"type": "connection.expired"}))

    await RetentionJob(ports, 90).run()

    assert sorted(await keys_of(table)) == ["el", "en"]


async def test_the_key_of_an_event_counts_for_a_week(
    ports: Ports, table: MemoryTable, clock: StoppedClock
) -> None:
    await ports.directory.events_of("acme").add(event_of(0), "a key")
    clock.at = NOW + timedelta(days=7, minutes=1)

    await RetentionJob(ports, 90).run()

    assert await keys_of(table) == ["eo"]


def event_of(days: float) -> LoggedEvent:
    at = NOW - timedelta(days=days)
    made = UUID(int=earliest_id(at).int | uuid4().int & ((1 << 76) - 1))
    return LoggedEvent(id=made, type="ticket.closed", org_id="acme", at=at)


def delivery_of(event: LoggedEvent, webhook_id: UUID) -> EventDelivery:
    return EventDelivery(
        webhook_id=webhook_id,
        event_id=event.id,
        event_org="acme",
        event_type=event.type,
        created_at=event.at,
        plan_from=event.at,
        due_at=event.at,
    )
