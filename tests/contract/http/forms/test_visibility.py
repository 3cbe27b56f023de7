"""Which forms a caller sees and may change, and their way in and out as files."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.contract.client import Http
from tests.contract.forms import ALICE, BOB, FOREIGN, NAME, OWNER, Forms, field, form_of
from tests.contract.http.forms.forms_helpers import PROVIDED, Headers, names
from tests.contract.users import signed_in

EXAMPLES = Path(__file__).parents[4] / "workspace" / "examples"


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


async def test_a_summary_of_the_list_has_no_fields(http: Http, forms: Forms) -> None:
    fields = [field(f"f{number}", helpText="x" * 1000) for number in range(20)]
    made = await forms.make(*fields, name="large")
    await forms.make(name="off", isActive=False)

    whole = await http("list_forms", headers=OWNER)
    answer = await http("list_forms", query={"fields": "summary"}, headers=OWNER)
    hers = await http("list_forms", query={"fields": "summary"}, headers=ALICE)

    assert len(whole.body) > 20_000
    assert len(answer.body) < 1000
    assert [(form["name"], form["isActive"]) for form in answer.json] == [
        ("large", True),
        ("off", False),
    ]
    (found,) = hers.json
    assert (found["id"], found["linkedWorkflow"]) == (made, whole.json[0]["linkedWorkflow"])
    assert not {"formSchema", "defaultLaunchParams", "createdBy"} & {*found}
    assert found["problemCount"] == len(whole.json[0]["problems"])


async def test_summaries_come_in_pages_as_forms_do(http: Http, forms: Forms) -> None:
    for name in ("a", "b", "c"):
        await forms.make(name=name)
    query = {"fields": "summary", "limit": "2"}

    first = await http("list_forms", query=query, headers=ALICE)
    token = first.headers["x-continuation-token"]
    rest = await http("list_forms", query={**query, "continuationToken": token}, headers=ALICE)

    assert [form["name"] for form in [*first.json, *rest.json]] == ["a", "b", "c"]
    wrong = await http("list_forms", query={"fields": "name"}, headers=ALICE)
    assert wrong.status == 400
