"""/api/roles: named sets of an organization's users."""

from collections.abc import Mapping
from uuid import uuid4

import pytest

from functions.runtime import Runtime
from shared.models.users import User
from tests.contract.http import Answer, Http
from tests.contract.people import BOTH_STORES, add_user

Headers = Mapping[str, str]


@pytest.fixture
def acme(root: Headers) -> Headers:
    return {**root, "x-organization-id": "acme"}


@pytest.fixture
async def alice(running: Runtime) -> User:
    return await add_user(running.platform.directory.users, "alice", {"acme": "member"})


async def create(http: Http, headers: Headers, name: str = "Dispatch") -> Answer:
    return await http("create_role", body={"name": name}, headers=headers)


@BOTH_STORES
async def test_a_role_is_made_changed_read_and_deleted(http: Http, acme: Headers) -> None:
    made = await create(http, acme, " Dispatch ")
    place = {"role_id": made.json["id"]}
    body = {"name": "Billing", "description": "who writes invoices"}

    changed = await http("update_role", place, body=body, headers=acme)
    found = await http("get_role", place, headers=acme)
    deleted = await http("delete_role", place, headers=acme)
    gone = await http("get_role", place, headers=acme)

    assert (made.status, made.json["name"]) == (201, "Dispatch")
    assert changed.json == found.json
    assert (found.json["name"], found.json["description"]) == ("Billing", "who writes invoices")
    assert (deleted.status, gone.status) == (204, 404)


@BOTH_STORES
async def test_a_name_is_taken_once_whatever_its_case(http: Http, acme: Headers) -> None:
    first = await create(http, acme, "Dispatch / #1?")
    second = await create(http, acme, "DISPATCH / #1?")
    other = await create(http, acme, "Billing")
    place = {"role_id": other.json["id"]}
    renamed = await http("update_role", place, body={"name": "dispatch / #1?"}, headers=acme)
    await http("delete_role", {"role_id": first.json["id"]}, headers=acme)
    freed = await create(http, acme, "Dispatch / #1?")

    assert (second.status, second.json["error"]) == (409, "Conflict")
    assert "already exists" in second.json["message"]
    assert (renamed.status, freed.status) == (409, 201)


@BOTH_STORES
async def test_users_are_put_in_and_taken_out_on_both_sides(
    http: Http, acme: Headers, alice: User
) -> None:
    made = await create(http, acme)
    place = {"role_id": made.json["id"]}
    user = {"user_id": str(alice.id)}
    body = {"userIds": [str(alice.id), str(alice.id)]}

    put_in = await http("put_users_in_role", place, body=body, headers=acme)
    again = await http("put_users_in_role", place, body=body, headers=acme)
    members = await http("list_role_users", place, headers=acme)
    theirs = await http("list_user_roles", user, headers=acme)
    out = await http("take_user_out_of_role", {**place, **user}, headers=acme)
    twice = await http("take_user_out_of_role", {**place, **user}, headers=acme)
    after = await http("list_user_roles", user, headers=acme)

    assert (put_in.status, again.status) == (204, 204)
    assert members.json == {"userIds": [str(alice.id)]}
    assert theirs.json == {"roleIds": [made.json["id"]]}
    assert (out.status, twice.status) == (204, 404)
    assert after.json == {"roleIds": []}


@BOTH_STORES
async def test_a_deleted_role_is_nobodys(http: Http, acme: Headers, alice: User) -> None:
    made = await create(http, acme)
    place = {"role_id": made.json["id"]}
    await http("put_users_in_role", place, body={"userIds": [str(alice.id)]}, headers=acme)

    await http("delete_role", place, headers=acme)

    theirs = await http("list_user_roles", {"user_id": str(alice.id)}, headers=acme)
    assert theirs.json == {"roleIds": []}


async def test_only_users_of_the_organization_can_be_in_it(
    http: Http, acme: Headers, running: Runtime
) -> None:
    bob = await add_user(running.platform.directory.users, "bob", {"globex": "member"})
    made = await create(http, acme)
    body = {"userIds": [str(bob.id), str(uuid4())]}

    answer = await http("put_users_in_role", {"role_id": made.json["id"]}, body=body, headers=acme)

    assert answer.status == 400
    messages = {detail["message"] for detail in answer.json["details"]}
    assert messages == {"there is no such user in this organization"}


async def test_a_role_of_another_organization_is_not_there(
    http: Http, acme: Headers, root: Headers
) -> None:
    made = await create(http, acme)
    globex = {**root, "x-organization-id": "globex"}
    place = {"role_id": made.json["id"]}

    answers = [
        await http("get_role", place, headers=globex),
        await http("delete_role", place, headers=globex),
        await http("update_role", place, body={"name": "Mine"}, headers=globex),
        await http("list_role_users", place, headers=globex),
    ]

    assert [answer.status for answer in answers] == [404, 404, 404, 404]
    assert (await http("list_roles", headers=globex)).json == []
    assert (await create(http, globex)).status == 201


@pytest.mark.parametrize("body", [{}, {"name": " "}, {"name": "x" * 101}, {"name": "x", "id": "1"}])
async def test_what_is_no_role_is_400(http: Http, acme: Headers, body: dict[str, str]) -> None:
    answer = await http("create_role", body=body, headers=acme)

    assert answer.status == 400


async def test_roles_are_listed_in_pages(http: Http, acme: Headers) -> None:
    made = {(await create(http, acme, f"r{number}")).json["id"] for number in range(5)}

    first = await http("list_roles", query={"limit": "3"}, headers=acme)
    token = first.headers["x-continuation-token"]
    query = {"limit": "3", "continuationToken": token}
    second = await http("list_roles", query=query, headers=acme)

    assert {role["id"] for role in first.json + second.json} == made
    assert len(first.json) == 3
    assert "x-continuation-token" not in second.headers
