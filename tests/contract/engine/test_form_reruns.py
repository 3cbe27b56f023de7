"""What came by a form is run again by the form's rule as it is now."""

from typing import Any

import pytest

from functions.composition import Runtime
from tests.contract.client import Answer, Http
from tests.contract.deliveries import deliver
from tests.contract.forms import ALICE, BOB, NAME, OWNER, Forms, field
from tests.contract.users import add_user

PLAN = field("plan", "select", options=[{"label": "A", "value": "a"}, {"label": "B", "value": "b"}])


@pytest.fixture
def forms(http: Http) -> Forms:
    return Forms(http)


@pytest.fixture(autouse=True)
async def everybody(running: Runtime) -> None:
    users = running.platform.directory.users
    await add_user(users, "owner", {"acme": "admin"})
    await add_user(users, "alice", {"acme": "member"})
    await add_user(users, "bob", {"acme": "member"})


async def rerun(http: Http, answer: Answer, who: Any = ALICE, **body: object) -> Answer:
    place = {"execution_id": answer.json["executionId"]}
    return await http("rerun_execution", place, body=body, headers=who)


async def role_for(http: Http, form_id: str, running: Runtime) -> dict[str, str]:
    """A role that may use the form, with alice in it; the place of that membership."""
    role = (await http("create_role", body={"name": "Staff"}, headers=OWNER)).json
    alice = await running.platform.directory.users.find_by_email("alice@example.test")
    assert alice is not None
    place = {"role_id": role["id"]}
    users = await http("add_users_to_role", place, body={"userIds": [str(alice.id)]}, headers=OWNER)
    used = await http("grant_forms_to_role", place, body={"formIds": [form_id]}, headers=OWNER)
    assert users.status == used.status, (users.body, used.body)
    return {**place, "user_id": str(alice.id)}


async def test_a_role_that_was_taken_away_counts(
    http: Http, forms: Forms, running: Runtime
) -> None:
    form_id = await forms.make(NAME, accessLevel="role_based")
    place = await role_for(http, form_id, running)
    sent = await forms.send(form_id, {"name": "Ada"})
    waits = await forms.send(
        form_id, {"name": "Ada"}, delay_seconds=0, who={**ALICE, "prefer": "respond-async"}
    )
    good = await rerun(http, sent)

    await http("remove_user_from_role", place, headers=OWNER)
    bad = await rerun(http, sent)
    await deliver(http.functions, running)

    assert (sent.status, good.status, bad.status) == (200, 200, 404)
    record = await http("get_execution", {"execution_id": waits.json["executionId"]}, headers=OWNER)
    assert (record.json["status"], record.json["errorType"]) == (
        "Cancelled",
        "AuthorizationRevoked",
    )


async def test_a_form_that_is_disabled_is_not_run_again(http: Http, forms: Forms) -> None:
    form_id = await forms.make(NAME)
    sent = await forms.send(form_id, {"name": "Ada"})

    await forms.update(form_id, {"isActive": False})

    assert (await rerun(http, sent)).status == 404
    assert (await rerun(http, sent, OWNER)).status == 409


@pytest.mark.parametrize(
    ("after", "name"),
    [
        ([NAME, {**PLAN, "options": [{"label": "A", "value": "a"}]}], "plan"),
        ([NAME], "plan"),
        ([{**NAME, "validation": {"max": 2}}, PLAN], "name"),
    ],
)
async def test_what_no_longer_fits_is_409_with_its_fields(
    http: Http, forms: Forms, after: list[object], name: str
) -> None:
    form_id = await forms.make(NAME, PLAN)
    sent = await forms.send(form_id, {"name": "Ada", "plan": "b"})
    first = await rerun(http, sent)

    changed = await forms.update(form_id, {"formSchema": {"fields": after}})
    again = await rerun(http, sent)

    assert (first.status, changed.status) == (200, 200), changed.json
    assert again.status == 409, again.json
    assert [one["location"] for one in again.json["details"]] == [["body", "inputData", name]]


@pytest.mark.parametrize("door", ["execute_workflow", "execute_named_workflow"])
async def test_a_record_names_no_form_on_anybodys_word(http: Http, forms: Forms, door: str) -> None:
    form_id = await forms.make(NAME)
    name = {"workflowName": "succeeds"} if door == "execute_named_workflow" else {}

    answer = await http(door, {"name": "succeeds"}, body={**name, "formId": form_id}, headers=OWNER)

    place = {"execution_id": answer.json["executionId"]}
    assert (await http("get_execution", place, headers=OWNER)).json["formId"] is None


async def test_a_stranger_cannot_bring_a_token(http: Http, forms: Forms) -> None:
    form_id = await forms.make(linkedWorkflow="tells_its_startup", launchWorkflowId="launch_form")
    sent = await forms.send(form_id, {"name": "Ada"})
    bobs = await http("start_form_with_data", {"form_id": form_id}, body={}, headers=BOB)

    answer = await rerun(http, sent, startupToken=bobs.json["startupToken"])

    assert (answer.status, answer.json["error"]) == (400, "InvalidInput")
