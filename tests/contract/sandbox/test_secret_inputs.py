"""What is given in confidence reaches the function, and is to be read nowhere else."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import azure.functions as func
import pytest

from functions.composition import Runtime
from shared.services.clock import StoppedClock
from shared.services.queues import MemoryQueue
from shared.services.services import Services
from shared.services.tables import Columns, MemoryTable
from tests.contract.client import KEY_HEADERS, Answer, Http
from tests.contract.deliveries import deliver, hand, take
from tests.contract.forms import ALICE, OWNER, Forms, field, form_of
from tests.contract.users import add_user, signed_in

Functions = Mapping[str, func.Function]
PASSWORD = "correct horse battery"
GIVEN = {"password": PASSWORD, "note": f"I chose {PASSWORD} for her"}
ROOT = signed_in("root", "acme")
PLATFORM_ADMIN = signed_in("root")
TEN_MINUTES = timedelta(minutes=10, seconds=1)


class HeardTable(MemoryTable):
    """Knows all that was ever written to it."""

    def __init__(self, clock: StoppedClock, heard: list[str]) -> None:
        super().__init__(clock)
        self._heard = heard

    def _write(self, partition: str, key: str, columns: Columns) -> str:
        self._heard.append(f"{partition} {key} {json.dumps(columns, ensure_ascii=False)}")
        return super()._write(partition, key, columns)


class HeardQueue(MemoryQueue):
    def __init__(self, heard: list[str]) -> None:
        super().__init__()
        self._heard = heard

    async def send(self, text: str, *, delay_seconds: int = 0) -> None:
        self._heard.append(text)
        await super().send(text, delay_seconds=delay_seconds)


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(datetime.now(UTC))


@pytest.fixture
def heard() -> list[str]:
    """All that was written to a table or sent to the queue."""
    return []


@pytest.fixture
def services(services: Services, clock: StoppedClock, heard: list[str]) -> Services:
    names = ("directory", "executions", "heartbeats", "audit")
    tables: dict[str, Any] = {name: HeardTable(clock, heard) for name in names}
    return replace(services, **tables, queue=HeardQueue(heard), clock=clock)


@pytest.fixture(autouse=True)
async def everybody(running: Runtime) -> None:
    users = running.platform.directory.users
    await add_user(users, "owner", {"acme": "admin"})
    await add_user(users, "alice", {"acme": "member"})
    await add_user(users, "root", is_admin=True)


async def kept(running: Runtime, heard: list[str]) -> str:
    """All that was ever kept or sent."""
    blobs = running.platform.services.blobs
    names = [name async for name in blobs.names("")]
    contents = [await blobs.find(name) or b"" for name in names]
    return "\n".join([*heard, *(content.decode() for content in contents)])


async def execute(
    http: Http, given: object, name: str = "keeps_a_password", **more: object
) -> Answer:
    body: dict[str, object] = {"inputData": given, **more}
    return await http("execute_workflow", {"name": name}, body=body, headers=OWNER)


async def said_of(http: Http, execution_id: str) -> str:
    """All that an administrator reads of it."""
    place = {"execution_id": execution_id}
    reads = ("get_execution", "get_execution_logs", "get_execution_variables")
    answers = [await http(read, place, headers=OWNER) for read in reads]
    answers.append(await http("list_executions", headers=OWNER))
    return "\n".join(answer.body.decode() for answer in answers)


async def record(http: Http, answer: Answer) -> dict[str, Any]:
    place = {"execution_id": answer.headers["x-execution-id"]}
    return (await http("get_execution", place, headers=OWNER)).json


async def test_a_run_has_it_and_nothing_that_is_kept_or_answered_does(
    http: Http, running: Runtime, heard: list[str]
) -> None:
    answer = await execute(http, GIVEN)

    assert answer.json["status"] == "Success", answer.json
    assert answer.json["result"] == {
        "said": "[redacted]",
        "length": len(PASSWORD),
        "note": len(GIVEN["note"]),
        "pin": 0,
    }
    shown = await record(http, answer)
    assert shown["inputData"] == {
        "password": "[redacted]",
        "note": "I chose [redacted] for her",
    }
    assert shown["withheld"] == ["password", "note"]
    assert "it is [redacted]" in [line["message"] for line in shown["logs"]]
    texts = [answer.body.decode(), await said_of(http, answer.json["executionId"])]
    assert PASSWORD not in "\n".join([*texts, await kept(running, heard)])


@pytest.mark.parametrize("more", [{}, {"delaySeconds": 60}, {"delaySeconds": 3600}])
async def test_what_waits_has_it_sealed_until_it_ends(
    http: Http,
    functions: Functions,
    running: Runtime,
    clock: StoppedClock,
    heard: list[str],
    more: dict[str, object],
) -> None:
    body = {"inputData": GIVEN, **more}
    headers = {**OWNER, "prefer": "respond-async"}
    answer = await http(
        "execute_workflow", {"name": "keeps_a_password"}, body=body, headers=headers
    )
    waiting = await record(http, answer)

    clock.at += timedelta(seconds=int(str(more.get("delaySeconds", 0))))
    await running.platform.engine.sweep()
    await deliver(functions, running)

    ended = await record(http, answer)
    assert waiting["inputData"]["password"] == "[redacted]"
    assert (ended["status"], ended["result"]["length"]) == ("Success", len(PASSWORD))
    assert PASSWORD not in await kept(running, heard)
    row = await running.platform.directory.executions_of("acme").get(UUID(ended["executionId"]))
    assert (row.sealed, row.sealed_blob) == (None, None)


async def test_a_large_one_is_sealed_too(
    http: Http, functions: Functions, running: Runtime, heard: list[str]
) -> None:
    given = {**GIVEN, "note": f"{PASSWORD} " * 5000}
    headers = {**OWNER, "prefer": "respond-async"}
    answer = await http(
        "execute_workflow", {"name": "keeps_a_password"}, body={"inputData": given}, headers=headers
    )
    await deliver(functions, running)

    assert (await record(http, answer))["result"]["note"] == len(given["note"])
    assert PASSWORD not in await kept(running, heard)


async def test_a_run_that_is_tried_again_still_has_it(
    http: Http, functions: Functions, running: Runtime, clock: StoppedClock, heard: list[str]
) -> None:
    answer = await execute(http, {"password": PASSWORD}, "fails_with_a_password")
    first = await said_of(http, answer.headers["x-execution-id"])
    clock.at += timedelta(seconds=1)
    await deliver(functions, running)

    ended = await record(http, answer)
    assert (answer.status, ended["status"], ended["result"]) == (202, "Success", len(PASSWORD))
    assert "[redacted] was not taken" in first
    last = await said_of(http, answer.headers["x-execution-id"])
    assert PASSWORD not in "\n".join([first, last, await kept(running, heard)])


@pytest.mark.parametrize("door", ["run_workflow", "execute_workflow"])
async def test_an_authors_own_words_do_not_tell_it(
    http: Http, running: Runtime, heard: list[str], door: str
) -> None:
    given = {"password": PASSWORD}
    body = given if door == "run_workflow" else {"inputData": given}
    headers = {**ALICE, **KEY_HEADERS} if door == "run_workflow" else ALICE
    answer = await http(door, {"name": "refuses_a_password"}, body=body, headers=headers)

    assert "[redacted] is too easily guessed" in answer.body.decode()
    assert PASSWORD not in answer.body.decode() + await kept(running, heard)


async def test_a_transient_run_has_it_too(http: Http, running: Runtime, heard: list[str]) -> None:
    answer = await execute(http, GIVEN, transient=True)

    assert answer.json["result"]["length"] == len(PASSWORD)
    assert PASSWORD not in answer.body.decode() + await kept(running, heard)


async def test_a_child_has_it_and_neither_record_shows_it(
    http: Http, running: Runtime, heard: list[str]
) -> None:
    answer = await execute(http, {"length": 16}, "hands_a_password_on")

    assert answer.json["result"]["length"] == 16
    assert answer.json["result"]["said"] == "[redacted]"
    assert [line["message"] for line in answer.json["logs"]] == ["the child had [redacted]"]
    assert "made-up-made-up-" not in await kept(running, heard)


async def test_what_a_child_refuses_is_not_told_to_its_parent(http: Http) -> None:
    given = {"name": "keeps_a_password", "parameters": {"password": PASSWORD, "note": 7}}
    answer = await execute(http, given, "asks_a_child")

    assert answer.json["result"]["code"] == "InvalidInput"
    assert PASSWORD not in json.dumps(answer.json["result"])


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("abc", "give at least 4 characters"),
        (["abcdefgh"], "give a text"),
        ("[redacted]", "[redacted] is only what records show: send the value itself"),
    ],
)
async def test_what_cannot_be_hidden_is_refused_without_repeating_it(
    http: Http, running: Runtime, value: object, words: str
) -> None:
    answer = await execute(http, {"password": value})

    assert answer.status == 400
    assert [(d["location"][-1], d["message"]) for d in answer.json["details"]] == [
        ("password", words)
    ]
    assert take(running) == []


async def test_a_rerun_asks_for_it_again(http: Http, running: Runtime, heard: list[str]) -> None:
    before = await execute(http, GIVEN)
    place = {"execution_id": before.json["executionId"]}

    async def rerun(given: object) -> Answer:
        body = {} if given is None else {"inputData": given}
        return await http("rerun_execution", place, body=body, headers=OWNER)

    without, half = await rerun(None), await rerun({"password": "another horse"})
    more = await rerun({"password": "another horse", "note": "", "pin": "1234"})
    again = await rerun({"password": "another horse", "note": ""})

    places = [
        [detail["location"] for detail in answer.json["details"]] for answer in (without, half)
    ]
    assert (without.status, half.status, more.status, again.status) == (400, 400, 400, 200)
    assert places == [
        [["body", "inputData", "password"], ["body", "inputData", "note"]],
        [["body", "inputData", "note"]],
    ]
    assert again.json["result"]["length"] == len("another horse")
    assert "another horse" not in await kept(running, heard)


async def test_a_rerun_of_what_is_all_on_the_record_takes_nothing(http: Http) -> None:
    before = await execute(http, {"value": "[redacted]"}, "succeeds")
    place = {"execution_id": before.json["executionId"]}

    other = await http("rerun_execution", place, body={"inputData": {"value": 2}}, headers=OWNER)
    same = await http("rerun_execution", place, body={}, headers=OWNER)

    assert (other.status, same.status, same.json["result"]) == (400, 200, "[redacted]")
    assert "leave it out" in other.json["details"][0]["message"]


async def test_a_dead_letter_asks_for_it_again(
    http: Http, functions: Functions, running: Runtime
) -> None:
    headers = {**OWNER, "prefer": "respond-async"}
    place = {"name": "keeps_a_password"}
    answer = await http(
        "execute_workflow", place, body={"inputData": {"password": PASSWORD}}, headers=headers
    )
    await deliver(functions, running, "dead_letter_execution")
    dead = {"execution_id": answer.json["executionId"]}

    without = await http("requeue_dead_letter", dead, body={}, headers=OWNER)
    body = {"inputData": {"password": PASSWORD}}
    again = await http("requeue_dead_letter", dead, body=body, headers=OWNER)
    await deliver(functions, running)

    assert (without.status, again.status) == (400, 202)
    assert (await record(http, again))["result"]["length"] == len(PASSWORD)


async def test_an_idempotency_key_tells_two_passwords_apart_and_keeps_neither(
    http: Http, running: Runtime, heard: list[str]
) -> None:
    async def send(password: str) -> Answer:
        headers = {**OWNER, "idempotency-key": "one"}
        body = {"inputData": {"password": password}}
        place = {"name": "keeps_a_password"}
        return await http("execute_workflow", place, body=body, headers=headers)

    first, same, other = await send(PASSWORD), await send(PASSWORD), await send("other words")

    assert (first.status, same.status, other.status) == (200, 200, 409)
    assert first.json["executionId"] == same.json["executionId"]
    assert PASSWORD not in await kept(running, heard)


async def test_what_is_sealed_opens_for_its_own_run_only(
    http: Http, functions: Functions, running: Runtime
) -> None:
    """Whoever can write rows gets nothing by moving a sealed text to a run of their own."""
    headers = {**OWNER, "prefer": "respond-async"}
    place = {"name": "keeps_a_password"}
    ids: list[Any] = []
    for password in (PASSWORD, "the attacker's own"):
        body = {"inputData": {"password": password}}
        answer = await http("execute_workflow", place, body=body, headers=headers)
        ids.append(answer.json["executionId"])
    executions = running.platform.directory.executions_of("acme")
    theirs, own = await executions.get(UUID(ids[0])), await executions.find_live(UUID(ids[1]))
    assert own is not None
    stolen = own.execution.model_copy(update={"sealed": theirs.sealed})
    await executions.replace(stolen, own.etag)

    await deliver(functions, running)

    ended = (await http("get_execution", {"execution_id": ids[1]}, headers=OWNER)).json
    # Its message still has what was its own; the stolen text is read where the message is not true.
    assert (ended["status"], ended["errorType"]) == ("Failed", "InputLost")


async def test_a_run_that_waits_outlives_the_key_it_was_sealed_with(
    http: Http, functions: Functions, running: Runtime, clock: StoppedClock
) -> None:
    answer = await execute(http, {"password": PASSWORD}, delaySeconds=3600)
    rotated = [await http("rotate_connection_key", headers=PLATFORM_ADMIN)]
    clock.at += TEN_MINUTES
    rotated.append(await http("rotate_connection_key", headers=PLATFORM_ADMIN))

    clock.at += timedelta(hours=1) - TEN_MINUTES
    await running.platform.engine.sweep()
    await deliver(functions, running)

    assert [each.json["rewrapped"] for each in rotated] == [1, 0]
    assert rotated[1].json["complete"]
    assert (await record(http, answer))["result"]["length"] == len(PASSWORD)


async def test_a_message_from_before_the_key_was_replaced_runs_what_the_record_has(
    http: Http, functions: Functions, running: Runtime, clock: StoppedClock
) -> None:
    answer = await execute(http, {"password": PASSWORD}, delaySeconds=590)
    [(old, _)] = take(running)
    await http("rotate_connection_key", headers=PLATFORM_ADMIN)
    clock.at += TEN_MINUTES
    ended = await http("rotate_connection_key", headers=PLATFORM_ADMIN)

    await hand(functions, old, "run_execution")

    assert ended.json["complete"]
    assert (await record(http, answer))["result"]["length"] == len(PASSWORD)


async def test_a_drafted_form_masks_it_and_sends_it(
    http: Http, running: Runtime, heard: list[str]
) -> None:
    forms = Forms(http)
    draft = await http("draft_form", {"name": "keeps_a_password"}, headers=OWNER)
    drafted = {one["name"]: one for one in draft.json["form"]["formSchema"]["fields"]}
    form = {**draft.json["form"], "accessLevel": "authenticated"}
    made = await forms.create(form)

    sent = await forms.send(made.json["id"], {"password": PASSWORD})
    short = await forms.faults(made.json["id"], {"password": "abc"})

    assert [(name, one["type"], one["secret"]) for name, one in drafted.items()] == [
        ("password", "text", True),
        ("note", "text", False),
        ("pin", "text", True),
    ]
    assert (made.status, sent.json["result"]["length"]) == (201, len(PASSWORD))
    assert "abc" not in json.dumps(short)
    assert PASSWORD not in await kept(running, heard)


@pytest.mark.parametrize(
    ("fields", "others", "words"),
    [
        ([field("password")], {}, "set secret to true"),
        ([field("password", secret=True, defaultValue=PASSWORD)], {}, "cannot have a defaultValue"),
        ([field("password", "email", secret=True)], {}, "a secret field must be a text"),
        ([field("password", secret=True, allowAsQueryParam=True)], {}, "cannot be in a URL"),
        ([], {"defaultLaunchParams": {"password": PASSWORD}}, "cannot store a value"),
        (
            [field("password", secret=True)],
            {"allowedQueryParams": ["password"]},
            "cannot be in a URL",
        ),
        ([field("note", secret=True)], {}, "does not declare it secret"),
    ],
)
async def test_a_form_cannot_hold_it(
    http: Http,
    running: Runtime,
    heard: list[str],
    fields: list[dict[str, object]],
    others: dict[str, object],
    words: str,
) -> None:
    form = form_of(field("pin", secret=True), *fields, linkedWorkflow="keeps_a_password", **others)

    answer = await Forms(http).create(form)

    assert answer.status == 400
    assert words in answer.body.decode()
    assert PASSWORD not in answer.body.decode() + await kept(running, heard)


async def test_documents_and_the_catalog_say_which_it_is(http: Http) -> None:
    document = await http("get_openapi_with_workflows", headers=KEY_HEADERS)
    found = await http("discover", headers=ROOT)

    body = document.json["paths"]["/api/workflows/keeps_a_password"]["post"]["requestBody"]
    schema = body["content"]["application/json"]["schema"]["properties"]["password"]
    assert (schema["format"], schema["writeOnly"], schema["minLength"]) == ("password", True, 4)
    [workflow] = [one for one in found.json["workflows"] if one["name"] == "keeps_a_password"]
    assert [one["secret"] for one in workflow["parameters"]] == [True, False, True]
