"""Who is calling?"""

import time
from collections.abc import Mapping

from pydantic import TypeAdapter, ValidationError

from functions.access import Access
from shared.call import ANONYMOUS, Caller
from shared.errors import NotFound, NotPermitted
from shared.models.base import GLOBAL, OrganizationId
from shared.models.callers import Actor, CallerKind
from shared.models.organizations import Organization
from shared.repositories.directory import Directory

ORGANIZATION_HEADER = "x-organization-id"
CACHE_SECONDS = 30

HOST_KEY = Actor(kind=CallerKind.HOST_KEY, id="host-key", name="Function key", is_admin=True)

_organization_id: TypeAdapter[str] = TypeAdapter(OrganizationId)


class Authenticator:
    """Turns a request's headers into a Caller. Organizations are remembered for 30 s."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._known: dict[str, tuple[float, Organization]] = {}

    async def caller(self, access: Access, headers: Mapping[str, str]) -> Caller:
        """Whoever the host let in with a key administers the organization that it names."""
        if access is Access.ANYONE:
            return ANONYMOUS
        org_id = headers.get(ORGANIZATION_HEADER, "").strip() or GLOBAL
        if org_id == GLOBAL:
            return Caller(HOST_KEY)
        organization = await self._active(org_id)
        return Caller(HOST_KEY, organization.id, organization.name)

    async def _active(self, org_id: str) -> Organization:
        organization = await self._organization(org_id)
        if organization is None:
            raise NotFound("organization", org_id)
        if not organization.is_active:
            raise NotPermitted(f"organization {org_id!r} is not active")
        return organization

    async def _organization(self, org_id: str) -> Organization | None:
        at, found = self._known.get(org_id, (0.0, None))
        if found and time.monotonic() - at < CACHE_SECONDS:
            return found
        if not _is_possible(org_id):
            return None
        found = await self._directory.organizations.find(org_id)
        if found is not None:
            self._known[org_id] = (time.monotonic(), found)
        return found


def _is_possible(org_id: str) -> bool:
    try:
        _organization_id.validate_python(org_id)
    except ValidationError:
        return False
    return True
