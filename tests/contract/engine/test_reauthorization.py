"""Rights that end: what waits is asked about again, however it waits and however they ended."""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import azure.functions as func
import pytest

from functions.composition import Runtime
from functions.runtime import compose
from shared.broker import Broker
from shared.call import Call, Caller
from shared.engine.authorization.reauthorization import AuthorizationRevoked
from shared.engine.journal.transitions import moved_to_backlog
from shared.errors import NotPermitted, Unavailable
from shared.models.keys import ApiKey
from shared.models.users import MemberRole, Membership, User
from shared.repositories.directory import Directory
from shared.services.clock import StoppedClock
from shared.services.services import Services
from shared.services.tables import MemoryTable, Row, Table
from shared.settings import Settings
from tests.contract.broker_calls import A_SLOT
from tests.contract.client import KEY_HEADERS, Answer, Http
from tests.contract.deliveries import deliver, hand, take
from tests.contract.users import ROOT, add_user, signed_in, with_key

Functions = Mapping[str, func.Function]
Headers = Mapping[str, str]
OWNER = signed_in("owner", "acme")
RIGHTS = "tells_its_rights"


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(datetime.now(UTC))


@pytest.fixture
def services(services: Services, clock: StoppedClock) -> Services:
    return replace(services, clock=clock)


class FaultyTable(MemoryTable):
    """Answers nothing while it is away."""

    is_away = False

    async def get(self, partition: str, key: str) -> Row | None:
        if self.is_away:
            raise Unavailable("the store does not answer")
        return await super().get(partition, key)


@pytest.fixture
def store() -> Table:
    return FaultyTable()


@dataclass(frozen=True)
class World:
    """Everybody, what they ask for, and another process, which changes their rights unseen."""

    http: Http
    functions: Functions
    running: Runtime
    clock: StoppedClock
    elsewhere: Directory
    people: Mapping[str, User]
    key: ApiKey
    callers: Mapping[str, Headers]

    async def order(self, who: str, name: str = RIGHTS, **more: object) -> Answer:
        headers = {**self.callers[who], "prefer": "respond-async"}
        if who == "function key":
            return await self.http("run_workflow", {"name": name}, body={}, headers=headers)
        body: dict[str, object] = {"inputData": {}, **more}
        return await self.http("execute_workflow", {"name": name}, body=body, headers=headers)

    async def later(self, seconds: float) -> None:
        self.clock.at += timedelta(seconds=seconds)
        await self.running.platform.engine.sweep()

    async def delivered(self) -> None:
        await deliver(self.functions, self.running)

    async def record(self, answer: Answer) -> dict[str, Any]:
        executions = self.running.platform.directory.executions_of("acme")
        found = await executions.get(UUID(answer.json["executionId"]))
        outcome = found.outcome
        assert outcome is not None, found.status
        return {
            "status": found.status.value,
            "error": outcome.error_type,
            "message": outcome.error_message,
            "result": outcome.result,
            "began": found.started_at is not None,
        }


@pytest.fixture
async def world(
    http: Http,
    functions: Functions,
    running: Runtime,
    clock: StoppedClock,
    services: Services,
    memory_settings: Settings,
) -> World:
    users = running.platform.directory.users
    await add_user(users, "other root", is_admin=True)
    people = {
        "root": await add_user(users, ROOT, {"acme": "member"}, is_admin=True),
        "stranger root": await add_user(users, "stranger", is_admin=True),
        "owner": await add_user(users, "owner", {"acme": "admin", "globex": "member"}),
        "member": await add_user(users, "member", {"acme": "member"}),
    }
    made = await http("create_workflow_key", body={}, headers=OWNER)
    key = await running.platform.directory.api_keys.find(UUID(made.json["id"]))
    assert key is not None
    callers = {
        "root": signed_in(ROOT, "acme"),
        "stranger root": signed_in("stranger", "acme"),
        "owner": OWNER,
        "member": signed_in("member", "acme"),
        "key": with_key(made.json["rawKey"]),
        "function key": KEY_HEADERS,
    }
    elsewhere = compose(memory_settings, services).platform.directory
    return World(http, functions, running, clock, elsewhere, people, key, callers)


Way = Callable[[World, str], Awaitable[Answer]]
Turn = Callable[[World, Answer], Awaitable[None]]


async def queued(world: World, who: str) -> Answer:
    return await world.order(who)


async def delayed(world: World, who: str) -> Answer:
    return await world.order(who, delaySeconds=60)


async def scheduled(world: World, who: str) -> Answer:
    return await world.order(who, delaySeconds=3600)


async def retried(world: World, who: str) -> Answer:
    answer = await world.order(who, "tells_its_rights_at_last")
    await world.delivered()
    return answer


async def in_line(world: World, who: str) -> Answer:
    answer = await world.order(who)
    take(world.running)
    executions = world.running.platform.directory.executions_of("acme")
    stored = await executions.find_live(UUID(answer.json["executionId"]))
    assert stored is not None
    await executions.move_to_backlog(moved_to_backlog(stored.execution), stored.etag)
    return answer


async def requeued(world: World, who: str) -> Answer:
    """A dead letter, run again by the same caller."""
    dead = await world.order(who)
    await deliver(world.functions, world.running, "dead_letter_execution")
    place = {"execution_id": dead.json["executionId"]}
    return await world.http("requeue_dead_letter", place, body={}, headers=world.callers[who])


async def at_once(world: World, answer: Answer) -> None:
    assert answer.status == 202
    await world.delivered()


async def when_due(world: World, answer: Answer) -> None:
    world.clock.at += timedelta(seconds=61)
    await at_once(world, answer)


async def when_the_timer_says(world: World, answer: Answer) -> None:
    await world.later(3590)
    world.clock.at += timedelta(seconds=20)
    await at_once(world, answer)


async def when_swept(world: World, answer: Answer) -> None:
    take(world.running)  # its message is lost
    await world.later(61)
    await at_once(world, answer)


async def when_the_line_moves(world: World, answer: Answer) -> None:
    assert answer.status == 202
    await world.running.platform.engine.backlog_runner.run("acme")


WAYS: Mapping[str, tuple[Way, Turn]] = {
    "queued": (queued, at_once),
    "delayed": (delayed, when_due),
    "scheduled": (scheduled, when_the_timer_says),
    "swept": (queued, when_swept),
    "in line": (in_line, when_the_line_moves),
    "retried": (retried, when_due),
    "requeued": (requeued, at_once),
}
PEOPLES_WAYS = [name for name in WAYS if name != "requeued"]

Loss = Callable[[World, str], Awaitable[None]]


async def changed(world: World, who: str, **facts: object) -> None:
    users = world.elsewhere.users
    before = await users.get(world.people[who].id)
    await users.replace(before, before.user.model_copy(update=facts))


async def deleted(world: World, who: str) -> None:
    await world.elsewhere.users.remove(await world.elsewhere.users.get(world.people[who].id))


async def deactivated(world: World, who: str) -> None:
    await changed(world, who, is_active=False)


async def removed(world: World, who: str) -> None:
    await changed(world, who, memberships=(), is_platform_admin=False)


async def moved(world: World, who: str) -> None:
    elsewhere = (Membership(org_id="globex", role=MemberRole.ADMIN),)
    await changed(world, who, memberships=elsewhere, is_platform_admin=False)


async def key_changed(world: World, **facts: object) -> None:
    before = await world.elsewhere.api_keys.get("acme", world.key.id)
    await world.elsewhere.api_keys.replace(before, before.key.model_copy(update=facts))


async def revoked(world: World, who: str) -> None:
    await key_changed(world, revoked_at=world.clock.at, revoked_by=who)


async def expired(world: World, who: str) -> None:
    await key_changed(world, expires_at=world.clock.at, description=who)


async def narrowed(world: World, who: str) -> None:
    await key_changed(world, workflows=("succeeds",), description=who)


async def purged(world: World, who: str) -> None:
    assert who == "key"
    await world.elsewhere.api_keys.remove([world.key])


async def closed(world: World, who: str) -> None:
    """By a process that tells this one: another one's is believed for 30 s more."""
    assert who
    organizations = world.running.platform.directory.organizations
    before = await organizations.get("acme")
    after = before.organization.model_copy(update={"is_active": False})
    await organizations.replace(before, after)


LOSSES: list[tuple[str, Loss]] = [
    *((who, loss) for who in ("root", "owner", "member") for loss in (deleted, deactivated)),
    *((who, loss) for who in ("root", "owner", "member") for loss in (removed, moved)),
    ("stranger root", removed),
    *(("key", loss) for loss in (revoked, expired, narrowed, purged)),
    *((who, closed) for who in ("root", "owner", "member", "key", "function key")),
]


#: Dead letters are requeued by administrators.
REQUEUERS = {"root", "stranger root", "owner"}
CASES = [
    pytest.param(way, who, loss, id=f"{way}-{who}-{loss.__name__}")
    for way in WAYS
    for who, loss in LOSSES
    if way != "requeued" or who in REQUEUERS
]


@pytest.mark.parametrize(("way", "who", "loss"), CASES)
async def test_what_waits_ends_with_the_rights_by_which_it_was_ordered(
    world: World, way: str, who: str, loss: Loss
) -> None:
    begin, turn = WAYS[way]

    answer = await begin(world, who)
    await loss(world, who)
    await turn(world, answer)

    record = await world.record(answer)
    assert (record["status"], record["error"]) == ("Cancelled", "AuthorizationRevoked"), record
    assert record["result"] is None
    assert record["message"].startswith("the execution was cancelled before it")


LESSER = [
    ("root", {"is_platform_admin": False}, {"admin": False, "platform": False}),
    (
        "root",
        {
            "is_platform_admin": False,
            "memberships": (Membership(org_id="acme", role=MemberRole.ADMIN),),
        },
        {"admin": True, "platform": False},
    ),
    (
        "owner",
        {"memberships": (Membership(org_id="acme"),)},
        {"admin": False, "platform": False},
    ),
    # What was not had then is not had now, either.
    ("member", {"is_platform_admin": True}, {"admin": False, "platform": False}),
    ("owner", {"is_platform_admin": True}, {"admin": True, "platform": False}),
]


@pytest.mark.parametrize("way", PEOPLES_WAYS)
@pytest.mark.parametrize(("who", "change", "rights"), LESSER)
async def test_a_run_has_the_lesser_of_the_rights_then_and_now(
    world: World, way: str, who: str, change: Mapping[str, object], rights: Mapping[str, bool]
) -> None:
    begin, turn = WAYS[way]

    answer = await begin(world, who)
    await changed(world, who, **change)
    await turn(world, answer)

    record = await world.record(answer)
    assert record["status"] == "Success", record
    assert json.loads(record["result"]) == rights


@pytest.mark.parametrize(
    ("who", "change"),
    [
        ("root", {"is_platform_admin": False}),
        ("owner", {"memberships": (Membership(org_id="acme"),)}),
    ],
)
async def test_a_run_that_members_may_not_order_ends_with_the_administrator(
    world: World, who: str, change: Mapping[str, object]
) -> None:
    answer = await world.order(who, "succeeds_without_async")

    await changed(world, who, **change)
    await world.delivered()

    assert (await world.record(answer))["error"] == "AuthorizationRevoked"


async def test_a_script_ends_with_its_platform_administrator(world: World) -> None:
    body = {"code": "cmVzdWx0ID0gMQ=="}
    headers = world.callers["root"]
    answer = await world.http("execute_named_workflow", body=body, headers=headers)

    await changed(
        world,
        "root",
        memberships=(Membership(org_id="acme", role=MemberRole.ADMIN),),
        is_platform_admin=False,
    )
    await world.delivered()

    record = await world.record(answer)
    assert (record["status"], record["error"]) == ("Cancelled", "AuthorizationRevoked")


@pytest.mark.parametrize("who", ["root", "owner", "member", "key", "function key"])
async def test_what_waits_of_somebody_who_stands_runs(world: World, who: str) -> None:
    answer = await world.order(who)

    await world.delivered()

    assert (await world.record(answer))["status"] == "Success"


async def test_a_fault_of_the_store_is_no_denial(world: World) -> None:
    answer = await world.order("member")
    [(text, _)] = take(world.running)
    table = world.running.platform.services.directory
    assert isinstance(table, FaultyTable)

    table.is_away = True
    with pytest.raises(Unavailable):
        await hand(world.functions, text, "run_execution")
    table.is_away = False
    await hand(world.functions, text, "run_execution")

    assert (await world.record(answer))["status"] == "Success"


@pytest.mark.parametrize(
    ("who", "loss", "call"),
    [
        ("root", deleted, "config.get"),
        ("root", removed, "users.list"),
        ("owner", moved, "config.get"),
        ("member", deactivated, "config.list"),
        ("key", revoked, "config.list"),
        ("key", expired, "config.list"),
        ("function key", closed, "config.list"),
    ],
)
async def test_a_run_that_is_under_way_is_answered_no_more(
    world: World, who: str, loss: Loss, call: str
) -> None:
    answer = await world.order(who)
    executions = world.running.platform.directory.executions_of("acme")
    run = await executions.get(UUID(answer.json["executionId"]))
    caller = Caller(run.caller, run.org_id, run.org_name)
    broker = Broker(Call(caller, world.running.platform, run=run), A_SLOT)
    arguments = {"key": "k"} if call == "config.get" else {}
    await broker.answer(call, arguments)

    await loss(replace(world, elsewhere=world.running.platform.directory), who)

    with pytest.raises(AuthorizationRevoked):
        await broker.answer(call, arguments)


async def test_a_run_of_a_demoted_administrator_goes_on_as_a_members(world: World) -> None:
    answer = await world.order("root")
    executions = world.running.platform.directory.executions_of("acme")
    run = await executions.get(UUID(answer.json["executionId"]))
    caller = Caller(run.caller, run.org_id, run.org_name)
    broker = Broker(Call(caller, world.running.platform, run=run), A_SLOT)
    await broker.answer("users.list", {})
    here = replace(world, elsewhere=world.running.platform.directory)

    await changed(here, "root", is_platform_admin=False)

    await broker.answer("config.list", {})
    for call in ("users.list", "organizations.list", "roles.list"):
        with pytest.raises(NotPermitted):
            await broker.answer(call, {})
