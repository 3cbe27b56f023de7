"""The launch workflow of a form, and what its token stands for."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import azure.functions as func
import pytest

from functions import runtime
from functions.composition import Runtime
from shared.services.clock import StoppedClock
from tests.contract.client import Http
from tests.contract.deliveries import deliver
from tests.contract.engine.form_runs.form_runs_helpers import Headers
from tests.contract.forms import ALICE, BOB, FOREIGN, NAME, Forms, field


async def start(http: Http, form_id: str, who: Headers = ALICE, **others: Any) -> Any:
    return await http("start_form_with_data", {"form_id": form_id}, headers=who, **others)


async def test_a_launch_workflow_runs_before_and_its_result_stays_here(
    http: Http, forms: Forms
) -> None:
    form_id = await forms.make(
        NAME,
        field("plan", visibilityExpression="workflow.show", required=True),
        launchWorkflowId="launch_form",
        allowedQueryParams=["region"],
        defaultLaunchParams={"region": "eu"},
    )
    place = {"form_id": form_id}

    plain = await start(http, form_id)
    queried = await start(http, form_id, query={"region": "us", "fail": "true"})
    body = {"form_data": {"region": "asia"}}
    posted = await http("start_form_with_data", place, body=body, headers=ALICE)
    token = {"startupToken": queried.json["startupToken"]}
    faults = await forms.faults(form_id, {"name": "Ada"}, **token)
    hidden = await forms.taken(
        form_id, {"name": "Ada", "plan": "p"}, startupToken=plain.json["startupToken"]
    )
    listed = (await http("list_executions", headers=ALICE)).json["executions"]

    assert [one.json["result"]["region"] for one in (plain, queried, posted)] == [
        "eu",
        "us",
        "asia",
    ]
    assert faults == {"plan": "this is required"}
    assert hidden["plan"] == ""
    assert {one["workflowName"] for one in listed} == {"take_form"}


@pytest.mark.parametrize("characters", [0, 5_000, 40_000])
async def test_the_workflow_sees_what_the_launch_workflow_returned(
    http: Http,
    functions: Mapping[str, func.Function],
    running: Runtime,
    forms: Forms,
    characters: int,
) -> None:
    form_id = await forms.make(
        linkedWorkflow="tells_its_startup",
        launchWorkflowId="launch_form",
        defaultLaunchParams={"big": characters},
    )
    place, body = {"form_id": form_id}, {"formData": {"name": "Ada"}}
    started = await start(http, form_id)
    body["startupToken"] = started.json["startupToken"]
    later = {**ALICE, "prefer": "respond-async"}

    at_once = await http("execute_form", place, body=body, headers=ALICE)
    queued = await http("execute_form", place, body=body, headers=later)
    await deliver(functions, running)
    before = {"execution_id": at_once.json["executionId"]}
    again = await http("rerun_execution", before, body={}, headers=ALICE)
    fresh = {"startupToken": (await start(http, form_id)).json["startupToken"]}
    anew = await http("rerun_execution", before, body=fresh, headers=ALICE)
    of_queued = {"execution_id": queued.json["executionId"]}
    result = await http("get_execution_result", of_queued, headers=ALICE)

    expected = {"region": "eu", "show": False, "big": "x" * characters}
    assert started.json["result"] == expected
    assert at_once.json["result"] == expected
    assert result.json["result"] == expected
    assert again.json["result"] is None
    assert anew.json["result"] == expected


async def test_without_a_token_there_is_no_startup(http: Http, forms: Forms) -> None:
    form_id = await forms.make(linkedWorkflow="tells_its_startup", launchWorkflowId="launch_form")

    answer = await forms.send(form_id, {"name": "Ada"})
    made_up = await forms.send(form_id, {"name": "Ada"}, startupData={"region": "mine"})

    assert answer.json["result"] is None
    assert (made_up.status, made_up.json["details"][0]["location"]) == (
        400,
        ["body", "startupData"],
    )


async def test_a_form_without_a_launch_workflow_starts_with_nothing(
    http: Http, forms: Forms
) -> None:
    answer = await start(http, await forms.make())

    assert answer.json == {"result": {}, "startupToken": None, "expiresAt": None}


async def test_a_launch_workflow_that_fails_is_told(http: Http, forms: Forms) -> None:
    fails = await forms.make(launchWorkflowId="launch_form", defaultLaunchParams={"fail": True})
    large = {"big": 50_000}
    too_large = await forms.make(
        name="Large", launchWorkflowId="launch_form", defaultLaunchParams=large
    )

    failed = await start(http, fails)
    refused = await start(http, too_large)

    assert (failed.status, failed.json["message"]) == (422, "There is nothing to start with.")
    assert (refused.status, "at most 45000 are allowed" in refused.json["message"]) == (400, True)
    assert await forms.taken(fails, {"name": "Ada"})


async def test_a_token_is_good_for_its_form_its_caller_and_an_hour(
    http: Http, forms: Forms, root: Headers, running: Runtime
) -> None:
    shared: dict[str, Any] = {"isGlobal": True, "launchWorkflowId": "launch_form", "who": root}
    form_id = await forms.make(**shared)
    other = await forms.make(name="Other", **shared)
    token = (await start(http, form_id)).json["startupToken"]

    async def status(one: str, who: Headers, text: str) -> int:
        return (await forms.send(one, {"name": "Ada"}, who, startupToken=text)).status

    for text in ("", "x", token[:-1], "t|", f"{token}x", "999999999999.abc", "9" * 200):
        assert await status(form_id, ALICE, text) == 400
    assert await status(other, ALICE, token) == 400
    assert await status(form_id, BOB, token) == 400
    assert await status(form_id, FOREIGN, token) == 400
    assert await status(form_id, ALICE, token) == 200
    clock = StoppedClock(running.platform.services.clock.now() + timedelta(minutes=61))
    late = replace(running.platform, services=replace(running.platform.services, clock=clock))
    runtime.use(replace(running, platform=late))
    assert await status(form_id, ALICE, token) == 400
