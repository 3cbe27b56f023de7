"""In each loop over many, one that raises, or cannot be read, does not hold up the others."""

import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import cast
from uuid import UUID, uuid4

import azure.functions as func
import pytest
from azure.functions.timer import TimerRequest

from functions import runtime
from functions.composition import Runtime
from functions.runtime import compose
from functions.timer import tick
from shared.errors import Unavailable
from shared.handlers import audit
from shared.handlers.oauth import refreshes
from shared.models.audit import AuditActor, AuditFacts
from shared.models.executions import Execution, Outcome, Status
from shared.models.organizations import Organization
from shared.repositories.row_keys import newest_first
from shared.services.clock import StoppedClock
from shared.services.secrets import prefix_of
from shared.services.services import in_memory
from shared.services.tables import Change, MemoryTable, Page
from shared.settings import Settings
from tests.contract.client import Http
from tests.contract.users import ROOT, add_user, signed_in
from tests.unit.builders import execution, running

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
ORGANIZATIONS = ("acme", "globex", "initech")
EVERY = "*"
BRACKETS = "[" * 60_000
Timer = Callable[[TimerRequest], Awaitable[None]]
FACTS = AuditFacts("user.create", AuditActor(kind="user", id="ana", name="Ana"))


class PoisonedTable(MemoryTable):
    """Raises whatever is asked of these partitions, or of every one."""

    def __init__(self, clock: StoppedClock) -> None:
        super().__init__(clock)
        self.poison: dict[str, Exception] = {}

    async def page(self, partition: str, first: str, last: str, *, limit: int) -> Page:
        self._taste(partition)
        return await super().page(partition, first, last, limit=limit)

    async def transaction(self, partition: str, changes: Sequence[Change]) -> Sequence[str]:
        self._taste(partition)
        return await super().transaction(partition, changes)

    def spoil(self, key_part: str, text: str = BRACKETS) -> None:
        """A row that nobody can read any more."""
        for place, row in self._rows.items():
            if key_part in place[1]:
                columns = {
                    name: value if name == "v" else text for name, value in row.columns.items()
                }
                self._rows[place] = replace(row, columns=columns)

    def _taste(self, partition: str) -> None:
        if error := self.poison.get(partition) or self.poison.get(EVERY):
            raise error


@dataclass
class House:
    """A platform of three organizations, whose tables can be poisoned."""

    running: Runtime
    clock: StoppedClock
    executions: PoisonedTable
    directory: PoisonedTable
    audit: PoisonedTable
    heartbeats: PoisonedTable

    async def begin(self, org_id: str, made: Execution) -> Execution:
        made = made.model_copy(update={"org_id": org_id})
        await self.running.platform.directory.executions_of(org_id).begin(made)
        return made

    async def status(self, made: Execution) -> str:
        found = await self.running.platform.directory.executions_of(made.org_id).get(made.id)
        return found.status.value


@pytest.fixture
async def house(memory_settings: Settings) -> AsyncGenerator[House]:
    clock = StoppedClock(NOW)
    tables = [PoisonedTable(clock) for _ in range(4)]
    services = replace(
        in_memory({}, clock),
        executions=tables[0],
        directory=tables[1],
        audit=tables[2],
        heartbeats=tables[3],
    )
    composed = compose(memory_settings, services)
    for org_id in ORGANIZATIONS:
        await composed.platform.directory.organizations.add(
            Organization(id=org_id, name=org_id, created_by="tests", created_at=NOW)
        )
    runtime.use(composed)
    yield House(composed, clock, *tables)
    await composed.platform.engine.close()


ERRORS = [Unavailable("away"), RecursionError(), KeyError("x"), ValueError("odd")]
each_error = pytest.mark.parametrize("error", ERRORS, ids=repr)


@each_error
async def test_the_sweep_goes_on_to_the_other_organizations(house: House, error: Exception) -> None:
    made = {org: await house.begin(org, running(uuid4())) for org in ORGANIZATIONS}
    house.executions.poison["acme"] = error
    house.clock.at += timedelta(seconds=31)

    await house.running.platform.engine.sweep()

    house.executions.poison.clear()
    found = {org: await house.status(made[org]) for org in ORGANIZATIONS}
    assert found == {"acme": "Running", "globex": "Failed", "initech": "Failed"}


async def test_a_wish_to_cancel_is_kept_where_nobody_could_look(house: House) -> None:
    """A run that was not seen must not look like one that has ended."""
    made = await house.begin("acme", running(uuid4()))
    markers = house.running.platform.directory.markers
    await markers.mark(made.id, "acme")
    house.executions.poison["acme"] = RecursionError()

    await house.running.platform.engine.sweep()

    assert made.id in await markers.all()


async def test_the_sweep_goes_on_to_the_other_runs(house: House) -> None:
    spoilt = await house.begin("acme", running(uuid4()))
    house.executions.spoil(f"r|{newest_first(spoilt.id)}")
    good = await house.begin("acme", running(uuid4()))
    house.clock.at += timedelta(seconds=31)

    await house.running.platform.engine.sweep()

    assert await house.status(good) == "Failed"


async def test_the_line_goes_on_to_who_is_behind(house: House) -> None:
    first, second = [
        await house.begin("acme", execution(in_line=True, created_at=NOW)) for _ in range(2)
    ]
    house.executions.spoil(f"r|{newest_first(first.id)}")
    line = house.running.platform.engine.backlog_runner.backlog
    line.note("acme")

    found: list[UUID] = []
    for _ in range(3):
        async with line.next("acme") as stored:
            if stored:
                found.append(stored.execution.id)

    assert found == [second.id] * 3


@each_error
async def test_audit_logs_are_settled_beside_one_that_cannot_be(
    house: House, error: Exception
) -> None:
    platform = house.running.platform
    for org_id in ORGANIZATIONS:
        await platform.directory.audit_of(org_id).intend(FACTS)
    house.clock.at += timedelta(hours=1)
    house.audit.poison["acme"] = error

    await audit.settle(platform)

    house.audit.poison.clear()
    counts = [
        len(await platform.directory.audit_of(org_id).open_intents(timedelta(0)))
        for org_id in ORGANIZATIONS
    ]
    assert counts == [1, 0, 0]


@each_error
async def test_old_executions_go_beside_those_that_cannot(house: House, error: Exception) -> None:
    made = {org: await _ended(house, org) for org in ORGANIZATIONS}
    house.clock.at += timedelta(days=400)
    house.executions.poison["acme"] = error

    await house.running.platform.engine.retention.run()

    house.executions.poison.clear()
    assert [await _is_there(house, made[org]) for org in ORGANIZATIONS] == [True, False, False]


async def test_old_executions_go_beside_one_that_cannot_be_read(house: House) -> None:
    spoilt = await _ended(house, "acme")
    house.executions.spoil("x|")
    good = await _ended(house, "acme")
    house.clock.at += timedelta(days=400)

    await house.running.platform.engine.retention.run()

    assert not await _is_there(house, good)
    assert spoilt.id != good.id


async def test_a_due_token_that_cannot_be_read_is_passed_over(house: House) -> None:
    await house.directory.put("oauth-due", "20200101T000000", {"v": "1"})
    await house.directory.put("oauth-due", "20200101T000000|acme|gone", {"v": "1"})

    await refreshes.on_time(house.running.platform)

    left = (await house.directory.page("oauth-due", "0", "~", limit=9)).rows
    assert [row.key for row in left] == ["20200101T000000"]


async def test_organizations_go_on_beside_one_that_cannot_be_read(house: House) -> None:
    house.directory.spoil("o|acme")

    found = [org_id async for org_id in house.running.platform.directory.scopes()]

    assert found == ["GLOBAL", "globex", "initech"]


@each_error
async def test_every_step_of_the_timer_is_done_and_the_first_error_told(
    house: House, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    platform = house.running.platform
    await platform.directory.audit_of("globex").intend(FACTS)
    house.clock.at = NOW + timedelta(hours=1)
    house.heartbeats.poison[EVERY] = error
    timer = cast("Timer", tick.tick.build().get_user_function())  # pyright: ignore

    with caplog.at_level(logging.CRITICAL), pytest.raises(type(error)):
        await timer(TimerRequest())

    assert not await platform.directory.audit_of("globex").open_intents(timedelta(0))


@each_error
async def test_a_purge_goes_on_to_the_other_kinds_and_tells_what_failed(
    house: House, functions: Mapping[str, func.Function], error: Exception
) -> None:
    platform, http, root = house.running.platform, Http(functions), signed_in(ROOT)
    await add_user(platform.directory.users, ROOT, is_admin=True)
    ended = await _ended(house, "acme")
    await platform.services.secrets.put(f"{prefix_of('acme')}key", "value")
    stored = await platform.directory.organizations.get("acme")
    off = stored.organization.model_copy(update={"is_active": False})
    await platform.directory.organizations.replace(stored, off)
    house.clock.at += timedelta(minutes=2)
    house.directory.poison["oauth|acme"] = error

    path, body = {"org_id": "acme"}, {"confirm": "acme"}
    first = await http("purge_organization", path, body=body, headers=root)
    house.directory.poison.clear()
    there = await _is_there(house, ended)
    secrets = [*await platform.services.secrets.names(prefix_of("acme"))]
    again = await http("purge_organization", path, body=body, headers=root)

    assert first.status == (503 if isinstance(error, Unavailable) else 500)
    assert (there, secrets) == (False, [])
    assert (again.status, again.json["complete"]) == (200, True)


async def _ended(house: House, org_id: str) -> Execution:
    made = await house.begin(org_id, running(uuid4()))
    executions = house.running.platform.directory.executions_of(org_id)
    found = await executions.find_live(made.id)
    assert found is not None
    outcome = Outcome(status=Status.SUCCESS, result="1")
    final = made.model_copy(
        update={"status": Status.SUCCESS, "outcome": outcome, "completed_at": house.clock.at}
    )
    await executions.end(final, found.etag)
    return made


async def _is_there(house: House, made: Execution) -> bool:
    executions = house.running.platform.directory.executions_of(made.org_id)
    return await executions.find_ended(made.id) is not None
