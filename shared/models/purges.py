"""The purge of an organization: its request, its progress and its report."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from shared.models.base import Model


class PurgeRequest(Model):
    confirm: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = Field(
        description="The organization's id or its name, to confirm."
    )


class PurgeCounts(Model):
    """Counts of what all calls together removed; a crash can lose up to one batch of a count."""

    domains: int = 0
    api_keys: int = 0
    memberships: int = 0
    invitations: int = 0
    service_accounts: int = 0
    roles: int = 0
    forms: int = 0
    uploads: int = 0
    storage: int = 0
    configuration: int = 0
    executions: int = 0
    blobs: int = 0
    sign_in_providers: int = 0
    connections: int = 0
    webhooks: int = 0
    agents: int = 0
    agent_runs: int = 0
    conversations: int = 0
    llm_keys: int = 0
    ai_usage: int = 0
    knowledge: int = 0
    outgoing_webhooks: int = 0
    event_triggers: int = 0
    schedules: int = 0
    batch_rows: int = 0
    figures: int = 0
    files: int = 0
    secrets: int = 0
    audit_entries: int = 0


class AuditMark(Model):
    """The sequence and hash of one entry of an audit log."""

    sequence: int
    hash: str


class AuditEnd(AuditMark):
    """The newest entry that the organization's audit log had, and those just before it.

    An export from the time when the organization was active ends with one of them: deactivation and
    purge were recorded later.
    """

    recent: tuple[AuditMark, ...] = ()


class Purge(Model):
    """A purge in progress, stored until the organization's own row is removed."""

    org_id: str
    name: str
    began_by: str
    began_at: datetime
    removed: PurgeCounts = Field(default_factory=PurgeCounts)
    audit_log: AuditEnd | None = None


class PurgeReport(Purge):
    """The report of a purge; unless ``complete``, time ran out: call again to continue.

    The organization's secrets can be recovered in the vault until ``secretsGoneAt``.
    """

    complete: bool
    secrets_gone_at: datetime | None
