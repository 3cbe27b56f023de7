"""What a run sees and leaves, and runs that go through the queue."""

import asyncio
import json
from collections.abc import Mapping

import azure.functions as func
import pytest
from azure.functions.queue import QueueMessage

from functions.composition import Runtime
from shared.services.queues import MemoryQueue
from shared.services.services import Services
from shared.services.workspace.memory import MemoryWorkspace
from tests.contract.client import Http
from tests.contract.deliveries import deliver
from tests.contract.http.workflows.workflows_helpers import run
from tests.support.recorded_logs import Notes

# Harmless when it is indexed, deadly when it is loaded to be run.
LATE = """
import os, sys
from bifrost import workflow

@workflow
def late() -> None: ...

if "_index" not in [sys._getframe(depth).f_code.co_name for depth in range(12)]:
    os._exit(5)
"""


async def test_a_process_that_ends_while_it_is_loaded_is_a_failure(
    http: Http, services: Services, running: Runtime
) -> None:
    workspace = services.workspace
    assert isinstance(workspace, MemoryWorkspace)
    workspace.files["late.py"] = LATE

    answer = await run(http, "late", {})
    record = await http(
        "get_workflow_execution", {"name": "late", "execution_id": answer.json["executionId"]}
    )

    assert running
    assert (answer.status, record.json["errorType"]) == (500, "WorkerDied")
    assert "exit code 5" in record.json["errorMessage"]


async def test_a_workflow_can_close_the_machine_door(http: Http, root: Mapping[str, str]) -> None:
    with_key = await run(http, "takes_no_function_key", {})
    place = {"name": "takes_no_function_key"}
    signed_in = await http("execute_workflow", place, body={}, headers=root)

    assert (with_key.status, with_key.json["error"]) == (403, "NotPermitted")
    assert signed_in.status == 200


async def test_an_unknown_workflow_is_404_and_named(http: Http) -> None:
    answer = await run(http, "no_such", {})

    assert (answer.status, answer.json["error"]) == (404, "NotFound")
    assert "'no_such'" in answer.json["message"]


@pytest.mark.parametrize(
    ("organization", "status"),
    [
        ("acme", 200),
        ("GLOBAL", 200),
        ("", 200),
        ("unknown", 404),
        ("closed", 403),
        ("../acme", 404),
        ("acme' or '1' eq '1", 404),
        ("x" * 65, 404),
    ],
)
async def test_the_organization_is_the_headers(http: Http, organization: str, status: int) -> None:
    answer = await run(http, "succeeds", {}, x_organization_id=organization)

    assert answer.status == status


async def test_the_context_is_that_of_the_run(http: Http) -> None:
    ours = await run(http, "who", {})
    everyones = await run(http, "who", {}, x_organization_id="GLOBAL")

    assert ours.json == {
        "org_id": "acme",
        "scope": "acme",
        "workflow": "who",
        "admin": True,
        "platform admin": False,
        "key": True,
        "parameters": {},
    }
    assert (everyones.json["org_id"], everyones.json["scope"]) == (None, "GLOBAL")


async def test_the_environment_is_an_allow_list(http: Http) -> None:
    answer = await run(http, "environment", {})

    assert set(answer.json["environment"]) <= {"HOME", "LC_CTYPE", "PATH", "TMPDIR"}
    assert not any("site-packages" in path for path in answer.json["path"])


@pytest.mark.parametrize("module", ["functions", "shared.call", "local", "functions.app"])
async def test_the_platform_cannot_be_imported(http: Http, module: str) -> None:
    answer = await run(http, "imports", {"module": module})

    assert answer.status == 422
    assert "import what you need from bifrost" in answer.json["message"]


async def test_a_helper_in_the_workspace_can_be_imported(http: Http) -> None:
    answer = await run(http, "uses_a_helper", {"text": "hello"})

    assert answer.json == "HELLO!"


async def test_everything_that_is_said_is_logged_in_order(http: Http) -> None:
    answer = await run(http, "talks", {})
    place = {"name": "talks", "execution_id": answer.headers["x-execution-id"]}
    lines = (await http("get_workflow_execution_logs", place)).json

    warning = lines.pop(4)
    assert [(line["level"], line["message"]) for line in lines] == [
        ("INFO", "logged info"),
        ("DEBUG", "logged debug"),
        ("INFO", "printed"),
        ("ERROR", "to stderr"),
        ("INFO", "without newline"),
    ]
    assert warning["level"] == "WARNING"
    assert "UserWarning: warned" in warning["message"]
    assert lines == sorted(lines, key=lambda line: line["executionLogId"])


async def test_a_flood_of_lines_is_cut_and_says_so(http: Http) -> None:
    answer = await run(http, "floods", {})
    place = {"name": "floods", "execution_id": answer.headers["x-execution-id"]}
    lines = (await http("get_workflow_execution_logs", place)).json

    assert answer.status == 200
    assert len(lines) == 5001
    assert lines[4000]["message"].startswith("15000 lines were left out here")


async def test_a_run_reads_its_organizations_executions(http: Http) -> None:
    first = await run(http, "lists_itself", {})
    await run(http, "lists_itself", {}, x_organization_id="globex")

    second = await run(http, "lists_itself", {})

    newest, count = second.json
    assert newest["executionId"] == second.headers["x-execution-id"]
    assert newest["status"] == "Running"
    assert (first.json[1], count) == (1, 2)


async def test_a_refused_ask_is_an_error_in_the_workflow(http: Http) -> None:
    answer = await run(http, "asks_wrongly", {})

    assert answer.json == ["InvalidInput", "NotFound"]


@pytest.mark.parametrize(
    ("name", "headers"), [("succeeds", {"prefer": "respond-async"}), ("takes_its_time", {})]
)
async def test_a_queued_run_is_accepted_then_run_by_the_queue(
    http: Http,
    functions: Mapping[str, func.Function],
    running: Runtime,
    name: str,
    headers: dict[str, str],
) -> None:
    body = {"seconds": 0} if name == "takes_its_time" else {"value": "x" * 40_000}
    accepted = await run(http, name, body, **headers)
    place = {"name": name, "execution_id": accepted.json["executionId"]}
    before = await http("get_workflow_execution", place)

    delivered = await deliver(functions, running)
    after = await http("get_workflow_execution", place)
    result = await http("get_workflow_execution_result", place)

    assert (accepted.status, accepted.json["status"]) == (202, "Pending")
    expected = f"/api/workflows/{name}/executions/{accepted.json['executionId']}"
    assert accepted.headers["location"] == expected
    assert (before.json["status"], delivered) == ("Pending", 1)
    assert (after.json["status"], after.json["inputData"]) == ("Success", body)
    assert after.json["durationMs"] >= 0
    assert result.json == {"result": after.json["result"], "resultType": "text"}


async def test_a_message_that_comes_again_runs_nothing(
    http: Http, functions: Mapping[str, func.Function], running: Runtime, notes: Notes
) -> None:
    await run(http, "takes_its_time", {"seconds": 0, "port": notes.port})
    queue = running.platform.services.queue
    assert isinstance(queue, MemoryQueue)
    queue.sent *= 2

    await deliver(functions, running)

    assert len(notes.processes) == 1


async def test_a_poisoned_message_ends_its_execution(
    http: Http, functions: Mapping[str, func.Function], running: Runtime
) -> None:
    accepted = await run(http, "takes_its_time", {"seconds": 0})

    await deliver(functions, running, "dead_letter_execution")

    place = {"name": "takes_its_time", "execution_id": accepted.json["executionId"]}
    record = await http("get_workflow_execution", place)
    assert (record.json["status"], record.json["errorType"]) == ("Failed", "PoisonQueueFailure")


async def test_a_message_that_is_not_ours_is_let_go(
    functions: Mapping[str, func.Function], running: Runtime
) -> None:
    assert running
    message = QueueMessage(id="1", body=json.dumps({"not": "ours"}))

    await functions["dead_letter_execution"].get_user_function()(message)


async def test_a_long_synchronous_run_waits_for_the_queue(
    http: Http, functions: Mapping[str, func.Function], running: Runtime
) -> None:
    queue = running.platform.services.queue
    assert isinstance(queue, MemoryQueue)
    waiting = asyncio.create_task(run(http, "may_take_long", {}))
    while not queue.sent:  # noqa: ASYNC110  a list tells nobody
        await asyncio.sleep(0.05)
    await deliver(functions, running)
    answer = await waiting

    assert (answer.status, answer.json) == (200, answer.headers["x-execution-id"])


@pytest.mark.parametrize("sync_wait_seconds", [0.3])
async def test_a_long_synchronous_run_is_202_at_the_deadline(http: Http) -> None:
    answer = await run(http, "may_take_long", {})

    assert (answer.status, answer.json["status"]) == (202, "Pending")
