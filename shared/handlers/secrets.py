"""Request handlers of secrets: over HTTP values are only written; runs can read them."""

from shared.call import Call
from shared.errors import Conflict, Detail, InvalidInput
from shared.models.base import GLOBAL
from shared.models.pages import token_of
from shared.models.secrets import (
    Secret,
    SecretCreate,
    SecretDeleted,
    SecretNames,
    SecretRecord,
    SecretSaved,
    SecretUpdate,
    SecretUse,
    SecretVersionView,
)
from shared.operations.conditional_edits import require_version, show_version
from shared.repositories.secrets import StoredSecret
from shared.services.workspace.workspace import modules, naming

KIND = "secret"
CODE = "workflow"


async def page(call: Call, limit: int, start: str | None) -> SecretNames:
    """List the names in the caller's own scope; inherited ones are listed in GLOBAL."""
    found = await call.secrets.names(start, limit)
    return SecretNames(
        secrets=tuple(found.items),
        org_id=call.caller.scope,
        count=len(found.items),
        continuation_token=found.next and token_of(found.next, call.mark),
    )


async def get(call: Call, name: str) -> Secret:
    """Return the secret's versions and users; not its value."""
    stored = await call.secrets.get(name)
    show_version(call, stored.record, SecretRecord)
    versions = await call.secrets.versions(name)
    return Secret(
        **dict(stored.record),
        versions=tuple(SecretVersionView(id=one.id, created_at=one.created_at) for one in versions),
        used_by=await _uses(call, name),
    )


async def read(call: Call, name: str) -> str | None:
    """Return the value for a run: the organization's own, or GLOBAL's."""
    for owner in dict.fromkeys([call.caller.scope, GLOBAL]):
        value = await call.platform.directory.secrets_of(owner).value(name)
        if value is not None:
            return value
    return None


async def create(call: Call, new: SecretCreate) -> SecretSaved:
    """Create a secret; Conflict if it exists."""
    if new.org_id not in (None, call.caller.scope):
        fault = Detail(("body", "orgId"), "X-Organization-Id names another one")
        raise InvalidInput("a secret can only be set in the organization in scope", [fault])
    before = await call.secrets.find(new.secret_key)
    if before and not before.record.is_deleting:
        raise Conflict(f"a secret named {new.secret_key!r} already exists: PUT gives it a value")
    return await _put(call, new.secret_key, new.value.get_secret_value(), before)


async def put(call: Call, name: str, change: SecretUpdate) -> SecretSaved:
    """Set the value, as a new version if the secret exists; runs here read it at once."""
    before = await call.secrets.find(name)
    require_version(call, before.record if before else None, SecretRecord)
    return await _put(call, name, change.value.get_secret_value(), before)


async def delete(call: Call, name: str, *, force: bool) -> SecretDeleted:
    """Delete a secret; Conflict lists what refers to it, unless ``force`` is set."""
    stored = await call.secrets.get(name)
    require_version(call, stored.record, SecretRecord)
    users = await _uses(call, name)
    if users and not force:
        used = [Detail((user.kind, user.id), "this refers to the secret") for user in users]
        raise Conflict(f"the secret {name!r} is in use: see details, or send force=true", used)
    gone_at = await call.secrets.remove(stored)
    deleted = SecretDeleted(
        name=name, org_id=call.caller.scope, recoverable_until=gone_at, used_by=users
    )
    # Administrators of the organization read the audit log, and may not see paths.
    shown = tuple(user for user in users if user.kind != CODE)
    call.changed(KIND, name, stored.record, deleted.model_copy(update={"used_by": shown}))
    return deleted


async def _uses(call: Call, name: str) -> tuple[SecretUse, ...]:
    """Return what refers to the secret, and the files that have its name in quotes."""
    claims = [SecretUse(kind=user.kind, id=user.id) for user in await call.secrets.users_of(name)]
    code = await modules(call.platform.services.workspace)
    files = call.caller.shown_paths(naming(code, name, b"secrets", b"modules"))
    return (*claims, *(SecretUse(kind=CODE, id=path) for path in files))


async def _put(call: Call, name: str, value: str, before: StoredSecret | None) -> SecretSaved:
    by, at = call.caller.actor.id, call.platform.services.clock.now()
    stored = await call.secrets.put(name, value, by=by, at=at)
    call.changed(KIND, name, before.record if before else None, stored.record)
    show_version(call, stored.record, SecretRecord)
    return SecretSaved(**dict(stored.record), secret_key=name)
