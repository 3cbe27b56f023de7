"""Request handlers of an organization's members: who is in it, with which role."""

from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from shared.call import Call
from shared.errors import Detail, InvalidInput, NotFound, NotPermitted, Stale
from shared.models.base import GLOBAL
from shared.models.client.members import MemberRoleName, MemberUpdate, MemberView
from shared.models.pages import Listed, key_of
from shared.models.users import MemberRole, Membership, User
from shared.models.waiting import Disposal, Waiting
from shared.operations import waiting_runs
from shared.operations.conditional_edits import require_version, show_version, version_of
from shared.operations.sign_in import promotions
from shared.repositories.users import StoredUser, ranges

MOST_ROLES = 1000

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
    org_id = _organization_of(call)
    start = key_of(asked.continuation_token, *ranges(org_id, asked.text), mark=call.mark)
    users = call.platform.directory.users
    found = await users.page(org_id, asked.text, start, asked.limit)
    roles = await _role_names(call) if asked.with_roles else None
    return Listed([_view(user, org_id, roles) for user in found.items], found.next)


async def update(call: Call, user: str, change: MemberUpdate) -> MemberView:
    """Change the rights of a member; no user can change their own.

    FreshProofNeeded for making an administrator without one.
    """
    org_id = _organization_of(call)
    before = await _member(call, org_id, user)
    require_version(call, _rights(before.user, org_id), MemberUpdate)
    kept = (
        Membership(org_id=org_id, role=change.role) if membership.org_id == org_id else membership
        for membership in before.user.memberships
    )
    after = await _replaced(call, before, tuple(kept))
    views = [_view(found, org_id, None) for found in (before.user, after)]
    call.changed("member", after.id, *views)
    await waiting_runs.after_user(call, before.user, after, "cancel")
    show_version(call, views[1], MemberUpdate)
    return views[1]


async def remove(call: Call, user: str, disposal: Disposal = "cancel") -> Waiting:
    """Take a member out of the organization and of its roles; the user stays a user."""
    org_id = _organization_of(call)
    before = await _member(call, org_id, user)
    require_version(call, _rights(before.user, org_id), MemberUpdate)
    kept = tuple(found for found in before.user.memberships if found.org_id != org_id)
    after = await _replaced(call, before, kept)
    call.changed("member", after.id, _view(before.user, org_id, None), None)
    roles = await call.roles.roles_of(after.id, None, MOST_ROLES)
    for role_id in roles.items:
        with suppress(Stale):  # another request took the user out of it
            await call.roles.remove_user(role_id, after.id)
    return await waiting_runs.after_user(call, before.user, after, disposal) or Waiting()


def _organization_of(call: Call) -> str:
    if call.caller.scope == GLOBAL:
        fault = Detail(("header", "X-Organization-Id"), "GLOBAL has no members")
        raise InvalidInput("name an organization in X-Organization-Id", [fault])
    return call.caller.scope


async def _member(call: Call, org_id: str, user: str) -> StoredUser:
    """Return a member other than the caller; users of other organizations are not found."""
    try:
        found = await call.platform.directory.users.named(user)
    except NotFound as error:
        raise NotFound("member", user) from error
    if found.user.role_in(org_id) is None:
        raise NotFound("member", user)
    if call.caller.actor.id == str(found.user.id):
        raise NotPermitted("ask another administrator to change your own rights")
    return found


async def _replaced(call: Call, before: StoredUser, memberships: tuple[Membership, ...]) -> User:
    changed = {
        "memberships": memberships,
        "updated_by": call.caller.actor.id,
        "updated_at": call.platform.services.clock.now(),
    }
    after = before.user.model_copy(update=changed)
    await promotions.require_proof(call, before.user, after)
    await call.platform.directory.users.replace(before, after)
    return after


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


def _rights(user: User, org_id: str) -> MemberUpdate:
    return MemberUpdate(role=user.role_in(org_id) or MemberRole.MEMBER)


def _view(user: User, org_id: str, roles: RoleNames | None) -> MemberView:
    return MemberView(
        user_id=user.id,
        name=user.display_name,
        email=user.email,
        role=_rights(user, org_id).role,
        is_active=user.is_active,
        etag=version_of(_rights(user, org_id), MemberUpdate),
        roles=None if roles is None else roles.get(user.id, ()),
    )
