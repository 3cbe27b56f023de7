"""/api/users/me/keys and /api/users/{user}/keys: personal API keys."""

from uuid import UUID

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import Routes
from shared import handlers
from shared.call import Call
from shared.errors import Conflict, NotFound
from shared.models import machines

routes = Routes()


@routes.endpoint("GET", "users/me/keys", allow=Access.SIGNED_IN, about=About.PLATFORM)
async def list_own_keys(call: Call) -> "list[machines.personal_key_requests.PersonalKeyView]":
    """List your personal keys that have not ended, the newest first, without their secrets."""
    return await handlers.machines.personal_keys.listed(call)


@routes.endpoint(
    "POST",
    "users/me/keys",
    allow=Access.SIGNED_IN,
    about=About.PLATFORM,
    audit="personalKey.create",
    status=201,
    problems=[Conflict],
    fresh=True,
)
async def create_own_key(
    call: Call, body: "machines.personal_key_requests.PersonalKeyCreate"
) -> "machines.personal_key_requests.PersonalKeyView":
    """Make a personal key with your rights, or fewer; rawKey is shown only in this response."""
    return await handlers.machines.personal_keys.create(call, body)


@routes.endpoint(
    "DELETE",
    "users/me/keys/{key_id}",
    allow=Access.SIGNED_IN,
    about=About.PLATFORM,
    audit="personalKey.revoke",
    status=204,
    problems=[NotFound],
)
async def revoke_own_key(call: Call, key_id: UUID) -> None:
    """Revoke one of your personal keys."""
    await handlers.machines.personal_keys.revoke(call, key_id)


@routes.endpoint(
    "POST",
    "users/me/keys/{key_id}/rotate",
    allow=Access.SIGNED_IN,
    about=About.PLATFORM,
    audit="personalKey.rotate",
    problems=[NotFound],
    fresh=True,
)
async def rotate_own_key(
    call: Call, key_id: UUID, body: "machines.personal_key_requests.KeyRotation"
) -> "machines.personal_key_requests.PersonalKeyView":
    """Give a personal key a new secret; the one before is good until the overlap ends."""
    return await handlers.machines.personal_keys.rotate(call, key_id, body)


@routes.endpoint(
    "GET", "users/{user}/keys", allow=Access.ADMIN, about=About.PLATFORM, problems=[NotFound]
)
async def list_user_keys(
    call: Call, user: str
) -> "list[machines.personal_key_requests.PersonalKeyView]":
    """List a user's personal keys that have not ended, the newest first, without their secrets."""
    return await handlers.machines.personal_keys.of_user(call, user)


@routes.endpoint(
    "DELETE",
    "users/{user}/keys/{key_id}",
    allow=Access.ADMIN,
    about=About.PLATFORM,
    audit="personalKey.revokeUser",
    status=204,
    problems=[NotFound],
    fresh=True,
)
async def revoke_user_key(call: Call, user: str, key_id: UUID) -> None:
    """Revoke one of a user's personal keys; the user is told by mail."""
    await handlers.machines.personal_keys.revoke_of_user(call, user, key_id)
