"""Figures of runs: what the timer has counted, by day, workflow and organization."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from shared.models.base import Model


class RunCounts(Model):
    """How many runs ended, and how many of them failed, timed out or were cancelled."""

    total: int = 0
    failed: int = 0
    timed_out: int = 0
    cancelled: int = 0


class WorkflowDay(RunCounts):
    """The runs of one workflow that ended on one day.

    ``durations`` counts them by how long they took: see ``shared.operations.fleet.durations``.
    """

    durations: dict[str, int] = Field(default_factory=dict[str, int])
    minutes_saved: float = 0


class DayFigures(Model):
    """The runs of one organization that ended on one day, by workflow."""

    org_id: str
    day: str
    workflows: dict[str, WorkflowDay] = Field(default_factory=dict[str, WorkflowDay])


class OrganizationFigures(Model):
    """What the overview shows of one organization; ``hours`` are those of the last two days."""

    org_id: str
    hours: dict[str, RunCounts] = Field(default_factory=dict[str, RunCounts])
    live: int = 0
    dead_letters: int = 0
    last_run_at: datetime | None = None
    counted_at: datetime


class Counted(Model):
    """How far the runs of an organization are counted: all that were accepted until then.

    ``live`` are those of them that had not ended, and are counted when they have. ``recent`` are
    those that are counted and whose records are so young that the next round reads them again.
    ``read_at`` is when the round looked, by the clock of the ``store``; an older release noted
    neither.
    """

    until: datetime
    read_at: datetime | None = None
    store: str | None = None
    recent: tuple[UUID, ...] = ()
    live: tuple[UUID, ...] = ()
