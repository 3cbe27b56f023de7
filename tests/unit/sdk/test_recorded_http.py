"""Recorded HTTP of authors' tests, and what else the kit says loudly."""

import json
import math
import urllib.error
import urllib.request
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest

from bifrost import (
    UserError,
    WorkflowError,
    config,
    context,
    files,
    oauth,
    secrets,
    storage,
    testing,
    workflow,
    workflows,
)


def fetch(url: str, method: str = "GET", body: object = None) -> tuple[int, str]:
    content = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, content, method=method)  # noqa: S310  a test's own server
    try:
        with urllib.request.urlopen(request) as answer:  # noqa: S310
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_each_exchange_is_answered_once_in_any_order(tmp_path: Path) -> None:
    file = tmp_path / "recorded.json"
    exchanges = [
        {"path": "/a?x=1&y=2", "body": "first"},
        {"path": "/a?x=1&y=2", "status": 429, "json": {"wait": 1}},
        {"method": "POST", "path": "/b", "request": {"n": 2}, "status": 201, "body": "two"},
        {"method": "POST", "path": "/b", "request": {"n": 1}, "status": 201, "body": "one"},
        {"path": "/never"},
    ]
    file.write_text(json.dumps(exchanges))

    with testing.http(file) as recorded:
        said = [
            fetch(f"{recorded.url}/b", "POST", {"n": 1}),
            fetch(f"{recorded.url}/a?y=2&x=1"),
            fetch(f"{recorded.url}/a?x=1&y=2"),
            fetch(f"{recorded.url}/b", "POST", {"n": 2}),
        ]

    assert said == [(201, "one"), (200, "first"), (429, '{"wait": 1}'), (201, "two")]
    assert [one["path"] for one in recorded.unasked] == ["/never"]


def test_a_request_that_is_not_recorded_fails_the_test_and_is_named() -> None:
    with (
        pytest.raises(AssertionError, match=r"recorded for GET /b\. Not asked for: \['GET /a'\]"),
        testing.http([{"path": "/a"}]) as recorded,
    ):
        assert fetch(f"{recorded.url}/b")[0] == 501


def test_it_is_named_as_well_where_the_client_raises_for_it() -> None:
    with (
        pytest.raises(AssertionError, match=r"recorded for GET /b\. Not asked for: \['GET /a'\]"),
        testing.http([{"path": "/a"}]) as recorded,
    ):
        urllib.request.urlopen(f"{recorded.url}/b")  # noqa: S310  a test's own server


@workflow
async def halves(number: int) -> dict[str, object]:
    if number == 0:
        raise UserError("Nothing cannot be halved.")
    return {"half": (4 / number, number), "attempt": context.attempt, "given": context.parameters}


async def test_a_run_answers_what_its_caller_gets() -> None:
    with testing.running(attempt=2):
        answer = await testing.run(halves, number=4)

    assert answer == {"half": [1.0, 4], "attempt": 2, "given": {"number": 4}}


async def test_a_users_error_is_theirs_and_another_names_its_cause() -> None:
    with pytest.raises(UserError, match="cannot be halved"):
        await testing.run(halves, number=0)
    with pytest.raises(WorkflowError, match=r"body\.number: give a whole number"):
        await testing.run(halves, number="4")


@workflow
async def tells(how: str) -> object:
    """Says in every way what it is not to say."""
    secret, token = str(await secrets.get("key")), await oauth.headers("graph")
    if how == "refuses":
        raise UserError(f"{secret} is wrong")
    if how == "fails":
        raise ValueError(f"{secret} is wrong")
    return {secret: [f"it is {secret}!", token, True], "number": 2024}


async def test_what_was_given_in_confidence_is_in_no_answer() -> None:
    with testing.running(
        secrets={"key": "hunter2", "year": "2024"}, connections={"graph": "t0ken"}
    ):
        told = await testing.run(tells, how="returns")
        with pytest.raises(UserError, match=r"^\[redacted\] is wrong$"):
            await testing.run(tells, how="refuses")
        with pytest.raises(WorkflowError, match=r"ValueError: \[redacted\] is wrong$"):
            await testing.run(tells, how="fails")

    header = {"Authorization": "Bearer [redacted]"}
    assert told == {"[redacted]": ["it is [redacted]!", header, True], "number": 2024}


async def test_a_run_has_a_members_rights_unless_the_test_says_more() -> None:
    with testing.running(), pytest.raises(WorkflowError, match="administrator of the organization"):
        await config.set("url", "theirs")
    with testing.running(rights="admin"):
        await config.set("url", "theirs")


def test_what_is_misspelt_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="rights is 'member' or 'admin' or 'platform', not 'admn'"):
        testing.running(rights=cast("Any", "admn")).__enter__()
    with pytest.raises(ValueError, match="has methd, query: it has a path"):
        testing.http([{"path": "/a", "methd": "GET", "query": {}}]).__enter__()
    with pytest.raises(ValueError, match="has no path"):
        testing.http([{"method": "GET"}]).__enter__()


async def test_a_secret_is_as_long_as_the_platform_wants_it() -> None:
    for where in ("secrets", "global_secrets"):
        with pytest.raises(ValueError, match=r"'key': a secret must have at least 4 characters"):
            testing.running(**cast("Any", {where: {"key": "abc"}})).__enter__()
    with (
        testing.running(rights="admin"),
        pytest.raises(WorkflowError, match="a secret must have at least 4 characters"),
    ):
        await secrets.set("key", "abc")


def test_a_workflow_runs_in_a_test_that_is_not_async() -> None:
    with testing.running(attempt=3):
        assert testing.run_sync(halves, number=4) == {
            "half": [1.0, 4],
            "attempt": 3,
            "given": {"number": 4},
        }


async def test_an_argument_that_json_cannot_carry_is_named() -> None:
    with testing.running(rights="admin", workflows={"tells": tells}):
        with pytest.raises(TypeError, match=r"config.set: value\['a'\]\[1\] is bytes, which JSON"):
            await config.set("key", cast("Any", {"a": [1, b"x"]}))
        asking = config.get("how")
        with pytest.raises(TypeError, match=r"execute: parameters\['how'\] is a coroutine"):
            await workflows.execute("tells", {"how": asking})
        asking.close()
    with pytest.raises(TypeError, match=r"halves: number is nan, which JSON cannot carry"):
        await testing.run(halves, number=math.nan)


def year_of(day: str) -> str:
    return day[:4]


async def test_arguments_are_what_may_be_returned() -> None:
    with testing.running(rights="admin", workflows={"year_of": year_of}):
        assert await workflows.execute("year_of", {"day": date(2026, 1, 2)}) == "2026"
        await config.set("since", cast("Any", {"day": date(2026, 1, 2)}))
        assert await config.get("since") == {"day": "2026-01-02"}


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (
            lambda: files.write("data/test-org/a", cast("Any", b"x")),
            "files.write: content is a text",
        ),
        (lambda: files.write_bytes("a", cast("Any", "x"), "temp"), "content is bytes, not str"),
        (lambda: storage.upload("abc", "a", cast("Any", "x")), "storage.upload: data is bytes"),
    ],
)
async def test_a_content_is_what_it_is_said_to_be(call: Any, words: str) -> None:
    with testing.running(), pytest.raises(TypeError, match=words):
        await call()


async def test_what_is_no_workflow_is_said() -> None:
    async def plain() -> None: ...

    with pytest.raises(TypeError, match="plain is not a workflow"):
        await testing.run(plain)


async def test_another_organizations_values_are_in_its_record() -> None:
    others = [{"id": "globex", "name": "Globex", "config": {"url": "theirs"}}]
    with testing.running(rights="platform", config={"url": "ours"}, organizations=others):
        assert [await config.get("url"), await config.get("url", scope="globex")] == [
            "ours",
            "theirs",
        ]
    with testing.running(rights="member", organizations=others), pytest.raises(WorkflowError):
        await config.get("url", org_id="globex")
