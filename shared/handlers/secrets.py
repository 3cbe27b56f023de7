"""What can be done with secrets. Over HTTP their values only go in; runs read them."""

from shared.call import Call
from shared.errors import Conflict, Detail, InvalidInput
from shared.models.base import GLOBAL
from shared.models.pages import token_of
from shared.models.secrets import (
    Secret,
    SecretCreate,
    SecretDeleted,
    SecretNames,
    SecretSaved,
    SecretUpdate,
    SecretUse,
    SecretVersionView,
)
from shared.repositories.secrets import StoredSecret
from shared.services.workspace.workspace import modules, naming

KIND = "secret"
CODE = "workflow"


async def page(call: Call, limit: int, start: str | None) -> SecretNames:
    """The names of the caller's own scope; what is inherited is GLOBAL's to list."""
    found = await call.secrets.names(start, limit)
    return SecretNames(
        secrets=tuple(found.items),
        org_id=call.caller.scope,
        count=len(found.items),
        continuation_token=found.next and token_of(found.next, call.mark),
    )


async def get(call: Call, name: str) -> Secret:
    """Its versions, and what refers to it."""
    stored = await call.secrets.get(name)
    versions = await call.secrets.versions(name)
    return Secret(
        **dict(stored.record),
        versions=tuple(SecretVersionView(id=one.id, created_at=one.created_at) for one in versions),
        used_by=await _uses(call, name),
    )


async def read(call: Call, name: str) -> str | None:
    """The value for a run: the organization's own, or GLOBAL's."""
    for owner in dict.fromkeys([call.caller.scope, GLOBAL]):
        value = await call.platform.directory.secrets_of(owner).value(name)
        if value is not None:
            return value
    return None


async def create(call: Call, new: SecretCreate) -> SecretSaved:
    """Conflict if there is one."""
    if new.org_id not in (None, call.caller.scope):
        fault = Detail(("body", "orgId"), "X-Organization-Id says another one")
        raise InvalidInput("a secret is set in the organization in scope", [fault])
    before = await call.secrets.find(new.secret_key)
    if before and not before.record.is_deleting:
        raise Conflict(f"a secret named {new.secret_key!r} already exists: PUT gives it a value")
    return await _put(call, new.secret_key, new.value.get_secret_value(), before)


async def put(call: Call, name: str, change: SecretUpdate) -> SecretSaved:
    """Give it a value, a new version if there is one; runs here read it from now on."""
    before = await call.secrets.find(name)
    return await _put(call, name, change.value.get_secret_value(), before)


async def delete(call: Call, name: str, *, force: bool) -> SecretDeleted:
    """Conflict that lists what refers to it, unless that does not matter."""
    stored = await call.secrets.get(name)
    users = await _uses(call, name)
    if users and not force:
        used = [Detail((user.kind, user.id), "this refers to the secret") for user in users]
        raise Conflict(f"the secret {name!r} is in use: see details, or send force=true", used)
    gone_at = await call.secrets.remove(stored)
    deleted = SecretDeleted(
        name=name, org_id=call.caller.scope, recoverable_until=gone_at, used_by=users
    )
    # The organization's administrators read the record too.
    told = tuple(user for user in users if user.kind != CODE)
    call.changed(KIND, name, stored.record, deleted.model_copy(update={"used_by": told}))
    return deleted


async def _uses(call: Call, name: str) -> tuple[SecretUse, ...]:
    """What refers to it, and which files of the workspace have its name in quotes."""
    claims = [SecretUse(kind=user.kind, id=user.id) for user in await call.secrets.users_of(name)]
    code = await modules(call.platform.services.workspace)
    files = call.caller.shown_paths(naming(code, name, b"secrets", b"modules"))
    return (*claims, *(SecretUse(kind=CODE, id=path) for path in files))


async def _put(call: Call, name: str, value: str, before: StoredSecret | None) -> SecretSaved:
    by, at = call.caller.actor.id, call.platform.services.clock.now()
    stored = await call.secrets.put(name, value, by=by, at=at)
    call.changed(KIND, name, before.record if before else None, stored.record)
    return SecretSaved(**dict(stored.record), secret_key=name)
