"""Schedules: when a workflow runs by itself and for whom, and what came of each time."""

import hashlib
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, Field, model_validator

from shared.models.automation.cron import CronText, ZoneName
from shared.models.automation.makers import Maker
from shared.models.automation.schedule_rules import (
    Inputs,
    Jitter,
    Missed,
    Overlap,
    ScheduleName,
    ScheduleRules,
    Window,
)
from shared.models.base import Model, OrganizationId, OrLeftOut, WorkflowName
from shared.models.callers import Actor, TriggerKind
from shared.models.organizations import Tags

#: The most organizations that a schedule names one by one.
MOST_NAMED = 500
#: The most characters of a schedule's inputs, as JSON.
MOST_INPUT = 16_000


class Target(Model):
    """The organizations that a schedule of GLOBAL runs for, evaluated at each of its times.

    Exactly one of the three: ids (``GLOBAL`` is one), tags (all of them), or all organizations.
    """

    organizations: Annotated[
        tuple[OrganizationId, ...], Field(max_length=MOST_NAMED), OrLeftOut
    ] = ()
    tags: Annotated[Tags, OrLeftOut] = ()
    all_organizations: bool = False

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        given = [bool(self.organizations), bool(self.tags), self.all_organizations]
        if sum(given) != 1:
            raise ValueError("give organizations, tags or allOrganizations: one of them")
        return self


class Schedule(ScheduleRules):
    """A schedule as stored.

    ``next_at`` is its next time, None while it is off or paused. ``declared`` is True for one of
    the code. ``last_slot`` is the last time at which runs were started and not yet judged, and
    ``carried`` has the earlier time of organizations whose run of then was still under way.
    ``waits`` are the times that wait for an earlier run to end.
    """

    id: UUID
    org_id: str
    workflow_name: WorkflowName
    target: Target | None = None
    declared: bool = False
    is_enabled: bool = False
    paused: str | None = None
    failures: int = 0
    maker: Maker | None = None
    next_at: datetime | None = None
    last_slot: datetime | None = None
    carried: dict[str, datetime] = Field(default_factory=dict[str, datetime])
    waits: tuple[datetime, ...] = ()
    created_by: str
    created_at: datetime
    updated_by: str | None = None
    updated_at: datetime | None = None

    @property
    def actor(self) -> Actor:
        name = f"{self.workflow_name}: {self.name}" if self.declared else self.name
        return Actor.of_trigger(TriggerKind.SCHEDULE, self.id, name, self.maker)

    def from_now_on(self, now: datetime) -> "Schedule":
        """Return the schedule with its next time after now, if it is on and not paused."""
        is_on = self.is_enabled and self.paused is None
        return self.model_copy(update={"next_at": self.times.next(now) if is_on else None})


class SlotState(StrEnum):
    STARTING = "starting"
    WAITING = "waiting"
    STARTED = "started"
    SKIPPED = "skipped"
    FAILED = "failed"
    MISSED = "missed"


class SlotRun(Model):
    """What came of one time in one organization.

    ``after`` is the time whose run it waits for, and ``replaces`` the one whose run is cancelled.
    """

    org_id: str
    state: SlotState
    execution_id: UUID | None = None
    reason: str | None = None
    after: datetime | None = None
    replaces: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.state in (SlotState.STARTING, SlotState.WAITING)


class ScheduleSlot(Model):
    """One time of a schedule, and what came of it; ``until`` is the last of ``count`` times."""

    schedule_id: UUID
    at: datetime
    until: datetime | None = None
    count: int = 1
    state: SlotState
    reason: str | None = None
    by_hand: bool = Field(default=False, description="Whether a user started it.")
    runs: tuple[SlotRun, ...] = ()
    decided_at: datetime

    @property
    def is_open(self) -> bool:
        return any(run.is_open for run in self.runs)

    def with_runs(self, runs: tuple[SlotRun, ...]) -> "ScheduleSlot":
        """Return the slot with these runs, and the state that follows from theirs."""
        return self.model_copy(update={"runs": runs, "state": state_of(runs, self.state)})


def state_of(runs: tuple[SlotRun, ...], otherwise: SlotState) -> SlotState:
    """Return the state of a slot: that of its runs which has most to say."""
    states = {run.state for run in runs}
    order = (
        SlotState.STARTING,
        SlotState.WAITING,
        SlotState.STARTED,
        SlotState.FAILED,
        SlotState.SKIPPED,
    )
    return next((state for state in order if state in states), otherwise)


class SlotCounts(Model):
    started: int = 0
    waiting: int = 0
    skipped: int = 0
    failed: int = 0


class SlotView(ScheduleSlot):
    """A slot as clients see it: with the first of its runs, and counts of all."""

    id: str
    counts: SlotCounts


class ScheduleView(ScheduleRules):
    """A schedule as clients see it."""

    id: UUID
    org_id: str
    workflow_name: WorkflowName
    target: Target | None
    source: Literal["code", "user"]
    is_enabled: bool
    paused: str | None = Field(description="Why it starts nothing although it is on.")
    problem: str | None = Field(description="What keeps it from starting its workflow.")
    failures: int = Field(description="How many times failed in a row.")
    reading: str = Field(description="The times in words.")
    next_runs: tuple[datetime, ...]
    made_by: UUID | None
    made_by_name: str | None
    created_by: str
    created_at: datetime
    updated_by: str | None
    updated_at: datetime | None


class ScheduleCreate(ScheduleRules):
    """A new schedule; without a ``target`` it is for the organization in scope, or for GLOBAL."""

    workflow_name: WorkflowName
    target: Target | None = None
    is_enabled: bool = True


class ScheduleUpdate(Model):
    """A change: fields left out stay. The user who sends it is the schedule's maker from then."""

    name: ScheduleName | None = None
    workflow_name: WorkflowName | None = None
    cron: CronText | None = None
    zone: ZoneName | None = None
    inputs: Inputs | None = None
    overlap: Overlap | None = None
    missed: Missed | None = None
    missed_window_seconds: Window | None = None
    jitter_seconds: Jitter | None = None
    target: Target | None = None


class PreviewRequest(Model):
    """Times to be read before they are saved."""

    cron: CronText
    zone: ZoneName = "UTC"
    viewer_zone: ZoneName = Field(default="UTC", description="The zone of the person who looks.")
    count: int = Field(default=5, ge=1, le=50)
    after: AwareDatetime | None = Field(default=None, description="Now, if it is left out.")


class PreviewRun(Model):
    """One time: in UTC, and as clocks show it in the schedule's and in the viewer's zone."""

    at: datetime
    in_zone: str
    for_viewer: str


class Preview(Model):
    reading: str
    runs: tuple[PreviewRun, ...]


class UpcomingRun(Model):
    at: datetime
    schedule_id: UUID
    name: str
    workflow_name: str


class Upcoming(Model):
    """The times that come, in order."""

    runs: tuple[UpcomingRun, ...]
    is_cut: bool = Field(description="Whether there are more than these.")


def run_id(schedule_id: UUID, slot: datetime, org_id: str) -> UUID:
    """Return the id of the run of a slot in an organization: always the same, a UUID of version 7.

    >>> from datetime import UTC
    >>> run_id(UUID(int=1), datetime(2026, 1, 1, tzinfo=UTC), "acme").version
    7
    """
    milliseconds = int(slot.timestamp() * 1000)
    text = f"{schedule_id}|{milliseconds}|{org_id}"
    digest = int.from_bytes(hashlib.sha256(text.encode()).digest()[:10])
    low = digest & ((1 << 62) - 1)
    high = (digest >> 62) & 0xFFF
    return UUID(int=milliseconds << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low)
