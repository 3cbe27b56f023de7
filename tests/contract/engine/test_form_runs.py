"""What is filled into a form: checked here whatever the browser did, and handed to its workflow."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import azure.functions as func
import pytest

from functions import runtime
from functions.composition import Runtime
from shared.models.forms import FormUpdate
from shared.services.blobs import MemoryBlobs
from shared.services.clock import StoppedClock
from shared.services.services import Services
from tests.contract.client import Http
from tests.contract.deliveries import deliver
from tests.contract.forms import ALICE, BOB, FOREIGN, NAME, OWNER, Forms, field, form_of
from tests.contract.users import add_user

Headers = Mapping[str, str]
PLANS = [{"label": "Basic", "value": "basic"}, {"label": "Pro", "value": "pro"}]


@pytest.fixture(autouse=True)
async def everybody(running: Runtime) -> None:
    users = running.platform.directory.users
    await add_user(users, "owner", {"acme": "admin"})
    await add_user(users, "alice", {"acme": "member"})
    await add_user(users, "bob", {"acme": "member"})
    await add_user(users, "foreigner", {"globex": "admin"})


@pytest.fixture
def forms(http: Http) -> Forms:
    return Forms(http)


async def test_it_answers_as_the_execution_of_a_workflow_does(http: Http, forms: Forms) -> None:
    form_id = await forms.make(NAME, field("seats", "number"))

    answer = await forms.send(form_id, {"name": "Ada", "seats": "3"})
    record = await http(
        "get_execution", {"execution_id": answer.json["executionId"]}, headers=ALICE
    )

    assert (answer.status, answer.json["status"]) == (200, "Success")
    assert answer.headers["x-execution-id"] == answer.json["executionId"]
    assert answer.json["result"]["seats"] == 3
    assert record.json["formId"] == form_id
    assert record.json["inputData"] == {"name": "Ada", "seats": 3}


async def test_it_can_be_queued_put_off_and_sent_twice(http: Http, forms: Forms) -> None:
    form_id = await forms.make(NAME)
    place, body = {"form_id": form_id}, {"formData": {"name": "Ada"}}
    key = {**ALICE, "idempotency-key": "k1"}

    queued = await http(
        "execute_form", place, body=body, headers={**ALICE, "prefer": "respond-async"}
    )
    later = await http("execute_form", place, body={**body, "delaySeconds": 60}, headers=ALICE)
    both = {**body, "delaySeconds": 60, "scheduledAt": "2030-01-01T00:00:00Z"}
    refused = await http("execute_form", place, body=both, headers=ALICE)
    first = await http("execute_form", place, body=body, headers=key)
    again = await http("execute_form", place, body=body, headers=key)
    other = await http("execute_form", place, body={"formData": {"name": "Bob"}}, headers=key)

    assert (queued.status, later.status, refused.status) == (202, 202, 400)
    assert later.json["status"] == "Scheduled"
    assert queued.headers["location"] == f"/api/executions/{queued.json['executionId']}"
    assert first.json["executionId"] == again.json["executionId"]
    assert other.status == 409


LONG = "x" * 100_001
OPTIONS = {"options": PLANS}
RANGE: dict[str, Any] = {"validation": {"min": 2, "max": 3}}
DAYS = {"validation": {"min": "2026-01-10", "max": "2026-01-20"}}


@pytest.mark.parametrize(
    ("asked", "value", "words"),
    [
        (field("x", required=True), "", "this is required"),
        (field("x", required=True), "   ", "this is required"),
        (field("x", required=True), None, "this is required"),
        (field("x"), 5, "this must be a text"),
        (field("x"), ["a"], "this must be a text"),
        (field("x"), LONG, "at most 100000 are allowed"),
        (field("x", **RANGE), "a", "at least 2 characters"),
        (field("x", **RANGE), "abcd", "at most 3 characters"),
        (field("x", "textarea", **RANGE), "abcd", "at most 3 characters"),
        (field("x", validation={"pattern": "^[a-z]+$"}), "A1", "form that is asked for"),
        (
            field("x", validation={"pattern": "^a", "message": "Begin with a."}),
            "b",
            "Begin with a.",
        ),
        (field("x", "email"), "nobody", "not an e-mail address"),
        (field("x", "email"), "a@b", "not an e-mail address"),
        (field("x", "email"), "a b@c.de", "not an e-mail address"),
        (field("x", "email", required=True), "", "this is required"),
        (field("x", "number"), "three", "not a number"),
        (field("x", "number"), True, "not a number"),
        (field("x", "number"), "1e999", "not a number"),
        (field("x", "number"), "0x10", "not a number"),
        (field("x", "number"), [1], "not a number"),
        (field("x", "number", **RANGE), 1, "at least 2"),
        (field("x", "number", **RANGE), 3.5, "at most 3"),
        (field("x", "number", required=True), "", "this is required"),
        (field("x", "select", **OPTIONS), "gold", "not one of the choices"),
        (field("x", "select", **OPTIONS), ["basic"], "not one of the choices"),
        (field("x", "select", required=True, **OPTIONS), "", "this is required"),
        (field("x", "radio", **OPTIONS), "Basic", "not one of the choices"),
        (field("x", "multi_select", **OPTIONS), ["basic", "gold"], "not one of the choices"),
        (field("x", "multi_select", **OPTIONS), {"a": 1}, "list of choices"),
        (field("x", "multi_select", **OPTIONS), [["basic"]], "not one of the choices"),
        (field("x", "multi_select", required=True, **OPTIONS), [], "choose at least one"),
        (field("x", "multi_select", **OPTIONS, **RANGE), ["pro"], "at least 2 chosen"),
        (field("x", "checkbox", required=True), False, "must be ticked"),
        (field("x", "checkbox"), "yes", "true or false"),
        (field("x", "date"), "01.02.2026", "YYYY-MM-DD"),
        (field("x", "date"), "2026-02-30", "YYYY-MM-DD"),
        (field("x", "date"), "2026-02-03T00:00", "YYYY-MM-DD"),
        (field("x", "date", **DAYS), "2026-01-09", "not before 2026-01-10"),
        (field("x", "date", **DAYS), "2026-01-21", "not after 2026-01-20"),
        (field("x", "datetime"), "2026-02-03", "date with a time"),
        (field("x", "datetime"), "2026-02-03T25:00", "date with a time"),
        (
            field("x", "datetime", validation={"min": "2026-01-10T10:00Z"}),
            "2026-01-10T10:30+01:00",
            "not before",
        ),
        (field("x", "file"), {"a": 1}, "path of an uploaded file"),
        (field("x", "file"), ["a"], "one file"),
        (field("x", "file", multiple=True), ["a"] * 21, "at most 20 are allowed"),
        (field("x", "file", required=True), None, "this is required"),
    ],
)
async def test_a_value_that_is_not_right_is_refused_by_field(
    forms: Forms, asked: Mapping[str, object], value: object, words: str
) -> None:
    form_id = await forms.make(NAME, asked)

    faults = await forms.faults(form_id, {"name": "Ada", "x": value})

    assert faults.keys() == {"x"}
    assert words in faults["x"]


@pytest.mark.parametrize(
    ("asked", "value", "got"),
    [
        (field("x"), "", ""),
        (field("x", "email"), "", None),
        (field("x", "email"), " ada@example.test ", "ada@example.test"),
        (field("x", "number"), "", None),
        (field("x", "number"), "1.5", 1.5),
        (field("x", "number"), "-7", -7),
        (field("x", "select", **OPTIONS), "", None),
        (field("x", "select", **OPTIONS), "pro", "pro"),
        (field("x", "multi_select", **OPTIONS), "basic, pro ,", ["basic", "pro"]),
        (field("x", "multi_select", **OPTIONS), [], []),
        (field("x", "checkbox"), False, False),
        (field("x", "checkbox", required=True), True, True),
        (field("x", "date", **DAYS), "2026-01-10", "2026-01-10"),
        (field("x", "datetime"), "2026-01-10T10:30:00.5+01:00", "2026-01-10T10:30:00.5+01:00"),
        (field("x", "datetime"), "2026-01-10T10:30", "2026-01-10T10:30:00+00:00"),
        (field("x", "file"), "", None),
    ],
)
async def test_a_value_that_is_right_comes_as_what_it_is(
    forms: Forms, asked: Mapping[str, object], value: object, got: object
) -> None:
    form_id = await forms.make(NAME, asked, linkedWorkflow="take_anything")

    taken = await forms.taken(form_id, {"name": "Ada", "x": value})

    assert taken.get("x") == got


async def test_all_faults_are_told_at_once(forms: Forms) -> None:
    form_id = await forms.make(NAME, field("seats", "number"), field("mail", "email"))

    faults = await forms.faults(form_id, {"seats": "many", "mail": "x"})

    assert faults.keys() == {"name", "seats", "mail"}


async def test_what_the_workflow_does_not_take_is_told_by_field_too(forms: Forms) -> None:
    form_id = await forms.make(NAME, field("seats", "number"))

    faults = await forms.faults(form_id, {"name": "Ada", "seats": 1.5})

    assert faults.keys() == {"seats"}


async def test_hidden_fields_are_neither_checked_nor_kept(forms: Forms) -> None:
    form_id = await forms.make(
        NAME,
        field("agreed", "checkbox"),
        field("seats", "number", required=True, visibilityExpression="context.field.agreed"),
    )

    hidden = await forms.taken(form_id, {"name": "Ada", "seats": "junk"})
    kept = await forms.taken(form_id, {"name": "Ada", "seats": 5, "agreed": True})
    faults = await forms.faults(form_id, {"name": "Ada", "agreed": True})

    assert (hidden["seats"], kept["seats"]) == (1, 5)
    assert faults == {"seats": "this is required"}


async def test_a_field_is_required_while_its_expression_says_so(forms: Forms) -> None:
    form_id = await forms.make(
        NAME,
        field("agreed", "checkbox"),
        field("plan", requiredExpression="field.agreed === true && field.name !== 'Root'"),
    )

    faults = await forms.faults(form_id, {"name": "Ada", "agreed": True})

    assert faults == {"plan": "this is required"}
    assert await forms.taken(form_id, {"name": "Ada"})
    assert await forms.taken(form_id, {"name": "Root", "agreed": True})


async def test_what_cannot_be_worked_out_is_shown_and_required(forms: Forms) -> None:
    broken = "field.agreed.includes('x')"
    form_id = await forms.make(
        NAME,
        field("agreed", "checkbox"),
        field("plan", visibilityExpression=broken, requiredExpression=broken),
    )

    assert (await forms.taken(form_id, {"name": "Ada", "plan": "p"}))["plan"] == "p"
    assert await forms.faults(form_id, {"name": "Ada"}) == {"plan": "this is required"}


@pytest.mark.parametrize("odd", [5, True, ["x"], {"x": 1}, "x" * 100_001])
async def test_odd_values_of_hidden_fields_show_nothing_and_spare_nothing(
    forms: Forms, odd: object
) -> None:
    form_id = await forms.make(
        NAME,
        field("kind", visibilityExpression="false"),
        field("flag", visibilityExpression="field.kind.startsWith('x') && false"),
        field("plan", requiredExpression="!field.kind.includes('spare')"),
    )

    faults = await forms.faults(form_id, {"name": "Ada", "kind": odd, "flag": "set"})
    taken = await forms.taken(form_id, {"name": "Ada", "kind": odd, "flag": "set", "plan": "p"})

    assert faults == {"plan": "this is required"}
    assert (taken["flag"], taken["plan"]) == ("unset", "p")


async def test_others_get_their_turn_while_a_form_is_checked(forms: Forms) -> None:
    """However much its expressions have to do: each field is a turn of its own."""
    much = "+".join(["field.many"] * 150) + "== 1"
    slow = [field(f"f{n}", visibilityExpression=much, required=True) for n in range(30)]
    form_id = await forms.make(field("many", "multi_select", options=PLANS), *slow)
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    meanwhile = asyncio.create_task(others())
    answer = await forms.send(form_id, {"many": ["basic"] * 1000})
    meanwhile.cancel()

    assert answer.status == 422
    assert turns >= 30


async def test_a_provider_is_given_so_many_inputs_at_most(forms: Forms) -> None:
    inputs = {f"i{n}": {"mode": "static", "value": "1"} for n in range(21)}
    body = form_of(field("plan", "select", dataProvider="plans_of", dataProviderInputs=inputs))

    answer = await forms.create(body)

    assert answer.status == 400
    assert "at most 20" in str(answer.json["details"])


async def test_defaults_count_until_something_is_sent(forms: Forms) -> None:
    form_id = await forms.make(
        NAME,
        field("seats", "number", defaultValue=7),
        defaultLaunchParams={"plan": "basic", "flag": "set", "no_parameter": 1},
    )

    plain = await forms.taken(form_id, {"name": "Ada"})
    sent = await forms.taken(form_id, {"name": "Ada", "seats": 2})

    assert (plain["seats"], plain["plan"], plain["flag"]) == (7, "basic", "set")
    assert sent["seats"] == 2


async def test_what_is_no_field_reaches_no_parameter(forms: Forms) -> None:
    form_id = await forms.make(NAME, {"name": "plan", "type": "markdown", "content": "# Hi"})

    taken = await forms.taken(form_id, {"name": "Ada", "flag": "x", "plan": "y", "z": 1})

    assert (taken["flag"], taken["plan"]) == ("unset", "")


async def test_a_workflow_that_takes_anything_gets_what_is_unknown_but_no_default_is_overruled(
    forms: Forms,
) -> None:
    form_id = await forms.make(
        field("shown"),
        field("hidden", visibilityExpression="false"),
        linkedWorkflow="take_anything",
        defaultLaunchParams={"role": "user"},
    )

    given = {"shown": "a", "hidden": "b", "extra": {"c": 1}, "role": "admin", "name": "x"}
    taken = await forms.taken(form_id, given)

    assert taken == {"name": "", "shown": "a", "extra": {"c": 1}, "role": "user"}


async def test_both_names_of_what_was_filled_in_are_read(http: Http, forms: Forms) -> None:
    place = {"form_id": await forms.make(NAME)}

    new = await http("execute_form", place, body={"formData": {"name": "A"}}, headers=ALICE)
    both: dict[str, object] = {"formData": {}, "form_data": {}}
    refused = await http("execute_form", place, body=both, headers=ALICE)
    junk = await http("execute_form", place, body={"formData": [1]}, headers=ALICE)
    wrong = await http("execute_form", place, body=b'["x"]', headers=ALICE)

    assert new.status == 200
    assert (refused.status, junk.status, wrong.status) == (400, 400, 400)


async def test_the_query_counts_as_far_as_the_form_allows_it(forms: Forms) -> None:
    form_id = await forms.make(
        NAME,
        field("plan", visibilityExpression="query.from === 'mail' && query.other === undefined"),
        allowedQueryParams=["from"],
    )

    given = {"name": "Ada", "plan": "p"}
    shown = await forms.taken(form_id, given, queryParams={"from": "mail", "other": "x"})
    hidden = await forms.taken(form_id, given)

    assert (shown["plan"], hidden["plan"]) == ("p", "")


# Choices of data providers


def provided(mode: str, member: str, value: str, **others: object) -> dict[str, object]:
    given = {"region": {"mode": mode, member: value}}
    return field("plan", "select", dataProvider="plans_of", dataProviderInputs=given, **others)


@pytest.mark.parametrize(
    "plan",
    [
        provided("static", "value", "eu"),
        provided("fieldRef", "fieldName", "name"),
        provided("expression", "expression", "field.name.toLowerCase()"),
    ],
)
async def test_what_was_chosen_is_among_the_providers_choices(
    forms: Forms, plan: Mapping[str, object]
) -> None:
    form_id = await forms.make(NAME, plan)

    taken = await forms.taken(form_id, {"name": "eu", "plan": "eu-1"})
    faults = await forms.faults(form_id, {"name": "eu", "plan": "us-1"})

    assert taken["plan"] == "eu-1"
    assert faults == {"plan": "this is not one of the choices"}


async def test_a_choice_waits_for_the_fields_that_it_depends_on(forms: Forms) -> None:
    plan = provided("fieldRef", "fieldName", "city")
    form_id = await forms.make(NAME, field("city"), plan)

    faults = await forms.faults(form_id, {"name": "Ada", "plan": "eu-1"})

    assert "first fill in the fields" in faults["plan"]
    assert await forms.taken(form_id, {"name": "Ada"})


async def test_a_choice_comes_as_the_value_that_the_provider_has(forms: Forms) -> None:
    given = {"region": {"mode": "static", "value": "eu"}}
    licence = field("licence", dataProvider="licences_of", dataProviderInputs=given)
    form_id = await forms.make(NAME, licence)

    assert (await forms.taken(form_id, {"name": "Ada", "licence": "2"}))["licence"] == 2
    assert (await forms.taken(form_id, {"name": "Ada", "licence": 2}))["licence"] == 2
    assert await forms.faults(form_id, {"name": "Ada", "licence": "9"})


async def test_choices_are_listed_for_a_form_that_uses_the_provider_only(
    http: Http, forms: Forms
) -> None:
    form_id = await forms.make(NAME, provided("fieldRef", "fieldName", "name"))

    async def ask(name: str, body: object, who: Headers = ALICE) -> Any:
        place = {"form_id": form_id, "name": name}
        return await http("list_form_options", place, body=body, headers=who)

    first = await ask("plans_of", {"inputs": {"region": "eu"}})
    second = await ask("plans_of", {"inputs": {"region": "eu"}})
    fresh = await ask("plans_of", {"inputs": {"region": "eu"}, "noCache": True})
    unused = await ask("licences_of", {"inputs": {"region": "eu"}})
    absent = await ask("nowhere", {})
    lacking = await ask("plans_of", {})

    assert first.json.keys() == {"provider", "options", "cached", "cache_expires_at"}
    assert [option["value"] for option in first.json["options"]] == ["eu-0", "eu-1"]
    assert [each.json["cached"] for each in (first, second, fresh)] == [False, True, False]
    assert (unused.status, absent.status, lacking.status) == (404, 404, 400)
    assert unused.json["message"].replace("licences_of", "nowhere") == absent.json["message"]


@pytest.mark.parametrize("what", ["text", "nothing", "unlabelled", "nested", "broken", "refused"])
async def test_junk_of_a_provider_is_told_as_such(http: Http, forms: Forms, what: str) -> None:
    given = {"what": {"mode": "static", "value": what}}
    plan = field("plan", "select", dataProvider="junk_choices", dataProviderInputs=given)
    form_id = await forms.make(NAME, plan)

    sent = await forms.send(form_id, {"name": "Ada", "plan": "a"})
    place = {"form_id": form_id, "name": "junk_choices"}
    listed = await http("list_form_options", place, body={"inputs": {"what": what}}, headers=ALICE)

    assert (sent.status, sent.json["error"]) == (502, "ProviderFailed")
    assert listed.status == 502
    assert "hunter2" not in sent.body.decode()


# Launch workflows


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


# Files


async def upload(
    http: Http,
    services: Services,
    form_id: str,
    name: str = "a.png",
    content: bytes = b"png",
    kind: str = "image/png",
    who: Headers = ALICE,
    declared: int = 3,
) -> str:
    """The path of a file that was sent."""
    body = {"file_name": name, "content_type": "image/png", "file_size": declared}
    answer = await http("create_form_upload", {"form_id": form_id}, body=body, headers=who)
    assert answer.status == 200, answer.json
    store = services.uploads
    assert isinstance(store, MemoryBlobs)
    url = answer.json["upload_url"]
    assert await store.put(url, content, kind, services.clock.now()) == 201
    return str(answer.json["file_metadata"]["path"])


PAPER = field("paper", "file", allowedTypes=["image/*"], maxSizeMB=1)


async def test_a_file_is_sent_and_its_path_comes_with_the_form(
    http: Http, forms: Forms, services: Services
) -> None:
    form_id = await forms.make(NAME, PAPER)

    path = await upload(http, services, form_id, "../../Über uns?.png")

    assert path.startswith(f"uploads/acme/{form_id}/")
    assert path.endswith("/ber_uns.png")
    assert (await forms.taken(form_id, {"name": "Ada", "paper": path}))["paper"] == path


@pytest.mark.parametrize(
    "change",
    [
        {"file_size": 1024 * 1024 + 1},
        {"content_type": "application/pdf"},
        {"content_type": "imagepng", "file_name": "a.pdf"},
        {"field_name": "name"},
        {"field_name": "nothing"},
        {"file_name": ""},
        {"file_size": -1},
    ],
)
async def test_a_file_that_the_field_does_not_take_gets_no_url(
    http: Http, forms: Forms, change: Mapping[str, object]
) -> None:
    form_id = await forms.make(NAME, PAPER)
    body = {"file_name": "a.png", "content_type": "image/png", "file_size": 3, **change}

    for route in ("create_form_upload", "create_upload"):
        answer = await http(route, {"form_id": form_id}, body=body, headers=ALICE)
        assert answer.status == 400


async def test_what_came_is_looked_at_again(http: Http, forms: Forms, services: Services) -> None:
    form_id = await forms.make(NAME, PAPER)
    large = await upload(http, services, form_id, content=b"x" * (1024 * 1024 + 1))
    other = await upload(http, services, form_id, kind="text/html")

    too_large = await forms.faults(form_id, {"name": "Ada", "paper": large})
    wrong = await forms.faults(form_id, {"name": "Ada", "paper": other})

    assert too_large == {"paper": "the file is larger than 1 MB"}
    assert "text/html are not allowed" in wrong["paper"]


async def test_a_path_of_another_form_or_organization_is_none(
    http: Http, forms: Forms, services: Services, root: Headers
) -> None:
    form_id = await forms.make(NAME, PAPER, isGlobal=True, who=root)
    beside = await forms.make(NAME, PAPER, name="Beside")
    own = await upload(http, services, form_id)
    foreign = await upload(http, services, form_id, who=FOREIGN)
    of_other = await upload(http, services, beside)
    parts = own.split("/")
    forged = [
        foreign,
        of_other,
        own.replace("uploads/", "executions/"),
        own.removeprefix("uploads/"),
        f"/{own}",
        f"{own}/",
        own.upper(),
        f"uploads/acme/{form_id}/{uuid4()}/a.png",
        f"uploads/acme/{form_id}/../{beside}/{'/'.join(of_other.split('/')[3:])}",
        f"uploads/acme/{form_id}/{parts[3]}/../../../globex/x",
        own.replace("acme", "*"),
        f"https://example.test/{own}",
        own + "\n",
        own.replace("/a.png", "%2Fa.png"),
    ]

    for path in forged:
        faults = await forms.faults(form_id, {"name": "Ada", "paper": path})
        assert "not uploaded for this form" in faults["paper"], path
    assert await forms.taken(form_id, {"name": "Ada", "paper": own})


async def test_a_form_without_files_takes_none(http: Http, forms: Forms) -> None:
    form_id = await forms.make()
    body = {"file_name": "a.png", "content_type": "image/png", "file_size": 3}

    answer = await http("create_form_upload", {"form_id": form_id}, body=body, headers=ALICE)

    assert (answer.status, answer.json["message"]) == (400, "this form has no file field")


async def test_a_form_that_was_disabled_meanwhile_is_not_sent(forms: Forms) -> None:
    form_id = await forms.make()
    assert await forms.taken(form_id, {"name": "Ada"})

    await forms.update(form_id, FormUpdate(is_active=False).model_dump(exclude_unset=True))

    assert (await forms.send(form_id, {"name": "Ada"})).status == 404
    by_owner = await forms.send(form_id, {"name": "Ada"}, OWNER)
    assert (by_owner.status, "is disabled" in by_owner.json["message"]) == (409, True)
