"""Removes an organization for good, a batch at a time.

Every step can be repeated: after a crash, or when time ran out, the next call finds what is left.
The organization's own row goes last.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

from shared.call import Call
from shared.errors import Conflict, Detail, InvalidInput, NotFound, Stale
from shared.models.audit import AuditActor, AuditFacts
from shared.models.base import GLOBAL
from shared.models.organizations import Organization
from shared.models.paths import data_folder
from shared.models.purges import AuditEnd, AuditMark, Purge, PurgeReport, PurgeRequest
from shared.models.traces import Trace
from shared.operations.auditing import facts_of, note, with_object
from shared.operations.graph_subscriptions.places import leave
from shared.repositories.organizations import StoredOrganization, StoredPurge
from shared.services.blobs import Blobs
from shared.services.bulkhead import bulkhead
from shared.services.secrets import prefix_of

USERS_AT_ONCE = 20
KEYS_AT_ONCE = 50
SECRETS_AT_ONCE = 10
BLOBS_AT_ONCE = 20
RECENT_ENTRIES = 40

#: A step removes one batch and returns its size; None if nothing is left.
Step = Callable[[], Awaitable[int | None]]


async def purge(call: Call, org_id: str, request: PurgeRequest) -> PurgeReport:
    """Remove as much of a deactivated organization as time permits; a further call continues.

    Its users remain users. Its secrets can be recovered in the vault for a while.
    """
    stored = await call.platform.directory.organizations.get(org_id)
    organization = stored.organization
    _require_confirmed(organization, request)
    _require_at_rest(call, organization)
    await _require_no_live_runs(call, org_id)
    if organization.purge_began_at is None:
        await _begin(call, stored)
    report = await _Purging(call, organization).run()
    call.changed("organization", org_id, organization, report)
    return report


def _require_confirmed(organization: Organization, request: PurgeRequest) -> None:
    if request.confirm not in (organization.id, organization.name):
        fault = Detail(("body", "confirm"), "this is not the organization's id or name")
        raise InvalidInput("repeat the id or the name of the organization to confirm", [fault])


def _require_at_rest(call: Call, organization: Organization) -> None:
    """Conflict until other processes know of the deactivation, which takes up to 30 s."""
    if organization.is_active:
        raise Conflict("this organization is active: deactivate it first")
    if organization.purge_began_at:
        return
    pause = timedelta(seconds=call.platform.settings.purge_after_seconds)
    changed_at = organization.updated_at or organization.created_at
    left = changed_at + pause - call.platform.services.clock.now()
    if left > timedelta(0):
        seconds = int(left.total_seconds()) + 1
        raise Conflict(f"this organization was active until just now: try again in {seconds} s")


async def _require_no_live_runs(call: Call, org_id: str) -> None:
    live, more = await call.platform.directory.executions_of(org_id).live()
    if live:
        count = f"more than {len(live)}" if more else str(len(live))
        raise Conflict(f"executions that have not ended: {count}; wait for them, or cancel them")


async def _begin(call: Call, stored: StoredOrganization) -> None:
    """Record the purge in the organization's own log first; GLOBAL's log has every call."""
    organization = stored.organization
    trace = Trace(organization.own_view, None)
    facts = with_object(facts_of(call), "organization", organization.id, trace)
    await note(call, organization.id, facts)
    purge = Purge(
        org_id=stored.organization.id,
        name=stored.organization.name,
        began_by=call.caller.actor.id,
        began_at=call.platform.services.clock.now(),
    )
    await call.platform.directory.organizations.begin_purge(stored, purge)


class _Purging:
    """The work of one call, bounded by time."""

    def __init__(self, call: Call, organization: Organization) -> None:
        self._call = call
        self._organization = organization
        self._org_id = organization.id
        self._directory = call.platform.directory
        self._secrets = call.platform.services.secrets
        self._names: list[str] | None = None
        self._until = self._now() + timedelta(seconds=call.platform.settings.purge_seconds)

    async def run(self) -> PurgeReport:
        stored = await self._directory.organizations.purge_of(self._org_id)
        try:
            stored, complete = await self._take(stored, self._steps())
            if complete:
                stored = await self._with_audit_end(stored)
                stored, complete = await self._take(stored, self._last_steps())
        except Stale as error:
            raise Conflict("another request is purging it too: try again") from error
        report = await self._report(stored.purge, complete=complete)
        if complete:
            await self._directory.forget_marks(self._org_id)
            await self._directory.organizations.remove(self._organization)
        return report

    def _steps(self) -> Mapping[str, Step]:
        """The steps, by the name of the count that they add to."""
        data, org_id = self._directory.organization_data, self._org_id
        services = self._call.platform.services
        return {
            "api_keys": self._remove_keys,
            "service_accounts": lambda: self._directory.service_accounts.remove_batch(org_id),
            "invitations": lambda: self._directory.invitations.remove_batch(org_id),
            "memberships": self._end_memberships,
            "roles": lambda: data.remove_roles(org_id),
            "forms": lambda: data.remove_forms(org_id),
            "uploads": lambda: self._remove_blobs(services.uploads),
            "storage": lambda: self._remove_blobs(services.storage),
            "configuration": lambda: data.remove_configuration(org_id),
            "webhooks": self._remove_webhooks,
            "schedules": lambda: self._directory.due_schedules.remove(org_id),
            "sign_in_providers": lambda: self._directory.sign_in_providers.remove_all(org_id),
            "batch_rows": lambda: self._directory.batches.remove_organization(org_id),
            "figures": lambda: self._directory.figures.remove(org_id),
            "connections": lambda: self._directory.connection_data.remove(org_id),
            "agents": lambda: data.remove_agents(org_id),
            "agent_runs": lambda: data.remove_agent_runs(org_id),
            "conversations": lambda: data.remove_conversations(org_id),
            "llm_keys": lambda: data.remove_llm_keys(org_id),
            "knowledge": lambda: data.remove_knowledge(org_id),
            "ai_usage": lambda: data.remove_ai_usage(org_id),
            "outgoing_webhooks": lambda: data.remove_outgoing_webhooks(org_id),
            "event_triggers": lambda: data.remove_event_triggers(org_id),
            "executions": lambda: data.remove_executions(org_id),
            "blobs": lambda: data.remove_blobs(org_id),
            "files": self._remove_files,
            "secrets": self._delete_secrets,
        }

    def _last_steps(self) -> Mapping[str, Step]:
        return {
            "audit_entries": lambda: self._directory.organization_data.remove_audit_log(
                self._org_id
            )
        }

    async def _take(
        self, stored: StoredPurge, steps: Mapping[str, Step]
    ) -> tuple[StoredPurge, bool]:
        """Run these steps until nothing is left or time is up; return whether nothing is left.

        A step that fails does not hold up the others: its error is raised when they are done.
        """
        failed: Exception | None = None
        for kind, step in steps.items():
            while True:
                with bulkhead("purge step failed", org=self._org_id, step=kind) as turn:
                    count = await step()
                failed = failed or turn.error
                if turn.error or count is None:
                    break
                stored = await self._note(stored, kind, count)
                if self._now() >= self._until:
                    return stored, False
        if failed:
            raise failed
        return stored, True

    async def _note(self, stored: StoredPurge, kind: str, count: int) -> StoredPurge:
        removed = stored.purge.removed
        counted = removed.model_copy(update={kind: count + getattr(removed, kind)})
        changed = stored.purge.model_copy(update={"removed": counted})
        return await self._directory.organizations.note_purge(stored, changed)

    async def _with_audit_end(self, stored: StoredPurge) -> StoredPurge:
        """Record in GLOBAL's log where its audit log ended, before the first entry is removed."""
        if stored.purge.audit_log:
            return stored
        log = self._directory.audit_of(self._org_id)
        head, newest = await log.head(), await log.page(limit=RECENT_ENTRIES)
        marks = tuple(AuditMark(sequence=one.sequence, hash=one.hash) for one in newest.entries)
        end = AuditEnd(sequence=head.sequence, hash=head.hash, recent=marks)
        await self._directory.audit_of(GLOBAL).note(self._facts(end))
        changed = stored.purge.model_copy(update={"audit_log": end})
        return await self._directory.organizations.note_purge(stored, changed)

    def _facts(self, end: AuditEnd) -> AuditFacts:
        actor = self._call.caller.actor
        return AuditFacts(
            "organization.purge.auditLog",
            AuditActor(kind=actor.kind.value, id=actor.id, name=actor.name),
            object_kind="auditLog",
            object_id=self._org_id,
            after=end.model_dump(),
        )

    async def _remove_keys(self) -> int | None:
        page = await self._directory.api_keys.page(self._org_id, None, KEYS_AT_ONCE)
        if page.items:
            with suppress(Stale):  # another request removes them too
                await self._directory.api_keys.remove(page.items)
        return len(page.items) or None

    async def _end_memberships(self) -> int | None:
        page = await self._directory.users.page(self._org_id, "", None, USERS_AT_ONCE)
        for user in page.items:
            with suppress(Stale, NotFound):  # changed just now: the next batch includes them
                await self._end_membership(user.id)
        return len(page.items) or None

    async def _end_membership(self, user_id: UUID) -> None:
        before = await self._directory.users.get(user_id)
        kept = tuple(m for m in before.user.memberships if m.org_id != self._org_id)
        facts = {
            "memberships": kept,
            "updated_by": self._call.caller.actor.id,
            "updated_at": self._now(),
        }
        await self._directory.users.replace(before, before.user.model_copy(update=facts))

    async def _remove_webhooks(self) -> int | None:
        await leave(self._call.platform, self._org_id)
        return await self._directory.webhook_data.remove(self._org_id)

    async def _remove_files(self) -> int | None:
        """Remove the files of its runs, all at once, so a second call finds no folder."""
        workspace, folder = self._call.platform.services.workspace, data_folder(self._org_id)
        try:
            count = sum(not entry.is_folder for entry in await workspace.walk(folder))
            await workspace.delete(folder)
        except NotFound:
            return None
        return count

    async def _remove_blobs(self, blobs: Blobs) -> int | None:
        """Remove a batch of blobs: uploads to its forms, or the storage of its runs."""
        found = await blobs.page(f"{self._org_id}/", BLOBS_AT_ONCE, None)
        await asyncio.gather(*map(blobs.delete, found.names))
        return len(found.names) or None

    async def _delete_secrets(self) -> int | None:
        if self._names is None:  # once per call, for the vault reads all its names
            self._names = [*await self._secrets.names(prefix_of(self._org_id))]
        batch = self._names[:SECRETS_AT_ONCE]
        await asyncio.gather(*(self._secrets.delete(name) for name in batch))
        del self._names[:SECRETS_AT_ONCE]
        return len(batch) or None

    async def _report(self, purge: Purge, *, complete: bool) -> PurgeReport:
        """Report the counts; those of deleted secrets come from the vault itself."""
        deleted = await self._secrets.deleted(prefix_of(self._org_id))
        domains = len(self._organization.domains) if complete else 0
        counts = {"domains": domains, "secrets": len(deleted)}
        facts = purge.model_copy(update={"removed": purge.removed.model_copy(update=counts)})
        return PurgeReport(
            **facts.model_dump(by_alias=False),
            complete=complete,
            secrets_gone_at=max((secret.gone_at for secret in deleted), default=None),
        )

    def _now(self) -> datetime:
        return self._call.platform.services.clock.now()
