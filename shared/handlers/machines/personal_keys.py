"""Request handlers of personal API keys: ``bfp_<user>_<key>_<secret>``.

They are among the credentials of their owner, so a new password, a reset of the second factor and a
deactivation end them in the same write.
"""

import secrets
from datetime import timedelta
from uuid import UUID, uuid4

from shared.call import Call
from shared.errors import Conflict, Detail, InvalidInput, NotFound
from shared.models.credentials import UserCredentials
from shared.models.machines.personal_key_requests import (
    KeyRotation,
    PersonalKeyCreate,
    PersonalKeyView,
)
from shared.models.machines.personal_keys import MOST_KEYS, PREFIX, PersonalKey
from shared.models.traces import mentions
from shared.models.users import User
from shared.operations.sign_in.factor_demands import proves_factor
from shared.operations.sign_in.own_user import own_user
from shared.operations.sign_in.password_links import hash_of


async def listed(call: Call) -> list[PersonalKeyView]:
    """List the caller's keys that have not ended, the newest first."""
    return await _alive(call, await own_user(call))


async def of_user(call: Call, user: str) -> list[PersonalKeyView]:
    """List a user's keys that have not ended, for an administrator."""
    return await _alive(call, (await call.platform.directory.users.named(user)).user)


async def _alive(call: Call, user: User) -> list[PersonalKeyView]:
    now = call.platform.services.clock.now()
    credentials = await call.platform.directory.credentials.get(user.id)
    alive = [key for key in reversed(credentials.personal_keys) if now < key.expires_at]
    return [_view(key) for key in alive]


async def create(call: Call, new: PersonalKeyCreate) -> PersonalKeyView:
    """Make a key of the caller; only this answer has its text."""
    user, now = await own_user(call), call.platform.services.clock.now()
    if new.org_id and not user.is_platform_admin and user.role_in(new.org_id) is None:
        fault = Detail(("body", "orgId"), "you are not in this organization")
        raise InvalidInput("the key cannot act there: see details", [fault])
    secret = secrets.token_urlsafe(32)
    key = PersonalKey(
        id=uuid4(),
        secret_hash=hash_of(secret),
        name=new.name,
        org_id=new.org_id,
        reads_only=new.reads_only,
        created_at=now,
        expires_at=now + timedelta(days=new.expires_in_days),
    )

    def added(found: UserCredentials) -> UserCredentials:
        alive = tuple(kept for kept in found.personal_keys if now < kept.expires_at)
        if len(alive) >= MOST_KEYS:
            raise Conflict(f"you have {MOST_KEYS} keys already: revoke one first")
        own = found.session(call.caller.session_id) if call.caller.session_id else None
        facts = {
            "is_proved": own is not None and proves_factor(own.methods),
            "provider_id": own and own.provider_id,
        }
        made = key.model_copy(update=facts)
        return found.model_copy(update={"personal_keys": (*alive, made)})

    await call.platform.directory.credentials.change(user.id, added)
    _note(call, user)
    return _view(key, _raw(user, key, secret))


async def revoke(call: Call, key_id: UUID) -> None:
    """Revoke a key of the caller: here at once, in other processes within 30 s."""
    await _revoke(call, await own_user(call), key_id)


async def revoke_of_user(call: Call, user: str, key_id: UUID) -> None:
    """Revoke a key of a user, for an administrator; the user is told."""
    await _revoke(call, (await call.platform.directory.users.named(user)).user, key_id)


async def _revoke(call: Call, user: User, key_id: UUID) -> None:
    changed = await call.platform.directory.credentials.change(
        user.id, lambda found: found.without_key(key_id)
    )
    if changed.before == changed.after:
        raise NotFound("personal key", key_id)
    _note(call, user)


async def rotate(call: Call, key_id: UUID, rotation: KeyRotation) -> PersonalKeyView:
    """Give a key of the caller a new secret; the one before is good until the overlap ends."""
    user, now = await own_user(call), call.platform.services.clock.now()
    secret = secrets.token_urlsafe(32)
    made = hash_of(secret)

    def rotated(found: UserCredentials) -> UserCredentials:
        key = found.personal_key(key_id)
        if key is None or now >= key.expires_at:
            raise NotFound("personal key", key_id)
        if key.secret_hash == made:
            return found  # this call's own write, whose answer was lost
        facts = {
            "secret_hash": made,
            "previous_hash": key.secret_hash,
            "previous_until": now + timedelta(hours=rotation.overlap_hours),
        }
        return found.with_key(key.model_copy(update=facts))

    changed = await call.platform.directory.credentials.change(user.id, rotated)
    key = changed.after.personal_key(key_id)
    if key is None:
        raise NotFound("personal key", key_id)
    _note(call, user)
    return _view(key, _raw(user, key, secret))


def _note(call: Call, user: User) -> None:
    call.changed("user", user.id, None, None, traces=mentions(user))


def _raw(user: User, key: PersonalKey, secret: str) -> str:
    return f"{PREFIX}{user.id.hex}_{key.id.hex}_{secret}"


def _view(key: PersonalKey, raw: str | None = None) -> PersonalKeyView:
    return PersonalKeyView(
        id=key.id,
        raw_key=raw,
        name=key.name,
        org_id=key.org_id,
        reads_only=key.reads_only,
        created_at=key.created_at,
        expires_at=key.expires_at,
        last_used_at=key.last_used_at,
        previous_until=key.previous_until,
    )
