"""Idempotency-Key: the same request sent again gets the first one's answer."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import azure.functions as func
import pytest

from functions.composition import Runtime
from shared.services.clock import StoppedClock
from shared.services.services import Services
from tests.contract.client import KEY_HEADERS, Answer, Http
from tests.contract.deliveries import deliver, take
from tests.contract.users import add_user, signed_in
from tests.support.recorded_logs import Notes

Headers = Mapping[str, str]
ALICE, CARL = signed_in("alice"), signed_in("carl")
DOORS = ["run_workflow", "execute_workflow", "execute_named_workflow"]


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(datetime.now(UTC))


@pytest.fixture
def services(services: Services, clock: StoppedClock) -> Services:
    return replace(services, clock=clock)


@pytest.fixture(autouse=True)
async def everybody(running: Runtime) -> None:
    await add_user(running.platform.directory.users, "alice", {"acme": "member"})
    await add_user(running.platform.directory.users, "carl", {"acme": "member"})


async def send(
    http: Http,
    door: str,
    given: Mapping[str, object],
    *,
    key: str = "one",
    name: str = "takes_its_time",
    who: Headers = ALICE,
    prefer: str = "",
) -> Answer:
    headers = {**who, "idempotency-key": key, "prefer": prefer}
    if door == "run_workflow":
        return await http(door, {"name": name}, body=given, headers={**headers, **KEY_HEADERS})
    body: dict[str, object] = {"inputData": given}
    if door == "execute_named_workflow":
        return await http(door, body={**body, "workflowName": name}, headers=headers)
    return await http(door, {"name": name}, body=body, headers=headers)


@pytest.mark.parametrize("door", DOORS)
async def test_the_same_again_is_the_first_ones_answer(http: Http, door: str) -> None:
    first = await send(http, door, {"value": 7}, name="succeeds")
    second = await send(http, door, {"value": 7}, name="succeeds")
    another = await send(http, door, {"value": 7}, name="succeeds", key="two")

    ids = [answer.headers["x-execution-id"] for answer in (first, second, another)]
    assert (first.status, second.status, second.body) == (200, 200, first.body)
    assert ids[0] == ids[1] != ids[2]


@pytest.mark.parametrize("door", DOORS)
async def test_a_failure_is_an_answer_too(http: Http, door: str) -> None:
    first = await send(http, door, {}, name="raises")
    second = await send(http, door, {}, name="raises")

    assert second.status == first.status
    assert first.headers["x-execution-id"] == second.headers["x-execution-id"]


@pytest.mark.parametrize("door", DOORS)
async def test_another_body_with_the_key_is_409(http: Http, door: str) -> None:
    await send(http, door, {"value": 7}, name="succeeds")

    answer = await send(http, door, {"value": 8}, name="succeeds")

    assert (answer.status, answer.json["error"]) == (409, "Conflict")


async def test_a_key_is_its_callers_and_the_workflows(http: Http) -> None:
    door = "execute_workflow"
    alices = await send(http, door, {}, name="succeeds")
    carls = await send(http, door, {}, name="succeeds", who=CARL)
    other = await send(http, door, {}, name="who")

    ids = {answer.headers["x-execution-id"] for answer in (alices, carls, other)}
    assert len(ids) == 3


async def test_the_order_of_the_parameters_does_not_matter(http: Http) -> None:
    given = {"seconds": 0, "port": 9}
    first = await send(http, "execute_workflow", given)
    second = await send(http, "execute_workflow", dict(reversed(given.items())))

    assert first.json["executionId"] == second.json["executionId"]


async def test_while_it_runs_the_second_waits_for_the_same_end(http: Http, notes: Notes) -> None:
    given = {"port": notes.port}
    first = asyncio.create_task(send(http, "execute_workflow", given, name="waits_for_a_word"))
    await notes.come()
    second = asyncio.create_task(send(http, "execute_workflow", given, name="waits_for_a_word"))
    await asyncio.sleep(0.1)
    waits = not second.done()
    notes.answer()
    answers = await asyncio.gather(first, second)

    assert waits
    assert answers[0].body == answers[1].body
    assert answers[1].status == 200
    assert len(notes.processes) == 1


async def test_two_at_once_run_once(http: Http) -> None:
    answers = await asyncio.gather(
        *(send(http, "execute_workflow", {"value": 7}, name="succeeds") for _ in range(4))
    )
    listed = await http("list_executions", headers=ALICE)

    assert {answer.status for answer in answers} == {200}
    assert len({answer.headers["x-execution-id"] for answer in answers}) == 1
    assert len(listed.json["executions"]) == 1


async def test_what_was_queued_is_told_with_its_id_until_it_has_ended(
    http: Http, functions: Mapping[str, func.Function], running: Runtime
) -> None:
    given = {"seconds": 0}
    first = await send(http, "execute_workflow", given)
    second = await send(http, "execute_workflow", given)
    delivered = await deliver(functions, running)
    third = await send(http, "execute_workflow", given)

    assert (first.status, second.status, delivered) == (202, 202, 1)
    assert first.json["executionId"] == second.json["executionId"]
    assert (third.status, third.json["status"]) == (200, "Success")
    assert third.json["executionId"] == first.json["executionId"]


async def test_what_is_refused_uses_up_no_key(http: Http) -> None:
    refused = await send(http, "execute_workflow", {"reason": 1}, name="refuses")
    answer = await send(http, "execute_workflow", {"reason": "no"}, name="refuses")

    assert (refused.status, answer.status) == (400, 200)


async def test_a_day_later_the_key_is_new(http: Http, clock: StoppedClock) -> None:
    first = await send(http, "execute_workflow", {"value": 7}, name="succeeds")
    clock.at += timedelta(hours=24)
    second = await send(http, "execute_workflow", {"value": 8}, name="succeeds")
    third = await send(http, "execute_workflow", {"value": 8}, name="succeeds")

    ids = [answer.headers["x-execution-id"] for answer in (first, second, third)]
    assert (second.status, second.json["result"]) == (200, 8)
    assert ids[0] != ids[1] == ids[2]


@pytest.mark.parametrize("key", ["", " ", "x" * 256, "käse"])
async def test_a_key_that_cannot_be_is_400(http: Http, running: Runtime, key: str) -> None:
    answer = await send(http, "execute_workflow", {"seconds": 0}, key=key)

    assert (answer.status, answer.json["error"]) == (400, "InvalidInput")
    assert take(running) == []


async def test_a_transient_run_takes_no_key(http: Http) -> None:
    headers = {**ALICE, "idempotency-key": "one"}

    answer = await http(
        "execute_workflow", {"name": "succeeds"}, body={"transient": True}, headers=headers
    )

    assert answer.status == 400


async def test_a_rerun_can_be_repeated_too(http: Http) -> None:
    first = await http("execute_workflow", {"name": "succeeds"}, body={}, headers=ALICE)
    place = {"execution_id": first.json["executionId"]}
    headers = {**ALICE, "idempotency-key": "again"}

    answers = [await http("rerun_execution", place, headers=headers) for _ in range(2)]

    assert answers[0].json["executionId"] == answers[1].json["executionId"]
