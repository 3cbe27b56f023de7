"""Runs without a record, and posted code, leave one event in the audit log."""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from functions.composition import Runtime
from shared.errors import Unavailable
from shared.models.base import GLOBAL
from shared.services.services import Services
from shared.services.tables import Change, MemoryTable
from shared.settings import Settings
from tests.contract.client import Answer, Http
from tests.contract.composition import in_use
from tests.contract.forms import ALICE, Forms
from tests.contract.users import add_user, signed_in

Headers = Mapping[str, str]
CODE = "marker_of_the_code = 1\nresult = marker_of_the_code\n"


@pytest.fixture
async def forms(http: Http, running: Runtime) -> Forms:
    for name, role in (("alice", "member"), ("owner", "admin")):
        await add_user(running.platform.directory.users, name, {"acme": role})
    return Forms(http)


@pytest.fixture
def acme(root: Headers) -> Headers:
    return {**root, "x-organization-id": "acme"}


async def events(running: Runtime, org_id: str, operation: str) -> Sequence[Mapping[str, Any]]:
    """What the log has of the operation, oldest first."""
    page = await running.platform.directory.audit_of(org_id).page(limit=1000)
    found = [json.loads(entry.model_dump_json(by_alias=False)) for entry in page.entries]
    return [one for one in reversed(found) if one["operation"] == operation]


async def transient(http: Http, name: str, who: Headers = ALICE, **given: Any) -> Answer:
    body = {"inputData": given, "transient": True}
    return await http("execute_workflow", {"name": name}, body=body, headers=who)


@pytest.mark.parametrize(
    ("name", "given", "outcome", "status"),
    [
        ("succeeds", {"value": "confidential"}, "succeeded", "Success"),
        ("raises", {}, "failed", "Failed"),
        ("launch_form", {"fail": True}, "refused", "Failed"),
    ],
)
async def test_a_transient_run_leaves_who_what_and_how_it_ended(
    http: Http,
    running: Runtime,
    forms: Forms,
    name: str,
    given: Mapping[str, Any],
    outcome: str,
    status: str,
) -> None:
    assert forms
    answer = await transient(http, name, **given)

    [event] = await events(running, "acme", "execution.transient")

    assert (event["phase"], event["outcome"]) == ("event", outcome)
    assert event["actor"]["name"] == "Alice"
    assert (event["object_kind"], event["object_id"]) == ("execution", answer.json["executionId"])
    assert (event["after"]["workflowName"], event["after"]["status"]) == (name, status)
    assert event["after"]["formId"] is None
    assert "confidential" not in json.dumps(event)


async def test_no_caller_names_the_form_of_a_transient_run(
    http: Http, running: Runtime, forms: Forms
) -> None:
    form_id = await forms.make()
    body = {"inputData": {"value": 1}, "transient": True, "formId": form_id}
    await http("execute_workflow", {"name": "succeeds"}, body=body, headers=ALICE)

    [event] = await events(running, "acme", "execution.transient")

    assert event["after"]["formId"] is None


@pytest.mark.parametrize("body", [{}, {"formData": {"region": "us"}}])
@pytest.mark.parametrize("fails", [False, True])
async def test_a_launch_workflow_leaves_by_which_form_it_was_run(
    http: Http, running: Runtime, forms: Forms, body: object, *, fails: bool
) -> None:
    params = {"fail": fails}
    form_id = await forms.make(launchWorkflowId="launch_form", defaultLaunchParams=params)

    answer = await http("start_form_with_data", {"form_id": form_id}, body=body, headers=ALICE)

    [event] = await events(running, "acme", "execution.transient")
    assert answer.status == (422 if fails else 200)
    assert event["outcome"] == ("refused" if fails else "succeeded")
    assert event["after"]["formId"] == form_id
    assert event["after"]["workflowName"] == "launch_form"


async def test_a_run_with_a_record_leaves_no_event(
    http: Http, running: Runtime, forms: Forms
) -> None:
    assert forms
    await http("execute_workflow", {"name": "succeeds"}, body={}, headers=ALICE)

    assert (await running.platform.directory.audit_of("acme").page()).entries == []


class Away(MemoryTable):
    async def transaction(self, partition: str, changes: Sequence[Change]) -> Sequence[str]:
        raise Unavailable("away")


async def test_without_its_event_a_transient_run_has_no_answer(
    http: Http, services: Services, memory_settings: Settings
) -> None:
    async with in_use(memory_settings, replace(services, audit=Away())) as made:
        await add_user(made.platform.directory.users, "root", is_admin=True)
        answer = await transient(http, "succeeds", signed_in("root"), value="confidential")

    assert (answer.status, "withheld" in answer.json["message"]) == (503, True)
    assert b"confidential" not in answer.body


async def test_a_script_leaves_its_hash_and_size_in_globals_log(
    http: Http, running: Runtime, acme: Headers
) -> None:
    body = {"code": base64.b64encode(CODE.encode()).decode(), "scriptName": "tidy"}

    answer = await http("execute_named_workflow", body=body, headers=acme)

    [event] = await events(running, GLOBAL, "script.run")
    digest = hashlib.sha256(CODE.encode()).hexdigest()
    assert answer.status == 202
    assert event["after"] == {"sha256": digest, "size": len(CODE), "orgId": "acme"}
    assert (event["object_kind"], event["object_id"]) == ("code", "tidy")
    assert event["actor"]["name"] == "Root"
    assert "marker_of_the_code" not in json.dumps(event)
    assert (await running.platform.directory.audit_of("acme").page()).entries == []


async def test_a_script_that_is_run_again_leaves_another(
    http: Http, running: Runtime, acme: Headers
) -> None:
    body = {"code": base64.b64encode(CODE.encode()).decode()}
    first = await http("execute_named_workflow", body=body, headers=acme)
    place = {"execution_id": first.json["executionId"]}

    await http("rerun_execution", place, body={}, headers=acme)

    assert len(await events(running, GLOBAL, "script.run")) == 2


@pytest.mark.parametrize("header", [{}, {"x-organization-id": "acme"}])
async def test_code_that_is_posted_to_be_checked_leaves_its_hash_and_size(
    http: Http, running: Runtime, root: Headers, header: Headers
) -> None:
    body = {"path": "new.py", "content": CODE}

    answer = await http("check_workflow_file", body=body, headers={**root, **header})

    [event] = await events(running, GLOBAL, "workflow.validate")
    digest = hashlib.sha256(CODE.encode()).hexdigest()
    assert answer.status == 200
    assert event["after"] == {"sha256": digest, "size": len(CODE), "orgId": None}
    assert (event["object_kind"], event["object_id"]) == ("code", "new.py")
    assert "marker_of_the_code" not in json.dumps(event)


async def test_what_the_workspace_has_already_is_checked_without_an_event(
    http: Http, running: Runtime, root: Headers
) -> None:
    await http("check_workflow_file", body={"path": "families.py"}, headers=root)

    assert await events(running, GLOBAL, "workflow.validate") == []


async def test_code_that_cannot_be_recorded_is_not_run(
    http: Http, services: Services, memory_settings: Settings
) -> None:
    async with in_use(memory_settings, replace(services, audit=Away())) as made:
        await add_user(made.platform.directory.users, "root", is_admin=True)
        root = signed_in("root")
        body = {"code": base64.b64encode(CODE.encode()).decode()}
        ran = await http("execute_named_workflow", body=body, headers=root)
        checked = await http(
            "check_workflow_file", body={"path": "new.py", "content": CODE}, headers=root
        )
        listed = await http("list_executions", headers=root)

    assert (ran.status, checked.status) == (503, 503)
    assert listed.json["executions"] == []
