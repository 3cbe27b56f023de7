"""Who may start which workflow by a form, again, or as a child."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import pytest

from functions.composition import Runtime
from shared.call import Caller
from shared.models.callers import Actor, CallerKind
from shared.models.executions import Execution, ExecutionMessage
from tests.contract.client import Answer, Http
from tests.contract.composition import in_use
from tests.contract.engine.workflow_access.workflow_access_helpers import (
    ABSENT,
    DIRECT,
    OURS,
    WORKFLOWS,
    People,
    told,
)
from tests.contract.forms import Forms
from tests.contract.users import ROOT, signed_in
from tests.unit.builders import execution

#: What each starts through a form, API keys and function keys apart: forms are not for them.
FORM: Mapping[str, set[str]] = {
    "member": {"for_forms", "for_members", "for_members_of_finance"},
    "financier": OURS,
    "owner": OURS,
    "root": OURS,
    "foreign member": {"for_forms", "for_members", "for_members_of_finance", "for_globex"},
    "foreign owner": {*WORKFLOWS},
    "root elsewhere": {*WORKFLOWS},
}


CHOICES: Mapping[str, set[str]] = {
    "member": {"for_members", "by_workflow"},
    "financier": {
        "for_members",
        "for_members_of_finance",
        "by_workflow",
        "by_workflow_of_finance",
    },
    "owner": {
        "for_forms",
        "for_members",
        "for_members_of_finance",
        "by_workflow",
        "by_workflow_of_finance",
    },
    "foreign member": {"for_members", "for_globex", "by_workflow", "by_workflow_for_globex"},
    "root elsewhere": {
        "for_forms",
        "for_members",
        "for_members_of_finance",
        "for_globex",
        "by_workflow",
        "by_workflow_of_finance",
        "by_workflow_for_globex",
    },
}


whoever_signs_in = pytest.mark.parametrize("who", FORM)


@whoever_signs_in
async def test_each_starts_through_a_form_what_is_declared_for_them(
    people: People, who: str
) -> None:
    """GLOBAL's forms, so that every organization has them; also those with a launch workflow."""
    forms, headers = Forms(people.http), people.headers[who]
    root = signed_in(ROOT)
    made: dict[str, str] = {}
    for name in WORKFLOWS:
        common = {"isGlobal": True, "accessLevel": "authenticated"}
        made[name] = await forms.make(who=root, name=name, linkedWorkflow=name, **common)
        launch = {"linkedWorkflow": "for_members", "launchWorkflowId": name}
        made[f"launched by {name}"] = await forms.make(
            who=root, name=f"launched by {name}", **launch, **common
        )
    listed = {one["name"] for one in (await people.http("list_forms", headers=headers)).json}

    for name, form_id in made.items():
        place, allowed = {"form_id": form_id}, name.removeprefix("launched by ") in FORM[who]
        begun = await people.http("start_form_with_data", place, body={}, headers=headers)
        sent = await forms.send(form_id, {"name": "Ada"}, headers)
        if allowed:
            assert (sent.status, begun.status) == (200, 200), (name, sent.json, begun.json)
        else:
            # Platform administrators see GLOBAL's forms wherever they are, to change them.
            assert who == "root" or (sent.status, begun.status) == (404, 404), name
            assert 409 in (sent.status, begun.status) or who != "root", name
        assert (name in listed) == (allowed or "root" in who), name


async def test_what_is_kept_to_others_cannot_be_put_behind_a_form(people: People) -> None:
    forms = Forms(people.http)
    bodies = [
        {"linkedWorkflow": name, "launchWorkflowId": launch}
        for name, launch in (("for_globex", None), ("for_members", "for_globex"))
    ]

    for given in bodies:
        answer = await forms.create({**_form(), **given}, people.headers["owner"])
        absent = {
            key: value and value.replace("for_globex", ABSENT) for key, value in given.items()
        }
        unknown = await forms.create({**_form(), **absent}, people.headers["owner"])
        assert answer.status == unknown.status == 400
        assert _details(answer, "for_globex") == _details(unknown, ABSENT)
    draft = await people.http("draft_form", {"name": "for_globex"}, headers=people.headers["owner"])
    assert draft.status == 404


def _form() -> dict[str, Any]:
    fields = [{"name": "name", "label": "Name", "type": "text"}]
    return {"name": "f", "accessLevel": "authenticated", "formSchema": {"fields": fields}}


def _details(answer: Answer, name: str) -> object:
    return [(one["location"], one["message"].replace(name, "?")) for one in answer.json["details"]]


@pytest.mark.parametrize("who", CHOICES)
async def test_choices_are_for_whom_they_are_declared_or_who_needs_them(
    people: People, who: str
) -> None:
    headers, http = people.headers[who], people.http
    known = {
        one["name"].removeprefix("choices_")
        for one in (await http("list_data_providers", headers=headers)).json
        if one["name"].startswith("choices_")
    }
    everything = (await http("discover", headers=headers)).json["dataProviders"]
    absent = await http("get_options", {"name": "choices_of_nobody"}, headers=headers)

    assert known == CHOICES[who]
    assert known == {
        one["name"].removeprefix("choices_")
        for one in everything
        if one["name"].startswith("choices_")
    }
    for name in {name for all_of in CHOICES.values() for name in all_of}:
        answer = await http("get_options", {"name": f"choices_{name}"}, headers=headers)
        if name in known:
            assert answer.status == 200, name
        else:
            assert told(answer, f"choices_{name}") == told(absent, "choices_of_nobody"), name


@pytest.mark.parametrize(
    ("provider", "is_there"),
    [
        ("choices_for_forms", True),
        ("choices_for_members_of_finance", True),
        ("choices_by_workflow_of_finance", False),
        ("choices_for_globex", False),
    ],
)
async def test_choices_of_a_form_are_there_as_far_as_they_are_for_the_member(
    people: People, provider: str, is_there: bool
) -> None:
    fields = [{"name": "one", "label": "One", "type": "select", "dataProvider": provider}]
    body = {**_form(), "formSchema": {"fields": fields}, "linkedWorkflow": "take_anything"}
    root = signed_in(ROOT)
    made = await people.http("create_form", body={**body, "isGlobal": True}, headers=root)
    place = {"form_id": made.json["id"], "name": provider}

    answer = await people.http(
        "list_form_options", place, body={}, headers=people.headers["member"]
    )
    sent = await Forms(people.http).send(made.json["id"], {"one": "a"}, people.headers["member"])

    assert (answer.status, sent.status) == ((200, 200) if is_there else (409, 409))


@pytest.mark.parametrize("door", ["rerun_execution", "requeue_dead_letter"])
@pytest.mark.parametrize("who", ["member", "financier", "owner", "root", "API key"])
async def test_a_run_is_repeated_by_whoever_may_start_it_now(
    people: People, running: Runtime, who: str, door: str
) -> None:
    """As if the declarations had been others when it was accepted."""
    if door == "requeue_dead_letter" and who not in ("owner", "root"):
        return
    whoever = await _actor(running, people, who)
    for name in WORKFLOWS:
        before = execution(workflow_name=name, caller=whoever, input={})
        executions = running.platform.directory.executions_of("acme")
        await executions.begin(before)
        if door == "requeue_dead_letter":
            await _bury(running, before)
        place = {"execution_id": str(before.id)}
        answer = await people.http(door, place, body={}, headers=people.headers[who])
        wanted = {200, 202} if name in DIRECT[who] else {404}
        assert answer.status in wanted, (name, answer.json)


async def _bury(running: Runtime, before: Execution) -> None:
    stored = await running.platform.directory.executions_of("acme").find_live(before.id)
    assert stored
    await running.platform.engine.deliveries.dead_letter(
        ExecutionMessage(execution=before, etag=stored.etag)
    )


async def _actor(running: Runtime, people: People, who: str) -> Actor:
    """As a run that they start has it."""
    started = await people.start(who, "for_members")
    execution_id = UUID(started.headers["x-execution-id"])
    record = await running.platform.directory.executions_of("acme").get(execution_id)
    return record.caller


@pytest.mark.parametrize("who", ["member", "foreign member"])
async def test_a_child_run_is_bound_by_its_organization_only(people: People, who: str) -> None:
    headers, http = people.headers[who], people.http

    async def result(name: str, /, **given: object) -> Any:
        body = {"inputData": given}
        return (await http("execute_workflow", {"name": name}, body=body, headers=headers)).json

    listed = (await result("knows_the_others"))["result"]
    ran = {
        name
        for name in WORKFLOWS
        if (await result("asks_a_child", name=name, parameters={}))["result"] == name
    }

    assert {*listed} & {*WORKFLOWS} == ran == ({*WORKFLOWS} if "foreign" in who else OURS)
    assert "script" not in listed


@pytest.mark.parametrize("scope", ["acme", "globex"])
async def test_what_the_platform_starts_by_itself_is_bound_by_its_organization_only(
    running: Runtime, scope: str
) -> None:
    system = Actor(kind=CallerKind.SYSTEM, id="timer", name="Timer")
    rule, catalog = running.platform.engine.authorization, running.platform.engine.catalog
    subject = Caller(system, scope).subject

    may = {name for name in WORKFLOWS if await rule.may_start(await catalog.get(name), subject)}

    assert may == ({*WORKFLOWS} if scope == "globex" else OURS)


async def test_the_old_default_is_kept_for_a_release_with_a_warning(
    running: Runtime, people: People, http: Http
) -> None:
    member = people.headers["member"]
    before = (await http("discover", headers=member)).json
    old = running.platform.settings.model_copy(update={"workflow_access": "members"})

    async with in_use(old, running.platform.services):
        started = {name for name in WORKFLOWS if (await people.start("member", name)).status == 200}
        after = (await http("discover", headers=member)).json
        shown = await http("get_workflow", {"name": "for_forms"}, headers=member)

    assert started == {"for_forms", "for_members"}
    assert before["warnings"] == []
    assert ["BIFROST_WORKFLOW_ACCESS" in one for one in after["warnings"]] == [True]
    assert shown.json["access"] == "members"
