"""A form's values are checked, computed and handed to its workflow."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.contract.client import Http
from tests.contract.forms import ALICE, NAME, Forms, field, form_of
from tests.support.turns import counted_turns

PLANS = [{"label": "Basic", "value": "basic"}, {"label": "Pro", "value": "pro"}]


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

    async with counted_turns() as turns:
        answer = await forms.send(form_id, {"many": ["basic"] * 1000})

    assert answer.status == 422
    assert turns.count >= 30


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
