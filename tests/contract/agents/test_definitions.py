"""Agents are records of an organization or of GLOBAL; tools are workflows that say so."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import pytest

from functions.composition import Runtime
from shared.models.agents.records import ToolPolicy
from shared.models.workflows import ToolFacts
from shared.operations.agents.labels import TABLE, decided
from tests.contract.client import Answer, Http
from tests.contract.users import add_user, signed_in

Headers = Mapping[str, str]
ADMIN, MEMBER, ELSE = signed_in("ada"), signed_in("max"), signed_in("eve")
HELPER: dict[str, Any] = {
    "name": "Helper",
    "systemPrompt": "You help.",
    "toolIds": ["find_ticket", "delete_user"],
}


@pytest.fixture(autouse=True)
async def people(running: Runtime) -> None:
    users = running.platform.directory.users
    await add_user(users, "ada", {"acme": "admin"})
    await add_user(users, "max", {"acme": "member"})
    await add_user(users, "eve", {"globex": "admin"})


async def made(http: Http, headers: Headers = ADMIN, **changes: object) -> Answer:
    return await http("create_agent", body={**HELPER, **changes}, headers=headers)


def path(answer: Answer) -> Mapping[str, str]:
    return {"agent_id": answer.json["id"]}


async def test_an_agent_is_created_read_changed_and_deleted(http: Http) -> None:
    first = await made(http)
    assert (first.status, first.json["version"], first.json["missingTools"]) == (201, 1, [])

    etag = first.headers["etag"]
    read = await http("get_agent", path(first), headers=MEMBER)
    assert (read.json["systemPrompt"], read.headers["etag"]) == ("You help.", etag)

    changed = {**HELPER, "systemPrompt": "You help well."}
    second = await http("put_agent", path(first), body=changed, headers={**ADMIN, "If-Match": etag})
    assert (second.status, second.json["version"]) == (200, 2)
    late = await http("put_agent", path(first), body=HELPER, headers={**ADMIN, "If-Match": etag})
    assert late.status == 412

    versions = (await http("list_agent_versions", path(first), headers=ADMIN)).json
    assert [one["systemPrompt"] for one in versions] == ["You help.", "You help well."]
    assert (await http("delete_agent", path(first), headers=ADMIN)).status == 204
    assert (await http("get_agent", path(first), headers=ADMIN)).status == 404


async def test_what_no_run_could_use_is_refused(http: Http) -> None:
    assert (await made(http, toolIds=["onboard"])).status == 400
    assert (await made(http, toolIds=["no_such"])).status == 400
    assert (await made(http, toolPolicy={"send_mail": "ask"})).status == 400
    assert (await made(http, outputSchema={"type": "no such"})).status == 400
    assert (await made(http, accessLevel="role_based")).status == 400
    assert (await made(http, delegatedAgentIds=[str(UUID(int=7))])).status == 400
    assert (await made(http)).status == 201
    assert (await made(http, name="helper")).status == 409


async def test_what_a_destructive_tool_does_unasked_is_a_platform_administrators_to_say(
    http: Http, root: Headers
) -> None:
    policy = {"toolPolicy": {"delete_user": "auto"}}

    assert (await made(http, **policy)).status == 403
    assert (await made(http, {**root, "X-Organization-Id": "acme"}, **policy)).status == 201


async def test_the_three_that_make_a_leak_are_saved_with_a_tick_only(http: Http) -> None:
    tools = ["find_ticket", "read_mail", "send_mail"]

    refused = await made(http, toolIds=tools)

    assert (refused.status, refused.json["details"][0]["location"][-1]) == (400, "acceptsRisk")
    assert (await made(http, toolIds=tools, acceptsRisk=True)).status == 201


async def test_agents_are_seen_by_whom_they_are_for(http: Http, root: Headers) -> None:
    everybodys = await made(http)
    private = await made(http, name="Private", accessLevel="private")
    by_role = await made(http, name="Finance", accessLevel="role_based", roles=["Finance"])
    shared = await made(http, root, name="Shared", toolIds=[])

    assert shared.json["isGlobal"]
    assert await _names(http, MEMBER) == ["Helper", "Shared"]
    assert await _names(http, ADMIN) == ["Finance", "Helper", "Private", "Shared"]
    assert await _names(http, ELSE) == ["Shared"]
    for hidden in (private, by_role):
        assert (await http("get_agent", path(hidden), headers=MEMBER)).status == 404
    assert (await http("get_agent", path(everybodys), headers=ELSE)).status == 404
    body: dict[str, Any] = {**HELPER, "toolIds": []}
    assert (await http("put_agent", path(shared), body=body, headers=ADMIN)).status == 403


async def test_an_agent_adds_no_right(http: Http) -> None:
    helper = await made(http, toolIds=["find_ticket", "wipe_device"])

    mine = (await http("list_agent_tools", path(helper), headers=ADMIN)).json
    theirs = (await http("list_agent_tools", path(helper), headers=MEMBER)).json

    assert [(one["name"], one["policy"]) for one in mine] == [
        ("find_ticket", "auto"),
        ("wipe_device", "ask"),
    ]
    assert [one["name"] for one in theirs] == ["find_ticket"]
    found = (await http("get_workflow", {"name": "find_ticket"}, headers=MEMBER)).json["tool"]
    assert found == {
        "effects": "read",
        "reaches": "none",
        "idempotent": True,
        "returnsUntrusted": False,
        "approval": "never",
    }


@pytest.mark.parametrize("effects", ["read", "write", "destructive"])
@pytest.mark.parametrize("reaches", ["none", "organization", "world"])
@pytest.mark.parametrize("chosen", [None, *ToolPolicy])
def test_words_of_strangers_lower_no_barrier(
    effects: Any, reaches: Any, chosen: ToolPolicy | None
) -> None:
    facts = ToolFacts(effects=effects, reaches=reaches)

    tainted = decided(facts, chosen, is_tainted=True)

    if effects != "read" or reaches == "world":
        assert tainted is not ToolPolicy.AUTO
    assert [*ToolPolicy].index(tainted) >= [*ToolPolicy].index(
        decided(facts, chosen, is_tainted=False)
    )
    assert (True, effects, reaches) in TABLE


async def _names(http: Http, headers: Headers) -> list[str]:
    return [one["name"] for one in (await http("list_agents", headers=headers)).json]
