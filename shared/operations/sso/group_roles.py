"""Gives users the roles that rules of a provider derive from their groups, and takes them back."""

import logging
from uuid import UUID

from shared.call import Call
from shared.errors import NotFound, Stale
from shared.models.sso.providers import SignInProvider
from shared.models.users import User

logger = logging.getLogger(__name__)


async def follow(call: Call, provider: SignInProvider, user: User, groups: tuple[str, ...]) -> None:
    """Make the user's roles follow their groups, for the roles that the provider's rules name.

    Rules never make an administrator: they name roles, which forms and workflows ask for.
    """
    members = {membership.org_id for membership in user.memberships}
    for org_id in sorted({rule.org_id for rule in provider.group_roles} & members):
        rules = [rule for rule in provider.group_roles if rule.org_id == org_id]
        wanted = {rule.role_id for rule in rules if rule.group in groups}
        held = set((await call.platform.directory.roles_of(org_id).roles_of(user.id)).items)
        named = {rule.role_id for rule in rules}
        await _change(call, org_id, user.id, wanted - held, (named - wanted) & held)


async def _change(
    call: Call, org_id: str, user_id: UUID, gained: set[UUID], lost: set[UUID]
) -> None:
    roles = call.platform.directory.roles_of(org_id)
    for role_id in sorted(gained, key=str):
        try:
            await roles.add_users(await roles.get(role_id), [user_id])
        except (NotFound, Stale) as error:  # the rule outlived its role
            logger.warning("role of a group not given", extra={"reason": str(error)})
    for role_id in sorted(lost, key=str):
        try:
            await roles.remove_user(role_id, user_id)
        except Stale:
            continue  # another request took it
