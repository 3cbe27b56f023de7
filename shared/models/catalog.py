"""Descriptions of workflows and data providers, with the names of the predecessor's API."""

from typing import Literal

from pydantic import Field, JsonValue

from shared.models.base import Model
from shared.models.options import ProviderFailure
from shared.models.workflows import RetryPolicy, Schema, ToolFacts, WorkflowAccess

ParameterType = Literal[
    "string", "int", "float", "bool", "json", "list", "email", "date", "datetime"
]


class Choice(Model):
    label: str
    value: JsonValue


class ParameterView(Model):
    """One parameter, flat; ``validation`` has min, max, pattern and message as a form uses them."""

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
        default=False, description="A text that only the workflow sees: mask it, never store it."
    )
    validation: dict[str, JsonValue] | None = None


class _View(Model):
    """A workflow or data provider; ``parameters_schema`` is the schema of its input.

    ``access`` says how members start it. The file is shown to platform administrators only,
    ``roles`` to administrators, ``organizations`` to platform administrators.
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
    endpoint_path: str | None = Field(
        default=None, description="The path of its endpoint for this organization, if it is one."
    )
    isolation: Literal["shared", "fresh"]
    time_saved_minutes: float
    tool: ToolFacts | None = Field(
        default=None, description="What agents are told of it, if they may call it as a tool."
    )
    source: Literal["workspace"] = "workspace"


class ProviderView(_View):
    """A data provider; platform administrators see its last failure in any organization."""

    cache_ttl_seconds: int = Field(alias="cache_ttl_seconds")
    last_failure: ProviderFailure | None = None


class ProblemView(Model):
    """A file or function of the workspace that is left out, and why."""

    file: str
    line: int | None
    message: str


class Discovery(Model):
    """The workflows and providers for the caller; ``problems`` are for platform administrators."""

    version: str
    workflows: tuple[WorkflowView, ...]
    data_providers: tuple[ProviderView, ...]
    problems: tuple[ProblemView, ...]
    warnings: tuple[str, ...] = Field(
        default=(), description="Deprecated settings of the platform."
    )


class ValidationRequest(Model):
    """A file of the workspace to check, as it is or with other contents."""

    path: str
    content: str | None = None


class Issue(Model):
    message: str
    severity: Literal["error", "warning"]
    line: int | None = None


class ValidationReport(Model):
    """The result of a check: ``valid`` without errors; ``metadata`` is the first workflow."""

    valid: bool
    issues: tuple[Issue, ...]
    metadata: WorkflowView | None = None
    workflows: tuple[WorkflowView, ...] = ()
    data_providers: tuple[ProviderView, ...] = ()
