"""Request handler of an organization's members: who is in it, with which role."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from shared.call import Call
from shared.errors import Detail, InvalidInput
from shared.models.base import GLOBAL
from shared.models.client.members import MemberRoleName, MemberView
from shared.models.pages import Listed, key_of
from shared.models.users import MemberRole, User
from shared.repositories.users import ranges

RoleNames = Mapping[UUID, tuple[MemberRoleName, ...]]


@dataclass(frozen=True, slots=True)
class MemberPage:
    """The page that was asked for; roles cost two more storage transactions."""

    text: str = ""
    limit: int = 100
    continuation_token: str | None = None
    with_roles: bool = False


async def listed(call: Call, asked: MemberPage) -> Listed[MemberView]:
    """List members of the caller's organization; nothing of their other organizations is shown.

    A page of a text may be short and still have a next one: names have no index by organization.
    """
    org_id = call.caller.scope
    if org_id == GLOBAL:
        fault = Detail(("header", "X-Organization-Id"), "GLOBAL has no members")
        raise InvalidInput("name an organization in X-Organization-Id", [fault])
    start = key_of(asked.continuation_token, *ranges(org_id, asked.text), mark=call.mark)
    users = call.platform.directory.users
    found = await users.page(org_id, asked.text, start, asked.limit)
    roles = await _role_names(call) if asked.with_roles else None
    return Listed([_view(user, org_id, roles) for user in found.items], found.next)


async def _role_names(call: Call) -> RoleNames:
    """Return the roles of each user, by name."""
    names = {role.id: role.name async for role in call.roles.all()}
    found = defaultdict[UUID, list[MemberRoleName]](list)
    async for user_id, role_id in call.roles.assignments():
        if role_id in names:
            found[user_id].append(MemberRoleName(id=role_id, name=names[role_id]))
    return {
        user_id: tuple(sorted(roles, key=lambda role: role.name.casefold()))
        for user_id, roles in found.items()
    }


def _view(user: User, org_id: str, roles: RoleNames | None) -> MemberView:
    return MemberView(
        user_id=user.id,
        name=user.display_name,
        email=user.email,
        role=user.role_in(org_id) or MemberRole.MEMBER,
        is_active=user.is_active,
        roles=None if roles is None else roles.get(user.id, ()),
    )
