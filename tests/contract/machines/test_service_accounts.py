"""Service accounts: members that are programs, never administrators, by keys that end with them."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from functions.auth.access import Access
from functions.composition import Runtime
from functions.runtime import compose
from shared.engine.authorization.reauthorization import AuthorizationRevoked
from shared.models.callers import Actor, CallerKind
from shared.models.users import User
from shared.services.clock import StoppedClock
from shared.services.services import Services
from shared.settings import Settings
from tests.contract.client import Http
from tests.contract.http.auth.auth_helpers import Headers
from tests.contract.users import add_user, signed_in, with_key
from tests.support.counted_stores import CountedStores
from tests.unit.builders import execution


async def account(http: Http, headers: Headers, **more: object) -> dict[str, Any]:
    body = {"name": "Reporter", **more}
    answer = await http("create_service_account", body=body, headers=headers)
    assert answer.status == 201, answer.json
    return answer.json


async def key(http: Http, headers: Headers, account_id: str) -> dict[str, Any]:
    place = {"account_id": account_id}
    answer = await http("create_service_account_key", place, body={}, headers=headers)
    assert answer.status == 201, answer.json
    return answer.json


async def status(http: Http, raw: str, route: str = "list_workflows") -> int:
    return (await http(route, headers=with_key(raw))).status


async def test_its_key_acts_in_its_organization_as_itself(
    http: Http, running: Runtime, owner: Headers
) -> None:
    made = await account(http, owner)
    raw = (await key(http, owner, made["id"]))["rawKey"]

    caller = await running.authenticator.caller(Access.USER, with_key(raw), takes_keys=True)

    assert (caller.actor.kind, caller.actor.id) == (CallerKind.SERVICE_ACCOUNT, made["id"])
    assert (caller.scope, caller.actor.is_admin, caller.is_platform_admin) == ("acme", False, False)


async def test_it_is_never_an_administrator(http: Http, owner: Headers) -> None:
    """Attack: a service account that reads what administrators read, or makes keys."""
    raw = (await key(http, owner, (await account(http, owner))["id"]))["rawKey"]

    for route in ("list_members", "list_workflow_keys", "list_service_accounts", "get_session"):
        assert await status(http, raw, route) == 403


async def test_it_starts_what_members_may_start_with_its_roles(
    http: Http, running: Runtime, owner: Headers
) -> None:
    role = (await http("create_role", body={"name": "Finance"}, headers=owner)).json
    made = await account(http, owner, roleIds=[role["id"]])

    roles = running.platform.directory.roles_of("acme")
    assert made["roleIds"] == [role["id"]]
    assert await roles.names_of(UUID(made["id"])) == {"finance"}
    place = {"account_id": made["id"]}
    changed = await http(
        "update_service_account", place, body={"roleIds": []}, headers=owner, method="PATCH"
    )
    assert changed.json["roleIds"] == []
    assert await roles.names_of(UUID(made["id"])) == frozenset()


async def test_a_role_of_another_organization_is_refused(
    http: Http, running: Runtime, owner: Headers
) -> None:
    await add_user(running.platform.directory.users, "boss", {"globex": "admin"})
    other = (
        await http("create_role", body={"name": "R"}, headers=signed_in("boss", "globex"))
    ).json
    body = {"name": "x", "roleIds": [other["id"]]}

    assert (await http("create_service_account", body=body, headers=owner)).status == 400


@pytest.mark.parametrize("end", ["delete", "deactivate"])
async def test_its_keys_end_with_it(http: Http, running: Runtime, owner: Headers, end: str) -> None:
    made = await account(http, owner)
    raw = (await key(http, owner, made["id"]))["rawKey"]
    assert await status(http, raw) == 200
    place = {"account_id": made["id"]}

    if end == "delete":
        await http("delete_service_account", place, headers=owner, method="DELETE")
    else:
        body = {"isActive": False}
        await http("update_service_account", place, body=body, headers=owner, method="PATCH")

    assert await status(http, raw) == 401
    listed = (await http("list_workflow_keys", headers=owner)).json
    assert len(listed) == (0 if end == "delete" else 1)


@pytest.mark.parametrize("end", ["delete", "deactivate", "another organization's"])
async def test_its_runs_end_with_it(http: Http, running: Runtime, owner: Headers, end: str) -> None:
    """Attack: a run that waits until its account is gone."""
    made = await account(http, owner)
    place = {"account_id": made["id"]}
    actor = Actor(kind=CallerKind.SERVICE_ACCOUNT, id=made["id"], name="Reporter")
    org_id = "globex" if end.startswith("another") else "acme"
    run = execution(org_id=org_id).model_copy(update={"caller": actor})
    if end == "delete":
        await http("delete_service_account", place, headers=owner, method="DELETE")
    elif end == "deactivate":
        body = {"isActive": False}
        await http("update_service_account", place, body=body, headers=owner, method="PATCH")

    with pytest.raises(AuthorizationRevoked):
        await running.platform.engine.reauthorization.meanwhile(run)


async def test_members_and_other_organizations_make_none(
    http: Http, running: Runtime, owner: Headers, ada: User
) -> None:
    made = await account(http, owner)
    await add_user(running.platform.directory.users, "boss", {"globex": "admin"})
    place, boss = {"account_id": made["id"]}, signed_in("boss", "globex")

    member = await http("create_service_account", body={"name": "x"}, headers=signed_in("ada"))
    foreign = await http("create_service_account_key", place, body={}, headers=boss)

    assert (member.status, foreign.status) == (403, 404)
    assert (await http("list_service_accounts", headers=boss)).json == []


async def test_both_secrets_of_a_key_are_good_while_a_rotation_overlaps(
    http: Http, owner: Headers, clock: StoppedClock
) -> None:
    made = await key(http, owner, (await account(http, owner))["id"])
    place, body = {"key_id": made["id"]}, {"hours": 2}

    after = (await http("rotate_workflow_key", place, body=body, headers=owner)).json

    assert after["serviceAccount"] == made["serviceAccount"]
    assert [await status(http, raw) for raw in (made["rawKey"], after["rawKey"])] == [200, 200]
    clock.at += timedelta(hours=2)
    assert [await status(http, raw) for raw in (made["rawKey"], after["rawKey"])] == [401, 200]


async def test_a_revoked_key_is_not_rotated(http: Http, owner: Headers) -> None:
    made = (await http("create_workflow_key", body={}, headers=owner)).json
    place = {"key_id": made["id"]}
    await http("revoke_workflow_key", place, headers=owner, method="DELETE")

    assert (await http("rotate_workflow_key", place, body={}, headers=owner)).status == 409


async def test_it_costs_three_transactions_cold_and_none_warm(
    http: Http, owner: Headers, services: Services, memory_settings: Settings
) -> None:
    raw = (await key(http, owner, (await account(http, owner))["id"]))["rawKey"]
    await status(http, raw)  # the hour's note of its use
    counted = CountedStores()
    cold = compose(memory_settings, counted.over(services))

    with counted.own() as first:
        await cold.authenticator.caller(Access.USER, with_key(raw), takes_keys=True)
    with counted.own() as second:
        await cold.authenticator.caller(Access.USER, with_key(raw), takes_keys=True)

    assert len(first) <= 3, first
    assert second == []
    await cold.platform.engine.close()
