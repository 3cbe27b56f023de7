"""The removal of everything that is kept of an organization, and what became of it."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from shared.models.base import Model


class PurgeRequest(Model):
    confirm: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = Field(
        description="The organization's id or its name, again."
    )


class PurgeCounts(Model):
    """What was removed, by all calls together; a crash can take up to one batch off a count."""

    domains: int = 0
    api_keys: int = 0
    memberships: int = 0
    roles: int = 0
    forms: int = 0
    uploads: int = 0
    storage: int = 0
    configuration: int = 0
    executions: int = 0
    blobs: int = 0
    connections: int = 0
    files: int = 0
    secrets: int = 0
    audit_entries: int = 0


class AuditMark(Model):
    """One entry of an audit log."""

    sequence: int
    hash: str


class AuditEnd(AuditMark):
    """The newest entry that the organization's audit log had, and those just before it.

    What was exported while the organization was active ends with one of them: that it was
    deactivated and purged was recorded after that.
    """

    recent: tuple[AuditMark, ...] = ()


class Purge(Model):
    """A removal that is under way. It is kept until the organization's own row goes."""

    org_id: str
    name: str
    began_by: str
    began_at: datetime
    removed: PurgeCounts = Field(default_factory=PurgeCounts)
    audit_log: AuditEnd | None = None


class PurgeReport(Purge):
    """``complete`` is false if there was no time for all of it: call again to go on.

    Its secrets can be recovered in the vault until they are gone for good at ``secretsGoneAt``.
    """

    complete: bool
    secrets_gone_at: datetime | None
