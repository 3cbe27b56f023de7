"""Runs that begin later: asked for so, or because they failed and are tried again."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import azure.functions as func
import pytest

from functions.composition import Runtime
from shared.services.clock import StoppedClock
from shared.services.services import Services
from tests.contract.client import Answer, Http
from tests.contract.deliveries import deliver, hand, take
from tests.contract.users import add_user, signed_in

Functions = Mapping[str, func.Function]
OWNER = signed_in("owner")
HOUR = 3600


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(datetime.now(UTC))


@pytest.fixture
def services(services: Services, clock: StoppedClock) -> Services:
    return replace(services, clock=clock)


@pytest.fixture(autouse=True)
async def everybody(running: Runtime) -> None:
    await add_user(running.platform.directory.users, "owner", {"acme": "admin"})


async def execute(http: Http, name: str, given: object = None, **more: object) -> Answer:
    body: dict[str, object] = {"inputData": {} if given is None else given, **more}
    return await http("execute_workflow", {"name": name}, body=body, headers=OWNER)


async def record(http: Http, answer: Answer) -> dict[str, Any]:
    place = {"execution_id": answer.headers["x-execution-id"]}
    return (await http("get_execution", place, headers=OWNER)).json


async def later(clock: StoppedClock, running: Runtime, seconds: float) -> None:
    clock.at += timedelta(seconds=seconds)
    await running.platform.engine.sweep()


@pytest.mark.parametrize("how", ["delaySeconds", "scheduledAt"])
async def test_what_is_due_soon_has_its_message_already(
    http: Http, functions: Functions, running: Runtime, clock: StoppedClock, how: str
) -> None:
    due_at = clock.at + timedelta(seconds=90)
    start: object = 90 if how == "delaySeconds" else due_at.isoformat()
    answer = await execute(http, "succeeds", {"value": 7}, **{how: start})
    [(text, delay)] = take(running)

    await hand(functions, text, "run_execution")
    early = await record(http, answer)
    clock.at = due_at
    await hand(functions, text, "run_execution")

    ended = await record(http, answer)
    assert (answer.status, answer.json["status"], delay) == (202, "Scheduled", 90)
    assert (early["status"], early["dueAt"]) == (
        "Scheduled",
        due_at.isoformat().replace("+00:00", "Z"),
    )
    assert (ended["status"], ended["result"]) == ("Success", 7)


async def test_what_is_due_much_later_gets_its_message_from_the_timer(
    http: Http, functions: Functions, running: Runtime, clock: StoppedClock
) -> None:
    answer = await execute(http, "succeeds", delaySeconds=HOUR)
    at_first = take(running)

    await later(clock, running, HOUR - 120)
    too_early = take(running)
    await later(clock, running, 70)
    [(text, delay)] = take(running)
    clock.at += timedelta(seconds=50)
    await hand(functions, text, "run_execution")

    assert (at_first, too_early, delay) == ([], [], 50)
    assert (await record(http, answer))["status"] == "Success"


async def test_what_is_scheduled_can_be_cancelled(
    http: Http, functions: Functions, running: Runtime, clock: StoppedClock
) -> None:
    answer = await execute(http, "succeeds", delaySeconds=60)
    place = {"execution_id": answer.json["executionId"]}

    cancelled = await http("cancel_execution", place, body={}, headers=OWNER)
    clock.at += timedelta(seconds=61)
    await deliver(functions, running)

    assert (cancelled.status, cancelled.json["status"]) == (200, "Cancelled")
    assert (await record(http, answer))["status"] == "Cancelled"


async def test_a_time_that_is_past_is_now(
    http: Http, functions: Functions, running: Runtime, clock: StoppedClock
) -> None:
    at = clock.at - timedelta(hours=1)

    answer = await execute(http, "succeeds", scheduledAt=at.isoformat())
    await deliver(functions, running)

    assert (answer.status, answer.json["status"]) == (202, "Pending")
    assert (await record(http, answer))["status"] == "Success"


@pytest.mark.parametrize(
    "more",
    [
        {"delaySeconds": -1},
        {"delaySeconds": 367 * 86_400},
        {"scheduledAt": "2200-01-01T00:00:00Z"},
        {"scheduledAt": "2026-12-01T00:00:00"},
        {"scheduledAt": "soon"},
        {"delaySeconds": 1, "scheduledAt": "2026-12-01T00:00:00Z"},
    ],
)
async def test_a_start_that_cannot_be_is_400(
    http: Http, running: Runtime, more: Mapping[str, object]
) -> None:
    answer = await execute(http, "succeeds", **more)

    assert (answer.status, answer.json["error"]) == (400, "InvalidInput")
    assert take(running) == []


async def test_a_failed_run_is_tried_again_and_every_attempt_is_on_the_record(
    http: Http, functions: Functions, running: Runtime, clock: StoppedClock
) -> None:
    answer = await execute(http, "fails_twice", {})
    first = await record(http, answer)
    delays: list[int] = []

    for _ in range(2):
        [(text, delay)] = take(running)
        delays.append(delay)
        clock.at += timedelta(seconds=delay)
        await hand(functions, text, "run_execution")

    ended = await record(http, answer)
    place = {"execution_id": ended["executionId"]}
    lines = (await http("get_execution_logs", place, headers=OWNER)).json
    assert (answer.status, answer.json["status"], first["status"]) == (
        202,
        "Scheduled",
        "Scheduled",
    )
    assert "tried again" in answer.json["message"]
    assert delays == [2, 4]
    assert (ended["status"], ended["result"], take(running)) == ("Success", "try 3", [])
    assert [(a["number"], a["status"], a["errorMessage"]) for a in ended["attempts"]] == [
        (1, "Failed", "try 1 failed"),
        (2, "Failed", "try 2 failed"),
        (3, "Success", None),
    ]
    assert [line["message"] for line in lines] == ["try 1", "try 2", "try 3"]
    assert [line["executionLogId"][-5:] for line in lines] == ["00000", "00001", "00002"]


async def test_the_machine_door_is_told_too(http: Http) -> None:
    place = {"name": "fails_twice"}

    answer = await http("run_workflow", place, body={})

    assert (answer.status, answer.json["status"]) == (202, "Scheduled")


@pytest.mark.parametrize(
    ("kind", "status"), [("hangs", "Scheduled"), ("fails", "Failed"), ("refuses", "Failed")]
)
async def test_only_what_the_policy_names_is_tried_again(
    http: Http, kind: str, status: str
) -> None:
    answer = await execute(http, "fails_or_hangs", {"kind": kind})

    assert answer.json["status"] == status


async def test_what_waits_for_its_next_attempt_can_be_cancelled(
    http: Http, functions: Functions, running: Runtime, clock: StoppedClock
) -> None:
    answer = await execute(http, "fails_twice", {})
    place = {"execution_id": answer.json["executionId"]}

    await http("cancel_execution", place, body={}, headers=OWNER)
    clock.at += timedelta(seconds=10)
    await deliver(functions, running)
    await asyncio.sleep(0)

    ended = await record(http, answer)
    assert (ended["status"], len(ended["attempts"])) == ("Cancelled", 1)
