"""/api/users: invite, change, deactivate and delete users."""

from typing import Annotated

from pydantic import Field

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import Limit, Routes
from functions.edge.prefer import Prefer
from functions.edge.removal import ForWaiting, removal
from shared import handlers
from shared.call import Call
from shared.errors import Conflict, NotFound
from shared.models.base import OrganizationId
from shared.models.pages import Listed, key_of
from shared.models.replies import Reply
from shared.models.users import OwnUserUpdate, UserCreate, UserType, UserUpdate, UserView
from shared.models.waiting import ChangedUser, Waiting

routes = Routes()


@routes.endpoint(
    "GET",
    "users/me",
    allow=Access.USER,
    about=About.PLATFORM,
    problems=[NotFound],
    versioned=True,
)
async def get_current_user(call: Call) -> UserView:
    """Get the user who is calling."""
    return await handlers.users.me(call)


@routes.endpoint(
    "PATCH",
    "users/me",
    allow=Access.SIGNED_IN,
    about=About.PLATFORM,
    audit="user.rename",
    problems=[Conflict, NotFound],
    versioned=True,
)
async def rename_own_user(call: Call, body: OwnUserUpdate) -> UserView:
    """Change your own display name."""
    return await handlers.users.rename_own(call, body)


@routes.endpoint("GET", "users", allow=Access.ADMIN, about=About.PLATFORM)
async def list_users(
    call: Call,
    org_id: OrganizationId | None = None,
    type: UserType | None = None,  # noqa: A002  the name on the wire
    text: Annotated[str, Field(max_length=254)] = "",
    limit: Limit = 100,
    continuation_token: str | None = None,
) -> Listed[UserView]:
    """List users by e-mail address; text is the prefix of an address or a display name."""
    filters = handlers.users.UserFilter(org_id, type, text)
    start = key_of(continuation_token, *filters.ranges, mark=call.mark)
    return await handlers.users.page(call, filters, limit, start)


@routes.endpoint(
    "POST",
    "users",
    allow=Access.ADMIN,
    about=About.PLATFORM,
    audit="user.create",
    status=201,
    problems=[Conflict],
    versioned=True,
)
async def create_user(call: Call, body: UserCreate) -> UserView:
    """Invite a user. An administrator takes a fresh proof, else it is 403 FreshProofNeeded."""
    return await handlers.users.create(call, body)


@routes.endpoint(
    "GET",
    "users/{user}",
    allow=Access.ADMIN,
    about=About.PLATFORM,
    problems=[NotFound],
    versioned=True,
)
async def get_user(call: Call, user: str) -> UserView:
    """Get a user by id or e-mail address."""
    return await handlers.users.get(call, user)


@routes.endpoint(
    "PATCH",
    "users/{user}",
    allow=Access.ADMIN,
    about=About.PLATFORM,
    audit="user.update",
    problems=[Conflict, NotFound],
    versioned=True,
)
async def update_user(
    call: Call, user: str, body: UserUpdate, waiting: ForWaiting = "cancel"
) -> ChangedUser:
    """Change the fields that are sent; isActive false deactivates.

    Making an administrator takes a fresh proof, else it is 403 FreshProofNeeded.
    """
    return await handlers.users.update(call, user, body, waiting)


@routes.endpoint(
    "DELETE",
    "users/{user}",
    allow=Access.ADMIN,
    about=About.PLATFORM,
    audit="user.delete",
    status=204,
    also={200: Waiting},
    problems=[Conflict, NotFound],
    versioned=True,
)
async def delete_user(
    call: Call, user: str, waiting: ForWaiting = "cancel", prefer: Prefer = ""
) -> Reply:
    """Delete a user and cancel their waiting executions; records of what they did stay."""
    return removal(await handlers.users.delete(call, user, waiting), prefer)


@routes.endpoint(
    "GET", "users/{user}/waiting", allow=Access.ADMIN, about=About.PLATFORM, problems=[NotFound]
)
async def list_user_waiting(call: Call, user: str) -> Waiting:
    """List a user's waiting executions, and the API keys that they created."""
    return await handlers.waiting.of_user(call, user)


@routes.endpoint(
    "DELETE",
    "users/{user}/sign-ins",
    allow=Access.ADMIN,
    about=About.PLATFORM,
    audit="user.unbind",
    status=204,
    problems=[Conflict, NotFound],
    fresh=True,
)
async def unbind_user(call: Call, user: str) -> None:
    """Remove a user's sign-ins; the next sign-in with the user's address is bound again."""
    await handlers.users.unbind(call, user)
