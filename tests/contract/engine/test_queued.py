"""The queue's side of a run: no place, twice, out of order, lost, poisoned."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import azure.functions as func
import pytest

from functions.composition import Runtime
from shared.engine.journal.transitions import running as started
from shared.settings import Settings
from tests.contract.client import KEY_HEADERS, Http
from tests.contract.deliveries import deliver, hand, message_in, take
from tests.contract.users import add_user, signed_in
from tests.support.recorded_logs import Notes

Functions = Mapping[str, func.Function]
OWNER, ALICE = signed_in("owner"), signed_in("alice")
QUEUED = {**KEY_HEADERS, "prefer": "respond-async"}


LOST_AT_ONCE = pytest.mark.parametrize("lost_seconds", [0.01])
ONE_PLACE = pytest.mark.parametrize("places", [1])
ONE_IN_ALL = pytest.mark.parametrize("in_all", [1])


@pytest.fixture
def lost_seconds() -> float:
    return 30


@pytest.fixture
def places() -> int:
    """For each organization."""
    return 3


@pytest.fixture
def in_all(places: int) -> int:
    return places + 2


@pytest.fixture
def memory_settings(cache: Path, lost_seconds: float, places: int, in_all: int) -> Settings:
    return Settings.model_validate(
        {
            "BIFROST_CACHE_LOCATION": str(cache),
            "BIFROST_TRUST_CLIENT_PRINCIPAL": "true",
            "BIFROST_WORKERS": str(in_all),
            "BIFROST_WORKERS_PER_ORGANIZATION": str(places),
            "BIFROST_LOST_SECONDS": str(lost_seconds),
            "BIFROST_PLACE_WAIT_SECONDS": "0.05",
        }
    )


@pytest.fixture(autouse=True)
async def everybody(running: Runtime) -> None:
    users = running.platform.directory.users
    await add_user(users, "owner", {"acme": "admin"})
    await add_user(users, "alice", {"acme": "member"})


async def accept(http: Http, org_id: str = "acme", **given: object) -> str:
    headers = {**QUEUED, "x-organization-id": org_id}
    place = {"name": "takes_its_time"}
    answer = await http("run_workflow", place, body=given or {"seconds": 0}, headers=headers)
    return answer.json["executionId"]


async def record(http: Http, execution_id: str, org_id: str = "acme") -> dict[str, Any]:
    place = {"name": "takes_its_time", "execution_id": execution_id}
    headers = {**KEY_HEADERS, "x-organization-id": org_id}
    return (await http("get_workflow_execution", place, headers=headers)).json


@ONE_IN_ALL
async def test_a_message_comes_later_each_time_while_others_have_the_house_full(
    http: Http, functions: Functions, running: Runtime, notes: Notes
) -> None:
    await accept(http, "globex", seconds=20, port=notes.port)
    blocking = asyncio.create_task(deliver(functions, running))
    await notes.come()
    second = await accept(http)
    delays: list[int] = []

    for _ in range(8):
        [(text, delay)] = take(running)
        delays.append(delay)
        await hand(functions, text, "run_execution")

    [(text, _)] = take(running)
    assert delays == [0, 1, 2, 4, 8, 16, 32, 60]
    assert message_in(text).bounces == 8
    assert (await record(http, second))["status"] == "Pending"
    blocking.cancel()
    await asyncio.gather(blocking, return_exceptions=True)


@ONE_PLACE
async def test_anothers_run_does_not_wait_for_ours(
    http: Http, functions: Functions, running: Runtime, notes: Notes
) -> None:
    await accept(http, seconds=20, port=notes.port)
    blocking = asyncio.create_task(deliver(functions, running))
    await notes.come()
    for _ in range(5):
        await accept(http, seconds=20)
    theirs = await accept(http, "globex")

    await deliver(functions, running)

    assert (await record(http, theirs, "globex"))["status"] == "Success"
    blocking.cancel()
    await asyncio.gather(blocking, return_exceptions=True)


async def test_two_claims_at_once_run_it_once(
    http: Http, functions: Functions, running: Runtime, notes: Notes
) -> None:
    execution_id = await accept(http, seconds=0.2, port=notes.port)
    [(text, _)] = take(running)
    engine = running.platform.engine

    await asyncio.gather(*(engine.deliveries.claim(message_in(text)) for _ in range(3)))

    assert (await record(http, execution_id))["status"] == "Success"
    assert len(notes.processes) == 1


async def test_a_message_of_a_run_that_lives_or_has_ended_is_let_go(
    http: Http, functions: Functions, running: Runtime, notes: Notes
) -> None:
    execution_id = await accept(http, seconds=0.5, port=notes.port)
    [(text, _)] = take(running)
    first = asyncio.create_task(hand(functions, text, "run_execution"))
    await notes.come()

    await hand(functions, text, "run_execution")
    await first
    await hand(functions, text, "run_execution")

    assert (await record(http, execution_id))["status"] == "Success"
    assert len(notes.processes) == 1
    assert take(running) == []


@LOST_AT_ONCE
async def test_a_message_whose_runs_owner_is_lost_does_what_the_sweep_would(
    http: Http, functions: Functions, running: Runtime
) -> None:
    execution_id = await accept(http)
    [(text, _)] = take(running)
    message = message_in(text)
    executions = running.platform.directory.executions_of("acme")
    now = running.platform.services.clock.now()
    await executions.replace(started(message.execution, uuid4(), "v1", now), message.etag)
    await asyncio.sleep(0.05)

    await hand(functions, text, "run_execution")

    found = await record(http, execution_id)
    assert (found["status"], found["errorType"]) == ("Failed", "WorkerLost")


async def test_a_newer_record_is_what_is_run(
    http: Http, functions: Functions, running: Runtime
) -> None:
    execution_id = await accept(http)
    [(text, _)] = take(running)
    message = message_in(text)
    executions = running.platform.directory.executions_of("acme")
    newer = message.execution.model_copy(update={"form_id": "newer", "write_id": uuid4()})
    await executions.replace(newer, message.etag)

    await hand(functions, text, "run_execution")

    found = await record(http, execution_id)
    assert (found["status"], found["formId"]) == ("Success", "newer")


async def test_a_dead_letter_is_listed_and_can_be_run_again(
    http: Http, functions: Functions, running: Runtime
) -> None:
    execution_id = await accept(http)
    place = {"execution_id": execution_id}

    await deliver(functions, running, "dead_letter_execution")
    listed = await http("list_dead_letters", headers=OWNER)
    again = await http("requeue_dead_letter", place, body={}, headers=OWNER)
    await deliver(functions, running)
    twice = await http("requeue_dead_letter", place, body={}, headers=OWNER)

    assert [found["executionId"] for found in listed.json["executions"]] == [execution_id]
    assert listed.json["executions"][0]["errorType"] == "PoisonQueueFailure"
    assert (again.status, twice.status) == (202, 404)
    found = await http("get_execution", {"execution_id": again.json["executionId"]}, headers=OWNER)
    assert (found.json["status"], found.json["rerunOf"]) == ("Success", execution_id)
    assert (await http("list_dead_letters", headers=OWNER)).json["executions"] == []
    assert (await record(http, execution_id))["status"] == "Failed"


async def test_what_failed_otherwise_is_no_dead_letter(http: Http) -> None:
    failed = await http("execute_workflow", {"name": "raises"}, body={}, headers=OWNER)
    place = {"execution_id": failed.json["executionId"]}

    answer = await http("requeue_dead_letter", place, body={}, headers=OWNER)

    assert (answer.status, answer.json["error"]) == (404, "NotFound")


async def test_a_poisoned_message_of_a_run_that_lives_ends_nothing(
    http: Http, functions: Functions, running: Runtime, notes: Notes
) -> None:
    execution_id = await accept(http, seconds=0.5, port=notes.port)
    [(text, _)] = take(running)
    first = asyncio.create_task(hand(functions, text, "run_execution"))
    await notes.come()

    await hand(functions, text, "dead_letter_execution")
    await first

    assert (await record(http, execution_id))["status"] == "Success"


@LOST_AT_ONCE
async def test_stuck_ones_are_listed_and_moved_on(
    http: Http, running: Runtime, root: Mapping[str, str]
) -> None:
    execution_id = await accept(http)
    [(text, _)] = take(running)
    message = message_in(text)
    executions = running.platform.directory.executions_of("acme")
    now = running.platform.services.clock.now() - timedelta(seconds=5)
    await executions.replace(started(message.execution, uuid4(), "v1", now), message.etag)
    await asyncio.sleep(0.05)
    headers = {**root, "x-organization-id": "acme"}

    stuck = await http("list_stuck_executions", headers=headers)
    cleaned = await http("trigger_executions_cleanup", body={}, headers=headers)
    after = await http("list_stuck_executions", headers=headers)

    assert (stuck.json["count"], after.json["count"]) == (1, 0)
    assert stuck.json["executions"][0]["executionId"] == execution_id
    assert cleaned.json == {"cleaned": 1, "pending": 0, "running": 1, "failed": 0}
    assert (await executions.get(UUID(execution_id))).status == "Failed"
