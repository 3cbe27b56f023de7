"""An e-mail address is taken wherever a user's id is."""

from collections.abc import Mapping
from typing import get_args

import pytest

from functions import app
from functions.composition import Runtime
from shared.models.users import ActorReference, User, UserReference
from tests.contract.client import Http
from tests.contract.users import BOTH_STORES, add_user, signed_in

Headers = Mapping[str, str]
OWNER = signed_in("owner")
STRANGER = "stranger@example.test"


@pytest.fixture(autouse=True)
async def alice(running: Runtime) -> User:
    users = running.platform.directory.users
    await add_user(users, "owner", {"acme": "admin"})
    await add_user(users, "stranger", {"globex": "member"})
    return await add_user(users, "alice", {"acme": "member"})


async def made_role(http: Http) -> dict[str, str]:
    made = await http("create_role", body={"name": "Dispatch"}, headers=OWNER)
    return {"role_id": made.json["id"]}


@BOTH_STORES
@pytest.mark.parametrize("written", ["alice@example.test", " Alice@Example.TEST "])
async def test_roles_take_addresses(http: Http, alice: User, written: str) -> None:
    role = await made_role(http)

    put = await http("add_users_to_role", role, body={"userIds": [written]}, headers=OWNER)
    within = await http("list_role_users", role, headers=OWNER)
    theirs = await http("list_user_roles", {"user_id": written}, headers=OWNER)
    out = await http("remove_user_from_role", {**role, "user_id": written}, headers=OWNER)
    after = await http("list_role_users", role, headers=OWNER)

    assert (put.status, out.status) == (204, 204)
    assert within.json["userIds"] == [str(alice.id)]
    assert theirs.json["roleIds"] == [role["role_id"]]
    assert after.json["userIds"] == []


async def test_lists_of_executions_and_of_the_audit_log_take_addresses(http: Http) -> None:
    made = await http("execute_workflow", {"name": "succeeds"}, body={}, headers=signed_in("alice"))
    run = made.headers["x-execution-id"]
    await made_role(http)

    async def runs(user: str) -> list[str]:
        found = await http("list_executions", query={"userId": user}, headers=OWNER)
        return [one["executionId"] for one in found.json["executions"]]

    async def operations(actor: str) -> list[str]:
        found = await http("list_audit_entries", query={"actor": actor}, headers=OWNER)
        return [one["operation"] for one in found.json]

    assert await runs("ALICE@example.test") == [run]
    assert await runs("owner@example.test") == []
    assert "role.create" in await operations("owner@example.test")
    assert await operations("alice@example.test") == []


async def test_a_foreign_address_looks_like_an_unknown_one(http: Http) -> None:
    role = await made_role(http)

    async def answers(user: str) -> list[object]:
        put = await http("add_users_to_role", role, body={"userIds": [user]}, headers=OWNER)
        out = await http("remove_user_from_role", {**role, "user_id": user}, headers=OWNER)
        theirs = await http("list_user_roles", {"user_id": user}, headers=OWNER)
        runs = await http("list_executions", query={"userId": user}, headers=OWNER)
        facts = [put.status, put.json["details"], out.status, theirs.json, runs.json]
        return [*facts, out.json["message"].replace(user, "")]

    assert await answers(STRANGER) == await answers("nobody@example.test")
    assert (await answers(STRANGER))[:3:2] == [400, 404]


@pytest.mark.parametrize(
    "user", ["nonsense", "1", "01234567-89ab-4cde-8f01-23456789abc", "a@" + "é" * 200]
)
async def test_what_is_neither_is_refused_in_words(http: Http, user: str) -> None:
    role = await made_role(http)
    put = await http("add_users_to_role", role, body={"userIds": [user]}, headers=OWNER)
    assert put.status == 400
    words = put.json["details"][0]["message"]
    assert words in (
        "give the id or the e-mail address of a user",
        "this is not an e-mail address",
    )


def test_every_parameter_that_names_a_user_is_a_reference() -> None:
    for routes in app.API:
        for route in routes.all:
            for argument in route.arguments.all:
                if argument.parameter in ("user_id", "actor"):
                    named = {argument.annotation, *get_args(argument.annotation)}
                    assert named & {UserReference, ActorReference}, route.name
