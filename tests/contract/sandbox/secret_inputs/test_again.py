"""Secret inputs of runs that are repeated, sealed and opened."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from functions.composition import Runtime
from shared.services.clock import StoppedClock
from tests.contract.client import KEY_HEADERS, Answer, Http
from tests.contract.deliveries import deliver, hand, take
from tests.contract.forms import OWNER, Forms, field, form_of
from tests.contract.sandbox.secret_inputs.secret_inputs_helpers import (
    GIVEN,
    PASSWORD,
    Functions,
    execute,
    kept,
    record,
)
from tests.contract.users import signed_in

ROOT = signed_in("root", "acme")


PLATFORM_ADMIN = signed_in("root")


TEN_MINUTES = timedelta(minutes=10, seconds=1)


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
