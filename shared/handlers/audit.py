"""What can be asked of the audit log."""

import hashlib
import hmac
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
from shared.repositories.directory import Directory
from shared.services.bulkhead import all_of, bulkhead

logger = logging.getLogger(__name__)

KEY_NAME = "bifrost-audit-key"
STRANGERS_KEPT = timedelta(days=30)
#: In one run of the timer, which has other things to do.
RETENTION_TIME = timedelta(seconds=20)
TIMER = AuditActor(kind=CallerKind.SYSTEM.value, id="timer", name="Timer")


async def page(
    call: Call, filters: AuditFilters, limit: int, start: str | None
) -> Listed[AuditEntry]:
    """Newest first; with filters a page may be short and still have a next one."""
    audit = call.platform.directory.audit_of(call.caller.scope)
    page = await audit.page(filters, start=start, limit=limit)
    return Listed(page.entries, page.next)


async def export(call: Call) -> Reply:
    """The whole log as JSON lines, newest first."""
    log = call.platform.directory.audit_of(call.caller.scope)
    lines = [entry.model_dump_json() + "\n" async for entry in log.export()]
    headers = {"Content-Disposition": 'attachment; filename="audit.jsonl"'}
    return Reply("".join(lines).encode(), headers=headers, content_type="application/x-ndjson")


async def verify(call: Call) -> AuditVerdict:
    """Walk the whole chain and name its first broken link."""
    key = await _key(call.platform)

    def check(content: bytes, signature: str) -> bool:
        return hmac.compare_digest(_sign(key)(content), signature)

    return await call.platform.directory.audit_of(call.caller.scope).verify(check)


async def settle(platform: Platform) -> None:
    """Settle what has had no outcome for a while, sign each log, remove what is too old."""
    clock, directory = platform.services.clock, platform.directory
    sign = _sign(await _key(platform))
    expired, until = _expired(platform), clock.now() + RETENTION_TIME
    for org_id in (GLOBAL, *await _kept(directory)):
        log = directory.audit_of(org_id)
        with bulkhead("an audit log is left for later", log=org_id):
            signed = await _settle(log, sign)
            if signed and expired and clock.now() < until:
                await _retire(log, sign, signed, expired)
    strangers = directory.refused_sign_ins
    await all_of(strangers.flush, lambda: strangers.remove_before(clock.now() - STRANGERS_KEPT))


def _expired(platform: Platform) -> datetime | None:
    """What is older may go; None to keep everything."""
    days = platform.settings.audit_retention_days
    return platform.services.clock.now() - timedelta(days=days) if days else None


async def _kept(directory: Directory) -> list[str]:
    """Organizations with a log; one that is being purged has had its last entry."""
    return [found.id async for found in directory.organizations.all() if not found.purge_began_at]


async def _settle(log: Audit, sign: Sign) -> AuditCheckpoint | None:
    for intent in await log.open_intents(SETTLE_AFTER):
        with bulkhead("an audit entry is left for later", log=log.org_id):
            await log.settle(intent)
    return await log.checkpoint(sign)


async def _retire(log: Audit, sign: Sign, signed: AuditCheckpoint, before: datetime) -> None:
    """Note the cut, sign it, make it: whatever is cut off, the log can be verified."""
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
    """Made when it is first needed; who can write rows does not have it."""
    store = platform.services.secrets
    found = await store.find(KEY_NAME)
    if found is None:
        await store.put(KEY_NAME, secrets.token_hex(32))
        found = await store.find(KEY_NAME) or ""
    return bytes.fromhex(found)


def _sign(key: bytes) -> Sign:
    return lambda content: hmac.new(key, content, hashlib.sha256).hexdigest()
