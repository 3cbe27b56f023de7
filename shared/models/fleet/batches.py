"""Batches: one workflow or form for many organizations, in stages, and what came of each row."""

import json
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, JsonValue, StringConstraints, model_validator

from shared.models.automation.schedules import Target
from shared.models.base import Model, OrganizationId, OrLeftOut, WorkflowName
from shared.models.executions import Status

MOST_ROWS = 1000
#: The most characters of the values for all rows, and of one row's own, as JSON.
MOST_INPUT = 16_000
MOST_ROW_INPUT = 8_000

BatchName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
Values = Annotated[dict[str, JsonValue], OrLeftOut]
#: How many rows each stage starts; all that are left follow after the last of them.
Stages = Annotated[tuple[Annotated[int, Field(ge=1, le=MOST_ROWS)], ...], Field(max_length=10)]
ConfigKey = Annotated[str, StringConstraints(min_length=1, max_length=100)]


class BatchState(StrEnum):
    RUNNING = "running"
    #: Every row has ended, whether or not it succeeded.
    COMPLETED = "completed"
    #: Stopped by its failure limit, or because its maker lost the right.
    STOPPED = "stopped"
    CANCELLED = "cancelled"


class RowState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"
    #: Its organization may not run it: ``reason`` says why.
    SKIPPED = "skipped"
    #: The batch was stopped or cancelled before it.
    UNSTARTED = "unstarted"


class BatchCounts(Model):
    waiting: int = 0
    running: int = 0
    succeeded: int = 0
    failed: int = 0
    cancelled: int = 0
    skipped: int = 0
    unstarted: int = 0


class BatchRowCreate(Model):
    """An organization, with values of its own, which override those for all."""

    organization_id: OrganizationId
    inputs: Values = Field(default_factory=dict[str, JsonValue])

    @model_validator(mode="after")
    def _is_short(self) -> Self:
        if len(json.dumps(self.inputs)) > MOST_ROW_INPUT:
            raise ValueError(f"the values of a row have at most {MOST_ROW_INPUT} characters")
        return self


class BatchCreate(Model):
    """A new batch: a workflow or a form, and whom it is for."""

    name: BatchName
    workflow_name: WorkflowName | None = None
    form_id: Annotated[str, Field(max_length=100)] | None = None
    target: Target | None = Field(
        default=None, description="The organizations as they are now; or send rows."
    )
    rows: Annotated[tuple[BatchRowCreate, ...], Field(max_length=MOST_ROWS), OrLeftOut] = Field(
        default=(), description="One run each, in this order; an organization may come again."
    )
    inputs: Values = Field(
        default_factory=dict[str, JsonValue], description="The values for every row."
    )
    configuration: Annotated[dict[str, ConfigKey], Field(max_length=50), OrLeftOut] = Field(
        default_factory=dict[str, str],
        description="Parameters that take a configuration value of each organization: its key.",
    )
    stages: Annotated[Stages, OrLeftOut] = Field(
        default=(), description="How many rows each stage starts, such as [1, 5]; then all."
    )
    failure_limit: int = Field(
        default=1, ge=1, le=MOST_ROWS, description="So many failures let no stage begin."
    )

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if (self.workflow_name is None) == (self.form_id is None):
            raise ValueError("give workflowName or formId: one of them")
        if (self.target is None) == (not self.rows):
            raise ValueError("give target or rows: one of them")
        if len(json.dumps(self.inputs)) > MOST_INPUT:
            raise ValueError(f"the values for all rows have at most {MOST_INPUT} characters")
        return self


class BatchRetry(Model):
    """A retry of rows: ``inputs`` are values of secret parameters, which were dropped."""

    inputs: Values = Field(default_factory=dict[str, JsonValue])
    unstarted: bool = Field(
        default=False, description="Whether to start those that the batch's stop left out, too."
    )


class BatchView(Model):
    """A batch as lists show it."""

    id: UUID
    name: str
    workflow_name: str
    form_id: str | None
    state: BatchState
    halt: BatchState | None = Field(
        description="How it ends when the runs that it started are over: it starts no more."
    )
    reason: str | None
    stages: tuple[int, ...]
    stage: int = Field(description="How many stages have begun.")
    failure_limit: int
    round: int = Field(description="1, and one more for each retry.")
    withheld: tuple[str, ...] = Field(
        description="Secret parameters, whose values a retry needs again."
    )
    inputs: dict[str, JsonValue]
    configuration: dict[str, str]
    total: int
    counts: BatchCounts
    made_by: UUID
    made_by_name: str
    cancelled_by: str | None
    created_at: datetime
    ended_at: datetime | None


class BatchRowView(Model):
    """What came of one row, without its values."""

    number: int
    org_id: str
    org_name: str | None
    stage: int
    state: RowState
    attempt: int
    execution_id: UUID | None
    status: Status | None
    reason: str | None
    started_at: datetime | None
    ended_at: datetime | None


class BatchDetails(BatchView):
    """A batch with all of its rows."""

    rows: tuple[BatchRowView, ...]


class BatchMessage(Model):
    """A message of the queue: a batch is due for its next turn."""

    batch_id: UUID
