"""Request handlers of roles."""

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID, uuid4

from shared.call import Call
from shared.errors import Detail, InvalidInput, NotFound, Stale
from shared.models.pages import Listed, token_of
from shared.models.roles import (
    Role,
    RoleCreate,
    RoleFormList,
    RoleForms,
    RoleMembers,
    RoleUpdate,
    RoleUsers,
    UserRoles,
)
from shared.operations.conditional_edits import require_version, show_version

T = TypeVar("T")


async def create(call: Call, new: RoleCreate) -> Role:
    """Create a role in the organization in scope."""
    role = Role(
        id=uuid4(),
        name=new.name,
        description=new.description,
        created_by=call.caller.actor.id,
        created_at=call.platform.services.clock.now(),
    )
    await call.roles.add(role)
    call.changed("role", role.id, None, role)
    show_version(call, role, RoleUpdate)
    return role


async def page(call: Call, limit: int, start: str | None) -> Listed[Role]:
    return await call.roles.page(start, limit)


async def get(call: Call, role_id: UUID) -> Role:
    found = (await call.roles.get(role_id)).role
    show_version(call, found, RoleUpdate)
    return found


async def update(call: Call, role_id: UUID, change: RoleUpdate) -> Role:
    """Change the fields that were sent."""
    before = await call.roles.get(role_id)
    require_version(call, before.role, RoleUpdate)
    facts = {
        **change.model_dump(exclude_none=True, by_alias=False),
        "updated_by": call.caller.actor.id,
        "updated_at": call.platform.services.clock.now(),
    }
    after = before.role.model_copy(update=facts)
    await call.roles.replace(before, after)
    call.changed("role", role_id, before.role, after)
    show_version(call, after, RoleUpdate)
    return after


async def delete(call: Call, role_id: UUID) -> None:
    """Delete the role, remove its users, and revoke its forms."""
    before = await call.roles.get(role_id)
    require_version(call, before.role, RoleUpdate)
    await call.roles.remove(before)
    call.changed("role", role_id, before.role, None)


async def users(call: Call, role_id: UUID, limit: int, start: str | None) -> RoleMembers:
    """List the users of the role."""
    found = await call.roles.users_of(role_id, start, limit)
    await _require_role_of(call, role_id, found)
    return RoleMembers(user_ids=tuple(found.items), continuation_token=_token(call, found))


async def add_users(call: Call, role_id: UUID, chosen: RoleUsers) -> None:
    """Add users to the role; InvalidInput names users of other organizations."""
    before = await call.roles.get(role_id)
    users = call.platform.directory.users
    user_ids = [await users.id_of(reference) for reference in chosen.user_ids]
    await _require_members(call, user_ids)
    await call.roles.add_users(before, dict.fromkeys(user_ids))
    call.changed("role", role_id, before.role, RoleUsers(user_ids=tuple(map(str, user_ids))))


async def remove_user(call: Call, role_id: UUID, user: str) -> None:
    role = (await call.roles.get(role_id)).role
    user_id = await call.platform.directory.users.id_of(user)
    try:
        await call.roles.remove_user(role_id, user_id)
    except Stale as error:
        raise NotFound("user in this role", user) from error
    call.changed("role", role_id, role, None)


async def of_user(call: Call, user_id: UUID, limit: int, start: str | None) -> UserRoles:
    """List the roles of a user in the organization in scope."""
    found = await call.roles.roles_of(user_id, start, limit)
    return UserRoles(role_ids=tuple(found.items), continuation_token=_token(call, found))


async def forms(call: Call, role_id: UUID, limit: int, start: str | None) -> RoleFormList:
    """List the forms that the role may use."""
    found = await call.roles.forms_of(role_id, start, limit)
    await _require_role_of(call, role_id, found)
    return RoleFormList(form_ids=tuple(found.items), continuation_token=_token(call, found))


async def grant(call: Call, role_id: UUID, chosen: RoleForms) -> None:
    """Grant forms to the role; only the shape of the ids is checked, not that forms exist."""
    before = await call.roles.get(role_id)
    await call.roles.grant(before, dict.fromkeys(chosen.form_ids))
    call.changed("role", role_id, before.role, chosen)


async def revoke(call: Call, role_id: UUID, form_id: str) -> None:
    role = (await call.roles.get(role_id)).role
    try:
        await call.roles.revoke(role_id, form_id)
    except Stale as error:
        raise NotFound("form of this role", form_id) from error
    call.changed("role", role_id, role, None)


async def _require_role_of(call: Call, role_id: UUID, found: Listed[T]) -> None:
    """NotFound if the list is empty and there is no such role."""
    if not found.items:
        await call.roles.get(role_id)


def _token(call: Call, found: Listed[T]) -> str | None:
    return found.next and token_of(found.next, call.mark)


async def _require_members(call: Call, user_ids: Sequence[UUID]) -> None:
    faults: list[Detail] = []
    for number, user_id in enumerate(user_ids):
        user = await call.platform.directory.users.find(user_id)
        if user is None or user.role_in(call.caller.scope) is None:
            place = ("body", "userIds", number)
            faults.append(Detail(place, "there is no such user in this organization"))
    if faults:
        raise InvalidInput("a role can only have users of its own organization", faults)
