"""/api/executions: who sees which runs, and how much of them."""

from collections.abc import Mapping

import pytest

from functions.composition import Runtime
from tests.contract.client import Answer, Http
from tests.contract.users import add_user, signed_in

Headers = Mapping[str, str]
ALICE, CARL, OWNER, BOB = map(signed_in, ("alice", "carl", "owner", "bob"))
READS = ("get_execution", "get_execution_result", "get_execution_logs")


@pytest.fixture(autouse=True)
async def everybody(running: Runtime) -> None:
    users = running.platform.directory.users
    await add_user(users, "alice", {"acme": "member"})
    await add_user(users, "carl", {"acme": "member"})
    await add_user(users, "owner", {"acme": "admin"})
    await add_user(users, "bob", {"globex": "admin"})


async def run(http: Http, who: Headers, name: str = "succeeds", **more: str) -> Answer:
    given = {"reason": "no licence left"} if name == "refuses" else {}
    body = {"inputData": given}
    return await http("execute_workflow", {"name": name}, body=body, headers={**who, **more})


async def listed(http: Http, who: Headers, **query: str) -> list[str]:
    answer = await http("list_executions", query=query, headers=who)
    return [execution["executionId"] for execution in answer.json["executions"]]


async def test_users_see_their_own_and_administrators_their_organizations(
    http: Http, root: Headers
) -> None:
    alices, carls, bobs = [
        (await run(http, who)).headers["x-execution-id"] for who in (ALICE, CARL, BOB)
    ]

    assert await listed(http, ALICE) == [alices]
    assert await listed(http, CARL) == [carls]
    assert await listed(http, OWNER) == [carls, alices]
    assert await listed(http, BOB) == [bobs]
    assert await listed(http, {**root, "x-organization-id": "acme"}) == [carls, alices]
    assert await listed(http, root) == []


@pytest.mark.parametrize("function", READS)
async def test_what_is_not_theirs_is_not_there(http: Http, function: str) -> None:
    place = {"execution_id": (await run(http, ALICE)).headers["x-execution-id"]}
    made_up = {"execution_id": place["execution_id"][:-12] + "0" * 12}

    statuses = [(await http(function, place, headers=who)).status for who in (ALICE, OWNER)]
    foreign = [await http(function, place, headers=who) for who in (CARL, BOB)]
    unknown = await http(function, made_up, headers=CARL)

    assert statuses == [200, 200]
    for answer in foreign:
        assert (answer.status, answer.json["error"]) == (unknown.status, "NotFound")
        said = answer.json["message"].replace(place["execution_id"], made_up["execution_id"])
        assert said == unknown.json["message"]


async def test_the_reason_of_a_failure_is_for_administrators(http: Http) -> None:
    failed = await run(http, ALICE, "raises")
    place = {"execution_id": failed.json["executionId"]}

    hers = [await http(function, place, headers=ALICE) for function in READS]
    hers += [await http("list_executions", headers=ALICE), failed]
    owners = await http("get_execution", place, headers=OWNER)
    in_list = await http("list_executions", headers=OWNER)

    for answer in hers:
        assert b"hunter2" not in answer.body
        assert b"Traceback" not in answer.body
        assert b"endings.py" not in answer.body
    assert hers[0].json["status"] == "Failed"
    assert hers[0].json["errorMessage"]
    assert owners.json["errorMessage"] == "the password is hunter2"
    assert "endings.py" in owners.json["traceback"]
    assert b"hunter2" in in_list.body


async def test_the_authors_own_words_are_the_callers(http: Http) -> None:
    refused = await run(http, ALICE, "refuses")
    place = {"execution_id": refused.json["executionId"]}

    record = await http("get_execution", place, headers=ALICE)

    assert (refused.status, refused.json["error"]) == (200, "no licence left")
    assert record.json["errorMessage"] == "no licence left"


async def test_lines_for_developers_are_for_administrators(http: Http) -> None:
    place = {"execution_id": (await run(http, ALICE, "talks")).headers["x-execution-id"]}

    hers = await http("get_execution_logs", place, headers=ALICE)
    record = await http("get_execution", place, headers=ALICE)
    owners = await http("get_execution_logs", place, headers=OWNER)

    levels = {line["level"] for line in [*hers.json, *record.json["logs"]]}
    assert not levels & {"DEBUG", "TRACEBACK"}
    assert "logged info" in [line["message"] for line in hers.json]
    assert len(owners.json) >= len(hers.json)


async def test_an_accepted_run_is_found_where_its_location_says(http: Http) -> None:
    accepted = await run(http, ALICE, prefer="respond-async")
    execution_id = accepted.json["executionId"]

    found = await http("get_execution", {"execution_id": execution_id}, headers=ALICE)

    assert accepted.status == 202
    assert accepted.headers["location"] == f"/api/executions/{execution_id}"
    assert found.status == 200
    assert await listed(http, ALICE) == [execution_id]
    assert await listed(http, CARL) == []


@pytest.mark.parametrize("who", [ALICE, OWNER], ids=["member", "administrator"])
async def test_runs_are_listed_in_pages_newest_first(http: Http, who: Headers) -> None:
    mine = [(await run(http, ALICE)).headers["x-execution-id"] for _ in range(3)]
    live = (await run(http, ALICE, prefer="respond-async")).json["executionId"]
    query = {"limit": "3"}

    pages = [await http("list_executions", query=query, headers=who)]
    while token := pages[-1].json.get("continuationToken"):
        more = {**query, "continuationToken": token}
        pages.append(await http("list_executions", query=more, headers=who))

    found = [run["executionId"] for page in pages for run in page.json["executions"]]
    assert found == [live, *reversed(mine)]


async def test_runs_are_listed_by_workflow(http: Http) -> None:
    hers = (await run(http, ALICE)).headers["x-execution-id"]
    await run(http, ALICE, "talks")
    await run(http, CARL)

    assert await listed(http, ALICE, workflowName="succeeds") == [hers]
    assert len(await listed(http, OWNER, workflowName="succeeds")) == 2
    for name in ("succeed", "succeeds|", "'", "|", "x' or 'a' eq 'a"):
        assert await listed(http, ALICE, workflowName=name) == []
        assert await listed(http, OWNER, workflowName=name) == []


async def test_a_page_token_opens_nobody_elses_list(http: Http) -> None:
    for _ in range(3):
        await run(http, CARL)
    hers = (await run(http, ALICE)).headers["x-execution-id"]
    query = {"limit": "1"}
    carls = (await http("list_executions", query=query, headers=CARL)).json["continuationToken"]
    owners = (await http("list_executions", query=query, headers=OWNER)).json["continuationToken"]

    answers = [
        await http("list_executions", query={"continuationToken": token}, headers=ALICE)
        for token in (carls, owners, "eHw=", "dXw=", "not a token", "é")
    ]

    assert [answer.status for answer in answers] == [400] * 6
    assert await listed(http, ALICE) == [hers]


async def test_an_organizations_administrator_runs_nothing_elsewhere(http: Http) -> None:
    answer = await run(http, {**OWNER, "x-organization-id": "globex"}, "who")

    assert answer.status == 403
    assert await listed(http, BOB) == []
