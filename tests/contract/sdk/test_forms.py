"""``bifrost.forms``, asked by real worker processes: a run sees what its starter sees."""

from collections.abc import Mapping
from typing import Any

import pytest

from functions.composition import Runtime
from sdk.rpc.calls import CALLS
from tests.contract.client import KEY_HEADERS, Http
from tests.contract.forms import ALICE, BOB, FOREIGN, OWNER, Forms
from tests.contract.users import add_user

Headers = Mapping[str, str]


@pytest.fixture
async def ids(running: Runtime) -> Mapping[str, str]:
    users = running.platform.directory.users
    made = [
        await add_user(users, "owner", {"acme": "admin"}),
        await add_user(users, "alice", {"acme": "member"}),
        await add_user(users, "bob", {"acme": "member"}),
        await add_user(users, "foreigner", {"globex": "admin"}),
    ]
    return {user.display_name.casefold(): str(user.id) for user in made}


async def seen(http: Http, who: Headers, form_id: str) -> Any:
    body = {"inputData": {"form_id": form_id}}
    answer = await http("execute_workflow", {"name": "reads_forms"}, body=body, headers=who)
    assert answer.status == 200, answer.json
    return answer.json["result"]


def test_any_run_may_ask() -> None:
    rights = {name: right.name for name, right in CALLS.items() if name.startswith("forms.")}

    assert rights == {"forms.get": "ANY_RUN", "forms.list": "ANY_RUN"}


async def test_a_run_sees_what_whoever_started_it_sees(
    http: Http, root: Headers, ids: Mapping[str, str]
) -> None:
    forms = Forms(http)
    for_roles = await forms.make(name="Roles", accessLevel="role_based")
    await forms.make(name="Open")
    await forms.make(name="Off", isActive=False)
    await forms.make(name="All", isGlobal=True, who=root)
    role = {"role_id": (await http("create_role", body={"name": "D"}, headers=OWNER)).json["id"]}
    await http("add_users_to_role", role, body={"userIds": [ids["bob"]]}, headers=OWNER)
    await http("grant_forms_to_role", role, body={"formIds": [for_roles]}, headers=OWNER)
    by_key = await http("run_workflow", {"name": "reads_forms"}, body={"form_id": for_roles})

    assert await seen(http, ALICE, for_roles) == {"names": ["All", "Open"], "refused": "NotFound"}
    assert await seen(http, BOB, for_roles) == {"names": ["All", "Open", "Roles"], "found": "Roles"}
    assert await seen(http, FOREIGN, for_roles) == {"names": ["All"], "refused": "NotFound"}
    assert by_key.json["names"] == ["All", "Off", "Open", "Roles"]
    assert KEY_HEADERS["x-organization-id"] == "acme"


async def test_more_forms_than_a_page_has_are_all_listed(
    http: Http, ids: Mapping[str, str]
) -> None:
    assert ids
    forms = Forms(http)
    for number in range(103):
        await forms.make(name=f"Form {number:03}")

    found = await seen(http, ALICE, "none")

    assert found["names"] == [f"Form {number:03}" for number in range(103)]
