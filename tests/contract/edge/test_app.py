"""The app as the worker and the host see it."""

import inspect
import json
from collections.abc import Mapping
from pathlib import Path

import azure.functions as func
import pytest

from functions.app import API, build
from functions.edge.endpoint import Route
from host.http.routes import Router
from sdk.schema.declarations import NAME
from shared.engine.code.index_entries import RESERVED
from shared.models.replies import Reply
from shared.settings import Settings
from tests.contract.expected import FUNCTIONS
from tests.support.app_routes import routes_of

pytestmark = pytest.mark.sampled(one_of=2)

ROUTES = [route for group in API for route in group.all]
SAMPLES = {
    "{identity_id}": "0123456789abcdef0123456789abcdef",
    "{provider_id}": "01a1fce0-084b-7499-b8fd-4058ea084f39",
    "{agent_id}": "01a1fce0-084b-7499-b8fd-4058ea084f39",
    "{conversation_id}": "01a1fce0-084b-7499-b8fd-4058ea084f39",
    "{message_id}": "01a1fce0-084b-7499-b8fd-4058ea084f39",
    "{turn_id}": "01a1fce0-084b-7499-b8fd-4058ea084f39",
    "{fact_id}": "01a1fce0-084b-7499-b8fd-4058ea084f39",
    "{question_id}": "01a1fce0-084b-7499-b8fd-4058ea084f39",
    "{approval_id}": "01a1fce0-084b-7499-b8fd-4058ea084f39",
    "{name}": "hello_world",
    "{execution_id}": "01a1fce0-084b-7499-b8fd-4058ea084f39",
    "{asset}": "swagger-ui.css",
    "{role_id}": "01a1fce0-084b-7499-b8fd-4058ea084f39",
    "{user_id}": "01a1fce0-084b-7499-b8fd-4058ea084f39",
    "{org_id}": "test-org-active",
    "{organization}": "test-org-active",
    "{source_id}": "01a1fce0-084b-7499-b8fd-4058ea084f39",
    "{subscription_id}": "01a1fce0-084b-7499-b8fd-4058ea084f39",
    "{delivery_id}": "01a1fce0-084b-7499-b8fd-4058ea084f39",
    "{user}": "alice@active.test",
    "{key_id}": "01a1fce0-084b-7499-b8fd-4058ea084f39",
    "{form_id}": "workspace-onboarding",
    "{job_id}": "01a1fce0-084b-7499-b8fd-4058ea084f39",
    "{invitation_id}": "01a1fce0-084b-7499-b8fd-4058ea084f39",
    "{account_id}": "01a1fce0-084b-7499-b8fd-4058ea084f39",
    "{session_id}": "01a1fce0-084b-7499-b8fd-4058ea084f39",
    "{device_id}": "01a1fce0-084b-7499-b8fd-4058ea084f39",
    "{passkey_id}": "01a1fce0-084b-7499-b8fd-4058ea084f39",
    "{webhook_id}": "01a1fce0-084b-7499-b8fd-4058ea084f39",
    "{trigger_id}": "01a1fce0-084b-7499-b8fd-4058ea084f39",
    "{event_id}": "01a1fce0-084b-7499-b8fd-4058ea084f39",
    "{key}": "halo_url",
    "{connection}": "graph",
    "{link}": "YWNtZXxncmFwaHxz",
    "{token}": "YWNtZXxncmFwaHxz",
    "{namespace}": "desk",
    "{document_id}": "0" * 32,
    "{batch_id}": "01a1fce0-084b-7499-b8fd-4058ea084f39",
    "{batch}": "01a1fce0-084b-7499-b8fd-4058ea084f39",
    "{schedule_id}": "1b4e28ba-2fa1-11d2-883f-0016d3cca427",
}


def sample_path(route: Route) -> str:
    path = route.address
    for parameter, value in SAMPLES.items():
        path = path.replace(parameter, value)
    assert "{" not in path, f"give {route.path} a sample"
    return f"/{path}"


def binding_of(function: func.Function) -> dict[str, str]:
    raw: dict[str, str] = json.loads(function.get_raw_bindings()[0])
    return raw


def test_the_functions_are_the_expected_ones(functions: Mapping[str, func.Function]) -> None:
    assert sorted(functions) == sorted(FUNCTIONS)


def test_the_worker_can_bind_every_function(functions: Mapping[str, func.Function]) -> None:
    for function in functions.values():
        bindings = {binding.name for binding in function.get_bindings()} - {"$return"}
        assert set(inspect.signature(function.get_user_function()).parameters) == bindings


def test_every_trigger_is_async_so_that_none_blocks_another(
    functions: Mapping[str, func.Function],
) -> None:
    for function in functions.values():
        assert inspect.iscoroutinefunction(function.get_user_function())


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_no_route_shadows_another(route: Route) -> None:
    router = Router(routes_of(build().get_functions()), prefix="")

    match = router.match(route.method, sample_path(route))

    assert match is not None
    assert match.function == route.name


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_the_host_checks_what_the_route_declares(
    functions: Mapping[str, func.Function], route: Route
) -> None:
    binding = binding_of(functions[route.name])

    assert binding["authLevel"] == route.access.auth_level.name
    assert binding["methods"] == route.methods
    assert route.methods[0] == route.method


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_every_route_says_what_it_does(route: Route) -> None:
    assert route.summary
    assert route.answer is Reply or route.answer is not None


#: Their executions are the record; a sign-in is on it once it is known whose it is.
RECORDED_OTHERWISE = {
    "return_from_form_post",  # changes nothing
    "receive_webhook",  # its delivery is the record
    "receive_hook",
    "receive_github_webhook",
    "try_webhook_source",  # changes nothing
    "post_endpoint",
    "put_endpoint",
    "patch_endpoint",
    "delete_endpoint",
    "post_organization_endpoint",
    "put_organization_endpoint",
    "patch_organization_endpoint",
    "delete_organization_endpoint",
    "challenge_own_passkey",  # changes nothing
    "challenge_passkey",  # changes nothing
    "check_form",  # changes nothing
    "offer_passkey",  # changes nothing
    "offer_setup_passkey",  # changes nothing
    "check_workflow_file",  # changes nothing; posted code leaves an event
    "draft_form",  # changes nothing
    "execute_agent",
    "fork_agent_run",
    "execute_form",
    "execute_named_workflow",
    "execute_workflow",
    "get_sign_in_roles",
    "list_form_options",  # changes nothing
    "look_at_device",  # changes nothing
    "list_options",  # changes nothing
    "read_invitation",  # changes nothing
    "ring_doorbell",  # the run that it has claimed is the record
    "put_preferences",  # of the user's own client, and gives no rights
    "negotiate_pushes",  # changes nothing
    "put_content",  # an upload is on record when its form is sent
    "rerun_execution",
    "search_files",  # changes nothing
    "transform_code",  # changes nothing
    "search_knowledge",  # changes nothing
    "start_form_with_data",  # the launch workflow leaves an event
    "run_author_tests",  # an event of each text that is not saved
    "run_draft",  # the same, and the run has a record
    "run_workflow",
}


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_what_changes_something_names_its_audit_operation(route: Route) -> None:
    changes = route.method not in ("GET", "OPTIONS") and route.name not in RECORDED_OTHERWISE

    assert (route.audit is not None) == changes


def test_no_two_routes_have_one_audit_operation() -> None:
    named = [route.audit for route in ROUTES if route.audit]
    twice = {operation for operation in named if named.count(operation) > 1}

    # There are two doors to an execution, and two names for two things that are done with forms.
    aliases = {"llmConfig.set", "llmConfig.delete", "llmConfig.test", "llmConfig.testSaved"}
    assert twice == {"execution.cancel", "form.update", "form.upload"} | aliases


def test_every_function_of_http_is_an_endpoint(functions: Mapping[str, func.Function]) -> None:
    http = {name for name, function in functions.items() if function.is_http_function()}

    assert http == {route.name for route in ROUTES}


def test_the_queues_and_schedules_are_the_expected_ones(
    functions: Mapping[str, func.Function],
) -> None:
    others = {
        name: binding_of(function)
        for name, function in functions.items()
        if not function.is_http_function()
    }

    assert others["run_execution"]["queueName"] == "workflow-executions"
    assert others["dead_letter_execution"]["queueName"] == "workflow-executions-poison"
    assert others["run_installation"]["queueName"] == "package-installations"
    assert others["dead_letter_installation"]["queueName"] == "package-installations-poison"
    assert others["tick"]["schedule"] == "0 * * * * *"
    assert others["refresh_oauth"]["schedule"] == "0 */15 * * * *"
    assert others["clean_up_executions"]["schedule"] == "0 30 2 * * *"
    assert others["back_up_store"]["schedule"] == "0 20 * * * *"


def test_the_hosts_settings_are_those_that_the_code_relies_on() -> None:
    settings = json.loads((Path(__file__).parents[3] / "host.json").read_text())

    assert settings["extensions"]["queues"]["messageEncoding"] == "base64"
    assert settings["extensions"]["queues"]["maxDequeueCount"] == 5
    assert settings["extensions"]["http"]["routePrefix"] == ""
    # With all places taken there is still a turn for a message that finds none.
    places = Settings.model_validate({}).workers_in_all
    assert settings["extensions"]["queues"]["newBatchThreshold"] >= places


@pytest.mark.parametrize("base", ["workflows", "data-providers"])
def test_no_workflow_can_have_the_name_of_a_route(base: str) -> None:
    second = [route.path.split("/")[1] for route in ROUTES if route.path.startswith(f"{base}/")]
    names = {name for name in second if NAME.fullmatch(name)}

    assert names <= RESERVED
