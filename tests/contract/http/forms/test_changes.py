"""Forms are made, checked, changed and removed."""

from typing import Any

import pytest

from functions.composition import Runtime
from tests.contract.client import Http
from tests.contract.forms import ALICE, FOREIGN, NAME, OWNER, Forms, field, form_of
from tests.contract.http.forms.forms_helpers import PROVIDED, Headers, names
from tests.contract.users import BOTH_STORES


@BOTH_STORES
async def test_a_form_is_made_changed_read_disabled_and_removed(http: Http, forms: Forms) -> None:
    form_id = await forms.make(NAME)
    place = {"form_id": form_id}
    purge = {"purge": "true"}

    made = await http("get_form", place, headers=ALICE)
    renamed = await http("put_form", place, body={"name": "Joining"}, headers=OWNER)
    early = await http("delete_form", place, query=purge, headers=OWNER)
    disabled = await http("delete_form", place, headers=OWNER)
    kept = await http("get_form", place, headers=OWNER)
    enabled = await forms.update(form_id, {"isActive": True})
    again = await http("delete_form", place, headers=OWNER)
    removed = await http("delete_form", place, query=purge, headers=OWNER)
    gone = await http("get_form", place, headers=OWNER)

    assert made.json["orgId"] == "acme"
    assert made.json["formSchema"]["fields"][0]["name"] == "name"
    assert (renamed.json["name"], early.status, disabled.status) == ("Joining", 409, 204)
    assert (kept.json["isActive"], enabled.json["isActive"]) == (False, True)
    assert (again.status, removed.status, gone.status) == (204, 204, 404)
    assert await forms.make(NAME, name="Joining")


@BOTH_STORES
async def test_a_name_is_taken_once_whatever_its_case(forms: Forms) -> None:
    await forms.make()
    second = await forms.create(form_of(name="ONBOARDING"))
    other = await forms.make(name="Other")
    renamed = await forms.update(other, {"name": "onboarding"})

    assert (second.status, renamed.status) == (409, 409)
    assert "already exists" in second.json["message"]


@BOTH_STORES
async def test_a_form_of_many_words_comes_back_whole(http: Http, forms: Forms) -> None:
    fields = [
        field(f"f{number}", "html", content="ü😀<p>" + "x" * 1500) | {"label": None}
        for number in range(50)
    ]

    form_id = await forms.make(*fields)

    found = await http("get_form", {"form_id": form_id}, headers=ALICE)
    assert [f["content"] for f in found.json["formSchema"]["fields"]] == [
        f["content"] for f in fields
    ]
    too_much = [{**f, "content": "x" * 3000} for f in fields]
    refused = await forms.create(form_of(*too_much, name="Longer"))
    assert refused.status == 400
    assert "at most 100000 are allowed" in refused.json["message"]


async def test_every_kind_of_field_goes_there_and_back(http: Http, forms: Forms) -> None:
    choice = {"options": [{"label": "A", "value": "a"}]}
    fields = [
        field("a", "text", placeholder="p", helpText="h", validation={"pattern": "^x", "max": 9}),
        field("b", "email", defaultValue="a@b.c", allowAsQueryParam=True),
        field("c", "number", validation={"min": 1, "message": "more"}),
        field("d", "select", **choice),
        field("e", "multi_select", **choice),
        field("f", "checkbox"),
        field("g", "textarea", visibilityExpression="context.field.f === true"),
        field("h", "radio", requiredExpression="field.f", **choice),
        field("i", "date", validation={"min": "2026-01-01"}),
        field("j", "datetime"),
        {"name": "k", "type": "markdown", "content": "# Hi"},
        {"name": "l", "type": "html", "content": "<p>"},
        field("m", "file", allowedTypes=["image/*"], multiple=True, maxSizeMB=5),
    ]

    form_id = await forms.make(*fields, defaultLaunchParams={"name": "x"})

    found = (await http("get_form", {"form_id": form_id}, headers=ALICE)).json
    for sent, got in zip(fields, found["formSchema"]["fields"], strict=True):
        assert {name: got[name] for name in sent if name != "validation"} == {
            name: value for name, value in sent.items() if name != "validation"
        }
    assert found["missingRequiredParams"] == []
    assert found["problems"] == []


def from_field(name: str) -> dict[str, object]:
    return {"region": {"mode": "fieldRef", "fieldName": name}}


def computed(text: str) -> dict[str, object]:
    return {"region": {"mode": "expression", "expression": text}}


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"name": "x"}, "linkedWorkflow"),
        (form_of(name=" "), "at least 1"),
        (form_of(linkedWorkflow="nowhere"), "there is no workflow 'nowhere'"),
        (form_of(linkedWorkflow="plans_of"), "there is no workflow"),
        (form_of(launchWorkflowId="nowhere"), "there is no workflow 'nowhere'"),
        (form_of(launchWorkflowId="launch_later"), "cannot wait for it"),
        (form_of(accessLevel="everybody"), "role_based"),
        (form_of(*[field(f"f{n}") for n in range(51)]), "at most 50"),
        (form_of(NAME, NAME), "an earlier field is named"),
        (form_of(field("a", "colour")), "text"),
        (form_of({"name": "a", "type": "text"}), "needs a label"),
        (form_of({"name": "a", "type": "markdown"}), "needs content"),
        (form_of(field("a", "html", content="")), "needs content"),
        (form_of(field("a", "radio")), "needs options"),
        (form_of(field("a", "multi_select", options=[])), "needs options"),
        (
            form_of(
                field("a", "select", options=[{"label": x, "value": "1"} for x in ("one", "two")])
            ),
            "same value",
        ),
        (form_of(field("a", "checkbox", dataProvider="x")), "checkbox offers no choices"),
        (form_of(field("a", "file", dataProvider="x")), "file offers no choices"),
        (form_of(field("a", visibilityExpression="a &&")), "expression is invalid"),
        (form_of(field("a", visibilityExpression="window.x")), "none of context"),
        (form_of(field("a", requiredExpression="x" * 2001)), "2000"),
        (form_of(field("a", validation={"pattern": "("})), "pattern cannot be used"),
        (form_of(field("a", validation={"pattern": "(?=x)"})), "look-around"),
        (form_of(field("a", "date", validation={"min": "soon"})), "not a date"),
        (form_of(field("a", "number", validation={"min": "1"})), "not a number"),
        (form_of(field("a", validation={"maxLenght": 3})), "maxLenght"),
        (form_of(field("a", "file", maxSizeMB=101)), "100"),
        (form_of(field("a", "file", allowedTypes=["png"])), "give a content type"),
        (form_of(field("a", autoFill={"b": "c"})), "autoFill is for"),
        (form_of(field("a", **PROVIDED, dataProviderInputs={}, autoFill={"z": "c"})), "no other"),
        (form_of(field("a", dataProviderInputs=from_field("b"))), "with a dataProvider"),
        (form_of(field("a", dataProvider="nowhere")), "no data provider 'nowhere'"),
        (form_of(field("a", **PROVIDED)), "'region' is required"),
        (form_of(field("a", **PROVIDED, dataProviderInputs={"x": {"mode": "static"}})), "value"),
        (
            form_of(
                field(
                    "a",
                    **PROVIDED,
                    dataProviderInputs={
                        "region": {"mode": "static", "value": "x"},
                        "z": {"mode": "static", "value": "y"},
                    },
                )
            ),
            "takes no input 'z'",
        ),
        (
            form_of(
                field(
                    "a",
                    **PROVIDED,
                    dataProviderInputs={
                        "region": {"mode": "static", "value": "x", "fieldName": "name"}
                    },
                )
            ),
            "nothing else",
        ),
        (
            form_of(field("a", **PROVIDED, dataProviderInputs=computed("1 +"))),
            "expression is invalid",
        ),
        (form_of(field("a", **PROVIDED, dataProviderInputs=from_field("z"))), "no field 'z'"),
        (form_of(field("a", **PROVIDED, dataProviderInputs=from_field("a"))), "on itself"),
        (
            form_of(field("a", **PROVIDED, dataProviderInputs=from_field("b")), field("b")),
            "comes after",
        ),
        (
            form_of(
                field("a", **PROVIDED, dataProviderInputs=computed("field.b + 'x'")),
                field("b", **PROVIDED, dataProviderInputs=computed("context.field['c']")),
                field("c", **PROVIDED, dataProviderInputs=from_field("a")),
            ),
            "a → b → c → a",
        ),
    ],
)
async def test_a_form_that_does_not_hang_together_is_refused(
    forms: Forms, body: dict[str, Any], words: str
) -> None:
    answer = await forms.create(body)

    assert (answer.status, answer.json["error"]) == (400, "InvalidInput")
    said = " ".join(
        f"{detail['location']} {detail['message']}" for detail in answer.json["details"]
    )
    assert words in said, said


async def test_a_change_is_held_to_the_same_rules(forms: Forms) -> None:
    form_id = await forms.make()

    answer = await forms.update(form_id, {"formSchema": {"fields": [NAME, NAME]}})
    none = await forms.update(form_id, {"name": None, "launchWorkflowId": "launch_form"})
    cleared = await forms.update(form_id, {"launchWorkflowId": None})

    assert answer.status == 400
    assert (none.json["name"], none.json["launchWorkflowId"]) == ("Onboarding", "launch_form")
    assert cleared.json["launchWorkflowId"] is None


async def test_whose_workflow_is_gone_says_so_and_can_still_be_disabled(
    http: Http, forms: Forms, running: Runtime
) -> None:
    gone = field(
        "plan", **PROVIDED, dataProviderInputs={"region": {"mode": "static", "value": "e"}}
    )
    form_id = await forms.make(NAME, gone)
    stored = await running.platform.directory.forms_of("acme").get(form_id)
    broken = stored.form.model_copy(
        update={"linked_workflow": "no_more", "launch_workflow_id": "nor_this"}
    )
    await running.platform.directory.forms_of("acme").replace(stored, broken)

    listed = (await http("list_forms", headers=ALICE)).json
    sent = await forms.send(form_id, {"name": "Ada"})
    begun = await http("start_form_with_data", {"form_id": form_id}, headers=ALICE)
    disabled = await forms.update(form_id, {"isActive": False})

    assert listed[0]["problems"] == [
        "there is no workflow 'no_more'",
        "there is no workflow 'nor_this'",
    ]
    assert (sent.status, begun.status, disabled.status) == (409, 409, 200)
    assert "'no_more'" in sent.json["message"]


async def test_parameters_that_nothing_gives_are_named(http: Http, forms: Forms) -> None:
    await forms.make(field("seats", "number"), name="A")
    await forms.make(field("seats", "number"), name="B", defaultLaunchParams={"name": "x"})

    listed = (await http("list_forms", headers=ALICE)).json

    assert [form["missingRequiredParams"] for form in listed] == [["name"], []]


@BOTH_STORES
async def test_lists_are_by_name_over_both_scopes_and_in_pages(
    http: Http, forms: Forms, root: Headers
) -> None:
    for name in ("Delta", "alpha", "Charlie"):
        await forms.make(name=name)
    for name in ("Bravo", "Charlie", "Echo"):
        await forms.make(name=name, isGlobal=True, who=root)
    await forms.make(name="Foreign", who=FOREIGN)
    wanted = ["alpha", "Bravo", "Charlie", "Charlie", "Delta", "Echo"]

    assert await names(http, ALICE) == wanted
    for limit in (1, 2, 3, 4):
        found: list[str] = []
        query = {"limit": str(limit)}
        while query:
            page = await http("list_forms", query=query, headers=ALICE)
            found += [form["name"] for form in page.json]
            assert len(page.json) <= limit
            token = page.headers.get("x-continuation-token")
            query = {"limit": str(limit), "continuationToken": token} if token else {}
        assert found == wanted
