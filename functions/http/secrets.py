"""/api/secrets: secrets of the organization in scope; no route returns a value."""

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import Limit, Routes
from shared import handlers
from shared.call import Call
from shared.errors import Conflict, NotFound, Unavailable
from shared.models.pages import key_of
from shared.models.secrets import (
    Secret,
    SecretCreate,
    SecretDeleted,
    SecretName,
    SecretNames,
    SecretSaved,
    SecretUpdate,
)

routes = Routes()


@routes.endpoint("GET", "secrets", allow=Access.ORG_ADMIN, about=About.ORGANIZATION)
async def list_secrets(
    call: Call, limit: Limit = 100, continuation_token: str | None = None
) -> SecretNames:
    """List the names of the organization's own secrets."""
    return await handlers.secrets.page(
        call, limit, key_of(continuation_token, "s|", mark=call.mark)
    )


@routes.endpoint(
    "GET",
    "secrets/{name}",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    problems=[NotFound, Unavailable],
    versioned=True,
)
async def get_secret(call: Call, name: SecretName) -> Secret:
    """Get a secret's versions and references, but no value."""
    return await handlers.secrets.get(call, name)


@routes.endpoint(
    "POST",
    "secrets",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="secret.create",
    status=201,
    problems=[Conflict, Unavailable],
    fresh=True,
    versioned=True,
)
async def create_secret(call: Call, body: SecretCreate) -> SecretSaved:
    """Add a secret."""
    return await handlers.secrets.create(call, body)


@routes.endpoint(
    "PUT",
    "secrets/{name}",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="secret.set",
    problems=[Conflict, Unavailable],
    fresh=True,
    versioned=True,
)
async def set_secret(call: Call, name: SecretName, body: SecretUpdate) -> SecretSaved:
    """Set a secret's value: adds a version, or the secret if it does not exist."""
    return await handlers.secrets.put(call, name, body)


@routes.endpoint(
    "DELETE",
    "secrets/{name}",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="secret.delete",
    problems=[Conflict, NotFound, Unavailable],
    fresh=True,
    versioned=True,
)
async def delete_secret(
    call: Call,
    name: SecretName,
    force: bool = False,
) -> SecretDeleted:
    """Delete a secret; 409 lists its references, unless `force=true`."""
    return await handlers.secrets.delete(call, name, force=force)
