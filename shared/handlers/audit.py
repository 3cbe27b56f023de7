"""Request handlers of the audit log, and its retention."""

import hashlib
import hmac
import logging
import secrets
from collections.abc import AsyncIterator, Iterable
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
from shared.repositories.activity import Marked
from shared.repositories.audit.log import SETTLE_AFTER, Audit
from shared.repositories.audit.proof import Sign
from shared.repositories.directory import Directory
from shared.services.bulkhead import all_of, bulkhead
from shared.services.concurrency import for_each

logger = logging.getLogger(__name__)

KEY_NAME = "bifrost-audit-key"
REFUSALS_KEPT = timedelta(days=30)
#: The time for retention in one run of the timer, which has other tasks.
RETENTION_TIME = timedelta(seconds=20)
FULL_EVERY = timedelta(hours=6)
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
    key = await _key(call.platform)

    def check(content: bytes, signature: str) -> bool:
        return hmac.compare_digest(_sign(key)(content), signature)

    return await call.platform.directory.audit_of(call.caller.scope).verify(check)


async def settle(platform: Platform) -> None:
    """Close old intents without an outcome, sign each log, and remove expired entries.

    Only logs that were written to are read, and every sixth hour all of them.
    """
    clock, directory = platform.services.clock, platform.directory
    sign = _sign(await _key(platform))
    expired, until = _expired(platform), clock.now() + RETENTION_TIME
    marked = await _marked(directory)
    is_full = marked.needs_full(FULL_EVERY)
    all_signed = True

    async def settle_one(org_id: str) -> None:
        nonlocal all_signed
        log = directory.audit_of(org_id)
        with bulkhead("audit log not signed", log=org_id) as turn:
            signed = await _settle(log, sign)
            is_cut = False
            if signed and expired and clock.now() < until:
                is_cut = await _retire(log, sign, signed, expired)
            if not is_cut:  # after a cut there may be more to remove
                await _forget(directory, org_id, marked)
        all_signed = all_signed and turn.holds

    kept = _kept(directory) if is_full else _kept_of(directory, marked.marks)
    await for_each(kept, settle_one)
    with bulkhead("round not noted: the next one reads more"):
        if all_signed:
            await directory.audit_logs.note_round(is_full=is_full)
    refused_sign_ins = directory.refused_sign_ins
    await all_of(
        refused_sign_ins.flush, lambda: refused_sign_ins.remove_before(clock.now() - REFUSALS_KEPT)
    )


def _expired(platform: Platform) -> datetime | None:
    """Return the time before which entries expire; None to keep all."""
    days = platform.settings.audit_retention_days
    return platform.services.clock.now() - timedelta(days=days) if days else None


async def _kept(directory: Directory) -> AsyncIterator[str]:
    """Yield organizations with a log; one that is being purged gets no more entries."""
    yield GLOBAL
    async for found in directory.organizations.all():
        if not found.purge_began_at:
            yield found.id


async def _kept_of(directory: Directory, marks: Iterable[str]) -> AsyncIterator[str]:
    """Yield those of the marked organizations that have a log, as ``_kept`` does."""
    for org_id in marks:
        found = None if org_id == GLOBAL else await directory.organizations.find(org_id)
        if org_id == GLOBAL or (found and not found.purge_began_at):
            yield org_id


async def _marked(directory: Directory) -> Marked:
    """Return the logs that were written to; if they cannot be read, every log is settled."""
    with bulkhead("written logs not known: all are settled"):
        return await directory.audit_logs.read()
    return Marked({})


async def _forget(directory: Directory, org_id: str, marked: Marked) -> None:
    """Remove the mark of a log whose last entry is old enough to be settled and signed by now."""
    mark = marked.marks.get(org_id)
    if mark is not None and mark.is_old(2 * SETTLE_AFTER):
        await directory.audit_logs.forget(org_id, mark)


async def _settle(log: Audit, sign: Sign) -> AuditCheckpoint | None:
    for intent in await log.open_intents(SETTLE_AFTER):
        with bulkhead("audit intent not closed", log=log.org_id):
            await log.settle(intent)
    return await log.checkpoint(sign)


async def _retire(log: Audit, sign: Sign, signed: AuditCheckpoint, before: datetime) -> bool:
    """Record the cut, sign it, then make it: so the log can be verified at any time between.

    False if no entry is old enough.
    """
    place = await log.place_to_keep(signed, before)
    if place is None:
        return False
    cut = {"keptFrom": place, "before": before.isoformat()}
    await log.note(AuditFacts("audit.retention", TIMER, object_kind="auditLog", after=cut))
    with_cut = await log.checkpoint(sign, keep_from=place)
    if with_cut:
        removed = await log.remove_before(with_cut)
        logger.info("audit entries removed", extra={"log": log.org_id, "count": removed})
    return True


async def _key(platform: Platform) -> bytes:
    """Return the signing key, made at its first use; write access to rows does not include it."""
    store = platform.services.secrets
    found = await store.find(KEY_NAME)
    if found is None:
        await store.put(KEY_NAME, secrets.token_hex(32))
        found = await store.find(KEY_NAME) or ""
    return bytes.fromhex(found)


def _sign(key: bytes) -> Sign:
    return lambda content: hmac.new(key, content, hashlib.sha256).hexdigest()
