"""Packages that workflows may import, and the jobs that install them."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from shared.models.base import Model

MOST_REQUIREMENTS_CHARACTERS = 16_000


class Package(Model):
    name: str
    version: str


class PackageSet(Model):
    """What one installation made. ``id`` names its folder; ``key`` what was asked for."""

    id: str
    key: str
    requirements: str
    packages: tuple[Package, ...]
    installed_at: datetime


class PackageMark(Model):
    id: str
    key: str


class PackagesInForce(Model):
    """Which set runs get, and the last ones that there were, newest first."""

    id: str
    history: tuple[PackageMark, ...]


class JobStatus(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    SUCCESS = "success"
    FAILED = "failed"


class PackageJob(Model):
    """One installation. ``alive_until`` is renewed while somebody works at it.

    ``change`` is what ``requirements.txt`` becomes when it succeeds, ``base`` its ETag before,
    or empty if there was none; None leaves the file alone.
    """

    id: UUID
    package: str | None
    version: str | None
    requirements: str
    upgrade: bool = False
    change: str | None = None
    base: str = ""
    requested_by: str
    requested_at: datetime
    status: JobStatus = JobStatus.QUEUED
    error: str | None = None
    attempts: int = 0
    alive_until: datetime | None = None
    ended_at: datetime | None = None

    @property
    def is_over(self) -> bool:
        return self.status in (JobStatus.SUCCESS, JobStatus.FAILED)


class PackageMessage(Model):
    """What the queue carries; the job's row has the rest."""

    type: Literal["package_install"] = "package_install"
    job_id: UUID


class PackageInstall(Model):
    """Without a package, what ``requirements.txt`` of the workspace names is installed."""

    package: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] | None = (
        Field(None, description="A name as in requirements.txt; it is added there.")
    )
    version: Annotated[str, StringConstraints(strip_whitespace=True, max_length=100)] | None = (
        Field(None, description="This version and no other.")
    )
    upgrade: bool = Field(
        default=False,
        description="Look for newer versions also where the same was installed before.",
    )


class PackageLine(Model):
    at: datetime
    level: str
    message: str


class PackageJobView(Model):
    """``lines`` are those after the number that was asked for; ``next`` asks for what follows."""

    job_id: UUID
    status: JobStatus
    package: str | None
    version: str | None
    error: str | None
    requested_by: str
    requested_at: datetime
    ended_at: datetime | None
    lines: tuple[PackageLine, ...] = ()
    next: int = 0


class PackageQueued(Model):
    # The predecessor's clients read it by this name.
    job_id: UUID = Field(serialization_alias="job_id")
    status: JobStatus


class PackageList(Model):
    """What runs may import. ``changed`` says that ``requirements.txt`` asks for something else."""

    packages: tuple[Package, ...]
    installed_at: datetime | None
    changed: bool
    last_install: PackageJobView | None
