"""A burst of one organization: who waits in line is run in turn, once, and is never lost."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import azure.functions as func
import pytest

from functions.composition import Runtime
from shared.engine.queue.backlog import MOST_MESSAGES
from shared.models.executions import BacklogMessage, Execution
from shared.services.clock import StoppedClock
from shared.services.services import Services
from shared.settings import Settings
from tests.contract.client import KEY_HEADERS, Http
from tests.contract.deliveries import deliver, hand, message_in, take
from tests.contract.users import add_user, signed_in
from tests.support.recorded_logs import Notes

Functions = Mapping[str, func.Function]
QUEUED = {**KEY_HEADERS, "prefer": "respond-async"}
MORE = 6
PLACE = {"name": "takes_its_time"}


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(datetime.now(UTC))


@pytest.fixture
def services(services: Services, clock: StoppedClock) -> Services:
    return replace(services, clock=clock)


@pytest.fixture
def memory_settings(cache: Path) -> Settings:
    return Settings.model_validate(
        {
            "BIFROST_CACHE_LOCATION": str(cache),
            "BIFROST_TRUST_CLIENT_PRINCIPAL": "true",
            "BIFROST_WORKERS": "4",
            "BIFROST_WORKERS_PER_ORGANIZATION": "2",
            "BIFROST_PLACE_WAIT_SECONDS": "0.05",
        }
    )


async def accept(http: Http, clock: StoppedClock, org_id: str = "acme", **given: object) -> UUID:
    return await accept_of(http, clock, "takes_its_time", {"seconds": 0, **given}, org_id)


async def accept_of(
    http: Http, clock: StoppedClock, name: str, given: object, org_id: str = "acme"
) -> UUID:
    clock.at += timedelta(milliseconds=1)
    headers = {**QUEUED, "x-organization-id": org_id}
    answer = await http("run_workflow", {"name": name}, body=given, headers=headers)
    assert answer.status == 202
    return UUID(answer.json["executionId"])


async def record(http: Http, execution_id: UUID) -> dict[str, Any]:
    place = {**PLACE, "execution_id": str(execution_id)}
    headers = {**KEY_HEADERS, "x-organization-id": "acme"}
    return (await http("get_workflow_execution", place, headers=headers)).json


async def in_line(running: Runtime, clock: StoppedClock) -> list[UUID]:
    executions = running.platform.directory.executions_of("acme")
    return await executions.due_in_backlog(clock.at + timedelta(days=1), 1000)


async def find(running: Runtime, execution_id: UUID) -> Execution:
    return await running.platform.directory.executions_of("acme").get(execution_id)


def call_for(org_id: str) -> str:
    return BacklogMessage(org_id=org_id).model_dump_json()


async def test_a_burst_sends_few_messages_and_the_others_wait_in_line(
    http: Http, running: Runtime, clock: StoppedClock
) -> None:
    accepted = [await accept(http, clock) for _ in range(MOST_MESSAGES + MORE)]

    sent = [text for text, _ in take(running)]

    assert [message_in(text).execution.id for text in sent[:MOST_MESSAGES]] == accepted[
        :MOST_MESSAGES
    ]
    assert set(sent[MOST_MESSAGES:]) == {call_for("acme")}
    assert len(sent) - MOST_MESSAGES <= 2
    assert await in_line(running, clock) == accepted[MOST_MESSAGES:]
    assert {(await find(running, each)).status for each in accepted} == {"Pending"}


async def test_another_organizations_message_does_not_wait_in_line(
    http: Http, running: Runtime, clock: StoppedClock
) -> None:
    for _ in range(MOST_MESSAGES + MORE):
        await accept(http, clock)
    take(running)

    theirs = await accept(http, clock, "globex")

    [(text, delay)] = take(running)
    assert (message_in(text).execution.id, delay) == (theirs, 0)


async def test_whoever_has_run_one_takes_the_next_the_oldest_first(
    http: Http, functions: Functions, running: Runtime, clock: StoppedClock, notes: Notes
) -> None:
    accepted = [await accept(http, clock, port=notes.port) for _ in range(MOST_MESSAGES + MORE)]
    first, *_ = take(running)

    await hand(functions, first[0], "run_execution")

    ran = [accepted[0], *accepted[MOST_MESSAGES:]]
    ended = [await find(running, each) for each in ran]
    began = [each.started_at for each in ended]
    assert [each.status for each in ended] == ["Success"] * len(ran)
    assert began == sorted(at for at in began if at)
    assert len(notes.processes) == len(ran)
    assert await in_line(running, clock) == []


async def test_a_call_runs_the_line_and_one_too_many_does_nothing(
    http: Http, functions: Functions, running: Runtime, clock: StoppedClock, notes: Notes
) -> None:
    accepted = [await accept(http, clock, port=notes.port) for _ in range(MOST_MESSAGES + MORE)]
    take(running)

    calls = (hand(functions, call_for("acme"), "run_execution") for _ in range(3))
    await asyncio.gather(*calls)
    await hand(functions, call_for("acme"), "run_execution")

    states = Counter([(await find(running, each)).status for each in accepted])
    assert states == {"Pending": MOST_MESSAGES, "Success": MORE}
    assert len(notes.processes) == MORE


async def test_one_without_a_place_waits_in_line_until_there_is_one(
    http: Http, functions: Functions, running: Runtime, clock: StoppedClock, notes: Notes
) -> None:
    accepted = [await accept(http, clock, seconds=0.3, port=notes.port) for _ in range(5)]
    sent = take(running)

    first = [asyncio.create_task(hand(functions, text, "run_execution")) for text, _ in sent[:2]]
    await notes.come(2)
    for text, _ in sent[2:]:
        await hand(functions, text, "run_execution")
    lined = await in_line(running, clock)
    await asyncio.gather(*first)

    assert lined == accepted[2:]
    assert await in_line(running, clock) == []
    assert {(await find(running, each)).status for each in accepted} == {"Success"}
    assert len(notes.processes) == 5


async def test_a_message_that_comes_again_finds_its_run_in_line(
    http: Http, functions: Functions, running: Runtime, clock: StoppedClock, notes: Notes
) -> None:
    """Its first delivery put it there, and its process died before it could say so."""
    blocking = [await accept(http, clock, seconds=0.3, port=notes.port) for _ in range(2)]
    waiting = await accept(http, clock, port=notes.port)
    sent = take(running)
    first = [asyncio.create_task(hand(functions, text, "run_execution")) for text, _ in sent[:2]]
    await notes.come(2)
    await hand(functions, sent[2][0], "run_execution")
    await hand(functions, sent[2][0], "run_execution")
    await asyncio.gather(*first)
    await hand(functions, sent[2][0], "run_execution")

    assert {(await find(running, each)).status for each in [*blocking, waiting]} == {"Success"}
    assert len(notes.processes) == 3


async def test_one_in_line_can_be_cancelled_and_leaves_it(
    http: Http, functions: Functions, running: Runtime, clock: StoppedClock
) -> None:
    accepted = [await accept(http, clock) for _ in range(MOST_MESSAGES + MORE)]
    place = {**PLACE, "execution_id": str(accepted[-1])}
    headers = {**KEY_HEADERS, "x-organization-id": "acme"}

    answer = await http("cancel_workflow_execution", place, body={}, headers=headers)
    left = await in_line(running, clock)
    await deliver(functions, running)

    assert answer.json["status"] == "Cancelled"
    assert left == accepted[MOST_MESSAGES:-1]
    assert (await find(running, accepted[-1])).status == "Cancelled"
    assert (await find(running, accepted[-2])).status == "Success"


async def test_a_line_whose_calls_were_lost_is_found_by_the_sweep(
    http: Http, functions: Functions, running: Runtime, clock: StoppedClock
) -> None:
    accepted = [await accept(http, clock) for _ in range(MOST_MESSAGES + MORE)]
    take(running)

    await running.platform.engine.sweep()
    early = take(running)
    clock.at += timedelta(seconds=61)
    await running.platform.engine.sweep()
    again = take(running)
    for text, _ in again:
        await hand(functions, text, "run_execution")

    assert early == []
    assert len(again) == 3  # two that have places, of those with a message; and one call
    assert {(await find(running, each)).status for each in accepted[MOST_MESSAGES:]} == {"Success"}


async def test_one_of_a_workflow_that_is_gone_fails_and_holds_up_nobody(
    http: Http, functions: Functions, running: Runtime, clock: StoppedClock
) -> None:
    for _ in range(MOST_MESSAGES):
        await accept(http, clock)
    gone, after = [await accept(http, clock) for _ in range(2)]
    executions = running.platform.directory.executions_of("acme")
    stored = await executions.find_live(gone)
    assert stored is not None
    renamed = stored.execution.model_copy(update={"workflow_name": "gone"})
    await executions.replace(renamed, stored.etag)

    await hand(functions, call_for("acme"), "run_execution")

    found = await find(running, gone)
    assert found.outcome is not None
    assert (found.status, found.outcome.error_type) == ("Failed", "WorkflowNotFound")
    assert (await find(running, after)).status == "Success"
    assert await in_line(running, clock) == []


async def test_one_that_cannot_be_read_gets_a_message_and_holds_up_nobody(
    http: Http, functions: Functions, running: Runtime, clock: StoppedClock
) -> None:
    for _ in range(MOST_MESSAGES):
        await accept(http, clock)
    broken = await accept_of(http, clock, "succeeds", {"value": "x" * 40_000})
    after = await accept(http, clock)
    blob = (await find(running, broken)).input_blob
    assert blob is not None
    await running.platform.services.blobs.delete(blob)
    take(running)

    await hand(functions, call_for("acme"), "run_execution")

    messages = [text for text, _ in take(running) if text != call_for("acme")]
    assert [message_in(text).execution.id for text in messages] == [broken]
    assert (await find(running, after)).status == "Success"
    assert (await find(running, broken)).in_line is False


async def test_scheduled_ones_are_in_line_by_when_they_are_due(
    http: Http, functions: Functions, running: Runtime, clock: StoppedClock
) -> None:
    for _ in range(MOST_MESSAGES):
        await accept(http, clock)
    take(running)
    await add_user(running.platform.directory.users, "owner", {"acme": "admin"})
    later: list[UUID] = []
    for seconds in (300, 200, 200):
        body = {"inputData": {"seconds": 0}, "delaySeconds": seconds}
        answer = await http("execute_workflow", PLACE, body=body, headers=signed_in("owner"))
        later.append(UUID(answer.json["executionId"]))
    calls = take(running)

    await hand(functions, call_for("acme"), "run_execution")
    early = [(await find(running, each)).status for each in later]
    clock.at += timedelta(seconds=201)
    await hand(functions, call_for("acme"), "run_execution")

    assert {text for text, _ in calls} == {call_for("acme")}
    assert [round(delay, -1) for delay in sorted(delay for _, delay in calls)] == [200, 300]
    assert early == ["Scheduled"] * 3
    assert [(await find(running, each)).status for each in later] == [
        "Scheduled",
        "Success",
        "Success",
    ]


async def test_a_poisoned_call_is_let_go(functions: Functions, running: Runtime) -> None:
    await hand(functions, call_for("acme"), "dead_letter_execution")

    assert take(running) == []
