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
    timestamp: datetime


class Dependencies(Model):
    """The services that the platform depends on, as they answered at ``timestamp``."""

    status: Literal["ready", "notReady"]
    dependencies: tuple[Dependency, ...]
    timestamp: datetime


class Version(Model):
    version: str
