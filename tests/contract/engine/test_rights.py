"""Who started a run x all that depends on it: the one right answer for each kind of caller.

An organization's administrator and a function key administer their organization, and are no
platform administrators: neither for the author's code, nor for what caches and processes keep.
"""

import asyncio
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import NAMESPACE_OID, UUID, uuid5

import pytest

from functions.composition import Runtime
from shared.call import Call, Caller
from shared.engine.authorization.authorization import Door
from shared.engine.code.scripts import script
from shared.handlers import discovery
from shared.models.base import GLOBAL
from shared.models.callers import Actor, CallerKind
from shared.models.keys import ApiKey
from shared.models.options import OptionsOrder
from shared.models.orders import Order
from shared.models.users import MemberRole, Membership, User
from tests.contract.broker_calls import RUNS, refusal


class Right(NamedTuple):
    """What is true of a run, and of what its caller is shown."""

    is_admin: bool = False
    is_platform_admin: bool = False
    is_function_key: bool = False
    names_others: bool = False


RIGHTS: Mapping[str, Right] = {
    "member": Right(),
    "owner": Right(is_admin=True),
    "api key": Right(),
    "function key": Right(is_admin=True, is_function_key=True),
    "function key in GLOBAL": Right(is_admin=True, is_function_key=True),
    "schedule": Right(),
    "schedule in GLOBAL": Right(is_admin=True, names_others=True),
    "trigger": Right(),
    "trigger in GLOBAL": Right(),
    "root": Right(is_admin=True, is_platform_admin=True, names_others=True),
    "root in GLOBAL": Right(is_admin=True, is_platform_admin=True, names_others=True),
}
#: Two more of a kind: what is kept of one is not for the other.
TWINS = {"another member": "member", "another owner": "owner", "another root": "root"}
EVERYBODY = [*RIGHTS, *TWINS]
everybody = pytest.mark.parametrize("who", RIGHTS)


def caller(who: str) -> Caller:
    facts, scope = RUNS[TWINS.get(who, who)]
    actor = Actor(
        id=str(uuid5(NAMESPACE_OID, who)), name=who, email=f"{who[-4:]}@example.test", **facts
    )
    org_name = None if scope == GLOBAL else scope.title()
    return Caller(actor, scope, org_name, is_platform_admin=actor.is_platform_admin)


@pytest.fixture(autouse=True)
async def known(running: Runtime) -> None:
    """Have the directory know everybody: what a run asks is answered only while they stand."""
    for who in EVERYBODY:
        by, directory = caller(who), running.platform.directory
        if by.actor.kind is CallerKind.USER:
            await directory.users.add(user_of(by))
        if by.actor.kind is CallerKind.API_KEY:
            await directory.api_keys.add(key_of(by))


def user_of(by: Caller) -> User:
    role = MemberRole.ADMIN if by.actor.is_admin else MemberRole.MEMBER
    return User(
        id=UUID(by.actor.id),
        email=f"{by.actor.id}@example.test",
        display_name=by.actor.name,
        is_platform_admin=by.is_platform_admin,
        memberships=() if by.is_platform_admin else (Membership(org_id=by.scope, role=role),),
        created_by="tests",
        created_at=datetime.now(UTC),
    )


def key_of(by: Caller) -> ApiKey:
    return ApiKey(
        id=UUID(by.actor.id),
        secret_hash="0" * 64,
        org_id=by.scope,
        created_by="tests",
        created_at=datetime.now(UTC),
    )


async def ran(running: Runtime, who: str) -> dict[str, Any]:
    """What a run was told, and whose runs its process had had."""
    by, engine = caller(who), running.platform.engine
    workflow = await engine.catalog.get("shows_rights")
    order = Order(
        workflow=workflow, org_id=by.scope, org_name=by.org_name, caller=by.actor, input={}
    )
    outcome = (await engine.submission.start(order)).outcome
    assert outcome
    assert outcome.result, outcome
    await engine.pool.settle()
    return json.loads(outcome.result)


async def chosen(running: Runtime, who: str, seconds: float = 0) -> tuple[list[object], bool]:
    """The choices that somebody is offered, and whether they were kept."""
    by, engine = caller(who), running.platform.engine
    order = OptionsOrder(
        provider=await engine.catalog.provider("what_is_seen"),
        org_id=by.scope,
        org_name=by.org_name,
        caller=by.actor,
        input={"seconds": seconds},
    )
    found = await engine.data_providers.options(order)
    return [option.value for option in found.options], found.cached


def to_be_seen(who: str) -> list[object]:
    by, right = caller(who), RIGHTS[TWINS.get(who, who)]
    customers = ["Acme", "Closed", "Globex"] if right.names_others else ["NotPermitted"]
    asker = [by.scope, by.actor.id, by.actor.name, str(by.actor.email)]
    return [*asker, *map(str, right[:3]), *customers]


@everybody
async def test_the_context_tells_the_author_who_it_is(running: Runtime, who: str) -> None:
    assert (await ran(running, who))["rights"] == [*RIGHTS[who][:3]]


@everybody
async def test_the_broker_agrees_with_the_context(running: Runtime, who: str) -> None:
    right = RIGHTS[who]

    changes = await refusal(running, who, "config.set", key="k", value="v")
    names = await refusal(running, who, "organizations.list")

    assert (changes == "") == right.is_admin
    assert (names == "") == right.names_others


@everybody
async def test_the_catalog_shows_each_what_is_theirs(running: Runtime, who: str) -> None:
    by, right = caller(who), RIGHTS[who]
    call = Call(by, running.platform)

    found = await discovery.everything(call)
    shown = next(one for one in found.workflows if one.name == "succeeds")

    assert (shown.relative_file_path is not None) == right.is_platform_admin
    assert (shown.organizations is not None) == right.is_platform_admin
    assert (shown.roles is not None) == by.actor.is_admin
    for door in Door:
        may = await running.platform.engine.authorization.may_start(script("v"), by.subject, door)
        assert may == (right.is_platform_admin and door is Door.DIRECT)


async def test_choices_that_are_kept_are_for_who_asked_only(running: Runtime) -> None:
    first = {who: await chosen(running, who) for who in EVERYBODY}
    again = {who: await chosen(running, who) for who in EVERYBODY}

    assert first == {who: (to_be_seen(who), False) for who in EVERYBODY}
    assert again == {who: (to_be_seen(who), True) for who in EVERYBODY}


async def test_a_run_in_flight_is_shared_with_nobody_else(running: Runtime) -> None:
    asked = [*EVERYBODY, *EVERYBODY]

    found = await asyncio.gather(*(chosen(running, who, 0.5) for who in asked))

    assert [values for values, _ in found] == [to_be_seen(who) for who in asked]


async def test_a_process_remembers_runs_of_the_same_rights_only(running: Runtime) -> None:
    for who in (*EVERYBODY, *reversed(EVERYBODY)):
        before = (await ran(running, who))["before"]

        alike = [other for other in EVERYBODY if _rights(other) == _rights(who)]
        assert {*before} <= {caller(other).actor.id for other in alike}, who


async def test_a_process_is_used_again_by_the_same_rights(running: Runtime) -> None:
    await ran(running, "member")

    assert (await ran(running, "another member"))["before"] == [caller("member").actor.id]


def test_a_record_of_before_the_platforms_own_right_is_no_platform_administrators() -> None:
    old = '{"kind": "user", "id": "1", "name": "Olga", "isAdmin": true}'

    found = Actor.model_validate_json(old)

    assert (found.is_admin, found.is_platform_admin) == (True, False)


def _rights(who: str) -> object:
    by = caller(who)
    return by.scope, by.actor.kind, by.actor.is_admin, by.actor.is_platform_admin
