"""Whether a provider that opened a session may still do so: if not, the session has ended.

The rows that the rule needs are those that authentication has read: the session, the user, and the
organization, whose row has copies of which providers are enabled.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from shared.errors import NotAuthenticated
from shared.models.base import GLOBAL
from shared.models.credentials import SignInSession
from shared.models.organizations import KnownOrganization
from shared.models.sso.open_providers import OpenProvider
from shared.models.users import User
from shared.operations.sso.admission import domain_of
from shared.repositories.directory import Directory


async def require_open(
    directory: Directory, user: User, session: SignInSession, scope: str
) -> None:
    """NotAuthenticated if the session's provider was closed, or reaches the user no more.

    It costs no row more than the organization's: that of the scope, else the user's first.
    """
    if not await is_session_open(directory, user, session, scope):
        raise NotAuthenticated("the provider of this sign-in was closed: sign in again")


async def is_session_open(
    directory: Directory, user: User, session: SignInSession, scope: str = GLOBAL
) -> bool:
    """Return whether the session would pass ``require_open``."""
    if session.provider_id is None:
        return True
    return await is_open(directory, user, session.provider_id, scope, session.began_at)


async def is_open(
    directory: Directory,
    user: User,
    provider_id: UUID,
    scope: str = GLOBAL,
    began_at: datetime | None = None,
) -> bool:
    """Return whether a provider signs this user in, and did so for a session of this time."""
    place = await _place(directory, user, scope)
    copies = directory.open_providers
    if _has(await copies.of_platform(place), provider_id, began_at):
        return True
    if place is None or not _is_reached(user, place):
        return False
    return _has(await copies.own_of(place), provider_id, began_at)


async def _place(directory: Directory, user: User, scope: str) -> KnownOrganization | None:
    first = next((membership.org_id for membership in user.memberships), None)
    org_id = first if scope == GLOBAL else scope
    return await directory.organizations.known(org_id) if org_id else None


def _is_reached(user: User, place: KnownOrganization) -> bool:
    """Whether the organization's own providers may sign the user in."""
    is_only_there = {membership.org_id for membership in user.memberships} == {place.id}
    is_of_domain = domain_of(user.email) in place.domains
    return is_only_there and is_of_domain and not user.is_platform_admin


def _has(found: Iterable[OpenProvider], provider_id: UUID, began_at: datetime | None) -> bool:
    return any(
        one.id == provider_id and (began_at is None or one.since is None or began_at >= one.since)
        for one in found
    )
