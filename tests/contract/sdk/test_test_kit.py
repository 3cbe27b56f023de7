"""``bifrost.testing`` answers as the platform does: the same workflows in both."""

import json
import sys
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from bifrost import WorkflowError, config, context, executions, forms, secrets, testing, workflow
from functions.composition import Runtime
from tests.contract.client import Http
from tests.contract.forms import Forms
from tests.contract.users import ROOT, add_user, signed_in
from tests.workspace import authoring, nouns
from tests.workspace import forms as workflows_of_forms

ALICE, OWNER = signed_in("alice"), signed_in("owner")
ID = "00000000-0000-7000-8000-000000000001"


@pytest.fixture(autouse=True)
async def everybody(running: Runtime, root: Mapping[str, str]) -> None:
    users = running.platform.directory.users
    await add_user(users, "alice", {"acme": "member"})
    await add_user(users, "owner", {"acme": "admin"})
    assert root


async def on_platform(http: Http, name: str, who: Mapping[str, str], /, **given: object) -> Any:
    answer = await http("execute_workflow", {"name": name}, body={"inputData": given}, headers=who)
    assert answer.json["status"] == "Success", answer.json
    return answer.json["result"]


async def test_values_and_roles_are_the_same(http: Http) -> None:
    real = await on_platform(http, "administers", OWNER, email="a@b.test")

    with testing.running(organization="acme", rights="admin", organizations=[ACME]):
        fake = await testing.run(nouns.administers, email="a@b.test")
        lines = testing.logs()

    assert fake == real
    assert ("INFO", "administered Acme") in lines


ACME = {"id": "acme", "name": "Acme"}
GLOBEX = {"id": "globex", "name": "Globex"}


async def test_organizations_and_users_are_the_same(http: Http) -> None:
    real = await on_platform(http, "rules", signed_in(ROOT, "acme"))

    with testing.running(organization="acme", rights="platform"):
        fake = await testing.run(nouns.rules)

    assert fake == real


async def test_children_are_the_same(http: Http) -> None:
    real = await on_platform(http, "runs_others", ALICE)

    with testing.running(rights="member", workflows={"greets": nouns.greets}):
        fake = await testing.run(nouns.runs_others)

    assert fake == real
    assert real["codes"] == ["WorkflowError", "WorkflowFailed", "NotFound"]


async def test_executions_have_the_same_fields(http: Http) -> None:
    body = {"inputData": {"name": "Ada"}}
    ran = await http("execute_workflow", {"name": "greets"}, body=body, headers=ALICE)
    real = await on_platform(http, "looks_back", ALICE, execution_id=ran.headers["x-execution-id"])

    record = {"executionId": ID, "workflowName": "greets", "result": "Hello, Ada"}
    with testing.running(rights="member", executions=[record]):
        fake: Any = await testing.run(nouns.looks_back, execution_id=ID)

    for fields in ("fields", "listed fields"):
        assert set(real.pop(fields)) >= set(fake.pop(fields))
    assert fake == real
    assert real["cancel"] == "Conflict"


@pytest.mark.parametrize(("who", "rights"), [("alice", "member"), ("owner", "admin"), (ROOT, None)])
async def test_what_is_refused_is_refused_alike(http: Http, who: str, rights: Any) -> None:
    real = await on_platform(http, "is_refused", signed_in(who, "acme" if who == ROOT else ""))

    with testing.running(
        organization="acme", rights=rights or "platform", organizations=[ACME, GLOBEX]
    ):
        fake: Any = await testing.run(nouns.is_refused)

    assert [_shape(one) for one in fake] == [_shape(one) for one in real]


def _shape(said: str) -> str:
    """Not which organizations there are."""
    return said.split("[", maxsplit=1)[0].split("(", maxsplit=1)[0]


@pytest.mark.parametrize("public_url", [""])
@pytest.mark.parametrize(("who", "rights"), [("alice", "member"), ("owner", "admin"), (ROOT, None)])
@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("knows_itself", {"more": {"a": 1}}),
        ("knows_itself_by_annotation", {}),
        ("knows_itself_in_the_middle", {"name": "Ada"}),
        ("knows_itself_by_proxy", {}),
    ],
)
async def test_the_context_is_the_same(
    http: Http, name: str, given: dict[str, object], who: str, rights: Any
) -> None:
    real = await on_platform(http, name, signed_in(who, "acme" if who == ROOT else ""), **given)

    with testing.running(organization="acme", rights=rights or "platform", organizations=[ACME]):
        fake = await testing.run(getattr(nouns, name), **given)

    assert json.dumps(fake, sort_keys=True) == json.dumps(real, sort_keys=True)


async def test_what_is_kept_to_another_organization_is_there_for_neither() -> None:
    children = {"greets": nouns.greets, "kept": kept_elsewhere}
    with testing.running(organization="acme", workflows=children):
        listed = [one["name"] for one in await nouns.workflows.list()]
        with pytest.raises(nouns.WorkflowError) as as_a_child:
            await nouns.workflows.execute("kept")
        with pytest.raises(nouns.WorkflowError) as directly:
            await testing.run(kept_elsewhere)
    with testing.running(organization="globex"):
        there = await testing.run(kept_elsewhere)

    assert (listed, there) == (["greets"], "here")
    assert as_a_child.value.code == directly.value.code == "NotFound"
    assert "restricted to globex, and this run is for acme" in str(directly.value)


@workflow(organizations=["globex"])
async def kept_elsewhere() -> str:
    return "here"


async def test_types_and_errors_are_for_authors(http: Http) -> None:
    real = await on_platform(http, "uses_types", ALICE, provider="graph")

    fake = await testing.run(nouns.uses_types, provider="graph")
    with testing.running(connections={"graph": "t0ken"}):
        connected: Any = await testing.run(nouns.uses_types, provider="graph")

    assert fake == real
    assert connected[-2:] == [False, "Bearer"]


@pytest.mark.parametrize("given", [{}, {"name": 5}, {"name": "x", "nope": 1}])
async def test_parameters_are_refused_by_both(http: Http, given: dict[str, object]) -> None:
    answer = await http(
        "execute_workflow", {"name": "greets"}, body={"inputData": given}, headers=ALICE
    )

    with pytest.raises(nouns.WorkflowError) as refused:
        await testing.run(nouns.greets, **given)

    assert (answer.status, answer.json["error"], refused.value.code) == (
        400,
        "InvalidInput",
        "InvalidInput",
    )


@pytest.mark.parametrize("rights", ["member", "admin"])
async def test_forms_are_seen_alike(http: Http, rights: Any) -> None:
    made = Forms(http)
    await made.make(name="beta", accessLevel="authenticated")
    await made.make(name="Alpha", accessLevel="authenticated")
    await made.make(name="Off", isActive=False)
    who = ALICE if rights == "member" else OWNER
    real = await on_platform(http, "reads_forms", who, form_id="nobody")

    records = [{"name": "beta"}, {"name": "Alpha"}, {"name": "Off", "isActive": False}]
    with testing.running(organization="acme", rights=rights, forms=records):
        fake = await testing.run(workflows_of_forms.reads_forms, form_id="nobody")

    assert fake == real


async def test_a_form_has_the_same_fields(http: Http) -> None:
    form_id = await Forms(http).make(name="Alpha")
    real = await http("get_form", {"form_id": form_id}, headers=OWNER)

    with testing.running(forms=[{"id": ID, "name": "Alpha"}]):
        fake = await forms.get(ID)

    assert set(fake) == set(real.json)


async def test_what_is_global_is_inherited_and_may_be_hidden() -> None:
    with testing.running(
        config={"a": 1},
        global_config={"a": 0, "b": 2},
        secrets={"s": "mine-own"},
        global_secrets={"s": "for-all", "t": "shared"},
    ):
        assert [await config.get(key) for key in "abc"] == [1, 2, None]
        assert await config.list() == {"a": 1, "b": 2}
        assert [await secrets.get(key) for key in "st"] == ["mine-own", "shared"]
        assert await secrets.list() == ["s"]
    with testing.running(rights="admin", config={"a": 1}, global_config={"a": 0}):
        await config.delete("a")
        assert await config.get("a") == 0


async def test_executions_are_found_by_when_they_were_accepted() -> None:
    days = [f"2026-01-0{day}T12:00:00Z" for day in (1, 3, 2)]
    with testing.running(executions=[{"workflowName": d, "createdAt": d} for d in days]):
        everything = await executions.list()
        some = await executions.list(start_date="2026-01-02", end_date=date(2026, 1, 3))
        with pytest.raises(WorkflowError, match="start_date is a date"):
            await executions.list(start_date="soon")

    assert [one["workflowName"] for one in everything] == sorted(days, reverse=True)
    assert [one["workflowName"] for one in some] == ["2026-01-02T12:00:00Z"]


async def test_lines_are_read_on_from_the_last_one() -> None:
    lines = [{"level": "INFO", "message": word} for word in ("one", "two", "three")]
    with testing.running(executions=[{"executionId": ID, "logs": lines}]):
        first = (await executions.get_logs(ID))[0]
        rest = await executions.get_logs(ID, after=first["executionLogId"])
        with pytest.raises(WorkflowError, match="after must be the executionLogId"):
            await executions.get_logs(ID, after="7")

    assert [line["message"] for line in rest] == ["two", "three"]


def test_what_is_printed_is_a_line_and_still_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with testing.running():
        print("to", "all")  # noqa: T201  as authors do
        print("oh no", file=sys.stderr)  # noqa: T201
        lines = testing.logs()
    print("after")  # noqa: T201

    assert lines == [("INFO", "to all"), ("ERROR", "oh no")]
    assert capsys.readouterr() == ("to all\nafter\n", "oh no\n")


def test_a_workflow_of_a_form_sees_what_its_launch_workflow_returned() -> None:
    with testing.running(startup={"region": "eu"}):
        assert context.startup == {"region": "eu"}
    with testing.running():
        assert context.startup is None


async def test_choices_are_the_same(http: Http) -> None:
    real = await http("get_options", {"name": "licences_of"}, query={"region": "eu"}, headers=OWNER)

    fake: Any = await testing.run(authoring.licences_of, region="eu")

    choices = real.json["options"]
    for one in (*choices, *fake):
        one["metadata"]["asked_at"] = 0
    assert fake == choices


JUNK = ["text", "nothing", "unlabelled", "nested", "many", "infinite", "broken"]


@pytest.mark.parametrize("what", JUNK)
async def test_what_is_no_choice_is_refused_alike(http: Http, what: str) -> None:
    real = await http("get_options", {"name": "junk_choices"}, query={"what": what}, headers=OWNER)

    with pytest.raises(WorkflowError) as refused:
        await testing.run(authoring.junk_choices, what=what)

    assert (refused.value.code, str(refused.value)) == (real.json["error"], real.json["message"])
