"""Health, readiness and version of this process."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from shared.models.base import Model


class Health(Model):
    status: Literal["healthy"] = "healthy"
    service: Literal["bifrost"] = "bifrost"
    isolation: dict[str, bool] | None = Field(
        default=None,
        description="Each layer of the sandbox, and whether it is active on this machine.",
    )
    timestamp: datetime


class Dependency(Model):
    name: str
    latency_ms: float
    error: str | None = None


class Readiness(Model):
    status: Literal["ready"] = "ready"
    degraded: bool = Field(
        default=False,
        description="Whether an administrator should look at /api/health/dependencies, though all "
        "work.",
    )
    timestamp: datetime


class Dependencies(Model):
    """The services that the platform depends on, as they answered at ``timestamp``."""

    status: Literal["ready", "notReady"]
    dependencies: tuple[Dependency, ...]
    warnings: tuple[str, ...] = Field(
        default=(),
        description="What an administrator should look at, such as a backup that failed or a disk "
        "that is nearly full.",
    )
    timestamp: datetime


class Version(Model):
    """What runs here."""

    version: str = Field(description="The release, under the name that it had first.")
    release: str = Field(description="The release, such as 0.1.0.")
    commit: str | None = Field(
        description="The commit that it was made from; null in a folder that does not tell."
    )
    stored_schema: int = Field(
        alias="schema",
        description="The version of what is stored. An older Bifrost refuses what a newer one "
        "stored; a newer one upgrades it.",
    )
