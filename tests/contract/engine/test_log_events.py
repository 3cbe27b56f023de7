"""How a run is followed while it lasts: its lines, its events, what a failing frame held."""

import asyncio
import json
from collections.abc import Mapping
from uuid import UUID, uuid4

import azure.functions as func
import pytest

from functions.composition import Runtime
from shared.engine.journal.journal import Journal
from shared.engine.journal.outcomes import failure
from shared.engine.journal.transitions import ended
from shared.engine.journal.transitions import running as started
from tests.contract.client import Answer, Http
from tests.contract.deliveries import deliver
from tests.contract.users import add_user, signed_in
from tests.support.waiting import until
from tests.unit.builders import NOW, execution

Functions = Mapping[str, func.Function]
ALICE, CARL, OWNER = map(signed_in, ("alice", "carl", "owner"))


@pytest.fixture(autouse=True)
async def everybody(running: Runtime) -> None:
    users = running.platform.directory.users
    await add_user(users, "alice", {"acme": "member"})
    await add_user(users, "carl", {"acme": "member"})
    await add_user(users, "owner", {"acme": "admin"})


async def lines(http: Http, execution_id: str, after: str = "") -> list[dict[str, str]]:
    query = {"after": after} if after else {}
    answer = await http(
        "get_execution_logs", {"execution_id": execution_id}, query=query, headers=ALICE
    )
    return answer.json


def events_of(answer: Answer) -> list[tuple[str, str, dict[str, object]]]:
    """Id, kind and data of each event."""
    found: list[tuple[str, str, dict[str, object]]] = []
    for block in answer.body.decode().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
        if "event" in fields:
            found.append((fields["id"], fields["event"], json.loads(fields["data"])))
    return found


async def follow(http: Http, execution_id: str, last: str = "") -> Answer:
    headers = {**ALICE, "last-event-id": last} if last else ALICE
    return await http("get_execution_events", {"execution_id": execution_id}, headers=headers)


async def begin_talking(
    http: Http, functions: Functions, running: Runtime
) -> tuple[str, "asyncio.Task[int]"]:
    headers = {**ALICE, "prefer": "respond-async"}
    answer = await http("execute_workflow", {"name": "talks_for_long"}, body={}, headers=headers)
    return answer.json["executionId"], asyncio.create_task(deliver(functions, running))


async def test_lines_are_read_while_it_runs_and_after_a_line(
    http: Http, functions: Functions, running: Runtime
) -> None:
    execution_id, delivery = await begin_talking(http, functions, running)

    async def has_lines() -> bool:
        return bool(await lines(http, execution_id))

    await until(has_lines)
    during = await lines(http, execution_id)
    await delivery
    rest = await lines(http, execution_id, during[-1]["executionLogId"])
    whole = await lines(http, execution_id)

    assert 0 < len(during) < len(whole)
    assert during + rest == whole
    assert [line["message"] for line in whole] == [f"line {number}" for number in range(len(whole))]


@pytest.mark.parametrize("after", ["nonsense", "7", "x-00001", f"{UUID(int=7)}-00001"])
async def test_a_line_of_nowhere_is_400(http: Http, after: str) -> None:
    run = await http("execute_workflow", {"name": "talks"}, body={}, headers=ALICE)
    place = {"execution_id": run.json["executionId"]}

    answer = await http("get_execution_logs", place, query={"after": after}, headers=ALICE)

    assert (answer.status, answer.json["error"]) == (400, "InvalidInput")


async def test_events_tell_lines_and_states_each_once(
    http: Http, functions: Functions, running: Runtime
) -> None:
    execution_id, delivery = await begin_talking(http, functions, running)
    found: list[tuple[str, str, dict[str, object]]] = []
    statuses: list[int] = []

    while not statuses or statuses[-1] != 204:
        answer = await follow(http, execution_id, found[-1][0] if found else "")
        statuses.append(answer.status)
        found += events_of(answer)
    await delivery

    told = [data["message"] for _, kind, data in found if kind == "log"]
    states = [data["status"] for _, kind, data in found if kind == "status"]
    assert told == [f"line {number}" for number in range(len(told))]
    assert len(told) > 5
    assert states == ["Pending", "Running", "Success"] or states == ["Running", "Success"]
    assert found[-1][1] == "status"


async def test_events_are_an_event_stream_that_says_when_to_come_again(http: Http) -> None:
    run = await http("execute_workflow", {"name": "talks"}, body={}, headers=ALICE)

    answer = await follow(http, run.json["executionId"])

    assert answer.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert answer.body.startswith(b"retry: 1000\n\n")
    assert "debug" not in answer.body.decode().casefold().split("logged")[0]
    assert b"logged debug" not in answer.body


async def test_others_hear_nothing(http: Http) -> None:
    run = await http("execute_workflow", {"name": "talks"}, body={}, headers=ALICE)
    place = {"execution_id": run.json["executionId"]}

    answer = await http("get_execution_events", place, headers=CARL)

    assert (answer.status, answer.json["error"]) == (404, "NotFound")


@pytest.mark.parametrize("last", ["nonsense", "-", "1", "1-Success-2", "1-Success\x0bid: 2"])
async def test_an_event_of_nowhere_is_400(http: Http, last: str) -> None:
    run = await http("execute_workflow", {"name": "talks"}, body={}, headers=ALICE)

    answer = await follow(http, run.json["executionId"], last)

    assert answer.status == 400


@pytest.mark.parametrize("size", [10, 20_000])
async def test_what_a_failing_frame_held_is_for_administrators(
    http: Http, running: Runtime, size: int
) -> None:
    executions = running.platform.directory.executions_of("acme")
    begun = started(execution(), uuid4(), "v1", NOW)
    etag = await Journal(executions).begin(begun)
    text = json.dumps({"count": 3, "names": "x" * size})
    outcome = failure("KeyError", "no").model_copy(update={"variables": text})
    await Journal(executions).finish(ended(begun, outcome, NOW), etag)
    place = {"execution_id": str(begun.id)}
    at_the_other_door = {**place, "name": begun.workflow_name}

    owners = await http("get_execution_variables", place, headers=OWNER)
    machines = await http("get_workflow_execution_variables", at_the_other_door)
    alices = await http("get_execution_variables", place, headers=ALICE)
    record = await http("get_execution", place, headers=OWNER)

    assert owners.json == machines.json == record.json["variables"] == json.loads(text)
    assert alices.status == 403
    kept = await executions.get(begun.id)
    assert (kept.variables_blob is not None) == (size > 8192)
