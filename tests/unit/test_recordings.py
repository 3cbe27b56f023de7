"""Recorded HTTP of authors' tests, and what else the kit says loudly."""

import json
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from bifrost import UserError, WorkflowError, config, context, testing, workflow


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
    with pytest.raises(WorkflowError, match=r"body\.number: '4' is not of type integer"):
        await testing.run(halves, number="4")


async def test_what_is_no_workflow_is_said() -> None:
    async def plain() -> None: ...

    with pytest.raises(TypeError, match="plain is not a workflow"):
        await testing.run(plain)


async def test_another_organizations_values_are_in_its_record() -> None:
    others = [{"id": "globex", "name": "Globex", "config": {"url": "theirs"}}]
    with testing.running(config={"url": "ours"}, organizations=others):
        assert [await config.get("url"), await config.get("url", scope="globex")] == [
            "ours",
            "theirs",
        ]
    with testing.running(rights="member", organizations=others), pytest.raises(WorkflowError):
        await config.get("url", org_id="globex")
