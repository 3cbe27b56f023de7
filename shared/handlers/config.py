"""Request handlers of configuration: reads fall back to GLOBAL, writes do not."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import JsonValue, TypeAdapter, ValidationError

from shared.call import Call
from shared.errors import Conflict, Detail, InvalidInput, NotFound, Stale, Unavailable
from shared.models.base import DEFERRED, GLOBAL
from shared.models.config import Config, ConfigRecord, ConfigType, ConfigWrite, text_of, typed
from shared.models.pages import Listed
from shared.models.secrets import SecretUser, SecretValue
from shared.operations.conditional_edits import require_version, show_version
from shared.repositories.config import StoredConfig
from shared.repositories.secrets import StoredSecret
from shared.services.tables import Change
from shared.wording.error_messages import faults_of

logger = logging.getLogger(__name__)

KIND = "config"
_secret_values: TypeAdapter[SecretValue] = TypeAdapter(SecretValue, config=DEFERRED)


@dataclass(frozen=True, slots=True)
class Reading:
    """A configuration value for a run, in its declared type; a secret in plain text."""

    value: JsonValue
    is_secret: bool


async def page(call: Call, limit: int, start: str | None) -> Listed[Config]:
    """List the organization's own values and inherited ones, by key; an own value wins."""
    own = await call.configuration.page(start, limit)
    pages = {call.caller.scope: own}
    if call.caller.scope != GLOBAL:
        inherited = await call.platform.directory.configuration_of(GLOBAL).page(start, limit)
        pages = {GLOBAL: inherited, **pages}
    # Beyond the end of an incomplete page it is unknown what stands in between.
    horizon = min((page.next for page in pages.values() if page.next), default=None)
    merged = {
        f"c|{record.key}": Config.of(record, owner=owner, reader=call.caller.scope)
        for owner, page in pages.items()
        for record in page.items
    }
    keys = sorted(key for key in merged if horizon is None or key < horizon)
    following = keys[limit] if len(keys) > limit else horizon
    return Listed([merged[key] for key in keys[:limit]], following)


async def get(call: Call, key: str) -> Config:
    """Return the value that is in effect: the organization's own, or the inherited one."""
    owner, record = await _effective(call, key)
    show_version(call, record, ConfigWrite)
    return Config.of(record, owner=owner, reader=call.caller.scope)


async def read(call: Call, key: str) -> Reading | None:
    """Return the value for a run; Conflict if the secret that it refers to is missing."""
    try:
        owner, record = await _effective(call, key)
    except NotFound:
        return None
    if record.type is not ConfigType.SECRET_REF:
        return Reading(typed(record.type, record.value), is_secret=False)
    value = await call.platform.directory.secrets_of(owner).referred(record.value)
    if value is None:
        lost = f"the configuration {key!r} refers to the secret {record.value!r}, which is missing"
        raise Conflict(f"{lost}: set that again")
    return Reading(value, is_secret=True)


async def put(call: Call, new: ConfigWrite) -> tuple[Config, bool]:
    """Set a value in the caller's own scope, and return whether it is new there."""
    before = await call.configuration.find(new.key)
    await _require_seen(call, new.key, before)
    text = None if new.type is ConfigType.SECRET_REF else _text(new)
    secret = await _secret(call, new) if text is None else None
    record = ConfigRecord(
        key=new.key,
        value=text or (secret.record.name if secret else ""),
        type=new.type,
        description=new.description,
        updated_at=call.platform.services.clock.now(),
        updated_by=call.caller.actor.id,
    )
    claims: Sequence[Change] = call.secrets.claim(secret, _user(new.key)) if secret else ()
    await call.configuration.put(before, record, [*claims, *_releases(call, before, record)])
    after = _own(call, record)
    call.changed(KIND, new.key, _own(call, before.record) if before else None, after)
    show_version(call, record, ConfigWrite)
    await _drop_generated(call, before, record)
    return after, before is None


async def delete(call: Call, key: str) -> None:
    """Delete the caller's own value and its generated secret; an inherited value stays."""
    before = await call.configuration.find(key)
    if before is None:
        raise NotFound("configuration", key)
    require_version(call, before.record, ConfigWrite)
    await call.configuration.remove(before, _releases(call, before, None))
    call.changed(KIND, key, _own(call, before.record), None)
    await _drop_generated(call, before, None)


async def _require_seen(call: Call, key: str, before: StoredConfig | None) -> None:
    """Check If-Match against the value that ``get`` shows: the own one, or the inherited one."""
    if before is None and call.versions.expected is not None:
        try:
            _, seen = await _effective(call, key)
        except NotFound:
            seen = None
        require_version(call, seen, ConfigWrite)
    else:
        require_version(call, before and before.record, ConfigWrite)


async def _effective(call: Call, key: str) -> tuple[str, ConfigRecord]:
    """Return the value that is in effect, and its owner."""
    for owner in dict.fromkeys([call.caller.scope, GLOBAL]):
        record = await call.platform.directory.configuration_of(owner).known(key)
        if record:
            return owner, record
    raise NotFound("configuration", key)


def _text(new: ConfigWrite) -> str:
    if new.secret_ref is not None:
        raise _fault("secretRef", "this is for the type secret_ref")
    if "value" not in new.model_fields_set:
        raise _fault("value", "this is required")
    try:
        return text_of(new.type, new.value)
    except ValueError as error:
        raise _fault("value", str(error)) from error


async def _secret(call: Call, new: ConfigWrite) -> StoredSecret:
    """Return the secret to refer to; created or updated if the request has a value."""
    if (new.value is None) == (new.secret_ref is None):
        raise _fault("secretRef", "a secret_ref takes either this or a value")
    if new.secret_ref is None:
        return await _made(call, new)
    stored = await call.secrets.find(new.secret_ref)
    if stored is None:
        raise _fault("secretRef", "there is no such secret in this scope: set it first")
    return stored


async def _made(call: Call, new: ConfigWrite) -> StoredSecret:
    try:
        value = _secret_values.validate_python(new.value).get_secret_value()
    except ValidationError as error:
        # "from None": the cause would hold the value.
        raise _fault("value", faults_of(error)[0][1]) from None
    by, at = call.caller.actor.id, call.platform.services.clock.now()
    return await call.secrets.put(_generated(new.key), value, by=by, at=at)


def _generated(key: str) -> str:
    """Return the name of the secret for a value in a secret_ref; others do not share it."""
    return f"config.{key}"


def _releases(
    call: Call, before: StoredConfig | None, after: ConfigRecord | None
) -> Sequence[Change]:
    """Return the writes that release the secret that is no longer referred to."""
    was = _referred(before.record if before else None)
    if before is None or was is None or was == _referred(after):
        return []
    return call.secrets.release(was, _user(before.record.key))


async def _drop_generated(
    call: Call, before: StoredConfig | None, after: ConfigRecord | None
) -> None:
    """Delete the generated secret if nothing refers to it any more."""
    if before is None or _referred(before.record) != _generated(before.record.key):
        return
    name = _generated(before.record.key)
    stored = await call.secrets.find(name)
    if stored is None or name == _referred(after) or await call.secrets.users_of(name):
        return
    try:
        await call.secrets.remove(stored)
    except (Stale, Unavailable) as error:
        # The change itself is done. The secret is listed, and an administrator can delete it.
        logger.warning("unused secret not deleted", extra={"reason": str(error)})


def _referred(record: ConfigRecord | None) -> str | None:
    is_reference = record is not None and record.type is ConfigType.SECRET_REF
    return record.value if record and is_reference else None


def _own(call: Call, record: ConfigRecord) -> Config:
    return Config.of(record, owner=call.caller.scope, reader=call.caller.scope)


def _user(key: str) -> SecretUser:
    return SecretUser(kind=KIND, id=key)


def _fault(field: str, message: str) -> InvalidInput:
    return InvalidInput(f"{field}: {message}", [Detail(("body", field), message)])
