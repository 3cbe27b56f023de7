"""Request handler of the current session (whoami): user, organizations, abilities, features."""

import asyncio

from shared.call import Call, Platform
from shared.development import in_development
from shared.errors import NotAuthenticated
from shared.models.client.preferences import StoredPreferences
from shared.models.client.session import (
    OF_ADMINISTRATORS,
    OF_MEMBERS,
    OF_PLATFORM,
    Feature,
    SessionOrganization,
    SessionUser,
    SessionView,
    VisitedOrganization,
)
from shared.models.users import MemberRole, Membership, User
from shared.operations.sign_in.factor_demands import still_due_for
from shared.release import VERSION


async def get(call: Call, *, with_preferences: bool = False) -> SessionView:
    """Return the caller's session, from what authentication has cached: at most 30 s old.

    The preferences are read anew, which is one storage transaction.
    """
    user_id = call.caller.user_id
    user = await call.platform.directory.users.known(user_id) if user_id else None
    if user is None:
        raise NotAuthenticated("no active user belongs to this sign-in")
    organizations = await _organizations(call, user)
    preferences = await _preferences(call, user) if with_preferences else None
    return SessionView(
        user=SessionUser(id=user.id, name=user.display_name, email=user.email),
        organizations=organizations,
        default_organization=organizations[0].id if len(organizations) == 1 else None,
        platform_admin=user.is_platform_admin,
        may=OF_PLATFORM if user.is_platform_admin else (),
        may_everywhere=OF_ADMINISTRATORS if user.is_platform_admin else (),
        signed_in_by="password" if call.caller.session_id else "frontEnd",
        session_id=call.caller.session_id,
        second_factor_due_at=await still_due_for(call.platform, call.caller),
        version=VERSION,
        features=_features(call.platform),
        server_time=call.platform.services.clock.now(),
        preferences=preferences,
        visited=await _visited(call, user, preferences),
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


async def _preferences(call: Call, user: User) -> StoredPreferences:
    return StoredPreferences.of(await call.platform.directory.preferences.get(user.id))


async def _visited(
    call: Call, user: User, preferences: StoredPreferences | None
) -> VisitedOrganization | None:
    recent = preferences.recent_organization if preferences else None
    if recent is None or not user.is_platform_admin:
        return None
    found = await call.platform.directory.organizations.known(recent)
    return VisitedOrganization(id=found.id, name=found.name) if found else None


def _features(platform: Platform) -> tuple[Feature, ...]:
    found = {
        Feature.DEVELOPMENT: in_development(),
        Feature.ONE_BOX: platform.settings.is_one_box,
        Feature.MAIL: platform.services.mail is not None,
    }
    return tuple(feature for feature, is_on in found.items() if is_on)
