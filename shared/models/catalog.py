"""Workflows and data providers as they are shown: the names of the predecessor's clients."""

from typing import Literal

from pydantic import Field, JsonValue

from shared.models.base import Model
from shared.models.options import ProviderFailure
from shared.models.workflows import RetryPolicy, Schema, WorkflowAccess

ParameterType = Literal[
    "string", "int", "float", "bool", "json", "list", "email", "date", "datetime"
]


class Choice(Model):
    label: str
    value: JsonValue


class ParameterView(Model):
    """One parameter, flat. ``validation`` has min, max, pattern and message as a form uses them."""

    name: str
    type: ParameterType
    required: bool
    label: str | None = None
    description: str | None = None
    help_text: str | None = None
    default_value: JsonValue = None
    options: tuple[Choice, ...] | None = None
    data_provider: str | None = None
    data_provider_inputs: dict[str, str] | None = None
    secret: bool = Field(
        default=False, description="A text that only the workflow sees: mask it, and keep none."
    )
    validation: dict[str, JsonValue] | None = None


class _View(Model):
    """``parameters_schema`` is what input is held against; the file is for administrators.

    ``access`` says how members start it. ``roles`` are shown to administrators, ``organizations``
    to those of the platform.
    """

    name: str
    description: str
    category: str
    parameters: tuple[ParameterView, ...]
    parameters_schema: Schema
    relative_file_path: str | None = None
    line: int | None = None
    access: WorkflowAccess
    roles: tuple[str, ...] | None = None
    organizations: tuple[str, ...] | None = None


class WorkflowView(_View):
    tags: tuple[str, ...]
    execution_mode: Literal["sync", "async"]
    timeout_seconds: int
    retry_policy: RetryPolicy | None = None
    schedule: str | None = None
    endpoint_enabled: bool
    allowed_methods: tuple[str, ...]
    disable_global_key: bool
    public_endpoint: bool
    isolation: Literal["shared", "fresh"]
    time_saved_minutes: float
    source: Literal["workspace"] = "workspace"


class ProviderView(_View):
    """``last_failure`` is for platform administrators: it may be of any organization."""

    cache_ttl_seconds: int = Field(alias="cache_ttl_seconds")
    last_failure: ProviderFailure | None = None


class ProblemView(Model):
    """What of the workspace is left out, and why."""

    file: str
    line: int | None
    message: str


class Discovery(Model):
    """What the caller may start; ``problems`` are for platform administrators only."""

    version: str
    workflows: tuple[WorkflowView, ...]
    data_providers: tuple[ProviderView, ...]
    problems: tuple[ProblemView, ...]
    warnings: tuple[str, ...] = Field(
        default=(), description="Settings of the platform that will not be there for long."
    )


class ValidationRequest(Model):
    """A file of the workspace, as it is or with other contents."""

    path: str
    content: str | None = None


class Issue(Model):
    message: str
    severity: Literal["error", "warning"]
    line: int | None = None


class ValidationReport(Model):
    """``valid`` if there is no error. ``metadata`` is the first workflow of the file."""

    valid: bool
    issues: tuple[Issue, ...]
    metadata: WorkflowView | None = None
    workflows: tuple[WorkflowView, ...] = ()
    data_providers: tuple[ProviderView, ...] = ()
