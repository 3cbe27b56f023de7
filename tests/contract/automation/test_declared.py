"""Schedules that the code declares: they start nothing before somebody enables them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from shared.models.base import GLOBAL
from tests.contract.automation.desk import Desk
from tests.contract.users import ROOT, signed_in

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CODE = """
from bifrost import Schedule, workflow

@workflow({options}schedule=[Schedule("{cron}", inputs={{"days": {days}}}, name="daily")])
async def report(days: int = 1) -> int:
    return days
"""


async def written(desk: Desk, cron: str = "0 9 * * *", days: int = 7, options: str = "") -> None:
    text = CODE.format(cron=cron, days=days, options=options)
    body = {"path": "declared/report.py", "content": text}
    answer = await desk.http("write_file", body=body, headers=signed_in(ROOT), method="PUT")
    assert answer.status in (200, 201), answer.body
    await desk.running.platform.engine.catalog.settled()


async def listed(desk: Desk) -> list[Any]:
    found = (await desk.ask("list_schedules")).json
    return [one for one in found if one["workflowName"] == "report"]


async def test_a_declared_schedule_waits_for_a_platform_administrator(desk: Desk) -> None:
    await written(desk)

    [made] = await listed(desk)
    await desk.at(NINE)
    before = await desk.runs(GLOBAL)
    enabled = await desk.ask("enable_schedule", made["id"], method="POST")
    await desk.at(NINE + timedelta(days=1))

    assert (made["source"], made["isEnabled"], made["name"]) == ("code", False, "daily")
    assert made["inputs"] == {"days": 7}
    assert before == []
    assert (enabled.json["isEnabled"], enabled.json["madeByName"]) == (True, "Root")
    [run] = await desk.runs(GLOBAL)
    assert (run.input, run.caller.name) == ({"days": 7}, "report: daily")


async def test_a_changed_text_keeps_the_switch(desk: Desk) -> None:
    await written(desk)
    [made] = await listed(desk)
    await desk.ask("enable_schedule", made["id"], method="POST")

    await written(desk, cron="0 10 * * *", days=3)
    [changed] = await listed(desk)
    await desk.at(NINE)
    at_nine = await desk.runs(GLOBAL)
    await desk.at(NINE + timedelta(hours=1))

    assert changed["isEnabled"]
    assert changed["nextRuns"][0] == "2026-03-02T10:00:00Z"
    assert at_nine == []
    [run] = await desk.runs(GLOBAL)
    assert run.input == {"days": 3}


async def test_its_organizations_are_those_of_the_workflow(desk: Desk) -> None:
    await written(desk, options='organizations=["acme", "globex"], ')
    [made] = await listed(desk)
    await desk.ask("enable_schedule", made["id"], method="POST")

    await desk.at(NINE)

    assert made["target"]["organizations"] == ["acme", "globex"]
    assert [len(await desk.runs(org)) for org in ("acme", "globex", GLOBAL)] == [1, 1, 0]


async def test_one_that_is_gone_pauses_if_it_was_on_and_comes_back(desk: Desk) -> None:
    await written(desk)
    [made] = await listed(desk)
    await desk.ask("enable_schedule", made["id"], method="POST")
    path = {"path": "declared/report.py"}

    await desk.http("delete_path", query=path, headers=signed_in(ROOT), method="DELETE")
    await desk.running.platform.engine.catalog.settled()
    [gone] = await listed(desk)
    await desk.at(NINE)
    runs = await desk.runs(GLOBAL)
    await written(desk)
    [back] = await listed(desk)

    assert (gone["paused"], gone["nextRuns"]) == ("the code no longer declares it", [])
    assert runs == []
    assert (back["isEnabled"], back["paused"]) == (True, None)


async def test_the_code_is_the_only_place_to_change_its_text(desk: Desk) -> None:
    await written(desk)
    [made] = await listed(desk)

    changed = await desk.ask("update_schedule", made["id"], body={"name": "x"}, method="PATCH")
    deleted = await desk.ask("delete_schedule", made["id"], method="DELETE")

    assert (changed.status, deleted.status) == (409, 409)
    assert "the code declares this schedule" in changed.json["message"]


async def test_a_wrong_expression_is_a_problem_of_the_file(desk: Desk) -> None:
    await written(desk, cron="0 99 * * *")

    problems = (await desk.http("discover", headers=signed_in(ROOT))).json["problems"]

    assert "the schedule '0 99 * * *' is not a cron expression: bad hour" in problems[-1]["message"]
    assert await listed(desk) == []
