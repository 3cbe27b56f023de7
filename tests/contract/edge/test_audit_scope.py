"""Whose audit log has a change: what the route is about decides it, never who acts or how."""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any
from uuid import UUID

import pytest

from functions.app import API
from functions.auth.about import About
from functions.auth.access import Access
from functions.composition import Runtime
from functions.edge.endpoint import Route, Routes
from sdk.rpc.calls import CALLS, Right
from shared.broker import SDK_CALLS
from shared.errors import BifrostError
from shared.models.base import GLOBAL
from tests.contract.broker_calls import answered
from tests.contract.client import Answer, Http
from tests.contract.users import JSON, ROOT, add_user, signed_in

Headers = Mapping[str, str]

ROUTES = [route for group in API for route in group.all]
RECORDED = [route for route in ROUTES if route.audit and route.access is not Access.ANYONE]
MADE_UP = str(UUID(int=7))
ZIP = "application/zip"

#: The beginnings of the paths of everything that is the platform's own.
PLATFORM = (
    "admin/llm",
    "auth/",
    "batches",
    "branding",
    "diagnostics",
    "docs",
    "editor/",
    "GetRoles",
    "health",
    "llm-config",
    "oauth/connections/{connection}/entities",
    "oauth/keys/",
    "oauth/refresh_",
    "openapi.json",
    "organizations",
    "overview",
    "packages",
    "session",
    "settings/ai/pricing",
    "users",
    "version",
    "workflows/validate",
)
#: Below one of these, and yet of the organization in scope.
ORGANIZATIONS_OWN = {"list_user_roles"}

PATH = {
    "provider_id": MADE_UP,
    "identity_id": "0" * 32,
    "role_id": MADE_UP,
    "namespace": "no-such-source",
    "document_id": "0" * 32,
    "user_id": MADE_UP,
    "name": "no_such_workflow",
    "execution_id": MADE_UP,
    "org_id": "nowhere",
    "user": "no-such-user@example.test",
    "key_id": MADE_UP,
    "session_id": MADE_UP,
    "invitation_id": MADE_UP,
    "account_id": MADE_UP,
    "device_id": MADE_UP,
    "passkey_id": MADE_UP,
    "form_id": MADE_UP,
    "webhook_id": MADE_UP,
    "event_id": MADE_UP,
    "trigger_id": MADE_UP,
    "schedule_id": MADE_UP,
    "batch_id": MADE_UP,
    "agent_id": MADE_UP,
    "approval_id": MADE_UP,
    "conversation_id": MADE_UP,
    "message_id": MADE_UP,
    "turn_id": MADE_UP,
    "question_id": MADE_UP,
    "fact_id": MADE_UP,
    "source_id": MADE_UP,
    "subscription_id": MADE_UP,
    "delivery_id": MADE_UP,
    "key": "no_such_key",
    "connection": "no-such-connection",
}
QUERY = {"name": "a.md", "path": "x.py", "oldPath": "x.py", "newPath": "y.py"}
UPLOAD = {"file_name": "a.txt", "content_type": "text/plain", "file_size": 1, "field_name": "file"}
CONNECTION = {
    "connection_name": "graph",
    "oauth_flow_type": "client_credentials",
    "client_id": "id",
    "client_secret": "secret-of-the-client",
    "token_url": "https://login.example.test/token",
    "scopes": "a",
}
TRIGGER = {"name": "x", "workflowName": "hello_world", "events": ["*"]}
SUBSCRIPTION = {"name": "x", "workflowName": "hello_world", "eventTypes": ["*"]}
RETURN = {"providerId": MADE_UP, "state": "1.x", "browserSecret": "x", "code": "x"}
#: What is sent beside {}: enough to get past the edge.
BODIES: Mapping[str, object] = {
    "create_sign_in_provider": {"name": "x", "kind": "github", "clientId": "x"},
    "set_sign_in_ways": {"allowedSignIns": ["local"]},
    "begin_provider_proof": {"providerId": MADE_UP},
    "give_provider_proof": RETURN,
    "begin_linking_identity": {"providerId": MADE_UP},
    "link_identity": RETURN,
    "rename_own_user": {"displayName": "Somebody"},
    "change_password": {"currentPassword": "x", "newPassword": "correct horse battery"},
    "give_fresh_proof": {"password": "x"},
    "confirm_enrolment": {"code": "123456"},
    "uninstall_package": {"package": "no-such-package"},
    "update_member": {"role": "member"},
    "add_passkey": {
        "token": "x",
        "name": "x",
        "passkey": {"id": "x", "clientData": "x", "attestation": "x"},
    },
    "rename_passkey": {"name": "x"},
    "set_second_factor_policy": {"policy": "optional"},
    "set_config": {"key": "k", "type": "string", "value": "v"},
    "create_connection": CONNECTION,
    "create_event_trigger": TRIGGER,
    "put_event_trigger": TRIGGER,
    "create_outgoing_webhook": {"name": "x", "url": "https://example.com", "events": ["*"]},
    "choose_connection_entity": {"entity_id": "tenant"},
    "write_file": {"path": "x.py", "content": "x"},
    "restore_file_version": {"path": "x.py", "version": MADE_UP},
    "generate_code": {"path": "x.py", "prompt": "x"},
    "generate_tests": {"path": "x.py"},
    "fix_code": {"path": "x.py", "error": "x"},
    "explain_code": {"path": "x.py"},
    "review_code": {"path": "x.py"},
    "upload_files": b"no zip",
    "cancel_executions": {"status": "Pending"},
    "create_form": {"name": "f", "linkedWorkflow": "hello_world"},
    "import_form": {"name": "f", "linkedWorkflow": "hello_world"},
    "create_form_upload": UPLOAD,
    "create_upload": UPLOAD,
    "create_organization": {"name": "New"},
    "purge_organization": {"confirm": "nowhere"},
    "install_packages": {"package": "requests"},
    "create_role": {"name": "r"},
    "create_batch": {"name": "b", "workflowName": "hello_world", "target": {"tags": ["eu"]}},
    "create_schedule": {"name": "s", "workflowName": "hello_world", "cron": "0 9 * * *"},
    "add_users_to_role": {"userIds": [MADE_UP]},
    "grant_forms_to_role": {"formIds": [MADE_UP]},
    "create_secret": {"secretKey": "k", "value": "secret-value"},
    "set_secret": {"value": "secret-value"},
    "approve_call": {"digest": "0" * 64},
    "say_in_conversation": {"text": "Hello"},
    "attach_file": b"Call us.",
    "answer_agent_question": {"words": "Yes"},
    "create_agent": {"name": "Helper"},
    "put_agent": {"name": "Helper"},
    "set_ai_settings": {"isEnabled": False},
    "set_ai_prices": {"models": {}},
    "create_knowledge_source": {"namespace": "n"},
    "upload_knowledge_document": b"Call us.",
    "import_knowledge_documents": {"url": "https://docs.example/a"},
    "create_llm_key": {"name": "OpenAI", "key": "sk-of-nobody-1234", "model": "m"},
    "set_llm_config": {"provider": "OpenAI", "model": "m", "apiKey": "sk-of-nobody-1234"},
    "test_llm_config": {"provider": "OpenAI", "model": "m", "apiKey": "sk-of-nobody-1234"},
    "set_llm_config_alias": {"provider": "OpenAI", "model": "m", "apiKey": "sk-of-nobody-1234"},
    "test_llm_config_alias": {"provider": "OpenAI", "model": "m", "apiKey": "sk-of-nobody-1234"},
    "create_webhook_source": {"name": "x", "adapter": "github"},
    "create_webhook_subscription": SUBSCRIPTION,
    "put_webhook_subscription": SUBSCRIPTION,
    "create_own_key": {"name": "k"},
    "decide_on_device": {"userCode": "BCDF-GHJK", "allow": False},
    "create_service_account": {"name": "s"},
    "create_invitation": {"email": "new@example.test"},
    "create_user": {"email": "new@example.test", "displayName": "New"},
}


async def ask(http: Http, route: Route, headers: Headers) -> Answer:
    """The change that the route makes, of things that may not exist."""
    path = {name: value for name, value in PATH.items() if f"{{{name}}}" in route.path}
    names = {one.name for one in route.arguments.all if one.location == "query" and one.required}
    query = {name: value for name, value in QUERY.items() if name in names}
    has_body = any(argument.location == "body" for argument in route.arguments.all)
    body = BODIES.get(route.name, {}) if has_body else None
    kind = {"content-type": ZIP} if isinstance(body, bytes) else {}
    return await http(route.name, path, query=query, body=body, headers={**headers, **kind})


async def logged(running: Runtime, org_id: str) -> Sequence[Mapping[str, Any]]:
    """What the log of one organization has, oldest first, as it is kept."""
    page = await running.platform.directory.audit_of(org_id).page(limit=1000)
    return [json.loads(entry.model_dump_json(by_alias=False)) for entry in reversed(page.entries)]


async def operations(running: Runtime, org_id: str) -> set[str]:
    return {entry["operation"] for entry in await logged(running, org_id)}


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_a_route_says_what_it_is_about(route: Route) -> None:
    is_platform = route.path.startswith(PLATFORM) or route.name == "create_password_link"
    is_platform = is_platform and route.name not in ORGANIZATIONS_OWN

    assert (route.about is About.PLATFORM) == is_platform


def test_a_route_that_does_not_say_is_not_made() -> None:
    with pytest.raises(TypeError, match="about"):
        Routes().endpoint("GET", "undeclared", allow=Access.ADMIN)  # type: ignore[call-arg]  # pyright: ignore


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_no_key_and_no_organizations_administrator_is_let_in_to_the_platform(route: Route) -> None:
    """Both are of one organization, and would be recorded where its administrators cannot see."""
    of_one = {Access.KEY, Access.ORG_ADMIN}

    assert route.about is About.ORGANIZATION or not (route.keys or route.access in of_one)


@pytest.mark.parametrize("route", RECORDED, ids=lambda route: route.name)
async def test_what_a_route_is_about_decides_whose_log_has_it(
    http: Http, running: Runtime, root: Headers, route: Route
) -> None:
    scoped = await ask(http, route, {**root, "x-organization-id": "acme"})
    there, here = await operations(running, "acme"), await operations(running, GLOBAL)

    if route.about is About.PLATFORM:
        assert scoped.status == 400
        assert "X-Organization-Id" in scoped.json["message"]
        assert (there, here) == (set(), set())
        await ask(http, route, root)
        there, here = await operations(running, "acme"), await operations(running, GLOBAL)
        assert (there, here) == (set(), {route.audit})
    else:
        assert (there, here) == ({route.audit}, set())


@pytest.mark.parametrize("header", ["acme", "globex", "nowhere", "closed", " acme ", "é"])
async def test_whatever_the_header_says_it_is_refused(
    http: Http, running: Runtime, root: Headers, header: str
) -> None:
    headers = {**root, "x-organization-id": header}

    answer = await http("create_organization", body={"name": "New"}, headers=headers)

    assert answer.status == 400
    assert await operations(running, GLOBAL) == set()


@pytest.mark.parametrize("header", [GLOBAL, "", " "])
async def test_global_by_name_is_no_other_log(
    http: Http, running: Runtime, root: Headers, header: str
) -> None:
    headers = {**root, "x-organization-id": header}

    answer = await http("create_organization", body={"name": "New"}, headers=headers)

    assert answer.status == 201
    assert await operations(running, GLOBAL) == {"organization.create"}


@pytest.mark.parametrize("header", ["acme", "globex", "nowhere", "closed"])
@pytest.mark.parametrize("function", ["list_users", "list_organizations", "list_packages"])
async def test_reads_of_the_platform_pass_over_the_header(
    http: Http, root: Headers, function: str, header: str
) -> None:
    answer = await http(function, headers={**root, "x-organization-id": header})

    assert (answer.status, answer.body) == (200, (await http(function, headers=root)).body)


async def test_a_stranger_hears_that_first(http: Http) -> None:
    headers = {**JSON, "x-organization-id": "acme"}

    assert (await http("create_user", body={}, headers=headers)).status == 401


async def test_who_is_in_several_organizations_reads_and_changes_their_own(
    http: Http, running: Runtime
) -> None:
    roles = {"acme": "member", "globex": "admin"}
    await add_user(running.platform.directory.users, "both", roles)
    body = {"currentPassword": "x", "newPassword": "correct horse battery"}

    me = await http("get_current_user", headers=signed_in("both"))
    changed = await http("change_password", body=body, headers=signed_in("both"))

    assert (me.status, changed.status) == (200, 409)
    assert await operations(running, GLOBAL) == {"password.change"}


async def made(http: Http, root: Headers, *memberships: tuple[str, str]) -> str:
    body = {
        "email": "new@example.test",
        "displayName": "New",
        "memberships": [{"orgId": org_id, "role": role} for org_id, role in memberships],
    }
    answer = await http("create_user", body=body, headers=root)
    assert answer.status == 201, answer.body
    return answer.json["id"]


async def test_an_organization_reads_of_its_member_and_of_no_other_membership(
    http: Http, running: Runtime, root: Headers
) -> None:
    user = await made(http, root, ("acme", "member"), ("globex", "admin"))
    change = {
        "memberships": [{"orgId": "acme", "role": "admin"}, {"orgId": "globex", "role": "admin"}]
    }
    await http("update_user", {"user": user}, body=change, headers=root)
    await http("create_password_link", {"user": user}, headers=root)
    await http("delete_user", {"user": user}, headers=root)

    acme, globex = await logged(running, "acme"), await logged(running, "globex")

    told = [(entry["operation"], entry["phase"], entry["object_id"]) for entry in acme]
    every = ["user.create", "user.update", "password.link", "user.delete"]
    assert told == [(operation, "event", user) for operation in every]
    assert acme[1]["before"]["role"] == "member"
    assert acme[1]["after"]["role"] == "admin"
    assert acme[3]["after"] is None
    assert [e["operation"] for e in globex] == ["user.create", "password.link", "user.delete"]
    assert "globex" not in json.dumps(acme)
    assert "acme" not in json.dumps(globex)
    phases = [(entry["operation"], entry["phase"]) for entry in await logged(running, GLOBAL)]
    assert phases == [(one, phase) for one in every for phase in ("intent", "outcome")]


async def test_an_organizations_own_log_has_what_was_done_to_it(
    http: Http, running: Runtime, root: Headers
) -> None:
    answer = await http("create_organization", body={"name": "New"}, headers=root)
    place = {"org_id": answer.json["id"]}
    await http("update_organization", place, body={"name": "Newer"}, headers=root)
    await http("delete_organization", place, headers=root)

    found = [
        (entry["operation"], entry["phase"], entry["outcome"], entry["actor"]["name"])
        for entry in await logged(running, answer.json["id"])
    ]

    every = ["organization.create", "organization.update", "organization.deactivate"]
    assert found == [(one, "event", "succeeded", ROOT.title()) for one in every]


async def test_what_was_refused_is_not_told_to_organizations(
    http: Http, running: Runtime, root: Headers
) -> None:
    await made(http, root, ("acme", "member"))
    body = {"email": "new@example.test", "displayName": "Again", "orgId": "globex"}

    twice = await http("create_user", body=body, headers=root)

    assert twice.status == 409
    assert await logged(running, "globex") == []


async def test_a_form_of_all_organizations_is_on_globals_record_from_wherever_it_is_made(
    http: Http, running: Runtime, root: Headers
) -> None:
    scoped = {**root, "x-organization-id": "acme"}
    body = {"name": "f", "linkedWorkflow": "succeeds", "isGlobal": True}
    form = await http("create_form", body=body, headers=scoped)
    place = {"form_id": form.json["id"]}
    await http("update_form", place, body={"description": "x"}, headers=scoped)
    await http("delete_form", place, headers=scoped)

    every = {"form.create", "form.update", "form.delete"}
    assert await operations(running, GLOBAL) == every
    assert await operations(running, "acme") == every


#: What each change of the SDK is asked with, where empty is not enough.
ASKED: Mapping[str, Mapping[str, Any]] = {
    "config.delete": {"key": "k"},
    "config.set": {"key": "k", "value": 1},
    "files.delete": {"path": "x"},
    "files.write": {"path": "x", "content": ""},
    "knowledge.delete": {"namespace": "n", "key": "k"},
    "knowledge.delete_namespace": {"namespace": "n"},
    "knowledge.store": {"namespace": "n", "documents": [{"content": "Call us."}]},
    "organizations.create": {"name": "New"},
    "organizations.delete": {"org_id": "nowhere"},
    "organizations.update": {"org_id": "nowhere"},
    "roles.assign_forms": {"role_id": MADE_UP, "form_ids": [MADE_UP]},
    "roles.assign_users": {"role_id": MADE_UP, "user_ids": [MADE_UP]},
    "roles.create": {"name": "r"},
    "roles.delete": {"role_id": MADE_UP},
    "roles.update": {"role_id": MADE_UP, "name": "r"},
    "secrets.delete": {"key": "k"},
    "secrets.set": {"key": "k", "value": "secret-value"},
    "storage.delete": {"container": "files", "path": "x"},
    "storage.generate_url": {"container": "files", "path": "x"},
    "storage.upload": {"container": "files", "path": "x", "content": ""},
    "users.create": {"email": "new@example.test", "display_name": "New"},
    "users.delete": {"user": MADE_UP},
    "users.update": {"user": MADE_UP},
    "workflows.cancel": {"execution_id": MADE_UP},
    "oauth.delete_token": {"name": "graph"},
    "oauth.refresh_token": {"name": "graph"},
    "oauth.set_token": {"name": "graph", "access_token": "x"},
}
CHANGES = sorted(name for name, kind in SDK_CALLS.items() if kind.audit)


def test_every_change_of_the_sdk_is_asked() -> None:
    assert set(CHANGES) <= set(ASKED)


@pytest.mark.parametrize("call", CHANGES)
async def test_what_a_run_changes_is_recorded_where_it_belongs(running: Runtime, call: str) -> None:
    right, kind = CALLS[call], SDK_CALLS[call]

    with suppress(BifrostError):  # what it is about does not exist: refused, and on the record
        await answered(running, "root", call, **ASKED[call])

    own = GLOBAL if right is Right.PLATFORM_RUN else "acme"
    other = "acme" if own == GLOBAL else GLOBAL
    assert await operations(running, own) == {kind.audit}
    assert await operations(running, other) == set()


async def test_a_member_that_a_run_adds_is_told_to_the_organization(running: Runtime) -> None:
    new = {"email": "new@example.test", "display_name": "New", "org_id": "globex"}

    await answered(running, "root", "users.create", **new)

    assert [e["operation"] for e in await logged(running, "globex")] == ["user.create"]
    assert await logged(running, "acme") == []


async def test_a_request_id_passes_no_change_off_as_a_runs(
    http: Http, running: Runtime, root: Headers
) -> None:
    body = {"inputData": {"calls": [{"call": "config.set", "key": "k", "value": 1}]}}
    scoped = {**root, "x-organization-id": "acme"}
    ran = await http("execute_workflow", {"name": "asks"}, body=body, headers=scoped)
    run_id = ran.headers["x-execution-id"]
    ids = [run_id, run_id.upper(), run_id.replace("-", "")]
    for request_id in ids:
        forged = {**scoped, "x-request-id": request_id}
        answer = await http("create_role", body={"name": request_id[:9]}, headers=forged)
        assert answer.headers["x-request-id"] == request_id

    entries = await logged(running, "acme")

    own = [entry for entry in entries if entry["operation"] == "config.set"]
    theirs = [entry for entry in entries if entry["operation"] == "role.create"]
    assert {(entry["request_id"], entry["execution_id"]) for entry in own} == {(run_id, run_id)}
    assert {entry["execution_id"] for entry in theirs} == {None}
    assert {entry["request_id"] for entry in theirs} == {f"caller:{one}" for one in ids}
