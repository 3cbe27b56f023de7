"""/api/forms: made, changed, listed, removed, carried elsewhere; and who sees which."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from functions.composition import Runtime
from tests.contract.client import Http
from tests.contract.forms import ALICE, BOB, FOREIGN, NAME, OWNER, Forms, field, form_of
from tests.contract.users import BOTH_STORES, add_user, signed_in

Headers = Mapping[str, str]
EXAMPLES = Path(__file__).parents[3] / "workspace" / "examples"


@pytest.fixture(autouse=True)
async def everybody(running: Runtime) -> Mapping[str, str]:
    """Their ids by name."""
    users = running.platform.directory.users
    made = [
        await add_user(users, "owner", {"acme": "admin"}),
        await add_user(users, "alice", {"acme": "member"}),
        await add_user(users, "bob", {"acme": "member"}),
        await add_user(users, "foreigner", {"globex": "admin"}),
    ]
    return {user.display_name.casefold(): str(user.id) for user in made}


@pytest.fixture
def forms(http: Http) -> Forms:
    return Forms(http)


async def names(http: Http, who: Headers) -> list[str]:
    return [form["name"] for form in (await http("list_forms", headers=who)).json]


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


PROVIDED = {"type": "select", "dataProvider": "plans_of"}


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


async def test_who_sees_which_form(
    http: Http, forms: Forms, root: Headers, everybody: Mapping[str, str]
) -> None:
    made = {
        "open": await forms.make(name="open"),
        "public": await forms.make(name="public", accessLevel="public"),
        "roles": await forms.make(name="roles", accessLevel="role_based"),
        "off": await forms.make(name="off", isActive=False),
        "global": await forms.make(name="global", isGlobal=True, who=root),
        "global roles": await forms.make(
            name="global roles", isGlobal=True, accessLevel="role_based", who=root
        ),
        "global off": await forms.make(name="global off", isGlobal=True, isActive=False, who=root),
    }
    role = (await http("create_role", body={"name": "Desk"}, headers=OWNER)).json["id"]
    place = {"role_id": role}
    await http("add_users_to_role", place, body={"userIds": [everybody["bob"]]}, headers=OWNER)
    allowed = {"formIds": [made["roles"], made["global roles"]]}
    await http("grant_forms_to_role", place, body=allowed, headers=OWNER)

    everyones = {"open", "public", "global"}
    sees = {
        "alice": (ALICE, everyones),
        "bob": (BOB, everyones | {"roles", "global roles"}),
        "owner": (OWNER, set(made) - {"global off"}),
        "root": ({**root, "x-organization-id": "acme"}, set(made)),
        "foreigner": (FOREIGN, {"global", "global roles"}),
    }
    for who, wanted in sees.values():
        assert set(await names(http, who)) == wanted
        for name, form_id in made.items():
            answer = await http("get_form", {"form_id": form_id}, headers=who)
            assert answer.status == (200 if name in wanted else 404), name
    listed = await http("list_form_roles", {"form_id": made["roles"]}, headers=OWNER)
    assert listed.json == {"roleIds": [role]}


#: What can be asked of one form, and the body that goes with it.
ON_ONE: Mapping[str, object] = {
    "get_form": None,
    "start_form_with_data": {"formData": {}},
    "execute_form": {"formData": {"name": "Ada"}},
    "create_form_upload": {"file_name": "a.png", "content_type": "image/png", "file_size": 1},
    "create_upload": {"file_name": "a.png", "content_type": "image/png", "file_size": 1},
    "list_form_options": {"inputs": {"region": "eu"}},
}
ON_ONE_AS_ADMIN: Mapping[str, object] = {
    "update_form": {"name": "Mine"},
    "put_form": {"name": "Mine"},
    "delete_form": None,
    "export_form": None,
    "list_form_roles": None,
}


@pytest.mark.parametrize("route", ON_ONE)
async def test_what_one_may_not_see_looks_like_what_is_not_there_on_every_route(
    http: Http, forms: Forms, route: str, everybody: Mapping[str, str]
) -> None:
    given = {"region": {"mode": "static", "value": "eu"}}
    plan = field("plan", **PROVIDED, dataProviderInputs=given)
    form_id = await forms.make(NAME, plan, field("paper", "file"), accessLevel="role_based")
    role = {"role_id": (await http("create_role", body={"name": "D"}, headers=OWNER)).json["id"]}
    await http("add_users_to_role", role, body={"userIds": [everybody["bob"]]}, headers=OWNER)
    await http("grant_forms_to_role", role, body={"formIds": [form_id]}, headers=OWNER)

    async def ask(who: Headers, one: str = form_id) -> Any:
        place = {"form_id": one, "name": "plans_of"}
        answer = await http(route, place, body=ON_ONE[route], headers=who)
        facts = answer.json
        facts.pop("requestId", None)
        return answer.status, facts

    nowhere = str(UUID(int=7))
    absent = await ask(ALICE, nowhere)
    denied, foreign, allowed = await ask(ALICE), await ask(FOREIGN), await ask(BOB)
    removed = {**role, "user_id": everybody["bob"]}
    await http("remove_user_from_role", removed, headers=OWNER)
    meanwhile = await ask(BOB)
    await http("add_users_to_role", role, body={"userIds": [everybody["bob"]]}, headers=OWNER)
    back = await ask(BOB)
    await forms.update(form_id, {"isActive": False})
    disabled = await ask(BOB)
    by_owner = await ask(OWNER)

    assert (allowed[0], back[0]) == (200, 200)
    assert by_owner[0] == (200 if route == "get_form" else 409)
    for refused in (denied, foreign, meanwhile, disabled):
        assert refused[0] == 404
        assert str(refused).replace(form_id, nowhere) == str(absent)


@pytest.mark.parametrize("route", ON_ONE_AS_ADMIN)
async def test_only_administrators_of_its_organization_change_a_form(
    http: Http, forms: Forms, root: Headers, route: str
) -> None:
    own = await forms.make()
    everyones = await forms.make(name="Everyone's", isGlobal=True, who=root)

    async def status(form_id: str, who: Headers) -> int:
        body = ON_ONE_AS_ADMIN[route]
        return (await http(route, {"form_id": form_id}, body=body, headers=who)).status

    reads = route in ("export_form", "list_form_roles")
    assert await status(own, ALICE) == 403
    assert await status(own, FOREIGN) == 404
    assert await status(everyones, OWNER) == (200 if reads else 403)
    assert await status(own, OWNER) in (200, 204)
    assert await status(everyones, root) in (200, 204)


async def test_only_platform_administrators_make_forms_for_all(forms: Forms, root: Headers) -> None:
    refused = await forms.create(form_of(isGlobal=True))
    made = await forms.create(form_of(isGlobal=True), {**root, "x-organization-id": "acme"})

    assert refused.status == 403
    assert made.json["orgId"] == "GLOBAL"


async def test_a_removed_form_is_no_roles_any_more(http: Http, forms: Forms) -> None:
    form_id = await forms.make()
    role = {"role_id": (await http("create_role", body={"name": "D"}, headers=OWNER)).json["id"]}
    await http("grant_forms_to_role", role, body={"formIds": [form_id]}, headers=OWNER)
    await http("delete_form", {"form_id": form_id}, headers=OWNER)

    await http("delete_form", {"form_id": form_id}, query={"purge": "true"}, headers=OWNER)

    assert (await http("list_role_forms", role, headers=OWNER)).json["formIds"] == []


async def test_changes_are_on_the_record(http: Http, forms: Forms) -> None:
    form_id = await forms.make()
    await forms.update(form_id, {"accessLevel": "role_based"})

    entries = (await http("list_audit_entries", headers=OWNER)).json

    found = [entry for entry in entries if entry["objectId"] == form_id]
    assert {entry["operation"] for entry in found} == {"form.create", "form.update"}


async def test_a_form_goes_out_as_a_file_and_comes_back(
    http: Http, forms: Forms, root: Headers
) -> None:
    form_id = await forms.make(NAME, field("seats", "number"), description="for new people")
    place = {"form_id": form_id}

    exported = (await http("export_form", place, headers=OWNER)).json
    twice = await http("import_form", body=exported, headers=OWNER)
    elsewhere = await http("import_form", body=exported, headers=FOREIGN)
    changed = {"form": {**exported["form"], "description": "changed"}}
    replaced = await http("import_form", body=changed, query={"replace": "true"}, headers=OWNER)
    everyones = await http("import_form", body=exported, query={"isGlobal": "true"}, headers=root)
    mine = await http("import_form", body=exported, query={"isGlobal": "true"}, headers=OWNER)

    assert exported["version"] == 1
    assert "id" not in exported["form"]
    assert (twice.status, elsewhere.status, mine.status) == (409, 201, 403)
    assert elsewhere.json["form"]["orgId"] == "globex"
    assert (replaced.json["form"]["id"], replaced.json["form"]["description"]) == (
        form_id,
        "changed",
    )
    assert everyones.json["form"]["orgId"] == "GLOBAL"


async def test_a_file_of_the_predecessor_is_taken_and_what_is_unknown_is_told(http: Http) -> None:
    file = {
        "id": "workspace-onboard",
        "orgId": "GLOBAL",
        "name": "Onboard",
        "linkedWorkflow": "take_form",
        "isGlobal": True,
        "isPublic": False,
        "isActive": True,
        "createdBy": "x",
        "createdAt": "2025-01-01T00:00:00",
        "launchWorkflowId": None,
        "formSchema": {
            "fields": [
                {
                    "name": "name",
                    "label": "Name",
                    "type": "text",
                    "required": True,
                    "validation": None,
                    "dataProvider": None,
                    "dataProviderInputs": {"x": {"mode": "static", "value": "y"}},
                    "sparkle": 3,
                },
                {"name": "hi", "type": "markdown", "label": None, "content": "# Hi"},
            ]
        },
    }

    made = await http("import_form", body=file, headers=OWNER)
    junk = await http("import_form", body={"pages": []}, headers=OWNER)

    assert made.status == 201, made.json
    assert made.json["dropped"] == ["isPublic", "formSchema.fields[0].sparkle"]
    assert made.json["form"]["orgId"] == "acme"
    assert (junk.status, junk.json["message"]) == (400, "this file is not a form: see details")


async def test_a_form_is_drafted_from_a_signature(http: Http, forms: Forms) -> None:
    draft = await http("draft_form", {"name": "onboard"}, headers=OWNER)
    none = await http("draft_form", {"name": "nowhere"}, headers=OWNER)

    assert draft.status == 200, draft.json
    fields = {f["name"]: f for f in draft.json["form"]["formSchema"]["fields"]}
    assert {name: f["type"] for name, f in fields.items()} == {
        "name": "text",
        "kind": "select",
        "begins_on": "date",
        "city": "text",
        "licence": "select",
    }
    assert fields["kind"]["options"] == [
        {"label": "Full time", "value": "full"},
        {"label": "Guest", "value": "guest"},
    ]
    assert fields["name"]["validation"]["message"] == "Give the whole name."
    assert fields["licence"]["dataProvider"] == "licences_of"
    assert (fields["name"]["required"], fields["city"]["defaultValue"]) == (True, "Berlin")
    assert "'address'" in draft.json["notes"][0]
    assert none.status == 404
    made = await forms.create(draft.json["form"])
    assert made.status == 201, made.json


async def test_a_member_makes_none(forms: Forms) -> None:
    assert (await forms.create(form_of(), ALICE)).status == 403
    assert (await forms.create(form_of(), signed_in("stranger"))).status == 401


async def test_the_form_that_ships_is_taken_as_it_is(http: Http) -> None:
    """``give_licence`` is not in the tests' workspace: that is all that is wrong with it."""
    content = (EXAMPLES / "give_licence.form.json").read_text()

    answer = await http("import_form", body=content.encode(), headers=OWNER)

    assert {detail["message"] for detail in answer.json["details"]} == {
        "there is no workflow 'give_licence'",
        "field 'licence': there is no data provider 'licence_choices'",
    }
