"""Requests to run workflows, and the outcome for the caller."""

from base64 import b64decode
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, BeforeValidator, Field, JsonValue, model_validator

from shared.models.base import Model, OrLeftOut, WorkflowName
from shared.models.executions import ResultType, Status

YEAR_SECONDS = 366 * 86_400


@dataclass(frozen=True, slots=True)
class RunOptions:
    """The run options from the headers: whether and how long to wait, and the Idempotency-Key."""

    responds_async: bool = False
    key: str | None = None
    #: How long to wait for the end before the response is 202, if it ``responds_async``.
    wait_seconds: int = 0


class RunRequest(Model):
    """A request to run the workflow that the route names."""

    input_data: Annotated[dict[str, JsonValue], OrLeftOut] = Field(
        default_factory=dict[str, JsonValue]
    )
    form_id: Annotated[str, Field(max_length=100)] | None = Field(
        default=None, description="Ignored: a record names a form only if the form started it."
    )
    transient: bool = Field(
        default=False,
        description="Leave no record. Only for runs within the request; ignored for others.",
    )
    delay_seconds: int | None = Field(default=None, ge=0, le=YEAR_SECONDS)
    scheduled_at: AwareDatetime | None = Field(
        default=None,
        description="When it begins, at most a year from now; a past time begins it at once.",
    )

    @model_validator(mode="after")
    def _has_one_start(self) -> Self:
        if self.delay_seconds is not None and self.scheduled_at is not None:
            raise ValueError("send delaySeconds or scheduledAt, not both")
        return self


class RerunRequest(Model):
    """A request to repeat a run with its input."""

    input_data: Annotated[dict[str, JsonValue], OrLeftOut] = Field(
        default_factory=dict[str, JsonValue],
        description="The secret parameters that the record has in `withheld`, and no others.",
    )
    startup_token: Annotated[str, Field(max_length=200)] | None = Field(
        default=None,
        description="For a run that a form started: the token of a new start of that form. "
        "Without it the run has no `context.startup`.",
    )


def _script(text: object) -> object:
    if not isinstance(text, str):
        return text
    try:
        return b64decode(text, validate=True).decode()
    except ValueError as error:
        raise ValueError("a script must be UTF-8 text in base64") from error


class NamedRunRequest(RunRequest):
    """A request to run a workflow that the body names, or a script that it holds."""

    workflow_name: WorkflowName | None = None
    code: Annotated[str, BeforeValidator(_script)] | None = Field(
        default=None,
        description="A Python script in base64, for platform administrators. It can use await, "
        "finds inputData in `parameters`, and assigns its result to `result`.",
    )
    script_name: Annotated[str, Field(min_length=1, max_length=200)] = "script"

    @model_validator(mode="after")
    def _has_one_code(self) -> Self:
        if (self.workflow_name is None) == (self.code is None):
            raise ValueError("send workflowName or code")
        return self


class RunLog(Model):
    timestamp: datetime
    level: str = Field(description="In lower case.")
    message: str
    source: Literal["workflow"] = "workflow"


class RunOutcome(Model):
    """The end of a run, successful or not."""

    execution_id: UUID
    workflow_name: str
    status: Status
    result: JsonValue = None
    result_type: ResultType | None = None
    error: str | None = None
    error_type: str | None = None
    duration_ms: int | None = None
    started_at: datetime | None = None
    completed_at: datetime | None = None
    is_transient: bool = False
    logs: list[RunLog] = Field(default_factory=list[RunLog])
    variables: JsonValue = Field(
        default=None, description="For administrators, of a run that failed."
    )
