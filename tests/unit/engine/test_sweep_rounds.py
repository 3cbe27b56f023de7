"""Which organizations a sweep reads, what that costs, and that no run is lost by it."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

import pytest

from shared.engine.cancellation.canceller import Canceller, CancelWatch
from shared.engine.ports import Ports
from shared.engine.queue.backlog import Backlog
from shared.engine.queue.messages import Messages
from shared.engine.recovery.sweep import Sweep
from shared.models.executions import Execution, Status
from shared.models.organizations import Organization
from shared.repositories.code.indexes import Indexes
from shared.repositories.directory import Directory, Stores
from shared.services.blobs import MemoryBlobs
from shared.services.clock import StoppedClock
from shared.services.queues import MemoryQueue
from shared.services.secrets import MemorySecrets
from shared.services.tables import MemoryTable
from shared.services.workspace.memory import MemoryWorkspace
from shared.settings import Settings
from tests.support.counting import CountedTable
from tests.unit.builders import NOW, execution, running, seals_of

MANY = 2000
LIVE = ("org-0007", "org-1000", "org-1999")
#: The cancel markers, the marks, the heartbeats, and the note that the round has ended.
ALWAYS = 4


@dataclass
class House:
    """The stores of many organizations, whose transactions are counted."""

    directory: Directory
    clock: StoppedClock
    ports: Ports
    sent: list[tuple[str, str]]

    def sweep(self, **settings: str) -> Sweep:
        """Of a process that starts now."""
        canceller = Canceller(self.ports, CancelWatch(self.directory.markers, 2))
        chosen = Settings.model_validate(settings)
        return Sweep(self.ports, Messages(self.ports), Backlog(self.ports), canceller, chosen)

    async def begin(self, made: Execution, *, is_marked: bool = True) -> Execution:
        if is_marked:
            await self.directory.live_runs.mark(made.org_id)
        await self.directory.executions_of(made.org_id).begin(made)
        return made

    async def status(self, made: Execution) -> Status:
        return (await self.directory.executions_of(made.org_id).get(made.id)).status

    def taken(self) -> int:
        """How many transactions there were since this was last asked."""
        count = len(self.sent)
        self.sent.clear()
        return count

    def later(self, **time: float) -> None:
        self.clock.at += timedelta(**time)


@pytest.fixture
async def house() -> House:
    clock, sent = StoppedClock(NOW), list[tuple[str, str]]()
    names = ("Directory", "Owners", "Executions", "Audit")
    tables = [CountedTable(MemoryTable(clock), name, sent) for name in names]
    stores = Stores(tables[0], tables[1], tables[2], MemoryBlobs(), tables[3], MemorySecrets())
    directory = Directory(stores)
    indexes, seals = Indexes(MemoryBlobs(), "made"), seals_of(directory, clock)
    queue, workspace = MemoryQueue(), MemoryWorkspace({})
    return House(directory, clock, Ports(directory, queue, workspace, indexes, clock, seals), sent)


async def with_many(house: House) -> None:
    for number in range(MANY):
        org_id = f"org-{number:04}"
        made = Organization(id=org_id, name=org_id, created_by="tests", created_at=NOW)
        await house.directory.organizations.add(made)


async def test_of_two_thousand_organizations_only_those_with_something_live_are_read(
    house: House,
) -> None:
    await with_many(house)
    sweep = house.sweep()
    await sweep.run()
    lost = [await house.begin(running(uuid4(), org_id=org_id)) for org_id in LIVE]
    house.taken()
    house.later(seconds=20)

    await sweep.run()
    while_they_run = house.taken()
    house.later(seconds=20)
    await sweep.run()

    assert while_they_run == ALWAYS + len(LIVE)
    assert [await house.status(each) for each in lost] == [Status.FAILED] * len(LIVE)


async def test_all_are_read_once_an_hour(house: House) -> None:
    await with_many(house)
    sweep = house.sweep()
    costs: list[int] = []

    for _ in range(122):
        house.taken()
        await sweep.run()
        costs.append(house.taken())
        house.later(minutes=1)

    full = [minute for minute, cost in enumerate(costs) if cost > MANY]
    assert full == [0, 60, 120]
    assert {cost for minute, cost in enumerate(costs) if minute not in full} == {ALWAYS}


async def test_a_run_whose_organization_was_not_marked_is_found_within_the_hour(
    house: House,
) -> None:
    await house.directory.organizations.add(
        Organization(id="acme", name="Acme", created_by="tests", created_at=NOW)
    )
    sweep = house.sweep()
    await sweep.run()
    lost = await house.begin(running(uuid4(), org_id="acme"), is_marked=False)
    house.later(minutes=30)
    await sweep.run()
    before = await house.status(lost)

    house.later(minutes=30)
    await sweep.run()

    assert (before, await house.status(lost)) == (Status.RUNNING, Status.FAILED)


async def test_a_full_round_marks_what_lives_on(house: House) -> None:
    await house.directory.organizations.add(
        Organization(id="acme", name="Acme", created_by="tests", created_at=NOW)
    )
    owner = uuid4()
    await house.directory.heartbeats.beat(owner)
    await house.begin(running(owner, org_id="acme"), is_marked=False)

    await house.sweep().run()

    assert list((await house.directory.live_runs.read()).marks) == ["acme"]


async def test_an_organization_without_live_runs_is_read_no_more(house: House) -> None:
    sweep = house.sweep()
    await sweep.run()
    await house.directory.live_runs.mark("acme")
    house.later(minutes=16)
    await sweep.run()
    house.taken()

    await sweep.run()

    assert house.taken() == ALWAYS


async def test_a_run_that_waits_for_months_keeps_its_organization_marked(house: House) -> None:
    sweep = house.sweep()
    due = NOW + timedelta(days=90)
    later = execution(status=Status.SCHEDULED, due_at=due, org_id="acme")
    await house.begin(later)

    for _ in range(5):
        house.later(minutes=20)
        await sweep.run()

    assert list((await house.directory.live_runs.read()).marks) == ["acme"]


async def test_a_run_to_be_cancelled_is_found_by_its_marker(house: House) -> None:
    """Its marker would be removed if its organization were not read."""
    sweep = house.sweep()
    await sweep.run()
    owner = uuid4()
    await house.directory.heartbeats.beat(owner)
    asked = running(owner, org_id="acme").model_copy(update={"status": Status.CANCELLING})
    await house.begin(asked, is_marked=False)
    await house.directory.markers.mark(asked.id, "acme")

    await sweep.run()

    assert list(await house.directory.markers.all()) == [asked.id]


@pytest.mark.parametrize("dispatch", ["queue", "doorbell"])
@pytest.mark.parametrize(("seconds", "sweeps"), [(119, False), (121, True)])
async def test_a_process_that_starts_soon_after_a_sweep_leaves_the_next_to_the_timer(
    house: House, dispatch: str, seconds: float, *, sweeps: bool
) -> None:
    await house.sweep().run()
    await house.begin(running(uuid4(), org_id="acme"))
    house.later(seconds=seconds)
    house.taken()

    await house.sweep(BIFROST_DISPATCH=dispatch).at_start()

    reads = [path for _, path in house.sent if path.startswith("/Executions")]
    assert bool(reads) is sweeps
    assert sweeps or len(house.sent) == ALWAYS - 1


async def test_a_process_that_claims_its_own_sends_what_the_last_one_left(house: House) -> None:
    await house.sweep().run()
    left = await house.begin(execution(org_id="acme"))
    held = [await house.begin(running(uuid4(), org_id="acme")) for _ in range(20)]
    house.later(seconds=1)

    await house.sweep(BIFROST_DISPATCH="local").at_start()

    queue = house.ports.queue
    assert isinstance(queue, MemoryQueue)
    assert [str(left.id) in text for text, _ in queue.sent] == [True]
    assert held
