"""Diagnostics: what a platform administrator looks at first where something is wrong."""

from datetime import datetime

from pydantic import Field

from shared.models.base import Model
from shared.models.executions import StuckExecution
from shared.models.health import Dependencies, Version


class QueueState(Model):
    """One queue as it was a moment ago."""

    name: str
    messages: int | None = Field(
        description="Messages, those that are being handled too; null if the queue did not answer."
    )
    oldest_at: datetime | None = Field(
        description="When the oldest message that can be seen was sent."
    )
    error: str | None = None


class ProcessCapacity(Model):
    """The workers and places of the process that answers: each has its own."""

    workers: int = Field(description="Worker processes: busy, idle, starting and ending ones.")
    places: int = Field(description="Runs at once, at most.")
    places_taken: int
    places_of_organization: int = Field(description="Runs of one organization at once, at most.")
    waiting: int = Field(description="Runs that wait here for a place.")


class StuckRun(StuckExecution):
    """An execution of any organization that the next sweep recovers."""

    org_id: str
    org_name: str | None


class SettingInForce(Model):
    """A setting of this process; the value of a secret one is never shown."""

    name: str
    value: str | None
    is_set: bool = Field(description="Whether the environment gives it; else it is the default.")
    is_secret: bool


class Diagnostics(Model):
    """The state of the platform, as the process that answers sees it."""

    version: Version
    isolation: dict[str, bool] | None = Field(
        description="Each layer of the sandbox, and whether it is active; null if none starts."
    )
    dependencies: Dependencies
    queues: tuple[QueueState, ...]
    capacity: ProcessCapacity
    stuck: tuple[StuckRun, ...] = Field(description="At most 100 of them, the oldest first.")
    discovery_problems: int
    settings: tuple[SettingInForce, ...]
    timestamp: datetime
