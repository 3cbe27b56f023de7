"""Which executions a list has: by workflow, user, state and time, at both doors."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from functions.composition import Runtime
from shared.services.services import Services
from shared.services.tables import MemoryTable, Page
from tests.contract.client import Http
from tests.contract.users import add_user, signed_in

Headers = Mapping[str, str]
ALICE, CARL, OWNER = map(signed_in, ("alice", "carl", "owner"))


@pytest.fixture(autouse=True)
async def everybody(running: Runtime) -> Mapping[str, str]:
    """Their ids, by name."""
    users = running.platform.directory.users
    roles = {"alice": "member", "carl": "member", "owner": "admin"}
    return {
        name: str((await add_user(users, name, {"acme": role})).id) for name, role in roles.items()
    }


async def run(http: Http, who: Headers, name: str = "succeeds", prefer: str = "") -> str:
    headers = {**who, "prefer": prefer}
    answer = await http("execute_workflow", {"name": name}, body={}, headers=headers)
    return answer.json["executionId"]


async def page(http: Http, who: Headers, **query: str) -> dict[str, Any]:
    answer = await http("list_executions", query=query, headers=who)
    assert answer.status == 200
    return answer.json


async def listed(http: Http, who: Headers, **query: str) -> list[str]:
    return [found["executionId"] for found in (await page(http, who, **query))["executions"]]


async def test_administrators_list_by_user(http: Http, everybody: Mapping[str, str]) -> None:
    alices, carls = [await run(http, ALICE) for _ in range(2)], await run(http, CARL)

    assert await listed(http, OWNER, userId=everybody["alice"]) == alices[::-1]
    assert await listed(http, OWNER, userId=everybody["alice"], workflowName="who") == []
    assert await listed(http, ALICE, userId=everybody["carl"]) == []
    assert await listed(http, CARL, userId=everybody["carl"]) == [carls]


STATES = {
    "completed": ["succeeds"],
    "Success": ["succeeds"],
    "success": ["succeeds"],
    "failed": ["raises"],
    "timeout": ["sleeps"],
    "completedwitherrors": ["says_no"],
    "pending": ["who"],
    "running": [],
    "Cancelled": [],
}


@pytest.mark.parametrize("who", [ALICE, OWNER], ids=["member", "administrator"])
async def test_they_are_listed_by_state_under_every_name_of_it(http: Http, who: Headers) -> None:
    for name in ("succeeds", "raises", "sleeps", "says_no"):
        await run(http, ALICE, name)
    await run(http, ALICE, "who", "respond-async")

    pages = {status: await page(http, who, status=status) for status in STATES}

    found = {
        status: [each["workflowName"] for each in part["executions"]]
        for status, part in pages.items()
    }
    assert found == STATES
    assert {part["continuationToken"] for part in pages.values()} == {None}


async def test_they_are_listed_by_the_time_of_acceptance(http: Http) -> None:
    ids: list[str] = []
    for _ in range(3):
        ids.append(await run(http, ALICE))
        await asyncio.sleep(0.01)
    first, second, third = ids
    place = {"execution_id": second}
    at = (await http("get_execution", place, headers=ALICE)).json["createdAt"]

    assert await listed(http, ALICE, startDate=at) == [third, second]
    assert (await listed(http, ALICE, endDate=at))[-1] == first
    assert third not in await listed(http, OWNER, endDate=at)
    assert await listed(http, OWNER, startDate="2026-01-01", endDate="2026-01-02") == []
    assert await listed(http, OWNER, startDate=at, workflowName="succeeds") == [third, second]


async def test_live_ones_are_in_the_time_range_too(http: Http) -> None:
    early = await run(http, ALICE, prefer="respond-async")
    await asyncio.sleep(0.01)
    late = await run(http, ALICE, prefer="respond-async")
    place = {"execution_id": late}
    at = (await http("get_execution", place, headers=ALICE)).json["createdAt"]

    assert await listed(http, OWNER, startDate=at) == [late]
    assert await listed(http, OWNER) == [late, early]


async def test_a_filtered_list_pages_without_gaps(http: Http) -> None:
    wanted = [await run(http, ALICE, name) for name in ("succeeds", "raises") * 4][1::2]
    query = {"status": "failed", "limit": "1"}
    found: list[str] = []

    while True:
        part = await page(http, OWNER, **query)
        found += [each["executionId"] for each in part["executions"]]
        if part["continuationToken"] is None:
            break
        query["continuationToken"] = part["continuationToken"]

    assert found == wanted[::-1]


async def test_the_machine_door_has_the_same_filters(
    http: Http, everybody: Mapping[str, str]
) -> None:
    failed = await run(http, ALICE, "raises")
    await run(http, ALICE)
    query = {"status": "failed", "userId": everybody["alice"], "startDate": "2026-01-01"}

    answer = await http("list_workflow_executions", {"name": "raises"}, query=query)
    none = await http("list_workflow_executions", {"name": "succeeds"}, query=query)

    assert [each["executionId"] for each in answer.json["executions"]] == [failed]
    assert none.json["executions"] == []


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ({"status": "nonsense"}, "status"),
        ({"startDate": "yesterday"}, "startDate"),
        ({"userId": "x|y"}, "userId"),
        ({"userId": "x' or 'a' eq 'a"}, "userId"),
        ({"limit": "many"}, "limit"),
    ],
)
async def test_a_filter_that_is_none_is_400(
    http: Http, query: Mapping[str, str], place: str
) -> None:
    answer = await http("list_executions", query=query, headers=OWNER)

    assert answer.status == 400
    assert answer.json["details"][0]["location"] == ["query", place]


class TestReads:
    """How many pages of the store one page of a list may read."""

    @pytest.fixture
    def services(self, services: Services) -> Services:
        table = services.executions
        assert isinstance(table, MemoryTable)
        self.reads: list[str] = []
        original = table.page

        async def page(partition: str, first: str, last: str, *, limit: int) -> Page:
            self.reads.append(first[0])
            return await original(partition, first, last, limit=limit)

        object.__setattr__(table, "page", page)
        return services

    async def test_a_rare_state_reads_five_and_gives_a_token(self, http: Http) -> None:
        for name in ("says_no", *["succeeds"] * 8):
            await run(http, ALICE, name)
        self.reads.clear()

        part = await page(http, OWNER, status="completedwitherrors", limit="1")

        assert self.reads == ["x"] * 5
        assert part["executions"] == []
        assert part["continuationToken"]

    @pytest.mark.parametrize(
        ("query", "reads"),
        [
            ({}, ["r", "x"]),
            ({"workflowName": "succeeds"}, ["r", "w"]),
            ({"status": "failed"}, ["f"]),
            ({"status": "pending"}, ["r"]),
            ({"startDate": "2026-01-01"}, ["r", "x"]),
        ],
    )
    async def test_what_has_an_index_reads_it_once(
        self, http: Http, query: Mapping[str, str], reads: list[str]
    ) -> None:
        await run(http, ALICE)
        self.reads.clear()

        await page(http, OWNER, **query)

        assert self.reads == reads
