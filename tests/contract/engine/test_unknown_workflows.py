"""A workflow that is not there: those who may list workflows hear similar names."""

from collections.abc import Mapping

import pytest

from functions.composition import Runtime
from tests.contract.client import Answer, Http
from tests.contract.users import add_user, signed_in, with_key

Headers = Mapping[str, str]
ALICE, OWNER = map(signed_in, ("alice", "owner"))
CALLS = ("execute_workflow", "get_workflow", "execute_named_workflow")


@pytest.fixture(autouse=True)
async def everybody(running: Runtime) -> None:
    users = running.platform.directory.users
    await add_user(users, "alice", {"acme": "member"})
    await add_user(users, "owner", {"acme": "admin"})


async def call(http: Http, function: str, name: str, headers: Headers) -> Answer:
    if function == "get_workflow":
        return await http(function, {"name": name}, headers=headers)
    body = {"workflowName": name} if function == "execute_named_workflow" else {}
    return await http(function, {"name": name}, body=body, headers=headers)


@pytest.mark.parametrize("function", CALLS)
async def test_the_404_names_similar_workflows(http: Http, function: str) -> None:
    near = await call(http, function, "suceeds", ALICE)
    far = await call(http, function, "zzzzzz", ALICE)

    assert (near.status, far.status) == (404, 404)
    assert "did you mean 'succeeds'" in near.json["message"]
    assert far.json["message"] == "workflow 'zzzzzz' not found"


@pytest.mark.parametrize("function", CALLS)
async def test_a_limited_key_hears_of_its_own_only_and_denied_is_as_absent(
    http: Http, function: str
) -> None:
    made = await http("create_workflow_key", body={"workflows": ["succeeds"]}, headers=OWNER)
    key = with_key(made.json["rawKey"])

    denied = await call(http, function, "refuses", key)
    absent = await call(http, function, "refuse", key)
    near = await call(http, function, "succeds", key)

    if function == "get_workflow":
        key_is_no_reader = denied.status in (401, 403)
        if key_is_no_reader:
            return
    assert (denied.status, absent.status, near.status) == (404, 404, 404)
    assert denied.json["message"] == "workflow 'refuses' not found"
    assert absent.json["message"] == "workflow 'refuse' not found"
    assert near.json["message"].endswith("did you mean 'succeeds'?")
