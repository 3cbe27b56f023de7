"""The figures of runs, and the overview of all organizations, as clients see them."""

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from shared.models.base import Model


class MetricsBy(StrEnum):
    DAY = "day"
    WORKFLOW = "workflow"


class MetricsRow(Model):
    """The runs that ended on one day, or of one workflow."""

    key: str = Field(description="The day, in UTC, or the name of the workflow.")
    total: int
    failed: int
    timed_out: int
    cancelled: int
    p50_ms: int | None = Field(description="Half of the runs took no longer, within a fifth.")
    p95_ms: int | None
    minutes_saved: float


class Glance(Model):
    """The last 24 hours of an organization, and what needs care."""

    runs: int = Field(description="Runs that ended in the last 24 hours.")
    failed: int = Field(description="Those of them that failed or ran out of time.")
    live: int
    last_run_at: datetime | None
    dead_letters: int
    connections: int = Field(description="Connections that need to be connected again.")


class Metrics(Model):
    """Figures of an organization; those of the last minute or two are not in them."""

    rows: tuple[MetricsRow, ...]
    now: Glance
    counted_at: datetime | None = Field(description="When the timer last counted its runs.")


class OrganizationOverview(Glance):
    """One organization at a glance."""

    org_id: str
    name: str
    is_active: bool
    tags: tuple[str, ...]


class HourFigures(Model):
    hour: datetime
    total: int
    failed: int


class Overview(Model):
    """All organizations at a glance, and the last 24 hours of the platform."""

    organizations: tuple[OrganizationOverview, ...]
    hours: tuple[HourFigures, ...]
    discovery_problems: int
    counted_at: datetime | None
