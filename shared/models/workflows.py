"""Workflows and data providers, as they are known without importing them."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field, JsonValue

from shared.models.automation.schedule_rules import DeclaredSchedule
from shared.models.base import Model

Schema = dict[str, JsonValue]
#: How members start a workflow: through forms that they may use, or directly.
WorkflowAccess = Literal["forms", "members"]

#: How long unused code and packages are kept, in seconds: longer than any run can take.
KEEP_SECONDS = 2 * 86_400


class RetryPolicy(Model):
    """The conditions of a retry; the fields of ``sdk.retry.RetryPolicy``."""

    max_attempts: int = Field(default=3, ge=1, le=10)
    backoff_seconds: float = Field(default=1, ge=0, le=3600)
    factor: float = Field(default=2, ge=1, le=10)
    max_backoff_seconds: float = Field(default=600, ge=0, le=86_400)
    retry_on: tuple[str, ...] = Field(default=("Exception",), max_length=50)


class ToolFacts(Model):
    """What a workflow says of itself as a tool; the fields of ``sdk.schema.tools.DeclaredTool``."""

    effects: Literal["read", "write", "destructive"] = "write"
    reaches: Literal["none", "organization", "world"] = "world"
    idempotent: bool = False
    returns_untrusted: bool = False
    approval: Literal["never", "ask", "always"] = "never"


class Guard(Model):
    """The conditions of starting a workflow: see ``shared.engine.authorization.authorization``.

    ``roles`` are names, ``organizations`` ids; an ``access`` of None is the platform's default.
    """

    access: WorkflowAccess | None = None
    roles: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()


class Declared(Guard):
    """One decorated function; ``version`` names the snapshot of the code that it was found in."""

    name: str
    description: str
    category: str
    parameters: Schema
    file: str
    version: str
    line: int = 0
    kind: ClassVar[str]

    @property
    def label(self) -> str:
        return f"{self.kind} {self.name}"

    @property
    def guard(self) -> Guard:
        return Guard(access=self.access, roles=self.roles, organizations=self.organizations)


class Workflow(Declared):
    kind: ClassVar[str] = "workflow"
    tags: tuple[str, ...]
    execution_mode: Literal["sync", "async"]
    timeout_seconds: int
    disable_global_key: bool = False
    isolation: Literal["shared", "fresh"] = "shared"
    retry_policy: RetryPolicy | None = None
    schedule: str | None = None
    schedules: tuple[DeclaredSchedule, ...] = ()
    endpoint_enabled: bool = False
    allowed_methods: tuple[str, ...] = ("POST",)
    public_endpoint: bool = False
    time_saved_minutes: float = 0
    tool: ToolFacts | None = None

    def endpoint_path(self, scope: str) -> str | None:
        """The path of its endpoint for callers of this scope; None if it is no endpoint.

        A public endpoint of organizations has the organization in its path.
        """
        if not self.endpoint_enabled:
            return None
        inside = f"{scope}/" if self.public_endpoint and self.organizations else ""
        return f"/api/endpoints/{inside}{self.name}"


class Provider(Declared):
    """A data provider, which lists options; ``cache_ttl_seconds`` 0 disables the cache."""

    kind: ClassVar[str] = "data provider"
    isolation: ClassVar[Literal["shared"]] = "shared"
    cache_ttl_seconds: int


class WorkspaceProblem(Model):
    """The reason why a file of the workspace, or one of its functions, is left out."""

    file: str
    error: str
    line: int | None = None

    @property
    def words(self) -> str:
        """The message with its place, for people."""
        has_line = self.line is None or f"line {self.line})" in self.error
        place = self.file if has_line else f"{self.file}, line {self.line}"
        return self.error if self.file in self.error else f"{place}: {self.error}"


class Loss(Guard):
    """A function that cannot be loaded at present, reported to callers who might start it."""

    name: str
    problem: WorkspaceProblem
    #: Whether the only fault is that several functions have its name.
    is_double: bool = False


class Index(Model):
    """The contents of one version of the workspace."""

    version: str
    workflows: dict[str, Workflow]
    providers: dict[str, Provider] = Field(default_factory=dict[str, Provider])
    problems: tuple[WorkspaceProblem, ...] = ()
    lost: dict[str, tuple[Loss, ...]] = Field(
        default_factory=dict[str, tuple[Loss, ...]],
        description="Functions of files that have a fault now, and functions with the same name, "
        "each by kind and name, such as `workflow give_licence`.",
    )


class IndexedFile(Model):
    """The contents of one file, valid while its ``fingerprint`` is the same.

    ``needs`` are the other files that it depends on. ``may_pass``: the next try may succeed.
    ``had`` is what it declared before it had a fault, by kind and name, with the guard of each.
    """

    file: str
    fingerprint: str
    needs: tuple[str, ...] = ()
    workflows: tuple[Workflow, ...] = ()
    providers: tuple[Provider, ...] = ()
    problems: tuple[WorkspaceProblem, ...] = ()
    may_pass: bool = False
    had: dict[str, Guard] = Field(default_factory=dict[str, Guard])

    @property
    def names(self) -> Mapping[str, Guard]:
        """The guards of what it declares or had, by kind and name: ``workflow give_licence``."""
        declared = (*self.workflows, *self.providers)
        return {**self.had, **{one.label: one.guard for one in declared}}
