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
    """The result of an installation; ``id`` names its folder, ``key`` hashes its request."""

    id: str
    key: str
    requirements: str
    packages: tuple[Package, ...]
    installed_at: datetime


class PackageMark(Model):
    id: str
    key: str


class PackagesInForce(Model):
    """The set that runs get now, and the previous ones, newest first."""

    id: str
    history: tuple[PackageMark, ...]


class JobStatus(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    SUCCESS = "success"
    FAILED = "failed"


class PackageJob(Model):
    """One installation; ``alive_until`` is renewed while a process works on it.

    ``change`` is the new ``requirements.txt`` on success, None to leave the file alone; ``base`` is
    the file's ETag before, or empty if there was no file.
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
    """A message of the queue; the rest is in the job's row."""

    type: Literal["package_install"] = "package_install"
    job_id: UUID


class PackageInstall(Model):
    """An installation request; without a package, of what ``requirements.txt`` names."""

    package: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] | None = (
        Field(None, description="A package's name; it is added to requirements.txt.")
    )
    version: Annotated[str, StringConstraints(strip_whitespace=True, max_length=100)] | None = (
        Field(None, description="Exactly this version.")
    )
    upgrade: bool = Field(
        default=False,
        description="Look for newer versions even if the same requirements were installed before.",
    )


class PackageUninstall(Model):
    """The package to take out of ``requirements.txt``; what it needed goes with it."""

    package: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class PackageLine(Model):
    at: datetime
    level: str
    message: str


class PackageJobView(Model):
    """The state of an installation, with log lines; ``next`` is the number of the next one."""

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
    # The name that the predecessor's clients read.
    job_id: UUID = Field(serialization_alias="job_id")
    status: JobStatus


class PackageList(Model):
    """The packages that runs can import; ``changed`` if ``requirements.txt`` differs from them."""

    packages: tuple[Package, ...]
    required: tuple[str, ...] = Field(description="Those that requirements.txt named, by name.")
    installed_at: datetime | None
    changed: bool
    last_install: PackageJobView | None


class PackageUpdate(Model):
    """A package that requirements.txt names, and the newest version of it in the index."""

    name: str
    installed: str
    newest: str | None = Field(description="Null if the index has none, or did not answer.")
    problem: str | None = None


class PackageUpdates(Model):
    packages: tuple[PackageUpdate, ...]
