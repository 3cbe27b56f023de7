"""Request handler of the current session (whoami): user, organizations, abilities, features."""

import asyncio

from shared.call import Call
from shared.errors import NotAuthenticated
from shared.models.client.session import (
    OF_ADMINISTRATORS,
    OF_MEMBERS,
    OF_PLATFORM,
    Feature,
    SessionOrganization,
    SessionUser,
    SessionView,
)
from shared.models.users import MemberRole, Membership, User
from shared.settings import VERSION, Settings, in_development


async def get(call: Call) -> SessionView:
    """Return the caller's session, from what authentication has cached: at most 30 s old."""
    user_id = call.caller.user_id
    user = await call.platform.directory.users.known(user_id) if user_id else None
    if user is None:
        raise NotAuthenticated("no active user belongs to this sign-in")
    organizations = await _organizations(call, user)
    return SessionView(
        user=SessionUser(id=user.id, name=user.display_name, email=user.email),
        organizations=organizations,
        default_organization=organizations[0].id if len(organizations) == 1 else None,
        platform_admin=user.is_platform_admin,
        may=OF_PLATFORM if user.is_platform_admin else (),
        may_everywhere=OF_ADMINISTRATORS if user.is_platform_admin else (),
        signed_in_by="password" if call.caller.session_id else "frontEnd",
        session_id=call.caller.session_id,
        version=VERSION,
        features=_features(call.platform.settings),
        server_time=call.platform.services.clock.now(),
    )


async def _organizations(call: Call, user: User) -> tuple[SessionOrganization, ...]:
    """Return the user's active organizations by name; they are read at once, not in turn."""
    found = await asyncio.gather(*(_organization(call, user, one) for one in user.memberships))
    listed = [organization for organization in found if organization]
    return tuple(sorted(listed, key=lambda one: (one.name.casefold(), one.id)))


async def _organization(
    call: Call, user: User, membership: Membership
) -> SessionOrganization | None:
    organization = await call.platform.directory.organizations.known(membership.org_id)
    if organization is None or not organization.is_active:
        return None
    manages = user.is_platform_admin or membership.role is MemberRole.ADMIN
    return SessionOrganization(
        id=organization.id,
        name=organization.name,
        role=membership.role,
        may=OF_ADMINISTRATORS if manages else OF_MEMBERS,
    )


def _features(settings: Settings) -> tuple[Feature, ...]:
    found = {Feature.DEVELOPMENT: in_development(), Feature.ONE_BOX: settings.is_one_box}
    return tuple(feature for feature, is_on in found.items() if is_on)
