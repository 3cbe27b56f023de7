"""The machine door, in memory: how a run is asked for and how its end is told."""

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
from tests.contract.client import KEY_HEADERS, Answer, Http
from tests.contract.deliveries import deliver
from tests.support.processes import is_alive
from tests.support.recorded_logs import Notes


async def run(http: Http, name: str, body: object = None, **more: str) -> Answer:
    headers = {**KEY_HEADERS, **{key.replace("_", "-"): value for key, value in more.items()}}
    return await http("run_workflow", {"name": name}, body=body, headers=headers)


async def test_the_answer_is_the_workflows_own_result(http: Http) -> None:
    answer = await run(http, "succeeds", {"value": {"nested": ["¡Hola!", None]}})

    assert answer.status == 200
    assert answer.json == {"nested": ["¡Hola!", None]}
    assert "¡Hola!".encode() in answer.body
    assert answer.headers["x-execution-status"] == "Success"
    assert answer.headers["x-execution-id"]


@pytest.mark.parametrize("value", [None, "text", 0, False, [], {}, [1, {"a": None}]])
async def test_any_json_value_is_a_body(http: Http, value: object) -> None:
    answer = await run(http, "succeeds", {"value": value})

    assert (answer.status, answer.json) == (200, value)


async def test_an_empty_body_is_no_parameters(http: Http) -> None:
    answer = await run(http, "succeeds_without_async")

    assert (answer.status, answer.json) == (200, "again again ")


@pytest.mark.parametrize(
    ("name", "body", "status", "error"),
    [
        ("refuses", {"reason": "no licence left"}, 422, "WorkflowError"),
        ("raises", {}, 500, "WorkflowFailed"),
        ("exits", {}, 500, "WorkflowFailed"),
        ("exits_politely", {}, 500, "WorkflowFailed"),
        ("is_killed", {}, 500, "WorkflowFailed"),
        ("crashes", {}, 500, "WorkflowFailed"),
        ("eats_memory", {}, 500, "WorkflowFailed"),
        ("sleeps", {}, 504, "WorkflowTimeout"),
        ("spins", {}, 504, "WorkflowTimeout"),
        ("ignores_the_end", {}, 504, "WorkflowTimeout"),
    ],
)
async def test_a_bad_end_is_told_with_its_execution(
    http: Http, name: str, body: dict[str, object], status: int, error: str
) -> None:
    answer = await run(http, name, body)

    assert (answer.status, answer.json["error"]) == (status, error)
    assert answer.json["executionId"] == answer.headers["x-execution-id"]


async def test_the_authors_words_are_the_callers(http: Http) -> None:
    answer = await run(http, "refuses", {"reason": "no licence left"})

    assert answer.json["message"] == "no licence left"


async def test_the_reason_of_a_failure_is_on_the_record_only(http: Http) -> None:
    answer = await run(http, "raises", {})
    record = await http(
        "get_workflow_execution",
        {"name": "raises", "execution_id": answer.json["executionId"]},
    )

    assert b"hunter2" not in answer.body
    assert b"Traceback" not in answer.body
    assert record.json["errorType"] == "ValueError"
    assert record.json["errorMessage"] == "the password is hunter2"
    assert 'File "endings.py", line' in record.json["traceback"]
    assert "sdk/" not in record.json["traceback"]


async def test_a_dict_that_says_no_is_completed_with_errors(http: Http) -> None:
    answer = await run(http, "says_no", {})

    assert (answer.status, answer.headers["x-execution-status"]) == (200, "CompletedWithErrors")
    assert answer.json == {"success": False, "reason": "half of it"}


@pytest.mark.parametrize("name", ["sleeps", "spins", "ignores_the_end", "leaves_a_child"])
async def test_a_run_past_its_limit_leaves_no_process(http: Http, notes: Notes, name: str) -> None:
    answer = await run(http, name, {"port": notes.port})

    assert answer.status == 504
    assert notes.processes
    assert [process for process in notes.processes if is_alive(process)] == []


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("text", "¡Hola!"),
        ("null", None),
        ("number", 1.5),
        ("dataclass", {"name": "Ada", "born": "1815-12-10"}),
        ("uuid", "00000000-0000-0000-0000-000000000007"),
        ("half a pair", "�"),
        ("large", "¡" * 40_000),
    ],
)
async def test_what_has_a_json_form_is_answered(http: Http, kind: str, expected: object) -> None:
    answer = await run(http, "returns", {"kind": kind})

    assert (answer.status, answer.json) == (200, expected)


@pytest.mark.parametrize(
    ("kind", "error_type"),
    [
        ("not a number", "ResultNotSerializable"),
        ("bytes", "ResultNotSerializable"),
        ("cycle", "ResultNotSerializable"),
        ("huge", "ResultTooLarge"),
        ("unknown", "KeyError"),
    ],
)
async def test_what_has_none_is_a_failure(http: Http, kind: str, error_type: str) -> None:
    answer = await run(http, "returns", {"kind": kind})
    record = await http(
        "get_workflow_execution",
        {"name": "returns", "execution_id": answer.json["executionId"]},
    )

    assert (answer.status, record.json["errorType"]) == (500, error_type)


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ({}, [["body", "reason"]]),
        ({"reason": 3}, [["body", "reason"]]),
        ({"reason": None}, [["body", "reason"]]),
        ({"reason": "x", "more": 1}, [["body", "more"]]),
        ({"more": 1, "else": 2}, [["body", "more"], ["body", "else"], ["body", "reason"]]),
    ],
)
async def test_input_that_does_not_fit_is_told_place_by_place(
    http: Http, body: object, places: list[list[str]]
) -> None:
    answer = await run(http, "refuses", body)

    assert (answer.status, answer.json["error"]) == (400, "InvalidInput")
    assert [detail["location"] for detail in answer.json["details"]] == places
    assert all(detail["message"] for detail in answer.json["details"])


@pytest.mark.parametrize("body", [b"{", b"[1]", b'"text"', b"null", b"{'a': 1}", b"\xff"])
async def test_a_body_that_is_no_json_object_is_400(http: Http, body: bytes) -> None:
    answer = await run(http, "refuses", body)

    assert (answer.status, answer.json["error"]) == (400, "InvalidInput")
    assert answer.json["details"][0]["location"] == ["body"]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
async def test_a_number_that_json_cannot_carry_is_400(http: Http, number: str) -> None:
    answer = await run(http, "succeeds", f'{{"value": {{"n": [1, {number}]}}}}'.encode())

    assert answer.status == 400
    assert answer.json["details"][0]["location"] == ["body"]
    assert number in answer.json["details"][0]["message"]


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
