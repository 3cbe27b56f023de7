"""An execution: one run of a workflow, from acceptance to its end."""

from datetime import datetime
from enum import StrEnum
from typing import Literal
from uuid import UUID

from pydantic import Field, JsonValue

from shared.models.base import Model
from shared.models.callers import Actor


class Status(StrEnum):
    SCHEDULED = "Scheduled"
    PENDING = "Pending"
    RUNNING = "Running"
    CANCELLING = "Cancelling"
    SUCCESS = "Success"
    COMPLETED_WITH_ERRORS = "CompletedWithErrors"
    FAILED = "Failed"
    TIMEOUT = "Timeout"
    CANCELLED = "Cancelled"


class LogLine(Model):
    timestamp: datetime
    level: str
    message: str


class Outcome(Model):
    """How a run ended. ``result`` is JSON text, exactly as the workflow's process wrote it."""

    status: Status
    result: str | None = None
    error_type: str | None = None
    error_message: str | None = None
    is_user_error: bool = False
    traceback: str | None = None
    variables: str | None = None


class Execution(Model):
    """The record, as the journal keeps it.

    ``write_id`` is new with each write, so that a writer whose answer was lost knows
    its own row again. ``attempt`` is the write id of the begin or claim of this attempt.
    A part that is too large for a row is empty here, and its ``_blob`` says where it is.
    """

    id: UUID
    workflow_name: str
    org_id: str
    org_name: str | None = None
    form_id: str | None = None
    caller: Actor
    status: Status
    input: dict[str, JsonValue] = Field(default_factory=dict[str, JsonValue])
    input_blob: str | None = None
    code_version: str
    timeout_seconds: int
    created_at: datetime
    started_at: datetime | None = None
    completed_at: datetime | None = None
    owner_id: UUID | None = None
    attempt: UUID | None = None
    write_id: UUID
    outcome: Outcome | None = None
    result_blob: str | None = None
    logs: tuple[LogLine, ...] = ()
    logs_blob: str | None = None

    @property
    def duration_ms(self) -> int | None:
        if self.started_at is None or self.completed_at is None:
            return None
        return round((self.completed_at - self.started_at).total_seconds() * 1000)


class ExecutionSummary(Model):
    """What a list shows of an execution."""

    execution_id: UUID
    workflow_name: str
    org_id: str
    form_id: str | None = None
    executed_by: str
    executed_by_name: str
    status: Status
    error_type: str | None = None
    error_message: str | None = None
    is_user_error: bool = Field(
        default=False, description="Whether the message is the author's own words to the caller."
    )
    duration_ms: int | None = None
    created_at: datetime
    started_at: datetime | None = None
    completed_at: datetime | None = None


class ExecutionRecord(ExecutionSummary):
    """Everything about one execution, for administrators."""

    input_data: dict[str, JsonValue]
    result: JsonValue = None
    result_type: Literal["json", "html", "text"] | None = None
    traceback: str | None = None
    code_version: str
    logs: tuple[LogLine, ...] = ()


class ExecutionPage(Model):
    executions: list[ExecutionSummary]
    continuation_token: str | None = Field(
        None, description="Give it back to get the next page; null on the last one."
    )


class ExecutionResult(Model):
    result: JsonValue = None
    result_type: Literal["json", "html", "text"] | None = None


class ExecutionLog(Model):
    execution_log_id: str
    timestamp: datetime
    level: str
    message: str
    source: Literal["workflow"] = "workflow"


class Accepted(Model):
    """The run will happen; ask for its record to see how it went."""

    execution_id: UUID
    status: Status = Status.PENDING


class ExecutionMessage(Model):
    """What the queue carries: the whole live record and its ETag, so a claim needs no read.

    A large input is not in it: ``input_blob`` says where it is.
    """

    execution: Execution
    etag: str
