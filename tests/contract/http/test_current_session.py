"""/api/session: one call that says who is calling, where, and what they may do."""

import json
from collections.abc import Mapping
from datetime import datetime

import pytest

from functions.app import API
from functions.auth.access import Access
from functions.composition import Runtime
from shared.models.client.session import (
    OF_ADMINISTRATORS,
    OF_MEMBERS,
    OF_PLATFORM,
    Ability,
)
from shared.release import VERSION
from tests.contract.client import Http
from tests.contract.users import add_user, signed_in, with_key

#: A route that each ability is for: it must declare the level that the ability is given at.
ROUTES = {
    Ability.FORMS_USE: "execute_form",
    Ability.WORKFLOWS_USE: "execute_named_workflow",
    Ability.RUNS_READ_OWN: "list_executions",
    Ability.RUNS_READ_ALL: "list_dead_letters",
    Ability.FORMS_MANAGE: "create_form",
    Ability.CONFIG_MANAGE: "set_config",
    Ability.SECRETS_MANAGE: "set_secret",
    Ability.CONNECTIONS_MANAGE: "create_connection",
    Ability.KEYS_MANAGE: "create_workflow_key",
    Ability.ROLES_MANAGE: "create_role",
    Ability.MEMBERS_READ: "list_members",
    Ability.AUDIT_READ: "list_audit_entries",
    Ability.DEAD_LETTERS_MANAGE: "requeue_dead_letter",
    Ability.AUTOMATION_MANAGE: "create_schedule",
    Ability.SECURITY_MANAGE: "set_second_factor_policy",
    Ability.AI_USE: "execute_agent",
    Ability.AI_MANAGE: "set_ai_settings",
    Ability.ORGANIZATIONS_MANAGE: "create_organization",
    Ability.USERS_MANAGE: "create_user",
    Ability.CODE_MANAGE: "write_file",
    Ability.PACKAGES_MANAGE: "install_packages",
    Ability.BRANDING_MANAGE: "put_branding",
    Ability.DIAGNOSTICS_READ: "list_dependencies",
}
LEVELS = {
    **dict.fromkeys(OF_PLATFORM, Access.ADMIN),
    **dict.fromkeys(OF_ADMINISTRATORS, Access.ORG_ADMIN),
    **dict.fromkeys(OF_MEMBERS, Access.USER),
}


def test_abilities_are_given_where_their_routes_admit() -> None:
    access = {route.name: route.access for group in API for route in group.all}

    assert {one: access[ROUTES[one]] for one in ROUTES} == {one: LEVELS[one] for one in ROUTES}


def test_each_ability_has_one_level_and_a_route() -> None:
    assert set(LEVELS) == set(Ability)
    assert set(ROUTES) == set(Ability)


async def test_a_member_of_two_sees_both_by_name(http: Http, running: Runtime) -> None:
    users = running.platform.directory.users
    ada = await add_user(users, "ada", {"globex": "admin", "acme": "member"})

    answer = await http("get_session", headers=signed_in("ada"))

    found = answer.json
    assert answer.status == 200
    assert found["user"] == {
        "id": str(ada.id),
        "name": "Ada",
        "email": "ada@example.test",
        "kind": "user",
    }
    listed = [(one["id"], one["role"], one["may"]) for one in found["organizations"]]
    assert listed == [("acme", "member", [*OF_MEMBERS]), ("globex", "admin", [*OF_ADMINISTRATORS])]
    assert found["defaultOrganization"] is None
    assert not found["platformAdmin"]
    assert found["may"] == found["mayEverywhere"] == []
    assert found["signedInBy"] == "frontEnd"
    assert found["version"] == VERSION
    assert datetime.fromisoformat(found["serverTime"]).tzinfo


async def test_a_member_of_one_has_a_default(http: Http, running: Runtime) -> None:
    await add_user(running.platform.directory.users, "ada", {"acme": "member"})

    found = (await http("get_session", headers=signed_in("ada"))).json

    assert found["defaultOrganization"] == "acme"


@pytest.mark.parametrize(
    ("recent", "is_admin", "visited"),
    [
        (["globex", "acme"], True, {"id": "globex", "name": "Globex"}),
        (["globex"], False, None),
        (["nowhere"], True, None),
        (["../o|globex"], True, None),
        ([7], True, None),
        ("globex", True, None),
        ([], True, None),
    ],
)
async def test_where_an_administrator_was_last_has_its_name(
    http: Http, running: Runtime, recent: object, is_admin: bool, visited: object
) -> None:
    directory = running.platform.directory
    ada = await add_user(directory.users, "ada", is_admin=is_admin)
    await directory.preferences.put(ada.id, json.dumps({"recentOrganizations": recent}))

    booted = await http("get_session", query={"preferences": "true"}, headers=signed_in("ada"))
    plain = await http("get_session", headers=signed_in("ada"))

    assert booted.json["visited"] == visited
    assert plain.json["visited"] is None


async def test_somebody_without_organization_is_told_so(http: Http, running: Runtime) -> None:
    await add_user(running.platform.directory.users, "nobody")

    answer = await http("get_session", headers=signed_in("nobody"))

    assert (answer.status, answer.json["organizations"]) == (200, [])


async def test_an_inactive_organization_is_left_out(http: Http, running: Runtime) -> None:
    directory = running.platform.directory
    await add_user(directory.users, "ada", {"acme": "admin", "globex": "member"})
    before = await directory.organizations.get("acme")
    off = before.organization.model_copy(update={"is_active": False})
    await directory.organizations.replace(before, off)

    found = (await http("get_session", headers=signed_in("ada"))).json

    assert [one["id"] for one in found["organizations"]] == ["globex"]


async def test_a_platform_administrator_may_act_everywhere(
    http: Http, root: Mapping[str, str]
) -> None:
    found = (await http("get_session", headers=root)).json

    assert found["platformAdmin"]
    assert found["may"] == [*OF_PLATFORM]
    assert found["mayEverywhere"] == [*OF_ADMINISTRATORS]


async def test_a_client_boots_with_the_preferences_that_it_can_replace(
    http: Http, running: Runtime
) -> None:
    await add_user(running.platform.directory.users, "ada", {"acme": "member"})
    await http("put_preferences", body={"stars": ["a"]}, headers=signed_in("ada"))

    plain = (await http("get_session", headers=signed_in("ada"))).json
    found = (
        await http("get_session", query={"preferences": "true"}, headers=signed_in("ada"))
    ).json["preferences"]
    matching = {**signed_in("ada"), "If-Match": f'"{found["tag"]}"'}

    assert plain["preferences"] is None
    assert found["values"] == {"stars": ["a"]}
    assert (await http("put_preferences", body={}, headers=matching)).status == 200
    assert (await http("put_preferences", body={}, headers=matching)).status == 409


async def test_somebody_who_stored_nothing_has_empty_preferences(
    http: Http, running: Runtime
) -> None:
    await add_user(running.platform.directory.users, "ada", {"acme": "member"})

    answer = await http("get_session", query={"preferences": "true"}, headers=signed_in("ada"))

    assert answer.json["preferences"]["values"] == {}


@pytest.mark.parametrize(
    ("headers", "status"),
    [({}, 401), (signed_in("stranger"), 401), (with_key(f"bfk_{'0' * 32}_x"), 401)],
)
async def test_nobody_else_has_a_session(
    http: Http, running: Runtime, headers: dict[str, str], status: int
) -> None:
    assert (await http("get_session", headers=headers)).status == status
