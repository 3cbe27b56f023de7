"""What can be asked of the audit log."""

import hashlib
import hmac
import secrets
from collections.abc import Callable

from shared.call import Call, Platform
from shared.models.audit import AuditEntry, AuditFilters, AuditVerdict
from shared.models.base import GLOBAL
from shared.models.pages import Listed
from shared.models.replies import Reply
from shared.repositories.audit import SETTLE_AFTER

KEY_NAME = "bifrost-audit-key"


async def all(  # noqa: A001  read as audit.all(call, ...)
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
    """Give an outcome to what has had none for a while, and sign where each chain stands."""
    sign = _sign(await _key(platform))
    ids = [found.id async for found in platform.directory.organizations.all()]
    for org_id in (GLOBAL, *ids):
        audit = platform.directory.audit_of(org_id)
        for intent in await audit.open_intents(SETTLE_AFTER):
            await audit.settle(intent)
        await audit.checkpoint(sign)
    await platform.directory.strangers.flush()


async def _key(platform: Platform) -> bytes:
    """Made when it is first needed; who can write rows does not have it."""
    store = platform.services.secrets
    found = await store.find(KEY_NAME)
    if found is None:
        await store.put(KEY_NAME, secrets.token_hex(32))
        found = await store.find(KEY_NAME) or ""
    return bytes.fromhex(found)


def _sign(key: bytes) -> Callable[[bytes], str]:
    return lambda content: hmac.new(key, content, hashlib.sha256).hexdigest()
