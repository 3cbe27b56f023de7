"""/api/roles: roles, their users and forms; /api/users/{user_id}/roles."""

from uuid import UUID

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import Limit, Routes
from shared import handlers
from shared.call import Call
from shared.errors import Conflict, NotFound
from shared.models.pages import Listed, key_of
from shared.models.roles import (
    FormId,
    Role,
    RoleCreate,
    RoleFormList,
    RoleForms,
    RoleMembers,
    RoleUpdate,
    RoleUsers,
    UserRoles,
)
from shared.models.users import UserReference

routes = Routes()


@routes.endpoint("GET", "roles", allow=Access.ORG_ADMIN, about=About.ORGANIZATION)
async def list_roles(
    call: Call, limit: Limit = 100, continuation_token: str | None = None
) -> Listed[Role]:
    """List the organization's roles."""
    return await handlers.roles.page(call, limit, key_of(continuation_token, "r|", mark=call.mark))


@routes.endpoint(
    "POST",
    "roles",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="role.create",
    status=201,
    problems=[Conflict],
    versioned=True,
)
async def create_role(call: Call, body: RoleCreate) -> Role:
    """Add a role."""
    return await handlers.roles.create(call, body)


@routes.endpoint(
    "GET",
    "roles/{role_id}",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    problems=[NotFound],
    versioned=True,
)
async def get_role(call: Call, role_id: UUID) -> Role:
    """Get one role."""
    return await handlers.roles.get(call, role_id)


@routes.endpoint(
    "PATCH",
    "roles/{role_id}",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="role.update",
    problems=[Conflict, NotFound],
    versioned=True,
)
async def update_role(call: Call, role_id: UUID, body: RoleUpdate) -> Role:
    """Change the fields that are sent."""
    return await handlers.roles.update(call, role_id, body)


@routes.endpoint(
    "DELETE",
    "roles/{role_id}",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="role.delete",
    status=204,
    problems=[Conflict, NotFound],
    versioned=True,
)
async def delete_role(call: Call, role_id: UUID) -> None:
    """Delete a role, with its users' membership and its forms' grants."""
    await handlers.roles.delete(call, role_id)


@routes.endpoint(
    "GET",
    "roles/{role_id}/users",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    problems=[NotFound],
)
async def list_role_users(
    call: Call, role_id: UUID, limit: Limit = 1000, continuation_token: str | None = None
) -> RoleMembers:
    """List the users of a role."""
    start = key_of(continuation_token, f"u|{role_id}|", mark=call.mark)
    return await handlers.roles.users(call, role_id, limit, start)


@routes.endpoint(
    "POST",
    "roles/{role_id}/users",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="role.addUsers",
    status=204,
    problems=[Conflict, NotFound],
)
async def add_users_to_role(call: Call, role_id: UUID, body: RoleUsers) -> None:
    """Add users to a role; users who are in it already stay in it."""
    await handlers.roles.add_users(call, role_id, body)


@routes.endpoint(
    "DELETE",
    "roles/{role_id}/users/{user_id}",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="role.removeUser",
    status=204,
    problems=[NotFound],
)
async def remove_user_from_role(call: Call, role_id: UUID, user_id: UserReference) -> None:
    """Remove a user from a role, by id or e-mail address."""
    await handlers.roles.remove_user(call, role_id, user_id)


@routes.endpoint("GET", "users/{user_id}/roles", allow=Access.ORG_ADMIN, about=About.ORGANIZATION)
async def list_user_roles(
    call: Call,
    user_id: UserReference,
    limit: Limit = 1000,
    continuation_token: str | None = None,
) -> UserRoles:
    """List a user's roles in the organization, by id or e-mail address."""
    found = await call.platform.directory.users.id_of(user_id)
    start = key_of(continuation_token, f"v|{found}|", mark=call.mark)
    return await handlers.roles.of_user(call, found, limit, start)


@routes.endpoint(
    "GET",
    "roles/{role_id}/forms",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    problems=[NotFound],
)
async def list_role_forms(
    call: Call, role_id: UUID, limit: Limit = 1000, continuation_token: str | None = None
) -> RoleFormList:
    """List the forms that a role may use."""
    start = key_of(continuation_token, f"f|{role_id}|", mark=call.mark)
    return await handlers.roles.forms(call, role_id, limit, start)


@routes.endpoint(
    "POST",
    "roles/{role_id}/forms",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="role.grantForms",
    status=204,
    problems=[Conflict, NotFound],
)
async def grant_forms_to_role(call: Call, role_id: UUID, body: RoleForms) -> None:
    """Grant forms to a role; their ids are checked for shape only."""
    await handlers.roles.grant(call, role_id, body)


@routes.endpoint(
    "DELETE",
    "roles/{role_id}/forms/{form_id}",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="role.revokeForm",
    status=204,
    problems=[NotFound],
)
async def revoke_form_from_role(call: Call, role_id: UUID, form_id: FormId) -> None:
    """Revoke a form from a role."""
    await handlers.roles.revoke(call, role_id, form_id)
