"""Batches and their rows as they are stored: routes see the views of them alone."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from pydantic import Field, JsonValue

from shared.models.automation.makers import Maker
from shared.models.base import Model
from shared.models.callers import Actor
from shared.models.executions import Status
from shared.models.fleet.batches import (
    BatchCounts,
    BatchRowView,
    BatchState,
    BatchView,
    RowState,
)

IS_OPEN = frozenset({RowState.WAITING, RowState.RUNNING})


class BatchRow(Model):
    """One run of a batch as stored; ``sealed`` has the values of secret parameters."""

    number: int
    org_id: str
    org_name: str | None = None
    state: RowState = RowState.WAITING
    attempt: int = 1
    execution_id: UUID | None = None
    status: Status | None = None
    reason: str | None = None
    inputs: dict[str, JsonValue] = Field(default_factory=dict[str, JsonValue])
    sealed: str | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.state in IS_OPEN


class Batch(Model):
    """A batch as stored.

    ``stage`` counts the stages that have begun, the last of them at ``stage_at``. ``due_at`` is
    when it is looked at next, and ``lease`` names the process that is at it until then.
    ``withheld`` are the secret parameters whose values were given, which retries ask for again.
    ``halt`` is how it will have ended when the runs that it started are over: it starts no more.
    """

    id: UUID
    name: str
    workflow_name: str
    form_id: str | None = None
    inputs: dict[str, JsonValue] = Field(default_factory=dict[str, JsonValue])
    sealed: str | None = None
    withheld: tuple[str, ...] = ()
    configuration: dict[str, str] = Field(default_factory=dict[str, str])
    stages: tuple[int, ...] = ()
    failure_limit: int = 1
    actor: Actor
    maker: Maker
    state: BatchState = BatchState.RUNNING
    halt: BatchState | None = None
    reason: str | None = None
    cancelled_by: str | None = None
    round: int = 1
    stage: int = 0
    stage_at: datetime | None = None
    due_at: datetime | None = None
    lease: UUID | None = None
    total: int
    counts: BatchCounts
    created_at: datetime
    ended_at: datetime | None = None

    def stage_of(self, number: int) -> int:
        """Return the stage, from 1 on, in which a row starts.

        Rows are numbered from 0 on; those of a retry keep their numbers.
        """
        first = 0
        for stage, size in enumerate(self.stages, 1):
            first += size
            if number < first:
                return stage
        return len(self.stages) + 1


def counts_of(rows: Sequence[BatchRow]) -> BatchCounts:
    states = [row.state.value for row in rows]
    return BatchCounts(**{name: states.count(name) for name in BatchCounts.model_fields})


def view_of(batch: Batch) -> BatchView:
    shown = set(BatchView.model_fields) & set(Batch.model_fields)
    return BatchView(
        **batch.model_dump(by_alias=False, include=shown),
        made_by=batch.maker.user_id,
        made_by_name=batch.maker.name,
    )


def row_view_of(batch: Batch, row: BatchRow) -> BatchRowView:
    shown = set(BatchRowView.model_fields) & set(BatchRow.model_fields)
    return BatchRowView(
        **row.model_dump(by_alias=False, include=shown), stage=batch.stage_of(row.number)
    )
