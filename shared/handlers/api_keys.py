"""Request handlers of API keys: ``bfk_<id>_<secret>``."""

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from shared.call import Call
from shared.errors import Conflict, InvalidInput, Stale
from shared.models.base import GLOBAL
from shared.models.keys import PREFIX, ApiKey, ApiKeyCreate, ApiKeyRotate, ApiKeyView, view_of
from shared.models.pages import Listed
from shared.models.waiting import Disposal, Waiting
from shared.operations import waiting_runs


async def create(call: Call, new: ApiKeyCreate) -> ApiKeyView:
    """Create a key for the organization in scope; only this answer has the key's text."""
    if call.caller.scope == GLOBAL:
        raise InvalidInput("name the organization of the key in X-Organization-Id")
    now = call.platform.services.clock.now()
    secret = secrets.token_urlsafe(32)
    named = (new.workflow_id,) if new.workflow_id else ()
    key = ApiKey(
        id=uuid4(),
        secret_hash=hash_of(secret),
        org_id=call.caller.scope,
        workflows=tuple(dict.fromkeys((*named, *new.workflows))),
        networks=new.networks,
        description=new.description,
        created_by=call.caller.actor.id,
        created_at=now,
        expires_at=now + timedelta(days=new.expires_in_days) if new.expires_in_days else None,
    )
    await call.platform.directory.api_keys.add(key)
    call.changed("apiKey", key.id, None, view_of(key))
    return view_of(key, f"{PREFIX}{key.id.hex}_{secret}")


async def rotate(call: Call, key_id: UUID, wanted: ApiKeyRotate) -> ApiKeyView:
    """Create a key with the rights of this one, which ends within the hours that were asked for.

    The new key is valid as long as the old one was made for. Only this answer has its text.
    """
    api_keys, now = call.platform.directory.api_keys, call.platform.services.clock.now()
    old = (await api_keys.get(call.caller.scope, key_id)).key
    if not old.is_valid(now):
        raise Conflict("this key is not valid any more: create a new one")
    secret = secrets.token_urlsafe(32)
    lifetime = old.expires_at - old.created_at if old.expires_at else None
    fresh = {
        "id": uuid4(),
        "secret_hash": hash_of(secret),
        "created_by": call.caller.actor.id,
        "created_at": now,
        "expires_at": now + lifetime if lifetime else None,
        "last_used_at": None,
    }
    key = old.model_copy(update=fresh)
    await api_keys.add(key)
    call.changed("apiKey", key.id, None, view_of(key))
    await _ended_by(call, key_id, now + timedelta(hours=wanted.hours))
    return view_of(key, f"{PREFIX}{key.id.hex}_{secret}")


async def _ended_by(call: Call, key_id: UUID, end: datetime) -> None:
    """Let a key expire at this time, unless it does so earlier."""
    api_keys = call.platform.directory.api_keys
    while True:
        before = await api_keys.get(call.caller.scope, key_id)
        ends = min(end, before.key.expires_at or end)
        after = before.key.model_copy(update={"expires_at": ends})
        try:
            await api_keys.replace(before, after)
        except Stale:  # its last use was stored in between, once an hour
            continue
        call.changed("apiKey", key_id, view_of(before.key), view_of(after))
        return


async def page(call: Call, limit: int, start: str | None) -> Listed[ApiKeyView]:
    """List the keys of the organization in scope, revoked ones too."""
    page = await call.platform.directory.api_keys.page(call.caller.scope, start, limit)
    return Listed([view_of(key) for key in page.items], page.next)


async def revoke(call: Call, key_id: UUID, disposal: Disposal = "cancel") -> Waiting:
    """Revoke a key: here at once, in other processes within 30 s. A repeat does not change it.

    The waiting runs of the key are cancelled or kept.
    """
    return await waiting_runs.after_key(call, await _revoked(call, key_id), disposal)


async def _revoked(call: Call, key_id: UUID) -> ApiKey:
    api_keys = call.platform.directory.api_keys
    before = await api_keys.get(call.caller.scope, key_id)
    while before.key.revoked_at is None:
        now = call.platform.services.clock.now()
        changed = {"revoked_at": now, "revoked_by": call.caller.actor.id}
        after = before.key.model_copy(update=changed)
        try:
            await api_keys.replace(before, after)
        except Stale:  # its last use was stored in between, once an hour
            before = await api_keys.get(call.caller.scope, key_id)
            continue
        call.changed("apiKey", key_id, view_of(before.key), view_of(after))
        return after
    return before.key


def hash_of(secret: str) -> str:
    """Return the SHA-256 of a secret; 256 random bits need no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()
