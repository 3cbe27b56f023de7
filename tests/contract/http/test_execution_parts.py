"""Parts of a record, their sizes, and the result as a file: nothing large comes unasked."""

from collections.abc import Mapping
from typing import Any

import pytest

from functions.composition import Runtime
from shared.handlers.result_files import range_in
from tests.contract.client import Answer, Http
from tests.contract.users import add_user, signed_in

Headers = Mapping[str, str]
ALICE, CARL, OWNER, BOB = map(signed_in, ("alice", "carl", "owner", "bob"))
#: Too large for a row, so it is in a blob.
LARGE = {"text": "x" * 50_000, "umlaut": "ü"}


@pytest.fixture(autouse=True)
async def everybody(running: Runtime) -> None:
    users = running.platform.directory.users
    await add_user(users, "alice", {"acme": "member"})
    await add_user(users, "carl", {"acme": "member"})
    await add_user(users, "owner", {"acme": "admin"})
    await add_user(users, "bob", {"globex": "admin"})


async def run(http: Http, value: object, name: str = "succeeds") -> str:
    given = {"value": value} if name == "succeeds" else {}
    body = {"inputData": given}
    answer = await http("execute_workflow", {"name": name}, body=body, headers=ALICE)
    return answer.json["executionId"]


async def record(http: Http, execution_id: str, who: Headers = ALICE, **query: str) -> Any:
    place = {"execution_id": execution_id}
    return (await http("get_execution", place, query=query, headers=who)).json


async def download(http: Http, execution_id: str, who: Headers = ALICE, **more: str) -> Answer:
    place = {"execution_id": execution_id}
    return await http("download_execution_result", place, headers={**who, **more})


@pytest.mark.parametrize("value", [{"a": 1}, LARGE], ids=["in the row", "in a blob"])
async def test_a_summary_has_sizes_and_nothing_large(http: Http, value: object) -> None:
    execution_id = await run(http, value)

    whole = await record(http, execution_id)
    bare = await record(http, execution_id, parts="summary")

    assert (bare["parts"], bare["inputData"], bare["result"], bare["logs"]) == ([], {}, None, [])
    assert (whole["inputData"], whole["result"]) == ({"value": value}, value)
    assert whole["parts"] == ["input", "logs", "result"]
    assert bare["resultType"] == whole["resultType"] == "json"
    assert (
        bare["resultBytes"]
        == whole["resultBytes"]
        == len((await download(http, execution_id)).body)
    )
    assert bare["inputBytes"] == whole["inputBytes"] > bare["resultBytes"]


async def test_only_the_parts_that_are_asked_for_are_sent(http: Http) -> None:
    execution_id = await run(http, LARGE)

    part = await record(http, execution_id, parts="input,summary")

    assert (part["parts"], part["inputData"], part["result"]) == (["input"], {"value": LARGE}, None)
    answer = await http(
        "get_execution", {"execution_id": execution_id}, query={"parts": "all"}, headers=ALICE
    )
    assert answer.status == 400
    assert "summary, input, logs, result" in answer.json["details"][0]["message"]


async def test_asking_for_variables_gives_a_member_none(http: Http) -> None:
    execution_id = await run(http, None, "raises")

    hers = await record(http, execution_id, parts="variables")
    owners = await record(http, execution_id, OWNER, parts="variables")

    assert (hers["parts"], hers["variables"]) == ([], None)
    assert owners["parts"] == ["variables"]
    assert owners["variables"]


@pytest.mark.parametrize(
    ("value", "kind", "content", "ending"),
    [
        ({"a": "ü"}, "application/json", None, "json"),
        ([1, 2], "application/json", b"[1,2]", "json"),
        ("plain ü", "text/plain", "plain ü".encode(), "txt"),
        ("<b>bold</b>", "application/octet-stream", b"<b>bold</b>", "html"),
        ("<b>" + "x" * 40_000, "application/octet-stream", b"<b>" + b"x" * 40_000, "html"),
    ],
    ids=["object", "list", "text", "html", "large html"],
)
async def test_a_result_is_downloaded_as_a_file(
    http: Http, value: object, kind: str, content: bytes | None, ending: str
) -> None:
    execution_id = await run(http, value)

    answer = await download(http, execution_id)

    assert answer.status == 200
    assert answer.headers["content-type"].startswith(kind)
    assert content is None or answer.body == content
    assert ending != "json" or answer.json == value
    assert answer.headers["content-disposition"] == (
        f'attachment; filename="succeeds-{execution_id}.{ending}"'
    )
    assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("value", [list(range(100)), LARGE, "a text", "<p>" + "y" * 50_000])
async def test_a_range_of_bytes_is_a_part_of_the_file(http: Http, value: object) -> None:
    execution_id = await run(http, value)
    whole = (await download(http, execution_id)).body
    size = len(whole)

    first = await download(http, execution_id, range="bytes=0-3")
    rest = await download(http, execution_id, range="bytes=4-")
    last = await download(http, execution_id, range="bytes=-2")
    past = await download(http, execution_id, range=f"bytes={size}-")

    assert [each.status for each in (first, rest, last, past)] == [206, 206, 206, 416]
    assert first.body + rest.body == whole
    assert last.body == whole[-2:]
    assert first.headers["content-range"] == f"bytes 0-3/{size}"
    assert last.headers["content-range"] == f"bytes {size - 2}-{size - 1}/{size}"
    assert (past.body, past.headers["content-range"]) == (b"", f"bytes */{size}")


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", None),
        ("bytes=-", None),
        ("bytes=1-2,4-5", None),
        ("lines=1-2", None),
        ("bytes=5-2", None),
        ("bytes=0-0", range(1)),
        ("bytes=2-99", range(2, 10)),
        ("bytes=-99", range(10)),
        ("bytes=-0", range(10, 10)),
        ("bytes=10-", range(10, 10)),
        ("bytes = 1 - 2", range(1, 3)),
    ],
)
def test_what_is_no_range_is_ignored(header: str, expected: range | None) -> None:
    assert range_in(header, 10) == expected


async def test_a_foreign_result_is_as_absent_as_none(http: Http) -> None:
    hers, none = await run(http, "secret"), await run(http, None, "raises")
    made_up = hers[:-12] + "0" * 12

    foreign = [await download(http, hers, who) for who in (CARL, BOB)]
    unknown = await download(http, made_up, CARL)

    for answer in foreign:
        assert (answer.status, answer.json["error"]) == (404, "NotFound")
        assert answer.json["message"].replace(hers, made_up) == unknown.json["message"]
    assert (await download(http, none)).status == 404


async def test_log_lines_come_in_portions(http: Http) -> None:
    answer = await http("execute_workflow", {"name": "talks"}, body={}, headers=OWNER)
    place = {"execution_id": answer.json["executionId"]}
    whole = (await http("get_execution_logs", place, headers=OWNER)).json

    first = (await http("get_execution_logs", place, query={"limit": "1"}, headers=OWNER)).json
    query = {"limit": "100", "after": first[0]["executionLogId"]}
    rest = (await http("get_execution_logs", place, query=query, headers=OWNER)).json

    assert len(whole) > 1
    assert first + rest == whole
