"""What administrators post as text."""

import base64
from collections.abc import Mapping

import azure.functions as func
import pytest

from functions.composition import Runtime
from tests.contract.broker_calls import answered, refusal
from tests.contract.client import Answer, Http
from tests.contract.deliveries import deliver
from tests.contract.users import add_user, signed_in


async def post(
    http: Http, code: str, headers: Mapping[str, str], given: Mapping[str, object] | None = None
) -> Answer:
    body = {"code": base64.b64encode(code.encode()).decode(), "inputData": dict(given or {})}
    return await http("execute_named_workflow", body=body, headers=headers)


@pytest.fixture
def acme(root: Mapping[str, str]) -> Mapping[str, str]:
    """A platform administrator in this organization."""
    return {**root, "x-organization-id": "acme"}


async def ended(
    http: Http,
    functions: Mapping[str, func.Function],
    running: Runtime,
    answer: Answer,
    headers: Mapping[str, str],
) -> dict[str, object]:
    await deliver(functions, running)
    place = {"execution_id": answer.json["executionId"]}
    return (await http("get_execution", place, headers=headers)).json


async def test_a_script_runs_through_the_queue_and_leaves_its_result(
    http: Http,
    functions: Mapping[str, func.Function],
    running: Runtime,
    acme: Mapping[str, str],
) -> None:
    code = "import asyncio\nawait asyncio.sleep(0)\nprint('hello')\nresult = parameters['n'] + 1\n"

    answer = await post(http, code, acme, {"n": 1})
    record = await ended(http, functions, running, answer, acme)

    assert answer.status == 202
    assert (record["status"], record["result"], record["workflowName"]) == ("Success", 2, "script")
    assert [line["message"] for line in record["logs"]] == ["hello"]  # pyright: ignore


async def test_a_script_that_fails_says_where(
    http: Http,
    functions: Mapping[str, func.Function],
    running: Runtime,
    acme: Mapping[str, str],
) -> None:
    answer = await post(http, "x = 1\nraise ValueError('no')\n", acme)
    record = await ended(http, functions, running, answer, acme)

    assert (record["status"], record["errorType"]) == ("Failed", "ValueError")
    assert 'File "script.py", line 2' in str(record["traceback"])
    assert "raise ValueError('no')" in str(record["traceback"])


async def test_a_function_key_sees_no_script_and_who_posts_none_reads_no_code(
    http: Http,
    functions: Mapping[str, func.Function],
    running: Runtime,
    acme: Mapping[str, str],
) -> None:
    await add_user(running.platform.directory.users, "owner", {"acme": "admin"})
    answer = await post(http, "marker = 1\nraise ValueError('no')\n", acme)
    record = await ended(http, functions, running, answer, acme)
    place = {"name": "script", "execution_id": str(record["executionId"])}
    doors = [
        "get_workflow_execution",
        "get_workflow_execution_result",
        "get_workflow_execution_logs",
        "get_workflow_execution_variables",
        "cancel_workflow_execution",
    ]

    closed = [await http(door, place) for door in doors]
    listed = await http("list_workflow_executions", {"name": "script"})
    asked = {"execution_id": place["execution_id"]}
    through = await refusal(running, "function key", "executions.get", **asked)
    runs_list = await answered(running, "function key", "executions.list")
    owners = await http("get_execution", place, headers=signed_in("owner"))

    assert [answer.status for answer in closed] == [404] * len(doors)
    assert listed.json["executions"] == []
    assert (through, runs_list["items"]) == ("NotFound", [])
    assert (owners.status, owners.json["inputData"]) == (200, {"name": "script", "parameters": {}})
    assert "marker = 1" not in owners.body.decode()
    assert owners.json["traceback"] is None
    assert record["inputData"]["code"].startswith("marker")  # type: ignore[index]  # pyright: ignore


async def test_nobody_else_may_post_one(http: Http, running: Runtime) -> None:
    users = running.platform.directory.users
    await add_user(users, "alice", {"acme": "member"})
    await add_user(users, "owner", {"acme": "admin"})
    raw: dict[str, object] = {"code": "1", "name": "x", "parameters": {}}

    answers = [await post(http, "1", signed_in(name)) for name in ("alice", "owner")]
    answers.append(await http("run_workflow", {"name": "script"}, body=raw))

    assert [answer.status for answer in answers] == [403] * 3


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"workflowName": "succeeds", "code": "MQ=="},
        {"code": "no base64!"},
        {"code": base64.b64encode(b"\xff").decode()},
        {"code": "MQ==", "scriptName": ""},
        {"code": base64.b64encode(b"#" * 300_000).decode()},
    ],
)
async def test_what_is_no_script_is_400(
    http: Http, acme: Mapping[str, str], body: Mapping[str, object]
) -> None:
    answer = await http("execute_named_workflow", body=dict(body), headers=acme)

    assert (answer.status, answer.json["error"]) == (400, "InvalidInput")
