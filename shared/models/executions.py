"""An execution: one run of a workflow, from acceptance to its end."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field, JsonValue

from shared.models.automation.causes import Cause
from shared.models.base import Model, WorkflowName
from shared.models.callers import Actor
from shared.models.times import EndTime, StartTime
from shared.models.workflows import RetryPolicy


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


WAITING = frozenset({Status.SCHEDULED, Status.PENDING})
HELD = frozenset({Status.RUNNING, Status.CANCELLING})
LIVE = WAITING | HELD
FINAL = frozenset(Status) - LIVE


#: The most executions that one request names.
MOST_IDS = 100

#: Status names in any case, and the predecessor's.
ALIASES = {"completed": Status.SUCCESS, **{each.casefold(): each for each in Status}}


def _named(value: object) -> object:
    return ALIASES.get(value.casefold(), value) if isinstance(value, str) else value


def _in_utc(value: datetime) -> datetime:
    return value if value.tzinfo else value.replace(tzinfo=UTC)


StatusName = Annotated[Status, BeforeValidator(_named)]
UtcDatetime = Annotated[
    datetime, AfterValidator(_in_utc), Field(description="UTC if it has no zone.")
]


ResultType = Literal["json", "html", "text"]


class LogLine(Model):
    timestamp: datetime
    level: str
    message: str


class Outcome(Model):
    """The end of a run; ``result`` is JSON text, exactly as the workflow's process wrote it.

    ``is_platform_error``: the message is the platform's own, and has no data of the run.
    ``is_response``: the result is a Response of the SDK, which an endpoint sends as it says.
    """

    status: Status
    result: str | None = None
    is_response: bool = False
    error_type: str | None = None
    error_message: str | None = None
    is_user_error: bool = False
    is_platform_error: bool = False
    traceback: str | None = None
    variables: str | None = Field(
        default=None, description="JSON text of the failing frame's variables, without secrets."
    )


class PastAttempt(Model):
    """One attempt that is over; ``id`` is the write id of its begin or claim."""

    id: UUID
    number: int
    started_at: datetime
    ended_at: datetime
    status: Status
    error_type: str | None = None
    error_message: str | None = None
    is_user_error: bool = False
    is_platform_error: bool = False


class Execution(Model):
    """The execution record, as the journal stores it.

    ``write_id`` is new with each write, so that a writer whose answer was lost recognises its own
    row. ``attempt`` is the write id of the begin or claim of this attempt. A part that is too large
    for a row is empty here, and its ``_blob`` names the blob. ``withheld`` names the secret
    parameters that are redacted in ``input``, and ``sealed`` has them, encrypted, while the run may
    need them: see ``engine.inputs.secret_inputs``. ``startup`` is the result of the form's launch
    workflow. ``in_line``: the run is in the backlog, without a message, and has a row there: see
    ``engine.queue.backlog``.
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
    withheld: tuple[str, ...] = ()
    sealed: str | None = None
    sealed_blob: str | None = None
    startup: JsonValue = None
    startup_blob: str | None = None
    code_version: str
    timeout_seconds: int
    created_at: datetime
    started_at: datetime | None = None
    completed_at: datetime | None = None
    owner_id: UUID | None = None
    attempt: UUID | None = None
    attempts: tuple[PastAttempt, ...] = ()
    due_at: datetime | None = None
    retry_policy: RetryPolicy | None = None
    rerun_of: UUID | None = None
    parent_id: UUID | None = None
    depth: int = 0
    cause: Cause | None = None
    write_id: UUID
    in_line: bool = False
    outcome: Outcome | None = None
    result_blob: str | None = None
    variables_blob: str | None = None
    #: Sizes of parts in blobs, in bytes by the part's name; and the type of a result in a blob.
    part_bytes: dict[str, int] = Field(default_factory=dict[str, int])
    result_type: ResultType | None = None
    logs: tuple[LogLine, ...] = ()
    logs_blob: str | None = None

    @property
    def waits_since(self) -> datetime:
        """The time of acceptance or, between two attempts, the end of the earlier one."""
        return self.attempts[-1].ended_at if self.attempts else self.created_at

    @property
    def could_begin_at(self) -> datetime:
        """The time when it was due, or began to wait."""
        is_for_later = self.status is Status.SCHEDULED and self.due_at is not None
        return self.due_at if is_for_later and self.due_at else self.waits_since

    @property
    def duration_ms(self) -> int | None:
        if self.started_at is None or self.completed_at is None:
            return None
        return round((self.completed_at - self.started_at).total_seconds() * 1000)


class ExecutionSummary(Model):
    """An execution in a list."""

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
        default=False, description="Whether the author wrote the message for the caller."
    )
    is_platform_error: bool = Field(
        default=False, description="Whether the message is the platform's own, for every caller."
    )
    rerun_of: UUID | None = None
    parent_execution_id: UUID | None = Field(
        default=None, description="The run that started this one."
    )
    duration_ms: int | None = None
    created_at: datetime
    due_at: datetime | None = None
    started_at: datetime | None = None
    completed_at: datetime | None = None


class ExecutionLog(Model):
    execution_log_id: str
    timestamp: datetime
    level: str
    message: str
    source: Literal["workflow"] = "workflow"


#: The parts of a record that can be large.
PartName = Literal["input", "result", "logs", "variables"]
ALL_PARTS: frozenset[PartName] = frozenset(("input", "result", "logs", "variables"))


class ExecutionRecord(ExecutionSummary):
    """Everything about one execution; fields for administrators are null for others."""

    made_by: UUID | None = Field(
        default=None,
        description="The user who saved the schedule, webhook or other trigger that started it.",
    )
    made_by_name: str | None = None
    cause: Cause | None = Field(
        default=None, description="What started it, if no user or program called it."
    )
    depth: int = Field(
        default=0, description="How many runs led to it: as its parents, or by events of theirs."
    )
    parts: tuple[PartName, ...] = Field(
        default=(), description="The large parts that are in this response; the others are empty."
    )
    input_bytes: int | None = Field(
        default=None, description="The size of the input as JSON; null if it is not known."
    )
    result_bytes: int | None = Field(
        default=None,
        description="The size of the result as JSON; null without one, or if it is not known.",
    )
    input_data: dict[str, JsonValue]
    withheld: tuple[str, ...] = Field(
        default=(), description="Secret parameters, redacted in the input; a rerun needs them."
    )
    result: JsonValue = None
    result_type: ResultType | None = None
    traceback: str | None = None
    variables: JsonValue = Field(default=None, description="The failing frame's variables.")
    code_version: str
    attempts: tuple[PastAttempt, ...] = ()
    logs: tuple[ExecutionLog, ...] = Field(default=(), description="The lines of its log.")


class ExecutionPage(Model):
    executions: list[ExecutionSummary]
    continuation_token: str | None = Field(
        None, description="Send it to get the next page; null on the last one."
    )


class ExecutionResult(Model):
    result: JsonValue = None
    result_type: ResultType | None = None


class Accepted(Model):
    """A run was accepted; its record shows how it ends."""

    execution_id: UUID
    status: Status = Status.PENDING
    message: str


class CancelRequest(Model):
    """A filter of live executions to cancel: all that match every field that is sent."""

    execution_ids: Annotated[tuple[UUID, ...], Field(max_length=MOST_IDS)] | None = None
    workflow_name: WorkflowName | None = None
    status: StatusName | None = None
    start_date: StartTime | None = None
    end_date: EndTime | None = None


class CancelledMany(Model):
    """The result: ``cancelled`` had not begun and have ended; ``cancelling`` will end soon."""

    cancelled: int
    cancelling: int
    has_more: bool = Field(description="Send the same request again to continue.")
    skipped: int = Field(
        default=0,
        description="Named executions that have ended, do not match, or are not the caller's.",
    )


class StuckExecution(Model):
    execution_id: UUID
    workflow_name: str
    status: Status
    executed_by: str
    executed_by_name: str
    started_at: datetime | None = None


class StuckExecutions(Model):
    executions: list[StuckExecution]
    count: int


class CleanedUp(Model):
    """The result of a sweep: ``pending`` were queued again, ``running`` ended, ``failed`` not."""

    cleaned: int
    pending: int
    running: int
    failed: int


class ExecutionMessage(Model):
    """A message of the queue, with the whole live record and its ETag, so a claim needs no read.

    A large input is not in it: ``input_blob`` names its blob. ``bounces`` counts how often it was
    requeued because all slots were taken.
    """

    execution: Execution
    etag: str
    bounces: int = 0


class KeepAliveMessage(Model):
    """A message that the process of this run holds until the run ends; see ``keep_alive``."""

    execution_id: UUID
    until: datetime
    hops: int = 0


class BacklogMessage(Model):
    """A call to an organization's backlog: the process with a free slot takes the next run."""

    org_id: str
