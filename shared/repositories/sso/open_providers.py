"""Keeps in each organization's row which sign-in providers are enabled: its own and the platform's.

Every request of a session that a provider opened asks for it. A row without the copy, such as one
of an earlier version, is made up for by reading the providers themselves.
"""

from collections.abc import Iterable
from uuid import UUID

from shared.errors import Stale, Unavailable
from shared.models.base import GLOBAL
from shared.models.organizations import KnownOrganization
from shared.models.sso.open_providers import OpenOnes, OpenProvider
from shared.models.sso.providers import SignInProvider
from shared.repositories.organization_copies import OrganizationCopies
from shared.repositories.organizations import Organizations
from shared.repositories.sso.providers import SignInProviders

MOST_TRIES = 10


class OpenProviderCopies:
    """The enabled providers, and their copies in the rows of organizations."""

    def __init__(
        self, providers: SignInProviders, organizations: Organizations, copies: OrganizationCopies
    ) -> None:
        self._providers = providers
        self._organizations = organizations
        self._copies = copies

    async def of_platform(self, place: KnownOrganization | None) -> OpenOnes:
        """Return the platform's, 30 s old at most; from this organization's row if there is one."""
        kept = place.open_providers.platform if place else None
        return open_among(await self._providers.known(GLOBAL)) if kept is None else kept

    async def own_of(self, place: KnownOrganization) -> OpenOnes:
        """Return an organization's own, 30 s old at most."""
        kept = place.open_providers.own
        return open_among(await self._providers.known(place.id)) if kept is None else kept

    async def stored(self, org_id: str, without: UUID | None = None) -> OpenOnes:
        """Return the enabled ones of an organization, or the platform, as of now."""
        found = [one.record for one in await self._providers.all(org_id)]
        return open_among(one for one in found if one.id != without)

    async def copy(self, org_id: str, without: UUID | None = None) -> None:
        """Copy what is enabled in an organization, or of the platform.

        One that is about to be closed is left out before that is stored, so that its sessions end
        even if the process does in between.
        """

        async def read() -> OpenOnes:
            return await self.stored(org_id, without)

        if org_id == GLOBAL:
            await self._copies.spread(read, _with_platforms)
        else:
            await self._keep_own(org_id, await read())

    async def _keep_own(self, org_id: str, own: OpenOnes) -> None:
        for _ in range(MOST_TRIES):
            stored = await self._organizations.get(org_id)
            try:
                await self._organizations.replace(stored, _with_own(stored.organization, own))
            except Stale:
                continue
            return
        raise Unavailable("this organization is being changed by several requests: try again")


def open_among(providers: Iterable[SignInProvider]) -> OpenOnes:
    """Return the providers that are enabled, in the order of their ids."""
    found = [one for one in providers if one.is_enabled]
    return tuple(
        OpenProvider(id=one.id, since=one.sessions_since)
        for one in sorted(found, key=lambda one: str(one.id))
    )


def _with_platforms(organization: KnownOrganization, found: OpenOnes) -> KnownOrganization:
    return _with(organization, platform=found)


def _with_own(organization: KnownOrganization, found: OpenOnes) -> KnownOrganization:
    return _with(organization, own=found)


def _with(organization: KnownOrganization, **copies: OpenOnes) -> KnownOrganization:
    after = organization.open_providers.model_copy(update=copies)
    return organization.model_copy(update={"open_providers": after})
