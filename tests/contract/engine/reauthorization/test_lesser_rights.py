"""A run has the lesser of the rights then and now."""

import json
from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

import pytest

from shared.broker import Broker
from shared.call import Call, Caller
from shared.engine.authorization.reauthorization import AuthorizationRevoked
from shared.errors import NotPermitted, Unavailable
from shared.models.users import MemberRole, Membership
from tests.contract.broker_calls import A_SLOT
from tests.contract.deliveries import hand, take
from tests.contract.engine.reauthorization.reauthorization_helpers import (
    WAYS,
    FaultyTable,
    Loss,
    World,
    changed,
    closed,
    deactivated,
    deleted,
    expired,
    moved,
    removed,
    revoked,
)

PEOPLES_WAYS = [name for name in WAYS if name != "requeued"]


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
