"""The ways to sign in that an organization allows its members."""

from shared.call import Platform
from shared.errors import NotAuthenticated
from shared.models.credentials import SignInSession
from shared.models.organizations import Organization
from shared.models.users import User
from shared.settings import Settings

#: With a password or a passkey of ours.
LOCAL = "local"
#: Through Static Web Apps.
FRONT_END = "frontEnd"


def has_front_end(settings: Settings) -> bool:
    """Return whether users sign in through Static Web Apps here; that of development is none."""
    is_set_up = settings.sign_in_client_id is not None and bool(settings.sign_in_tenants)
    return settings.trust_client_principal and is_set_up


def way_of(session: SignInSession) -> str:
    """Return the way in which the session's user signed in, as organizations allow it."""
    return str(session.provider_id) if session.provider_id else LOCAL


def allows(organization: Organization, way: str) -> bool:
    """Return whether members may act in the organization after signing in this way."""
    return not organization.allowed_sign_ins or way in organization.allowed_sign_ins


async def require_a_place(platform: Platform, user: User, way: str) -> None:
    """NotAuthenticated if no organization of the user allows this way to sign in.

    Platform administrators are exempt: a provider that fails must not lock out who mends it.
    """
    if not await has_a_place(platform, user, way):
        raise NotAuthenticated("your organization does not allow this way to sign in: use its own")


async def has_a_place(platform: Platform, user: User, way: str) -> bool:
    """Return whether any organization of the user allows this way to sign in."""
    if user.is_platform_admin or not user.memberships:
        return True
    for membership in user.memberships:
        organization = await platform.directory.organizations.known(membership.org_id)
        if organization is None or allows(organization, way):
            return True
    return False
