"""/api/members: administrators of an organization see its people by name, and no more of them."""

import json
from collections.abc import Mapping
from uuid import uuid4

import pytest

from functions.composition import Runtime
from tests.contract.client import Http
from tests.contract.users import BOTH_STORES, add_user, signed_in

Headers = Mapping[str, str]


@pytest.fixture
async def owner(running: Runtime) -> Headers:
    users = running.platform.directory.users
    await add_user(users, "owner", {"acme": "admin"})
    await add_user(users, "ada", {"acme": "member", "globex": "admin"})
    await add_user(users, "bob", {"globex": "member"})
    await add_user(users, "gone", {"acme": "member"}, is_active=False)
    return signed_in("owner", "acme")


@BOTH_STORES
async def test_members_are_listed_by_name_without_their_other_organizations(
    http: Http, owner: Headers
) -> None:
    answer = await http("list_members", headers=owner)

    found = [(one["name"], one["role"], one["isActive"], one["roles"]) for one in answer.json]
    assert found == [
        ("Ada", "member", True, None),
        ("Gone", "member", False, None),
        ("Owner", "admin", True, None),
    ]
    assert "globex" not in json.dumps(answer.json)
    assert set(answer.json[0]) == {
        "userId",
        "name",
        "email",
        "role",
        "isActive",
        "roles",
        "etag",
    }


@BOTH_STORES
async def test_roles_are_named_if_they_are_asked_for(http: Http, owner: Headers) -> None:
    made = [
        (await http("create_role", body={"name": name}, headers=owner)).json["id"]
        for name in ("Support", "accounting")
    ]
    for role_id in made:
        body = {"userIds": ["ada@example.test"]}
        added = await http("add_users_to_role", {"role_id": role_id}, body=body, headers=owner)
        assert added.status < 300

    listed = (await http("list_members", query={"withRoles": "true"}, headers=owner)).json

    names = {one["name"]: [role["name"] for role in one["roles"]] for one in listed}
    assert names == {"Ada": ["accounting", "Support"], "Gone": [], "Owner": []}


async def test_a_page_leads_to_the_next_and_a_text_filters(http: Http, owner: Headers) -> None:
    first = await http("list_members", query={"limit": "1"}, headers=owner)
    token = first.headers["x-continuation-token"]
    more = {"limit": "1", "continuationToken": token}
    second = await http("list_members", query=more, headers=owner)
    by_text = await http("list_members", query={"text": "OWN"}, headers=owner)
    foreign = await http("list_members", query={"text": "bob"}, headers=owner)

    assert [one["name"] for one in first.json + second.json] == ["Ada", "Gone"]
    assert [one["name"] for one in by_text.json] == ["Owner"]
    assert foreign.json == []


async def test_members_without_rights_and_foreigners_see_nobody(
    http: Http, owner: Headers, running: Runtime
) -> None:
    token = f"org-{uuid4().hex}"
    assert running.platform.directory
    assert owner
    for name, org_id in (("ada", "acme"), ("owner", "globex"), ("owner", token), ("bob", "acme")):
        assert (await http("list_members", headers=signed_in(name, org_id))).status == 403


async def test_global_has_no_members(http: Http, root: Headers) -> None:
    answer = await http("list_members", headers=root)

    assert (answer.status, "X-Organization-Id" in answer.json["message"]) == (400, True)


async def test_an_administrator_changes_the_rights_of_a_member_and_of_nobody_else(
    http: Http, owner: Headers
) -> None:
    body = {"role": "admin"}

    changed = await http("update_member", {"user": "ada@example.test"}, body=body, headers=owner)

    assert (changed.status, changed.json["role"]) == (200, "admin")
    assert "globex" not in json.dumps(changed.json)
    for user, status in (("bob@example.test", 404), ("owner@example.test", 403)):
        refused = await http("update_member", {"user": user}, body=body, headers=owner)
        assert refused.status == status
    assert (await http("list_members", headers=signed_in("ada", "acme"))).status == 200


@BOTH_STORES
async def test_who_is_taken_out_leaves_the_roles_and_keeps_other_organizations(
    http: Http, owner: Headers, root: Headers
) -> None:
    role = (await http("create_role", body={"name": "Support"}, headers=owner)).json["id"]
    ada = {"userIds": ["ada@example.test"]}
    await http("add_users_to_role", {"role_id": role}, body=ada, headers=owner)

    removed = await http("remove_member", {"user": "ada@example.test"}, headers=owner)

    assert removed.status == 204
    names = [one["name"] for one in (await http("list_members", headers=owner)).json]
    assert names == ["Gone", "Owner"]
    kept = await http("list_role_users", {"role_id": role}, headers=owner)
    assert kept.json["userIds"] == []
    user = await http("get_user", {"user": "ada@example.test"}, headers=root)
    assert [one["orgId"] for one in user.json["memberships"]] == ["globex"]
    again = await http("remove_member", {"user": "ada@example.test"}, headers=owner)
    assert again.status == 404
