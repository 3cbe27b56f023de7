"""The rules of a schedule, from the code or from a user: times, input, overlap, missed times."""

from typing import Annotated, Literal

from pydantic import Field, JsonValue, StringConstraints

from shared.models.automation.cron import Cron, CronText, ZoneName
from shared.models.base import Model, OrLeftOut

WEEK_SECONDS = 7 * 86_400

Overlap = Annotated[
    Literal["skip", "queue", "replace"],
    Field(
        description="For a time at which the last run is under way: leave the new one out, let "
        "it begin after the last one, or cancel the last one."
    ),
]
Missed = Annotated[
    Literal["skip", "once", "all"],
    Field(description="For times at which the platform did not run: none, one run, or all."),
]
Window = Annotated[int, Field(ge=0, le=WEEK_SECONDS, description="How old a missed time may be.")]
Jitter = Annotated[int, Field(ge=0, le=3600, description="The longest delay of a run.")]
ScheduleName = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)
]
Inputs = Annotated[dict[str, JsonValue], OrLeftOut]


class ScheduleRules(Model):
    name: ScheduleName
    cron: CronText = Field(description="Minute, hour, day, month, day of the week.")
    zone: ZoneName = "UTC"
    inputs: Inputs = Field(default_factory=dict[str, JsonValue])
    overlap: Overlap = "skip"
    missed: Missed = "once"
    missed_window_seconds: Window = 86_400
    jitter_seconds: Jitter = 0

    @property
    def times(self) -> Cron:
        return Cron(self.cron, self.zone)


class DeclaredSchedule(Model):
    """A schedule of ``@workflow(schedule=...)``, as the file says it; the index checks it.

    ``name`` is its number without one.
    """

    name: str = Field(min_length=1, max_length=100)
    cron: str = Field(max_length=200)
    zone: str = Field(default="UTC", max_length=64)
    inputs: dict[str, JsonValue] = Field(default_factory=dict[str, JsonValue])
    overlap: Literal["skip", "queue", "replace"] = "skip"
    missed: Literal["skip", "once", "all"] = "once"
    missed_window_seconds: int = Field(default=86_400, ge=0, le=WEEK_SECONDS)
    jitter_seconds: int = Field(default=0, ge=0, le=3600)
