"""What is told, and cancelled, of what waits when somebody's rights end."""

import json
from collections.abc import Mapping
from uuid import UUID

import pytest

from functions.composition import Runtime
from tests.contract.client import KEY_HEADERS, Answer, Http
from tests.contract.users import ROOT, add_user, signed_in, with_key

Headers = Mapping[str, str]
OWNER = signed_in("owner", "acme")
ALL_OF_IT = {"prefer": "return=representation"}
GOING = ["deleted", "deactivated", "removed", "revoked", "closed"]


@pytest.fixture(autouse=True)
async def everybody(running: Runtime, root: Headers) -> None:
    assert root
    users = running.platform.directory.users
    await add_user(users, "owner", {"acme": "admin"})
    await add_user(users, "second", is_admin=True)


async def order(http: Http, who: Headers, **more: object) -> str:
    headers = {**who, "prefer": "respond-async"}
    answer = await http("execute_workflow", {"name": "succeeds"}, body=more or {}, headers=headers)
    assert answer.status == 202, answer.json
    return str(answer.json["executionId"])


async def status(running: Runtime, execution_id: str) -> str:
    executions = running.platform.directory.executions_of("acme")
    return (await executions.get(UUID(execution_id))).status.value


async def end(
    http: Http, running: Runtime, root: Headers, how: str, query: Mapping[str, str] | None = None
) -> tuple[str, Answer]:
    """Order something, and then take the rights of whoever ordered it away."""
    if how == "revoked":
        made = (await http("create_workflow_key", body={}, headers=OWNER)).json
        ordered = await order(http, with_key(made["rawKey"]), delaySeconds=600)
        place = {"key_id": made["id"]}
        headers = {**OWNER, **ALL_OF_IT}
        return ordered, await http("revoke_workflow_key", place, query=query, headers=headers)
    ordered = await order(http, OWNER, delaySeconds=600)
    if how == "closed":
        place = {"org_id": "acme"}
        headers = {**root, **ALL_OF_IT}
        return ordered, await http("delete_organization", place, query=query, headers=headers)
    place = {"user": "owner@example.test"}
    if how == "deleted":
        headers = {**root, **ALL_OF_IT}
        return ordered, await http("delete_user", place, query=query, headers=headers)
    body: dict[str, object] = {"isActive": False} if how == "deactivated" else {"memberships": []}
    return ordered, await http("update_user", place, query=query, body=body, headers=root)


@pytest.mark.parametrize("how", GOING)
async def test_what_waits_is_told_and_cancelled(
    http: Http, running: Runtime, root: Headers, how: str
) -> None:
    ordered, answer = await end(http, running, root, how)

    told = answer.json.get("waiting", answer.json)
    [waits] = told["executions"]
    assert (waits["executionId"], waits["workflowName"]) == (ordered, "succeeds")
    assert waits["dueAt"]
    assert (told["cancelled"], told["hasMore"]) == (1, False)
    assert await status(running, ordered) == "Cancelled"


@pytest.mark.parametrize("how", GOING)
async def test_it_can_be_kept_to_be_asked_about_later(
    http: Http, running: Runtime, root: Headers, how: str
) -> None:
    ordered, answer = await end(http, running, root, how, {"waiting": "keep"})

    told = answer.json.get("waiting", answer.json)
    assert (len(told["executions"]), told["cancelled"]) == (1, 0)
    assert await status(running, ordered) == "Scheduled"


async def test_the_predecessors_answers_stay_204(http: Http, root: Headers) -> None:
    key = (await http("create_workflow_key", body={}, headers=OWNER)).json
    await order(http, OWNER, delaySeconds=600)

    answers = [
        await http("revoke_workflow_key", {"key_id": key["id"]}, headers=OWNER),
        await http("delete_user", {"user": "owner@example.test"}, headers=root),
        await http("delete_organization", {"org_id": "acme"}, headers=root),
    ]

    assert [(answer.status, answer.body) for answer in answers] == [(204, b"")] * 3
    counts = [answer.headers["x-cancelled-executions"] for answer in answers]
    assert counts == ["0", "1", "0"]


async def test_keys_that_a_user_made_are_shown(http: Http, root: Headers) -> None:
    key = (await http("create_workflow_key", body={}, headers=OWNER)).json
    gone = (await http("create_workflow_key", body={}, headers=OWNER)).json
    await http("revoke_workflow_key", {"key_id": gone["id"]}, headers=OWNER)
    place = {"user": "owner@example.test"}

    before = await http("list_user_waiting", place, headers=root)
    answer = await http("delete_user", place, headers={**root, **ALL_OF_IT})

    assert [shown["id"] for shown in before.json["apiKeys"]] == [key["id"]]
    assert [shown["id"] for shown in answer.json["apiKeys"]] == [key["id"]]
    assert key["rawKey"] not in json.dumps(answer.json)


async def test_only_theirs_is_told_and_only_what_waits(
    http: Http, running: Runtime, root: Headers
) -> None:
    users = running.platform.directory.users
    await add_user(users, "other", {"acme": "admin"})
    others = await order(http, signed_in("other", "acme"))
    platforms = await order(http, signed_in(ROOT, "acme"))
    machines = await http(
        "run_workflow", {"name": "succeeds"}, body={}, headers={**KEY_HEADERS, **QUEUED}
    )
    await http("execute_workflow", {"name": "succeeds"}, body={}, headers=OWNER)
    mine = await order(http, OWNER)

    theirs = await http("list_user_waiting", {"user": "owner@example.test"}, headers=root)
    all_of_it = await http("list_organization_waiting", {"org_id": "acme"}, headers=root)
    await http("delete_user", {"user": "owner@example.test"}, headers=root)

    everybodys = {others, platforms, machines.json["executionId"], mine}
    assert [waits["executionId"] for waits in theirs.json["executions"]] == [mine]
    assert {waits["executionId"] for waits in all_of_it.json["executions"]} == everybodys
    assert await status(running, others) == await status(running, platforms) == "Pending"
    assert await status(running, mine) == "Cancelled"


QUEUED = {"prefer": "respond-async"}


async def test_a_demoted_platform_administrators_are_found_in_every_organization(
    http: Http, running: Runtime, root: Headers
) -> None:
    ordered = {
        scope: await order(http, signed_in("second", scope), delaySeconds=600)
        for scope in ("acme", "globex", "")
    }
    place, body = {"user": "second@example.test"}, {"isPlatformAdmin": False}

    answer = await http("update_user", place, body=body, headers=root)

    told = answer.json["waiting"]
    assert {waits["executionId"] for waits in told["executions"]} == {*ordered.values()}
    assert {waits["orgId"] for waits in told["executions"]} == {"acme", "globex", "GLOBAL"}
    assert told["cancelled"] == 3


async def test_a_change_that_takes_nothing_away_tells_and_cancels_nothing(
    http: Http, running: Runtime, root: Headers
) -> None:
    ordered = await order(http, OWNER, delaySeconds=600)
    place = {"user": "owner@example.test"}

    renamed = await http("update_user", place, body={"displayName": "O."}, headers=root)
    promoted = await http("update_user", place, body={"isPlatformAdmin": True}, headers=root)

    assert renamed.json["waiting"] is promoted.json["waiting"] is None
    assert await status(running, ordered) == "Scheduled"


async def test_another_organizations_key_is_not_there(http: Http, running: Runtime) -> None:
    users = running.platform.directory.users
    await add_user(users, "foreigner", {"globex": "admin"})
    key = (await http("create_workflow_key", body={}, headers=OWNER)).json

    answer = await http(
        "list_workflow_key_waiting", {"key_id": key["id"]}, headers=signed_in("foreigner")
    )

    assert answer.status == 404
