"""The envelope: a run's outcome inside a 200, whatever it is."""

from collections.abc import Mapping

import azure.functions as func
import pytest

from functions.composition import Runtime
from tests.contract.client import Answer, Http
from tests.contract.deliveries import deliver, take
from tests.contract.users import add_user, signed_in

Headers = Mapping[str, str]
ALICE, CARL, OWNER = map(signed_in, ("alice", "carl", "owner"))


@pytest.fixture(autouse=True)
async def everybody(running: Runtime) -> None:
    users = running.platform.directory.users
    await add_user(users, "alice", {"acme": "member"})
    await add_user(users, "carl", {"acme": "member"})
    await add_user(users, "owner", {"acme": "admin"})


async def execute(http: Http, who: Headers, name: str, **more: object) -> Answer:
    body = {"workflowName": name, **more}
    return await http("execute_named_workflow", body=body, headers=who)


async def test_it_says_how_it_ended(http: Http) -> None:
    answer = await execute(http, ALICE, "succeeds", inputData={"value": [1]}, formId="f-1")
    record = await http(
        "get_execution", {"execution_id": answer.json["executionId"]}, headers=ALICE
    )

    assert answer.status == 200
    outcome = {name: answer.json[name] for name in ("status", "result", "resultType", "error")}
    assert outcome == {"status": "Success", "result": [1], "resultType": "json", "error": None}
    assert answer.json["durationMs"] >= 0
    assert answer.json["startedAt"] <= answer.json["completedAt"]
    assert (answer.json["isTransient"], record.json["formId"]) == (False, None)
    assert answer.headers["x-execution-id"] == answer.json["executionId"]


@pytest.mark.parametrize(
    ("name", "given", "status"),
    [
        ("refuses", {"reason": "no licence left"}, "Failed"),
        ("raises", {}, "Failed"),
        ("says_no", {}, "CompletedWithErrors"),
        ("sleeps", {}, "Timeout"),
        ("is_killed", {}, "Failed"),
    ],
)
async def test_a_bad_end_is_an_answer(http: Http, name: str, given: object, status: str) -> None:
    answer = await execute(http, ALICE, name, inputData=given)

    assert (answer.status, answer.json["status"]) == (200, status)


async def test_what_an_unexpected_error_says_is_for_administrators(http: Http) -> None:
    hers, owners = [await execute(http, who, "raises") for who in (ALICE, OWNER)]
    refusal = await execute(http, ALICE, "refuses", inputData={"reason": "no licence left"})

    assert (hers.json["error"], hers.json["errorType"]) == (
        "An error occurred during execution",
        None,
    )
    assert owners.json["error"] == "the password is hunter2"
    assert owners.json["errorType"] == "ValueError"
    assert refusal.json["error"] == "no licence left"


@pytest.mark.parametrize(
    ("name", "given", "error_type", "words"),
    [
        ("sleeps", {}, "WorkflowTimeout", "longer than its limit of 1 s"),
        ("returns_megabytes", {"megabytes": 20}, "ResultTooLarge", "the limit is 16777216"),
        ("refuses", {"reason": "no licence left"}, "UserError", "no licence left"),
        ("raises", {}, None, "An error occurred during execution"),
        ("is_killed", {}, None, "An error occurred during execution"),
        ("pretends", {"kind": "WorkflowTimeout"}, None, "An error occurred during execution"),
        ("pretends", {"kind": "ResultTooLarge"}, None, "An error occurred during execution"),
    ],
)
async def test_users_read_the_authors_and_the_platforms_words_wherever_they_look(
    http: Http, name: str, given: object, error_type: str | None, words: str
) -> None:
    answer = await execute(http, ALICE, name, inputData=given)
    record = await http(
        "get_execution", {"execution_id": answer.json["executionId"]}, headers=ALICE
    )
    listed = await http("list_executions", headers=ALICE)

    said = [answer.json["error"], record.json["errorMessage"]]
    said += [listed.json["executions"][0]["errorMessage"]]
    said += [record.json["attempts"][0]["errorMessage"]]
    types = [answer.json["errorType"], record.json["errorType"]]
    types += [listed.json["executions"][0]["errorType"], record.json["attempts"][0]["errorType"]]
    assert [words in one for one in said] == [True] * 4, said
    assert types == [error_type] * 4


async def test_users_read_that_somebody_cancelled_their_run(http: Http) -> None:
    answer = await execute(http, ALICE, "succeeds", delaySeconds=60)
    place = {"execution_id": answer.json["executionId"]}

    cancelled = await http("cancel_execution", place, body={}, headers=ALICE)

    assert cancelled.json["errorMessage"] == "the execution was cancelled before it began"
    assert cancelled.json["errorType"] == "Cancelled"


async def test_lines_are_told_and_those_for_developers_only_to_administrators(http: Http) -> None:
    hers, owners = [await execute(http, who, "talks") for who in (ALICE, OWNER)]

    levels = [{line["level"] for line in answer.json["logs"]} for answer in (hers, owners)]
    assert "debug" not in levels[0]
    assert "debug" in levels[1]
    assert "info" in levels[0]


async def test_what_goes_through_the_queue_is_202(
    http: Http, functions: Mapping[str, func.Function], running: Runtime
) -> None:
    answer = await execute(http, ALICE, "takes_its_time", inputData={"seconds": 0})
    await deliver(functions, running)
    record = await http(
        "get_execution", {"execution_id": answer.json["executionId"]}, headers=ALICE
    )

    assert (answer.status, answer.json["status"]) == (202, "Pending")
    assert answer.json["message"]
    assert answer.headers["location"] == f"/api/executions/{answer.json['executionId']}"
    assert record.json["status"] == "Success"


async def test_a_transient_run_leaves_no_record(http: Http) -> None:
    answer = await execute(http, OWNER, "talks", transient=True)
    place = {"execution_id": answer.json["executionId"]}

    assert (answer.status, answer.json["status"]) == (200, "Success")
    assert answer.json["isTransient"] is True
    assert answer.json["logs"]
    assert (await http("get_execution", place, headers=OWNER)).status == 404
    assert (await http("list_executions", headers=OWNER)).json["executions"] == []


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"inputData": {}},
        {"workflowName": "succeeds", "value": 1},
        {"workflowName": "succeeds", "inputData": [1]},
        {"workflowName": "succeeds", "inputData": {"nope": 1}},
        {"workflowName": ""},
        {"workflowName": "succeeds", "formId": "x" * 101},
    ],
)
async def test_an_envelope_that_is_none_is_400(http: Http, body: object) -> None:
    answer = await http("execute_named_workflow", body=body, headers=ALICE)

    assert (answer.status, answer.json["error"]) == (400, "InvalidInput")
    assert answer.json["details"][0]["location"][0] == "body"


async def test_an_unknown_workflow_is_404(http: Http) -> None:
    answer = await execute(http, ALICE, "no_such")

    assert (answer.status, answer.json["error"]) == (404, "NotFound")


async def test_a_run_is_run_again_with_its_input(http: Http) -> None:
    first = await execute(http, ALICE, "succeeds", inputData={"value": "x" * 40_000})
    place = {"execution_id": first.json["executionId"]}

    again = await http("rerun_execution", place, headers=ALICE)
    record = await http("get_execution", {"execution_id": again.json["executionId"]}, headers=ALICE)

    assert (again.status, again.json["result"]) == (200, first.json["result"])
    assert record.json["rerunOf"] == first.json["executionId"]
    assert record.json["inputData"] == {"value": "x" * 40_000}


async def test_only_who_may_see_a_run_can_run_it_again(http: Http, running: Runtime) -> None:
    first = await execute(http, ALICE, "succeeds")
    place = {"execution_id": first.json["executionId"]}

    carls = await http("rerun_execution", place, headers=CARL)
    owners = await http("rerun_execution", place, headers={**OWNER, "prefer": "respond-async"})

    assert (carls.status, owners.status) == (404, 202)
    assert len(take(running)) == 1
