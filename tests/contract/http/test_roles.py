"""/api/roles: named sets of an organization's users."""

from collections.abc import Mapping
from uuid import uuid4

import pytest

from functions.composition import Runtime
from shared.models.users import User
from tests.contract.client import Answer, Http
from tests.contract.users import BOTH_STORES, add_user

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


@pytest.mark.parametrize("name", ["😀" * 100, "é" * 100, "用" * 57, "x" * 100])
async def test_the_longest_name_fits_into_a_key(
    http: Http, acme: Headers, running: Runtime, name: str
) -> None:
    """A key of the real store has at most 512 characters; Azurite takes longer ones."""
    first = await create(http, acme, name)
    second = await create(http, acme, name)
    near = await create(http, acme, name[:-1])

    rows = (await running.platform.services.directory.page("role|acme", " ", "~", limit=10)).rows
    assert (first.status, second.status, near.status) == (201, 409, 201)
    assert max(len(row.key) for row in rows) <= 512


@BOTH_STORES
async def test_users_are_put_in_and_taken_out_on_both_sides(
    http: Http, acme: Headers, alice: User
) -> None:
    made = await create(http, acme)
    place = {"role_id": made.json["id"]}
    user = {"user_id": str(alice.id)}
    body = {"userIds": [str(alice.id), str(alice.id)]}

    add_users = await http("add_users_to_role", place, body=body, headers=acme)
    again = await http("add_users_to_role", place, body=body, headers=acme)
    members = await http("list_role_users", place, headers=acme)
    theirs = await http("list_user_roles", user, headers=acme)
    out = await http("remove_user_from_role", {**place, **user}, headers=acme)
    twice = await http("remove_user_from_role", {**place, **user}, headers=acme)
    after = await http("list_user_roles", user, headers=acme)

    assert (add_users.status, again.status) == (204, 204)
    assert members.json == {"userIds": [str(alice.id)], "continuationToken": None}
    assert theirs.json == {"roleIds": [made.json["id"]], "continuationToken": None}
    assert (out.status, twice.status) == (204, 404)
    assert after.json["roleIds"] == []


@BOTH_STORES
async def test_a_deleted_role_is_nobodys(http: Http, acme: Headers, alice: User) -> None:
    made = await create(http, acme)
    place = {"role_id": made.json["id"]}
    await http("add_users_to_role", place, body={"userIds": [str(alice.id)]}, headers=acme)

    await http("delete_role", place, headers=acme)

    theirs = await http("list_user_roles", {"user_id": str(alice.id)}, headers=acme)
    assert theirs.json["roleIds"] == []


async def test_only_users_of_the_organization_can_be_in_it(
    http: Http, acme: Headers, running: Runtime
) -> None:
    bob = await add_user(running.platform.directory.users, "bob", {"globex": "member"})
    made = await create(http, acme)
    body = {"userIds": [str(bob.id), str(uuid4())]}

    answer = await http("add_users_to_role", {"role_id": made.json["id"]}, body=body, headers=acme)

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
        await http("list_role_forms", place, headers=globex),
        await http("grant_forms_to_role", place, body={"formIds": ["f1"]}, headers=globex),
        await http("revoke_form_from_role", {**place, "form_id": "f1"}, headers=globex),
    ]

    assert {answer.status for answer in answers} == {404}
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


@BOTH_STORES
async def test_forms_are_allowed_and_forbidden_on_both_sides(
    http: Http, acme: Headers, running: Runtime
) -> None:
    first, second = [(await create(http, acme, name)).json["id"] for name in ("a", "b")]
    place, ids = {"role_id": first}, ["workspace-onboarding", str(uuid4())]
    roles = running.platform.directory.roles_of("acme")

    allowed = await allow(http, acme, first, [*ids, ids[0]])
    again = await allow(http, acme, first, ids[:1])
    await allow(http, acme, second, ids[:1])
    listed = await http("list_role_forms", place, headers=acme)
    of_form = await roles.roles_of_form(ids[0])
    forbidden = await http("revoke_form_from_role", {**place, "form_id": ids[0]}, headers=acme)
    twice = await http("revoke_form_from_role", {**place, "form_id": ids[0]}, headers=acme)
    after = await http("list_role_forms", place, headers=acme)

    assert (allowed.status, again.status) == (204, 204)
    assert sorted(listed.json["formIds"]) == sorted(ids)
    assert {str(role) for role in of_form.items} == {first, second}
    assert (forbidden.status, twice.status, after.json["formIds"]) == (204, 404, ids[1:])
    assert [str(role) for role in (await roles.roles_of_form(ids[0])).items] == [second]


@BOTH_STORES
async def test_a_deleted_role_leaves_no_row(http: Http, acme: Headers, running: Runtime) -> None:
    users = running.platform.directory.users
    ids = [str((await add_user(users, f"u{n}", {"acme": "member"})).id) for n in range(3)]
    role_id = (await create(http, acme)).json["id"]
    await http("add_users_to_role", {"role_id": role_id}, body={"userIds": ids}, headers=acme)
    for batch in range(2):
        await allow(http, acme, role_id, [f"form-{batch}-{n}" for n in range(40)])

    deleted = await http("delete_role", {"role_id": role_id}, headers=acme)

    left = await running.platform.services.directory.page("role|acme", " ", "~", limit=10)
    assert (deleted.status, left.rows) == (204, [])


@pytest.mark.parametrize("form", ["", " ", "a|b", "a/b", "a b", "a#b", "-a", "é", "x" * 129])
async def test_what_cannot_be_a_form_is_refused(http: Http, acme: Headers, form: str) -> None:
    role_id = (await create(http, acme)).json["id"]

    assert (await allow(http, acme, role_id, [form])).status == 400


@pytest.mark.parametrize("forms", [[], [f"f{n}" for n in range(41)]])
async def test_forms_come_by_the_batch(http: Http, acme: Headers, forms: list[str]) -> None:
    role_id = (await create(http, acme)).json["id"]

    assert (await allow(http, acme, role_id, forms)).status == 400


@BOTH_STORES
async def test_what_is_in_a_role_is_listed_in_pages(http: Http, acme: Headers) -> None:
    role_id = (await create(http, acme)).json["id"]
    forms = [f"form-{number}" for number in range(7)]
    await allow(http, acme, role_id, forms)
    place, query = {"role_id": role_id}, {"limit": "3"}

    pages = [await http("list_role_forms", place, query=query, headers=acme)]
    while token := pages[-1].json["continuationToken"]:
        more = {**query, "continuationToken": token}
        pages.append(await http("list_role_forms", place, query=more, headers=acme))

    assert [page.json["formIds"] for page in pages] == [forms[:3], forms[3:6], forms[6:]]


async def allow(http: Http, headers: Headers, role_id: str, forms: list[str]) -> Answer:
    place = {"role_id": role_id}
    return await http("grant_forms_to_role", place, body={"formIds": forms}, headers=headers)
