"""Secret inputs reach the function and nothing that is kept."""

import json
from datetime import timedelta
from uuid import UUID

import pytest

from functions.composition import Runtime
from shared.services.clock import StoppedClock
from tests.contract.client import KEY_HEADERS, Http
from tests.contract.deliveries import deliver, take
from tests.contract.forms import ALICE, OWNER
from tests.contract.sandbox.secret_inputs.secret_inputs_helpers import (
    GIVEN,
    PASSWORD,
    Functions,
    execute,
    kept,
    record,
)


async def said_of(http: Http, execution_id: str) -> str:
    """All that an administrator reads of it."""
    place = {"execution_id": execution_id}
    reads = ("get_execution", "get_execution_logs", "get_execution_variables")
    answers = [await http(read, place, headers=OWNER) for read in reads]
    answers.append(await http("list_executions", headers=OWNER))
    return "\n".join(answer.body.decode() for answer in answers)


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
