"""Messages from a worker; any other message ends the run: see ``sdk.rpc.protocol``."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, TypeAdapter

from shared.models.automation.schedule_rules import DeclaredSchedule
from shared.models.base import DEFERRED, OrganizationId
from shared.models.workflows import RetryPolicy, ToolFacts, WorkflowAccess
from shared.wording.error_messages import Pattern


class _Fixed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class _Message(_Fixed):
    capability: str


class Loaded(_Message):
    kind: Literal["loaded"]


class Log(_Message):
    kind: Literal["log"]
    at: datetime
    level: str = Field(max_length=50)
    message: str = Field(max_length=20_000)


class CallMessage(_Message):
    kind: Literal["ask"]
    id: int
    call: str
    arguments: dict[str, JsonValue]


class Done(_Message):
    kind: Literal["done"]
    result: str
    is_response: bool = False


class Failed(_Message):
    kind: Literal["failed"]
    type: str
    message: str
    traceback: str
    is_user_error: bool
    variables: str | None = Field(None, max_length=600_000)


class Rested(_Message):
    """A worker was reset; ``is_alone`` is its own claim, and the fork server's count decides."""

    kind: Literal["rested"]
    is_alone: bool


class _Indexed(_Fixed):
    """A declared function, from a process that ran an author's file and is not trusted."""

    name: Annotated[str, Pattern(r"^[a-z0-9_]{1,100}$", "give 1 to 100 of a-z, 0-9 and _")]
    description: str = Field(max_length=10_000)
    category: str = Field(max_length=200)
    parameters: dict[str, JsonValue]
    line: int = Field(ge=0)
    access: WorkflowAccess | None = None
    roles: tuple[Annotated[str, Field(min_length=1, max_length=100)], ...] = Field(
        default=(), max_length=100
    )
    organizations: tuple[OrganizationId, ...] = Field(default=(), max_length=100)


class IndexedWorkflow(_Indexed):
    tags: tuple[Annotated[str, Field(max_length=100)], ...] = Field(max_length=100)
    execution_mode: Literal["sync", "async"]
    timeout_seconds: int = Field(ge=1, le=86_400)
    disable_global_key: bool = False
    isolation: Literal["shared", "fresh"] = "shared"
    retry_policy: RetryPolicy | None = None
    schedule: str | None = Field(None, max_length=200)
    schedules: tuple[DeclaredSchedule, ...] = Field(default=(), max_length=20)
    endpoint_enabled: bool = False
    allowed_methods: tuple[Literal["GET", "POST", "PUT", "PATCH", "DELETE"], ...] = ("POST",)
    public_endpoint: bool = False
    time_saved_minutes: float = Field(0, ge=0, allow_inf_nan=False)
    tool: ToolFacts | None = None


class IndexedProvider(_Indexed):
    cache_ttl_seconds: int = Field(ge=0, le=86_400)


class IndexingError(_Fixed):
    """An error of a file; ``in_file`` may be another file, which the file imports."""

    type: str = Field(max_length=200)
    message: str = Field(max_length=2500)
    in_file: str | None = Field(default=None, max_length=1024)
    line: int | None = None


class Indexed(_Message):
    """The contents of a file; ``needs`` are the files that decide them."""

    kind: Literal["indexed"]
    file: str
    needs: tuple[str, ...] = Field(default=(), max_length=4000)
    workflows: tuple[IndexedWorkflow, ...] = Field(default=(), max_length=200)
    providers: tuple[IndexedProvider, ...] = Field(default=(), max_length=200)
    error: IndexingError | None = None


class Tested(_Message):
    """One of an author's tests is over, or one of the files could not be imported."""

    kind: Literal["tested"]
    name: str = Field(max_length=500)
    outcome: Literal["passed", "failed", "error", "skipped"]
    seconds: float = Field(ge=0, allow_inf_nan=False)
    message: str = Field(max_length=20_000)
    printed: str = Field(max_length=20_000)
    line: int | None = None


WorkerMessage = Annotated[
    Loaded | Log | CallMessage | Done | Failed | Rested | Indexed | Tested,
    Field(discriminator="kind"),
]

parse: TypeAdapter[WorkerMessage] = TypeAdapter(WorkerMessage, config=DEFERRED)
