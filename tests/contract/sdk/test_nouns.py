"""``organizations``, ``roles``, ``users``, ``executions``, ``workflows``: whose run may what."""

from typing import Any

import pytest

from functions.composition import Runtime
from sdk.rpc.calls import CALLS, Right
from shared.broker import SDK_CALLS
from shared.errors import InvalidInput, NotFound, NotPermitted
from shared.models.base import GLOBAL
from tests.contract.broker_calls import (
    ADMINISTERS,
    NAMES_OTHERS,
    RUNS,
    answered,
    broker_of,
    refusal,
)
from tests.contract.client import Http
from tests.contract.users import add_user, signed_in

NOBODY = "0d2f6f86-54d0-4c89-8b5c-1d6ad2b3f1f7"
#: Each call, with what it is asked with; what it names does not exist.
ASKED: dict[str, dict[str, Any]] = {
    "organizations.create": {"name": "New"},
    "organizations.delete": {"org_id": "nowhere"},
    "organizations.list": {},
    "organizations.update": {"org_id": "nowhere", "name": "New"},
    "roles.assign_forms": {"role_id": NOBODY, "form_ids": ["f"]},
    "roles.assign_users": {"role_id": NOBODY, "user_ids": [NOBODY]},
    "roles.create": {"name": "New"},
    "roles.delete": {"role_id": NOBODY},
    "roles.get": {"role_id": NOBODY},
    "roles.list": {},
    "roles.list_forms": {"role_id": NOBODY},
    "roles.list_users": {"role_id": NOBODY},
    "roles.update": {"role_id": NOBODY, "name": "New"},
    "users.create": {"email": "new@example.test", "display_name": "New"},
    "users.delete": {"user": NOBODY},
    "users.get": {"user": NOBODY},
    "users.list": {},
    "users.update": {"user": NOBODY, "display_name": "New"},
}
OPEN = ["executions.get", "executions.get_logs", "executions.list"]


@pytest.mark.parametrize("call", ASKED)
@pytest.mark.parametrize("who", RUNS)
async def test_a_run_may_what_its_starter_may(running: Runtime, who: str, call: str) -> None:
    right = CALLS[call]
    may = who in (NAMES_OTHERS if right is Right.PLATFORM_RUN else ADMINISTERS)
    if who == "schedule in GLOBAL":
        may = True

    said = await refusal(running, who, call, **ASKED[call])

    assert (said == NotPermitted.__name__) is not may, said
    assert may is False or said in ("", NotFound.__name__)


@pytest.mark.parametrize("call", [call for call in ASKED if call.startswith("roles.")])
@pytest.mark.parametrize("who", RUNS)
async def test_only_some_runs_name_another_organization(
    running: Runtime, who: str, call: str
) -> None:
    others = {"globex", GLOBAL, "acme"} - {RUNS[who][1]}

    said = {await refusal(running, who, call, **ASKED[call], org_id=other) for other in others}

    if who in NAMES_OTHERS:
        assert NotPermitted.__name__ not in said
    else:
        assert said == {NotPermitted.__name__}


@pytest.mark.parametrize("who", RUNS)
async def test_every_run_sees_its_own_organization_and_few_another(
    running: Runtime, who: str
) -> None:
    scope = RUNS[who][1]
    other = "globex"

    own = await refusal(running, who, "organizations.get")
    named = await refusal(running, who, "organizations.get", org_id=scope)
    said = {await refusal(running, who, "organizations.get", org_id=o) for o in (other, "nowhere")}

    assert own == named == ("" if scope == "acme" else NotFound.__name__)
    expected = {"", NotFound.__name__} if who in NAMES_OTHERS else {NotPermitted.__name__}
    assert said == expected


@pytest.mark.parametrize("call", OPEN)
async def test_any_run_asks_for_executions(running: Runtime, call: str) -> None:
    given = {} if call.endswith("list") else {"execution_id": NOBODY}

    said = {await refusal(running, who, call, **given) for who in RUNS}

    assert said == ({""} if call.endswith("list") else {NotFound.__name__})


def test_the_test_kit_knows_the_same_rights() -> None:
    """Both read one table, in which every call of the broker is, and no other."""
    assert {*SDK_CALLS} == {*CALLS}


async def test_a_role_of_another_organization_is_not_there(running: Runtime) -> None:
    made = await answered(running, "root", "roles.create", name="Theirs", org_id="globex")

    for call in ("roles.get", "roles.update", "roles.list_users", "roles.list_forms"):
        assert await refusal(running, "owner", call, role_id=made["id"]) == NotFound.__name__
    assert await answered(running, "owner", "roles.delete", role_id=made["id"]) is False
    assert (await answered(running, "owner", "roles.list"))["items"] == []
    found = await answered(running, "root", "roles.list", org_id="globex")
    assert [role["name"] for role in found["items"]] == ["Theirs"]


async def test_a_role_takes_members_only(running: Runtime) -> None:
    users = running.platform.directory.users
    alice = await add_user(users, "alice", {"acme": "member"})
    bob = await add_user(users, "bob", {"globex": "member"})
    role = (await answered(running, "owner", "roles.create", name="Dispatch"))["id"]

    await answered(running, "owner", "roles.assign_users", role_id=role, user_ids=[str(alice.id)])
    stolen = await refusal(
        running, "owner", "roles.assign_users", role_id=role, user_ids=[str(bob.id)]
    )

    assert stolen == InvalidInput.__name__
    found = await answered(running, "owner", "roles.list_users", role_id=role)
    assert found == {"items": [str(alice.id)], "next": None}


async def test_lists_go_on_where_a_page_ended_and_only_in_their_organization(
    running: Runtime,
) -> None:
    for number in range(3):
        await answered(running, "owner", "roles.create", name=f"Role {number}")

    first = await answered(running, "owner", "roles.list", limit=2)
    second = await answered(running, "owner", "roles.list", limit=2, start=first["next"])
    foreign = await refusal(running, "root", "roles.list", start=first["next"], org_id="globex")

    assert [len(page["items"]) for page in (first, second)] == [2, 1]
    assert second["next"] is None
    assert foreign == InvalidInput.__name__
    assert await refusal(running, "owner", "roles.list", limit=1001) == InvalidInput.__name__


async def test_nobody_changes_their_own_rights_by_a_run(running: Runtime) -> None:
    root = await add_user(running.platform.directory.users, "root", is_admin=True)
    broker = broker_of(running, "root", str(root.id))

    for call, change in (
        ("users.update", {"is_platform_admin": True}),
        ("users.update", {"is_active": False}),
        ("users.delete", {}),
    ):
        with pytest.raises(NotPermitted, match="another administrator"):
            await broker.answer(call, {"user": str(root.id), **change})  # pyright: ignore[reportArgumentType]


async def test_what_concerns_the_platform_is_on_globals_record(
    running: Runtime, http: Http
) -> None:
    await answered(running, "root", "organizations.create", name="New")
    await answered(running, "root", "users.create", email="n@example.test", display_name="N")
    users = running.platform.directory.users
    await add_user(users, "owner", {"acme": "admin"})
    await add_user(users, "ruler", is_admin=True)

    acmes = (await http("list_audit_entries", headers=signed_in("owner"))).json
    globals_ = (await http("list_audit_entries", headers=signed_in("ruler"))).json

    assert not [one for one in acmes if one["operation"].startswith(("organization", "user"))]
    kept = {one["operation"] for one in globals_}
    assert {"organization.create", "user.create"} <= kept


@pytest.mark.parametrize(
    ("call", "given"),
    [
        ("organizations.create", {"name": " "}),
        ("organizations.create", {"name": "x" * 201}),
        ("organizations.create", {"name": "X", "domain": "not a domain"}),
        ("organizations.create", {"name": "X", "nope": 1}),
        ("organizations.update", {"org_id": "acme", "domains": ["a b"]}),
        ("roles.create", {"name": ""}),
        ("roles.get", {"role_id": "x' or '1' eq '1"}),
        ("roles.assign_forms", {"role_id": NOBODY, "form_ids": ["../x"]}),
        ("roles.assign_users", {"role_id": NOBODY, "user_ids": []}),
        ("roles.assign_users", {"role_id": NOBODY, "user_ids": [NOBODY] * 41}),
        ("users.create", {"email": "nobody", "display_name": "N"}),
        ("users.create", {"email": "n@x.test", "display_name": "N", "org_id": "nowhere"}),
        ("users.create", {"email": "n@x.test", "display_name": "N", "memberships": [{"a": 1}]}),
        ("users.list", {"org_id": "a|b"}),
        ("executions.list", {"limit": 0}),
        ("executions.list", {"status": "Nope"}),
        ("executions.list", {"start": "forged"}),
        ("executions.get", {"execution_id": "1"}),
        ("workflows.cancel", {"execution_id": "1"}),
    ],
)
async def test_what_cannot_be_is_refused(running: Runtime, call: str, given: Any) -> None:
    assert await refusal(running, "root", call, **given) == InvalidInput.__name__


async def test_an_organization_is_made_changed_and_deactivated(running: Runtime) -> None:
    made = await answered(
        running, "root", "organizations.create", name="New", domain="new.test", is_active=False
    )
    changed = await answered(
        running, "root", "organizations.update", org_id=made["id"], is_active=True
    )
    gone = await answered(running, "root", "organizations.delete", org_id=made["id"])
    found = await answered(running, "root", "organizations.get", org_id=made["id"])

    assert (made["isActive"], changed["isActive"], gone, found["isActive"]) == (
        False,
        True,
        True,
        False,
    )
    assert made["domains"] == ["new.test"]
    assert "createdBy" not in found
    assert await refusal(
        running, "root", "organizations.create", name="Second", domain="new.test"
    ) in ("Conflict", "AlreadyExists")
