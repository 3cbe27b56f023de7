"""The predecessor's public SDK, name by name: it exists, or says what to write instead."""

import importlib
import inspect
from collections.abc import Callable
from typing import Any, get_args

import pytest

import bifrost
from bifrost import RetryPolicy, data_provider, param, workflow
from sdk.compatibility import SUCCESSORS
from sdk.context import ExecutionContext
from sdk.schema import declarations
from sdk.schema.declarations import DeclaredWorkflow, declared
from shared.engine.journal import outcomes
from shared.models.forms import FieldType

#: Each call as the predecessor's authors wrote it: positions and names, with anything for values.
CALLS: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "config.get": [(("key", "org", "default"), ()), (("key",), ("org_id", "default"))],
    "config.set": [(("key", "value", "org"), ()), (("key", "value"), ("org_id",))],
    "config.list": [((), ("org_id",)), (("org",), ())],
    "config.delete": [(("key", "org"), ()), (("key",), ("org_id",))],
    "secrets.get": [(("key",), ()), (("key",), ("org_id",))],
    "secrets.set": [(("key", "value"), ()), (("key", "value"), ("org_id",))],
    "secrets.list": [((), ("org_id",))],
    "secrets.delete": [(("key",), ()), (("key",), ("org_id",))],
    "oauth.get": [(("provider", "org"), ()), (("provider",), ("org_id",))],
    "oauth.set_token": [(("provider", "token_data", "org"), ())],
    "oauth.list_providers": [(("org",), ()), ((), ("org_id",))],
    "oauth.delete_token": [(("provider", "org"), ()), (("provider",), ("org_id",))],
    "oauth.refresh_token": [(("provider", "org"), ()), (("provider",), ("org_id",))],
    "oauth.get_token": [],
    "organizations.create": [(("name", "domain", "is_active"), ())],
    "organizations.get": [(("org_id",), ())],
    "organizations.list": [((), ())],
    "organizations.update": [(("org_id",), ("name", "domain", "is_active"))],
    "organizations.delete": [(("org_id",), ())],
    "roles.create": [(("name", "description", "permissions"), ())],
    "roles.get": [(("role_id",), ())],
    "roles.list": [((), ())],
    "roles.update": [(("role_id",), ("name", "description"))],
    "roles.delete": [(("role_id",), ())],
    "roles.list_users": [(("role_id",), ())],
    "roles.list_forms": [(("role_id",), ())],
    "roles.assign_users": [(("role_id", "user_ids"), ())],
    "roles.assign_forms": [(("role_id", "form_ids"), ())],
    "forms.list": [((), ())],
    "forms.get": [(("form_id",), ())],
    "executions.list": [
        (("workflow_name", "status", "start_date", "end_date", "limit"), ()),
        ((), ("workflow_name", "status", "start_date", "end_date", "limit")),
    ],
    "executions.get": [(("execution_id",), ())],
    "executions.delete": [],
    "workflows.execute": [(("name", "parameters"), ()), (("name",), ("parameters",))],
    "workflows.list": [((), ())],
    "workflows.get": [(("execution_id",), ())],
    "workflows.get_status": [],
    "files.read": [(("path", "location"), ()), (("path",), ("location",))],
    "files.read_bytes": [(("path",), ("location",))],
    "files.write": [(("path", "content"), ("location",))],
    "files.write_bytes": [(("path", "content"), ("location",))],
    "files.list": [((), ("location",)), (("directory", "location"), ())],
    "files.delete": [(("path",), ("location",))],
    "files.exists": [(("path",), ("location",))],
    "storage.download": [(("container", "path"), ())],
    "storage.upload": [(("container", "path", "data", "content_type"), ())],
    "storage.generate_url": [(("container", "path", "expiry_hours"), ())],
    "storage.get_metadata": [(("container", "path"), ())],
    "storage.delete": [(("container", "path"), ())],
}
NAMES = (
    "workflow param data_provider context config secrets oauth organizations roles forms executions"
    " workflows files storage ExecutionContext OrganizationContext Organization Caller"
    " ExecutionStatus OAuthCredentials ConfigType FormFieldType IntegrationType Role Form UserError"
    " WorkflowError ValidationError IntegrationError ConfigurationError require_permission"
)
CONTEXT = (
    "user_id email name scope organization is_platform_admin is_function_key execution_id org_id"
    " org_name is_global_scope executed_by executed_by_email executed_by_name finalize_execution"
    " org caller get_config has_config get_oauth_connection get_secret get_integration"
    " save_checkpoint set_variable get_variable info warning error debug"
)
ENUMS = {
    "ConfigType": "STRING INT BOOL JSON SECRET_REF",
    "FormFieldType": "TEXT EMAIL NUMBER SELECT CHECKBOX TEXTAREA RADIO DATETIME MARKDOWN HTML FILE",
    "ExecutionStatus": (
        "PENDING RUNNING SUCCESS FAILED TIMEOUT COMPLETED_WITH_ERRORS CANCELLING CANCELLED"
    ),
}
CONTEXT_OF_A_RUN = ExecutionContext("1", "x", "u", "Ada")


def words_of(error: Exception) -> str:
    """One sentence: what does not exist, and after a colon what to write."""
    what, _, successor = str(error).partition(" does not exist: ")
    assert what
    assert successor
    assert "\n" not in successor
    return successor


@pytest.mark.parametrize("name", NAMES.split())
def test_an_imported_name_exists_or_says_what_to_write(name: str) -> None:
    def load() -> object:
        found: dict[str, object] = {}
        exec(f"from bifrost import {name}", found)  # noqa: S102  as an author imports it
        return found[name]

    for way in (load, lambda: getattr(importlib.import_module("bifrost"), name)):
        if name not in SUCCESSORS["bifrost"]:
            assert way() is not None
            continue
        with pytest.raises(ImportError) as caught:
            way()
        assert words_of(caught.value)


@pytest.mark.parametrize("name", CALLS)
def test_a_call_of_a_noun_exists_as_it_was_written_or_says_what_to_write(name: str) -> None:
    noun, _, verb = name.partition(".")
    if not CALLS[name]:
        with pytest.raises(AttributeError) as caught:
            getattr(getattr(bifrost, noun), verb)
        assert words_of(caught.value)
        return
    signature = inspect.signature(getattr(getattr(bifrost, noun), verb))
    for positions, names in CALLS[name]:
        signature.bind(*positions, **dict.fromkeys(names, "x"))


@pytest.mark.parametrize("name", CONTEXT.split())
def test_an_attribute_of_the_context_exists_or_says_what_to_write(name: str) -> None:
    if name not in SUCCESSORS["context"]:
        getattr(CONTEXT_OF_A_RUN, name)
        return
    with pytest.raises(AttributeError) as caught:
        getattr(CONTEXT_OF_A_RUN, name)
    assert words_of(caught.value)


@pytest.mark.parametrize("name", ENUMS)
def test_the_members_of_the_enumerations_are_there(name: str) -> None:
    assert {*ENUMS[name].split()} <= {*getattr(bifrost, name).__members__}


def test_the_types_of_fields_are_those_of_forms() -> None:
    assert {*map(str, bifrost.FormFieldType)} == {*get_args(FieldType)}


def test_an_old_workflow_that_is_cut_off_hears_what_to_declare() -> None:
    words = outcomes.timed_out(outcomes.SYNC_SECONDS).error_message or ""
    assert 'execution_mode="async"' in words
    assert "timeout_seconds=" in words
    assert "execution_mode" not in (outcomes.timed_out(60).error_message or "")
    ours = (outcomes.SYNC_SECONDS, outcomes.ASYNC_SECONDS)
    assert ours == (declarations.SYNC_SECONDS, declarations.ASYNC_SECONDS)


def test_what_was_never_there_is_a_plain_attribute_error() -> None:
    for owner in (bifrost, bifrost.oauth, bifrost.workflows, bifrost.executions, CONTEXT_OF_A_RUN):
        assert not hasattr(owner, "nonsense")


WORKFLOW_VALUES: dict[str, Any] = {
    "name": "by_position",
    "description": "what it does",
    "category": "Users",
    "tags": ["a"],
    "execution_mode": "async",
    "timeout_seconds": 60,
    "retry_policy": RetryPolicy(max_attempts=2),
    "schedule": "0 6 * * *",
    "endpoint_enabled": True,
    "allowed_methods": ["GET"],
    "disable_global_key": True,
    "public_endpoint": True,
}


def declared_by(decorate: Callable[..., Any]) -> Any:
    async def function(name: str = "x") -> None: ...

    return declared(decorate(function))


@pytest.mark.parametrize("positions", range(len(WORKFLOW_VALUES) + 1))
def test_what_a_workflow_declares_may_be_given_by_position(positions: int) -> None:
    values = [*WORKFLOW_VALUES.items()]
    given = [value for _, value in values[:positions]]
    made = declared_by(workflow(*given, **dict(values[positions:])))
    assert isinstance(made, DeclaredWorkflow)
    assert (made.name, made.description, made.timeout_seconds) == ("by_position", values[1][1], 60)
    assert (made.tags, made.allowed_methods, made.schedule) == (("a",), ("GET",), "0 6 * * *")


@pytest.mark.parametrize(
    "name",
    "description tags execution_mode timeout_seconds retry_policy schedule allowed_methods".split(),
)
def test_none_is_what_is_not_declared(name: str) -> None:
    nothing: dict[str, Any] = {name: None}
    assert declared_by(workflow(name="x", **nothing)) == declared_by(workflow(name="x"))


def test_a_provider_and_a_parameter_take_positions() -> None:
    made = declared_by(data_provider("choices", "all of them", "Users", 60))
    assert (made.name, made.description, made.cache_ttl_seconds) == ("choices", "all of them", 60)
    refine = param("name", "string", "Label", True, {"min": 1}, None, "ab", "help")

    async def named(name: str) -> None: ...

    schema = declared(workflow("x", "y")(refine(named)))
    assert schema is not None
    assert schema.parameters["properties"]["name"]["title"] == "Label"  # pyright: ignore


@pytest.mark.parametrize("name", [*SUCCESSORS["@workflow"], "nonsense"])
def test_an_argument_that_is_gone_says_what_to_write(name: str) -> None:
    with pytest.raises(TypeError, match=f"@workflow has no argument '{name}': "):
        workflow(**{name: True})  # pyright: ignore
