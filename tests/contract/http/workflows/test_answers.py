"""What a workflow's own result is on the wire, and its failures."""

import pytest

from tests.contract.client import Http
from tests.contract.http.workflows.workflows_helpers import run
from tests.support.processes import is_alive
from tests.support.recorded_logs import Notes


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
