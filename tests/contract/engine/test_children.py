"""Runs that other runs ask for."""

import asyncio
from collections.abc import Mapping
from typing import cast

import pytest

from functions.composition import Runtime
from shared.settings import Settings
from tests.contract.client import KEY_HEADERS, Http
from tests.contract.composition import in_use
from tests.contract.users import add_user, signed_in
from tests.support.recorded_logs import Notes
from tests.support.waiting import until


async def run(http: Http, name: str, body: Mapping[str, object]) -> object:
    answer = await http("run_workflow", {"name": name}, body=dict(body))
    assert answer.status == 200, answer.json
    return answer.json


async def records(http: Http, workflow: str) -> list[dict[str, object]]:
    listed = await http("list_workflow_executions", {"name": workflow})
    return listed.json["executions"]


async def test_a_child_has_a_record_that_names_its_parent(http: Http) -> None:
    parent, [[child]] = cast(
        "tuple[str, list[list[str]]]", await run(http, "nests_runs", {"depth": 1})
    )
    place = {"name": "nests_runs", "execution_id": child}
    record = (await http("get_workflow_execution", place)).json
    assert (record["parentExecutionId"], record["status"]) == (parent, "Success")


async def test_a_child_runs_for_the_same_organization_and_as_the_same_user(
    http: Http, running: Runtime
) -> None:
    alice = await add_user(running.platform.directory.users, "alice", {"acme": "member"})
    parameters: dict[str, object] = {"name": "knows_the_others", "parameters": {}}

    answer = await http(
        "execute_workflow",
        {"name": "asks_a_child"},
        body={"inputData": parameters},
        headers=signed_in("alice"),
    )

    (child,) = await records(http, "knows_the_others")
    assert answer.json["status"] == "Success"
    assert (child["executedBy"], child["orgId"]) == (str(alice.id), "acme")


@pytest.mark.parametrize(
    ("name", "parameters", "code", "words"),
    [
        ("gives_up", {}, "WorkflowError", "the child's own words"),
        ("raises", {}, "WorkflowFailed", "raises failed"),
        ("no_such", {}, "NotFound", "no_such"),
        ("refuses", {"wrong": 1}, "InvalidInput", "wrong"),
        ("script", {"code": "1", "name": "x", "parameters": {}}, "NotPermitted", "script"),
    ],
)
async def test_a_child_that_does_not_end_well_is_an_error_of_its_parent(
    http: Http, name: str, parameters: Mapping[str, object], code: str, words: str
) -> None:
    given = {"name": name, "parameters": parameters}

    found = cast("dict[str, str]", await run(http, "asks_a_child", given))

    assert found["code"] == code
    assert words in found["message"]
    assert "hunter2" not in str(found)


async def test_runs_are_nested_five_deep_and_no_deeper(http: Http) -> None:
    fits = await http("run_workflow", {"name": "nests_runs"}, body={"depth": 5})
    too_deep = await http("run_workflow", {"name": "nests_runs"}, body={"depth": 6})

    assert (fits.status, too_deep.status) == (200, 500)


async def test_fifty_nested_runs_end_with_two_places(
    http: Http, running: Runtime, memory_settings: Settings
) -> None:
    two = memory_settings.model_copy(
        update={"workers_in_all": 2, "workers_per_organization": 2, "place_wait_seconds": 60}
    )
    async with in_use(two, running.platform.services):
        answers = await asyncio.gather(
            *(
                http("run_workflow", {"name": "nests_runs"}, body={"depth": 1, "width": 4})
                for _ in range(10)
            )
        )

    ended = await records(http, "nests_runs")
    assert [answer.status for answer in answers] == [200] * 10
    assert len(ended) >= 25  # a page of the fifty


async def test_a_child_ends_with_its_parent(http: Http) -> None:
    answer = await http("run_workflow", {"name": "is_cut_off"}, body={})

    async def is_over() -> bool:
        (child,) = await records(http, "sleeps_a_while")
        return child["status"] == "Cancelled"

    assert answer.status == 504
    await until(is_over)


async def test_a_house_that_is_full_says_when_to_come_again(
    http: Http, running: Runtime, memory_settings: Settings, notes: Notes
) -> None:
    one = memory_settings.model_copy(update={"workers_in_all": 1, "place_wait_seconds": 0.1})
    place, body = {"name": "waits_for_a_word"}, {"port": notes.port}
    async with in_use(one, running.platform.services):
        busy = asyncio.create_task(http("run_workflow", place, body=body))
        await notes.come()
        turned_away = await http("run_workflow", place, body=body, headers=KEY_HEADERS)
        notes.answer()
        answer = await busy

    assert (turned_away.status, turned_away.json["error"]) == (429, "TooManyRequests")
    assert int(turned_away.headers["retry-after"]) > 0
    assert answer.status == 200
    assert len(await records(http, "waits_for_a_word")) == 1
