"""Request handlers of the audit log, and its retention."""

import logging
import secrets
from datetime import datetime, timedelta

from shared.call import Call, Platform
from shared.models.audit import (
    AuditActor,
    AuditCheckpoint,
    AuditEntry,
    AuditFacts,
    AuditFilters,
    AuditVerdict,
)
from shared.models.base import GLOBAL
from shared.models.callers import CallerKind
from shared.models.pages import Listed
from shared.models.replies import Reply
from shared.repositories.audit.log import SETTLE_AFTER, Audit
from shared.repositories.audit.proof import Sign
from shared.repositories.audit.signing import KEY_NAME, checker, signer
from shared.repositories.directory import Directory
from shared.services.bulkhead import all_of, bulkhead

logger = logging.getLogger(__name__)

REFUSALS_KEPT = timedelta(days=30)
#: The time for retention in one run of the timer, which has other tasks.
RETENTION_TIME = timedelta(seconds=20)
TIMER = AuditActor(kind=CallerKind.SYSTEM.value, id="timer", name="Timer")


async def page(
    call: Call, filters: AuditFilters, limit: int, start: str | None
) -> Listed[AuditEntry]:
    """List entries, newest first; a filtered page may be short and still have a next one."""
    audit = call.platform.directory.audit_of(call.caller.scope)
    page = await audit.page(filters, start=start, limit=limit)
    return Listed(page.entries, page.next)


async def export(call: Call) -> Reply:
    """Return the whole log as JSON lines, newest first."""
    log = call.platform.directory.audit_of(call.caller.scope)
    lines = [entry.model_dump_json() + "\n" async for entry in log.export()]
    headers = {"Content-Disposition": 'attachment; filename="audit.jsonl"'}
    return Reply("".join(lines).encode(), headers=headers, content_type="application/x-ndjson")


async def verify(call: Call) -> AuditVerdict:
    """Verify the whole chain, and name its first broken link."""
    check = checker(await _key(call.platform))
    return await call.platform.directory.audit_of(call.caller.scope).verify(check)


async def settle(platform: Platform) -> None:
    """Close old intents without an outcome, sign each log, and remove expired entries."""
    clock, directory = platform.services.clock, platform.directory
    sign = signer(await _key(platform))
    expired, until = _expired(platform), clock.now() + RETENTION_TIME
    for org_id in (GLOBAL, *await _kept(directory)):
        log = directory.audit_of(org_id)
        with bulkhead("audit log not signed", log=org_id):
            signed = await _settle(log, sign)
            if signed and expired and clock.now() < until:
                await _retire(log, sign, signed, expired)
    refused_sign_ins = directory.refused_sign_ins
    await all_of(
        refused_sign_ins.flush, lambda: refused_sign_ins.remove_before(clock.now() - REFUSALS_KEPT)
    )


def _expired(platform: Platform) -> datetime | None:
    """Return the time before which entries expire; None to keep all."""
    days = platform.settings.audit_retention_days
    return platform.services.clock.now() - timedelta(days=days) if days else None


async def _kept(directory: Directory) -> list[str]:
    """Return organizations with a log; one that is being purged gets no more entries."""
    return [found.id async for found in directory.organizations.all() if not found.purge_began_at]


async def _settle(log: Audit, sign: Sign) -> AuditCheckpoint | None:
    for intent in await log.open_intents(SETTLE_AFTER):
        with bulkhead("audit intent not closed", log=log.org_id):
            await log.settle(intent)
    return await log.checkpoint(sign)


async def _retire(log: Audit, sign: Sign, signed: AuditCheckpoint, before: datetime) -> None:
    """Record the cut, sign it, then make it: so the log can be verified at any time between."""
    place = await log.place_to_keep(signed, before)
    if place is None:
        return
    cut = {"keptFrom": place, "before": before.isoformat()}
    await log.note(AuditFacts("audit.retention", TIMER, object_kind="auditLog", after=cut))
    with_cut = await log.checkpoint(sign, keep_from=place)
    if with_cut:
        removed = await log.remove_before(with_cut)
        logger.info("audit entries removed", extra={"log": log.org_id, "count": removed})


async def _key(platform: Platform) -> bytes:
    """Return the signing key, made at its first use; write access to rows does not include it."""
    store = platform.services.secrets
    found = await store.find(KEY_NAME)
    if found is None:
        await store.put(KEY_NAME, secrets.token_hex(32))
        found = await store.find(KEY_NAME) or ""
    return bytes.fromhex(found)
