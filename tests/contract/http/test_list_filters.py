"""Filters of the list of executions: statuses, form, error, children, reruns and ids."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import pytest

from functions.composition import Runtime
from tests.contract.client import Answer, Http
from tests.contract.users import add_user, signed_in

Headers = Mapping[str, str]
ALICE, CARL, OWNER, BOB = map(signed_in, ("alice", "carl", "owner", "bob"))


@pytest.fixture(autouse=True)
async def everybody(running: Runtime) -> None:
    users = running.platform.directory.users
    await add_user(users, "alice", {"acme": "member"})
    await add_user(users, "carl", {"acme": "member"})
    await add_user(users, "owner", {"acme": "admin"})
    await add_user(users, "bob", {"globex": "admin"})


async def run(http: Http, who: Headers, name: str = "succeeds", **given: object) -> str:
    body = {"inputData": given}
    answer = await http("execute_workflow", {"name": name}, body=body, headers=who)
    return answer.json["executionId"]


async def asked(http: Http, who: Headers, **query: str) -> Answer:
    return await http("list_executions", query=query, headers=who)


async def listed(http: Http, who: Headers, **query: str) -> list[str]:
    answer = await asked(http, who, **query)
    assert answer.status == 200
    return [found["executionId"] for found in answer.json["executions"]]


async def test_several_statuses_are_separated_by_commas(http: Http) -> None:
    names = ("succeeds", "raises", "says_no", "sleeps")
    ids = {name: await run(http, ALICE, name) for name in names}

    assert await listed(http, OWNER, status="Failed,timeout") == [ids["sleeps"], ids["raises"]]
    assert await listed(http, ALICE, status="Success, CompletedWithErrors") == [
        ids["says_no"],
        ids["succeeds"],
    ]
    assert await listed(http, OWNER, status="Running,Pending") == []
    assert len(await listed(http, OWNER, status="")) == 4


async def test_a_status_that_does_not_exist_is_refused_with_those_that_do(http: Http) -> None:
    answer = await asked(http, OWNER, status="Failed,Broken")

    assert answer.status == 400
    assert "Scheduled, Pending, Running" in answer.json["details"][0]["message"]


async def test_failures_are_found_by_their_error(http: Http) -> None:
    refused = await run(http, ALICE, "refuses", reason="No licence left")
    raised = await run(http, ALICE, "raises")

    assert await listed(http, OWNER, errorText="LICENCE") == [refused]
    assert await listed(http, OWNER, errorText="hunter2") == [raised]
    assert await listed(http, OWNER, errorType="UserError") == [refused]
    assert await listed(http, OWNER, errorText="licence", status="Success") == []
    assert (await asked(http, OWNER, errorText="x" * 101)).status == 400


async def test_a_filter_tells_nothing_that_the_caller_may_not_read(http: Http) -> None:
    refused = await run(http, ALICE, "refuses", reason="No licence left")
    await run(http, ALICE, "raises")

    assert await listed(http, ALICE, errorText="licence") == [refused]
    assert await listed(http, ALICE, errorText="hunter2") == []
    assert await listed(http, ALICE, errorType="ValueError") == []
    assert await listed(http, CARL, errorText="licence") == []
    assert await listed(http, BOB, errorText="licence") == []


async def test_reruns_of_a_run_are_listed(http: Http) -> None:
    first, other = await run(http, ALICE), await run(http, ALICE)
    place = {"execution_id": first}
    again = await http("rerun_execution", place, body={}, headers=OWNER)

    assert await listed(http, OWNER, rerunOf=first) == [again.json["executionId"]]
    assert await listed(http, OWNER, rerunOf=other) == []
    in_list = (await asked(http, OWNER, rerunOf=first)).json["executions"][0]
    assert (in_list["rerunOf"], in_list["executedByName"]) == (first, "Owner")


@pytest.mark.parametrize("name", ["rerunOf", "parentExecutionId"])
async def test_what_belongs_to_a_foreign_run_is_as_absent_as_of_none(http: Http, name: str) -> None:
    hers, none = await run(http, ALICE), str(uuid4())

    foreign = [await asked(http, who, **{name: hers}) for who in (CARL, BOB)]
    absent = await asked(http, CARL, **{name: none})

    for answer in foreign:
        assert (answer.status, answer.json["error"]) == (404, "NotFound")
        assert answer.json["message"].replace(hers, none) == absent.json["message"]


async def test_children_of_a_run_are_listed(http: Http) -> None:
    parent = await run(http, OWNER, "nests_runs", depth=2, width=2)
    await run(http, OWNER)

    found = (await asked(http, OWNER, parentExecutionId=parent)).json["executions"]

    assert [each["workflowName"] for each in found] == ["nests_runs", "nests_runs"]
    assert {each["parentExecutionId"] for each in found} == {parent}


async def test_ids_give_those_that_the_caller_sees(http: Http) -> None:
    hers, his = await run(http, ALICE), await run(http, CARL)
    both, none = f"{hers},{his}", str(uuid4())

    assert await listed(http, OWNER, ids=f"{both},{none},{hers}") == [his, hers]
    assert await listed(http, ALICE, ids=both) == [hers]
    assert await listed(http, BOB, ids=both) == []
    assert (await asked(http, OWNER, ids="1,2")).status == 400
    assert (await asked(http, OWNER, ids=",".join([none] * 101))).status == 400


async def test_no_summary_has_an_input_or_a_result(http: Http) -> None:
    given = await run(http, ALICE, "succeeds", value="x" * 30_000)

    answer = await asked(http, OWNER, ids=given)
    whole = await asked(http, OWNER)

    assert len(answer.body) < 1000
    assert len(whole.body) < 1000


class TestAllOrganizations:
    """scope=all"""

    @pytest.fixture
    async def ids(self, http: Http, running: Runtime) -> list[str]:
        """Runs of two organizations in turns, newest first."""
        assert running
        return [await run(http, (ALICE, BOB)[number % 2]) for number in range(12)][::-1]

    async def all_of(self, http: Http, root: Headers, **query: str) -> list[str]:
        found: list[str] = []
        while True:
            answer = (await asked(http, root, scope="all", **query)).json
            found += [each["executionId"] for each in answer["executions"]]
            if answer["continuationToken"] is None:
                return found
            assert len(answer["executions"]) <= int(query["limit"])
            query["continuationToken"] = answer["continuationToken"]

    @pytest.mark.parametrize("limit", ["1", "5", "100"])
    async def test_it_is_one_list_newest_first(
        self, http: Http, root: Headers, ids: list[str], limit: str
    ) -> None:
        assert await self.all_of(http, root, limit=limit) == ids

    async def test_live_ones_are_in_their_place(
        self, http: Http, root: Headers, ids: list[str]
    ) -> None:
        waiting = {**BOB, "prefer": "respond-async"}
        live = await run(http, waiting)
        newest = await run(http, ALICE)

        assert await self.all_of(http, root, limit="3") == [newest, live, *ids]
        assert await self.all_of(http, root, limit="3", status="Pending") == [live]

    async def test_filters_count(self, http: Http, root: Headers, ids: list[str]) -> None:
        failed = [await run(http, ALICE, "raises"), await run(http, BOB, "raises")][::-1]

        assert await self.all_of(http, root, limit="5", status="Failed,Timeout") == failed
        assert await self.all_of(http, root, limit="5", workflowName="succeeds") == ids
        assert await self.all_of(http, root, limit="5", errorText="hunter2") == failed

    @pytest.mark.parametrize("who", [ALICE, OWNER, BOB])
    async def test_it_is_for_platform_administrators(self, http: Http, who: Headers) -> None:
        assert (await asked(http, who, scope="all")).status == 403

    async def test_it_is_about_no_one_organization(self, http: Http, root: Headers) -> None:
        within = {**root, "x-organization-id": "acme"}

        assert (await asked(http, within, scope="all")).status == 400
        assert (await asked(http, root, scope="all", rerunOf=str(uuid4()))).status == 400

    async def test_a_token_of_another_list_is_refused(self, http: Http, root: Headers) -> None:
        for _ in range(2):
            await run(http, ALICE)
        own: dict[str, Any] = (await asked(http, OWNER, limit="1")).json

        token = own["continuationToken"]

        assert (await asked(http, root, scope="all", continuationToken=token)).status == 400
