"""How executions are cancelled, one and many: what is told, and what comes of it."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

import azure.functions as func
import pytest

from functions.composition import Runtime
from shared.models.executions import Status
from shared.settings import Settings
from tests.contract.client import Answer, Http
from tests.contract.deliveries import deliver
from tests.contract.users import add_user, signed_in
from tests.support.processes import is_alive
from tests.support.recorded_logs import Notes

Headers = Mapping[str, str]
Functions = Mapping[str, func.Function]
ALICE, CARL, OWNER, BOB = map(signed_in, ("alice", "carl", "owner", "bob"))


@pytest.fixture
def memory_settings(cache: Path) -> Settings:
    return Settings.model_validate(
        {
            "BIFROST_CACHE_LOCATION": str(cache),
            "BIFROST_TRUST_CLIENT_PRINCIPAL": "true",
            "BIFROST_CANCEL_SECONDS": "0.1",
        }
    )


@pytest.fixture(autouse=True)
async def everybody(running: Runtime) -> None:
    users = running.platform.directory.users
    await add_user(users, "alice", {"acme": "member"})
    await add_user(users, "carl", {"acme": "member"})
    await add_user(users, "owner", {"acme": "admin"})
    await add_user(users, "bob", {"globex": "admin"})


async def accept(http: Http, who: Headers, name: str = "takes_its_time", **given: object) -> str:
    body = {"inputData": given or {"seconds": 30}}
    headers = {**who, "prefer": "respond-async"}
    answer = await http("execute_workflow", {"name": name}, body=body, headers=headers)
    assert answer.status == 202
    return answer.json["executionId"]


async def cancel(http: Http, who: Headers, execution_id: str) -> Answer:
    place = {"execution_id": execution_id}
    return await http("cancel_execution", place, body={}, headers=who)


async def record(http: Http, execution_id: str) -> dict[str, Any]:
    return (await http("get_execution", {"execution_id": execution_id}, headers=OWNER)).json


async def running_one(
    http: Http, functions: Functions, running: Runtime, notes: Notes
) -> tuple[str, "asyncio.Task[int]"]:
    """One that its process has begun, and the delivery that waits for its end."""
    execution_id = await accept(http, ALICE, seconds=30, port=notes.port)
    delivery = asyncio.create_task(deliver(functions, running))
    await notes.come()
    return execution_id, delivery


async def test_what_has_not_begun_ends_at_once(
    http: Http, functions: Functions, running: Runtime, notes: Notes
) -> None:
    execution_id = await accept(http, ALICE, seconds=0, port=notes.port)

    answer = await cancel(http, ALICE, execution_id)
    await deliver(functions, running)

    assert (answer.status, answer.json["status"]) == (200, "Cancelled")
    ended = await record(http, execution_id)
    assert (ended["status"], notes.processes) == ("Cancelled", [])
    assert ended["errorMessage"] == "the execution was cancelled before it began"


async def test_what_runs_is_told_and_ends_soon(
    http: Http, functions: Functions, running: Runtime, notes: Notes
) -> None:
    execution_id, delivery = await running_one(http, functions, running, notes)

    answer = await cancel(http, ALICE, execution_id)
    again = await cancel(http, ALICE, execution_id)
    await asyncio.wait_for(delivery, 5)

    ended = await record(http, execution_id)
    assert (answer.status, answer.json["status"]) == (200, "Cancelling")
    assert again.status == 200
    assert (ended["status"], ended["errorType"]) == ("Cancelled", "Cancelled")
    assert [attempt["status"] for attempt in ended["attempts"]] == ["Cancelled"]
    assert not is_alive(notes.processes[0])


async def test_a_process_that_only_reads_the_marker_ends_its_run(
    http: Http, functions: Functions, running: Runtime, notes: Notes
) -> None:
    execution_id, delivery = await running_one(http, functions, running, notes)

    await running.platform.directory.markers.mark(UUID(execution_id), "acme")
    await asyncio.wait_for(delivery, 5)

    assert (await record(http, execution_id))["status"] == "Cancelled"


async def test_a_caller_who_waits_hears_that_it_was_cancelled(http: Http) -> None:
    place = {"name": "sleeps_a_while"}
    waiting = asyncio.create_task(http("run_workflow", place, body={}))
    listed: list[dict[str, str]] = []
    while not listed:
        await asyncio.sleep(0.1)
        listed = (await http("list_workflow_executions", place)).json["executions"]
    its_place = {**place, "execution_id": listed[0]["executionId"]}

    told = await http("cancel_workflow_execution", its_place, body={})
    answer = await asyncio.wait_for(waiting, 5)

    assert told.json["status"] == "Cancelling"
    assert (answer.status, answer.json["error"]) == (409, "WorkflowCancelled")


async def test_what_ended_before_it_heard_ends_as_what_happened(
    http: Http, functions: Functions, running: Runtime, notes: Notes
) -> None:
    execution_id = await accept(http, ALICE, "waits_for_a_word", port=notes.port)
    delivery = asyncio.create_task(deliver(functions, running))
    await notes.come()
    executions = running.platform.directory.executions_of("acme")
    stored = await executions.find_live(UUID(execution_id))
    assert stored is not None

    # The record of somebody whose marker nobody saw.
    asked = stored.execution.model_copy(update={"status": Status.CANCELLING})
    await executions.replace(asked, stored.etag)
    notes.answer()
    await delivery

    assert (await record(http, execution_id))["status"] == "Success"


async def test_what_has_ended_cannot_be_cancelled(http: Http) -> None:
    done = await http("execute_workflow", {"name": "succeeds"}, body={}, headers=ALICE)

    answer = await cancel(http, ALICE, done.json["executionId"])

    assert (answer.status, answer.json["error"]) == (409, "Conflict")
    assert "Success" in answer.json["message"]


async def test_others_cannot_cancel_it_and_administrators_can(http: Http) -> None:
    execution_id = await accept(http, ALICE)

    carls = await cancel(http, CARL, execution_id)
    owners = await cancel(http, OWNER, execution_id)

    assert (carls.status, carls.json["error"]) == (404, "NotFound")
    assert owners.status == 200


async def test_many_are_cancelled_by_what_they_are(http: Http) -> None:
    hers = [await accept(http, ALICE) for _ in range(3)]
    other = await accept(http, ALICE, "succeeds", value=1)
    carls = await accept(http, CARL)
    wanted = {"workflowName": "takes_its_time", "status": "pending"}

    answer = await http("cancel_executions", body=wanted, headers=ALICE)
    statuses = {each: (await record(http, each))["status"] for each in [*hers, other, carls]}

    assert answer.json == {"cancelled": 3, "cancelling": 0, "hasMore": False, "skipped": 0}
    assert statuses == {**dict.fromkeys(hers, "Cancelled"), other: "Pending", carls: "Pending"}


async def test_many_are_cancelled_by_when_they_were_accepted(http: Http) -> None:
    early = await accept(http, ALICE)
    await asyncio.sleep(0.05)
    late = await accept(http, ALICE)
    body = {"startDate": (await record(http, late))["createdAt"]}

    await http("cancel_executions", body=body, headers=OWNER)

    statuses = [(await record(http, each))["status"] for each in (early, late)]
    assert statuses == ["Pending", "Cancelled"]


async def test_named_ones_are_cancelled_and_no_others(http: Http) -> None:
    hers, other, carls = (
        await accept(http, ALICE),
        await accept(http, ALICE),
        await accept(http, CARL),
    )
    made_up = other[:-12] + "0" * 12
    body = {"executionIds": [hers, hers, carls, made_up]}

    first = await http("cancel_executions", body=body, headers=ALICE)
    again = await http("cancel_executions", body=body, headers=OWNER)
    elsewhere = await http("cancel_executions", body={"executionIds": [other]}, headers=BOB)
    later = {"executionIds": [other], "endDate": "2026-01-01"}
    by_time = await http("cancel_executions", body=later, headers=OWNER)

    assert first.json == {"cancelled": 1, "cancelling": 0, "hasMore": False, "skipped": 2}
    assert again.json == {"cancelled": 1, "cancelling": 0, "hasMore": False, "skipped": 2}
    assert (elsewhere.json["skipped"], by_time.json["skipped"]) == (1, 1)
    statuses = [(await record(http, each))["status"] for each in (hers, other, carls)]
    assert statuses == ["Cancelled", "Pending", "Cancelled"]
    many = {"executionIds": [made_up] * 101}
    assert (await http("cancel_executions", body=many, headers=ALICE)).status == 400


async def test_it_is_a_hundred_at_once_and_says_that_there_are_more(http: Http) -> None:
    for _ in range(103):
        await accept(http, ALICE)

    first = await http("cancel_executions", body={}, headers=ALICE)
    second = await http("cancel_executions", body={}, headers=ALICE)

    assert (first.json["cancelled"], first.json["hasMore"]) == (100, True)
    assert (second.json["cancelled"], second.json["hasMore"]) == (3, False)


@pytest.mark.parametrize(
    "body",
    [{"status": "nonsense"}, {"startDate": "yesterday"}, {"who": "me"}, {"workflowName": ""}],
)
async def test_a_filter_that_is_none_is_400(http: Http, body: object) -> None:
    answer = await http("cancel_executions", body=body, headers=ALICE)

    assert answer.status == 400


async def test_it_is_on_the_audit_record(http: Http) -> None:
    execution_id = await accept(http, ALICE)
    await cancel(http, ALICE, execution_id)

    found = await http("list_audit_entries", query={"operation": "execution."}, headers=OWNER)

    operations = {entry["operation"] for entry in found.json}
    objects = {(entry["objectKind"], entry["objectId"]) for entry in found.json}
    assert operations == {"execution.cancel"}
    assert ("execution", execution_id) in objects
