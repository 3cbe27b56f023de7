"""Choices: what a data provider answers, how long it is kept, and what happens to junk."""

import asyncio
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from functions.composition import Runtime
from shared.services.services import Services
from tests.contract.client import Answer, Http
from tests.contract.users import add_user, signed_in

MEMBER, FOREIGNER = signed_in("member"), signed_in("foreigner")


@pytest.fixture(autouse=True)
async def people(running: Runtime) -> None:
    users = running.platform.directory.users
    await add_user(users, "member", {"acme": "member"})
    await add_user(users, "foreigner", {"globex": "member"})


async def ask(http: Http, name: str, headers: Mapping[str, str] = MEMBER, **query: str) -> Answer:
    return await http("get_options", {"name": name}, query=query, headers=headers)


async def test_inputs_are_parameters_of_the_query(http: Http) -> None:
    answer = await ask(http, "licences_of", region="Berlin", most="2", code="a-function-key")

    assert answer.status == 200
    assert answer.json["provider"] == "licences_of"
    assert [(o["label"], o["value"]) for o in answer.json["options"]] == [
        ("Berlin 0", 0),
        ("Berlin 1", 1),
    ]
    assert answer.json["cached"] is False
    kept_until = datetime.fromisoformat(answer.json["cache_expires_at"])
    assert 50 < (kept_until - datetime.now(UTC)).total_seconds() <= 60


async def test_why_there_were_no_choices_is_found_by_whoever_looks_after_the_platform(
    http: Http, root: Mapping[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    await ask(http, "junk_choices", what="broken")

    async def shown(headers: Mapping[str, str]) -> Any:
        found = (await http("discover", headers=headers)).json["dataProviders"]
        return next(one for one in found if one["name"] == "junk_choices")["lastFailure"]

    failure = await shown({**root, "x-organization-id": "acme"})
    assert failure["orgId"] == "acme"
    assert failure["reason"] == "RuntimeError: the password is hunter2"
    assert "raise RuntimeError" in failure["traceback"]
    assert [line["message"] for line in failure["logs"]] == ["asked for broken"]
    assert await shown(MEMBER) is None
    [record] = [one for one in caplog.records if one.getMessage() == "data provider failed"]
    assert record.__dict__["org"] == "acme"
    assert record.__dict__["reason"] == "RuntimeError: the password is hunter2"


async def test_the_inventorys_name_says_how_long_an_answer_is_kept(http: Http) -> None:
    found = (await http("list_data_providers", headers=MEMBER)).json

    assert {one["name"]: one["cache_ttl_seconds"] for one in found}["licences_of"] == 60


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ({}, ["query", "region"]),
        ({"region": "a", "most": "many"}, ["query", "most"]),
        ({"region": "a", "mots": "1"}, ["query", "mots"]),
    ],
)
async def test_inputs_that_do_not_fit_are_refused(
    http: Http, query: dict[str, str], place: list[str]
) -> None:
    answer = await ask(http, "licences_of", MEMBER, **query)

    assert (answer.status, answer.json["error"]) == (400, "InvalidInput")
    assert "data provider 'licences_of'" in answer.json["message"]
    assert answer.json["details"][0]["location"] == place


async def test_an_answer_is_kept_for_its_organization_and_inputs(http: Http) -> None:
    first = (await ask(http, "licences_of", region="Berlin")).json
    again = (await ask(http, "licences_of", region="Berlin")).json
    elsewhere = (await ask(http, "licences_of", region="Rome")).json
    other = (await ask(http, "licences_of", FOREIGNER, region="Berlin")).json
    fresh = (await ask(http, "licences_of", region="Berlin", noCache="true")).json
    after = (await ask(http, "licences_of", region="Berlin")).json

    assert [a["cached"] for a in (first, again, elsewhere, other, fresh, after)] == [
        False, True, False, False, False, True,
    ]  # fmt: skip
    assert again["options"] == first["options"] != fresh["options"] == after["options"]
    assert other["options"] != first["options"]


async def test_who_asks_at_the_same_time_waits_for_one_run(http: Http) -> None:
    answers = await asyncio.gather(*(ask(http, "slow_choices") for _ in range(20)))

    assert {answer.status for answer in answers} == {200}
    assert len({answer.body for answer in answers}) == 1


async def test_it_runs_for_who_asks_and_leaves_no_record(
    http: Http, services: Services, running: Runtime
) -> None:
    ours = (await ask(http, "whoever_asks")).json
    theirs = (await ask(http, "whoever_asks", FOREIGNER)).json

    member = await running.platform.directory.users.find_by_email("member@example.test")
    assert member is not None
    scope, asker, process = (option["value"] for option in ours["options"])
    assert (scope, asker) == ("acme", str(member.id))
    assert theirs["options"][0]["value"] == "globex"
    assert theirs["options"][2]["value"] != process
    for org_id in ("acme", "globex"):
        page = await services.executions.page(org_id, "", "~", limit=10)
        assert not page.rows


async def test_it_may_ask_what_a_run_of_its_organization_may(http: Http, running: Runtime) -> None:
    root = signed_in("root", "acme")
    await add_user(running.platform.directory.users, "root", is_admin=True)
    await http("set_config", body={"key": "region", "type": "string", "value": "EU"}, headers=root)

    ours, theirs = (
        await ask(http, "configured_choices"),
        await ask(http, "configured_choices", FOREIGNER),
    )

    assert [ours.json["options"][0]["label"], theirs.json["options"][0]["label"]] == ["EU", "None"]


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("text", "did not return a list"),
        ("nothing", "did not return a list"),
        ("unlabelled", "item 1, label"),
        ("nested", "item 1"),
        ("many", "10001 choices"),
        ("infinite", "item 1, value"),
        ("refused", "refused: There are no choices for you."),
        ("broken", "'junk_choices' failed"),
        ("dead", "'junk_choices' failed"),
    ],
)
async def test_junk_is_a_502_that_says_what_is_wrong(http: Http, what: str, words: str) -> None:
    answer = await ask(http, "junk_choices", what=what)

    assert (answer.status, answer.json["error"]) == (502, "ProviderFailed")
    assert words in answer.json["message"]
    assert "hunter2" not in json.dumps(answer.json)


async def test_administrators_hear_what_broke(http: Http, root: Mapping[str, str]) -> None:
    answer = await ask(http, "junk_choices", {**root, "x-organization-id": "acme"}, what="broken")

    assert "RuntimeError: the password is hunter2" in answer.json["message"]


@pytest.mark.parametrize("name", ["no_such_provider", "onboard", "succeeds"])
async def test_what_is_no_provider_is_not_found(http: Http, name: str) -> None:
    assert (await ask(http, name)).status == 404
