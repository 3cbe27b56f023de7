"""Times in a query or a body: with a zone, or a date alone, and never a fault of ours."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from shared.models.times import EndTime, StartTime, exclusive
from tests.contract.client import Http

START, END = TypeAdapter[datetime](StartTime), TypeAdapter[datetime](EndTime)
#: Every door that takes a time: the function, and what it calls the two.
LISTS: list[tuple[str, dict[str, str], str, str]] = [
    ("list_executions", {}, "startDate", "endDate"),
    ("list_workflow_executions", {"name": "succeeds"}, "startDate", "endDate"),
    ("list_audit_entries", {}, "since", "until"),
]
WITHOUT_ZONE = ["2026-11-28T10:00", "2026-11-28T10:00:00", "2026-11-28 10:00:00.5"]
NOT_A_TIME = ["yesterday", "2026-02-30", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"]


async def _status(http: Http, root: Any, door: Any, query: dict[str, str]) -> Any:
    function, path, *_ = door
    headers = {**root, "x-organization-id": "acme"}
    return await http(function, path, query=query, headers=headers)


@pytest.mark.parametrize("door", LISTS, ids=lambda door: door[0])
@pytest.mark.parametrize("text", [*WITHOUT_ZONE, *NOT_A_TIME])
async def test_what_is_no_moment_is_400_at_every_list(
    http: Http, root: Any, door: Any, text: str
) -> None:
    for name in door[2:]:
        answer = await _status(http, root, door, {name: text})

        assert answer.status == 400, answer.body
        assert answer.json["details"][0]["location"] == ["query", name]
        assert text not in WITHOUT_ZONE or "zone" in answer.json["details"][0]["message"]


@pytest.mark.parametrize("door", LISTS, ids=lambda door: door[0])
@pytest.mark.parametrize(
    "text", ["2026-11-28", "2026-11-28T10:00:00 02:00", "2026-11-28T10:00:00+02:00", "1700000000"]
)
async def test_what_is_a_moment_is_taken_at_every_list(
    http: Http, root: Any, door: Any, text: str
) -> None:
    for name in door[2:]:
        assert (await _status(http, root, door, {name: text})).status == 200


@pytest.mark.parametrize("text", [*WITHOUT_ZONE, *NOT_A_TIME])
async def test_a_bulk_cancel_refuses_what_is_no_moment(http: Http, root: Any, text: str) -> None:
    answer = await http("cancel_executions", body={"endDate": text}, headers=root)

    assert answer.status == 400


async def test_a_date_as_the_end_has_the_whole_day_in_it(http: Http, root: Any) -> None:
    headers = {**root, "x-organization-id": "acme"}
    run = {"name": "succeeds"}
    later: dict[str, Any] = {"inputData": {}, "delaySeconds": 3000}
    first = (await http("execute_workflow", run, body=later, headers=headers)).json
    today = datetime.now(UTC).date()
    days = {"startDate": f"{today}", "endDate": f"{today}"}

    listed = await http("list_executions", query=days, headers=headers)
    entries = await http(
        "list_audit_entries", query={"since": f"{today}", "until": f"{today}"}, headers=headers
    )
    before = {"endDate": f"{today - timedelta(days=1)}"}
    untouched = await http("cancel_executions", body=before, headers=headers)
    cancelled = await http("cancel_executions", body=days, headers=headers)

    assert [one["executionId"] for one in listed.json["executions"]] == [first["executionId"]]
    assert entries.status == 200
    assert (untouched.json["cancelled"], cancelled.json["cancelled"]) == (0, 1)


def test_a_plus_that_became_a_blank_is_a_plus_again() -> None:
    expected = datetime(2026, 11, 28, 8, tzinfo=UTC)

    for zone in (" 02:00", " 0200", "+02:00"):
        assert START.validate_strings(f"2026-11-28T10:00:00{zone}") == expected
        assert END.validate_strings(f"2026-11-28T10:00:00.0{zone}") == expected


def test_a_day_ends_before_the_next_one_begins() -> None:
    last = END.validate_strings("2026-11-28")

    assert last == datetime(2026, 11, 29, tzinfo=UTC) - timedelta(microseconds=1)
    assert exclusive(last) == datetime(2026, 11, 29, tzinfo=UTC)
    assert exclusive(END.validate_strings("9999-12-31")) is not None
    moment = datetime(2026, 11, 28, 10, tzinfo=UTC)
    assert (exclusive(moment), exclusive(None)) == (moment, None)


@given(st.one_of(st.text(), st.datetimes().map(str), st.dates().map(str), st.integers().map(str)))
def test_any_text_is_a_moment_in_utc_or_refused(text: str) -> None:
    for adapter in (START, END):
        try:
            found = adapter.validate_strings(text)
        except ValidationError:
            continue
        assert found.utcoffset() == timedelta(0)
