"""Lists what all organizations have of one connection of GLOBAL, for platform administrators."""

import asyncio

from shared.call import Call
from shared.errors import Conflict
from shared.models.base import GLOBAL
from shared.models.client.connections import ConnectionEntity
from shared.models.connections import EntityChoice
from shared.models.organizations import Organization
from shared.models.pages import Listed
from shared.oauth.lookup import Held
from shared.operations.conditional_edits import version_of

AT_ONCE = 20


async def page(call: Call, name: str, limit: int, start: str | None) -> Listed[ConnectionEntity]:
    """List organizations with their entity and token; one storage transaction for each of them."""
    finder = call.platform.oauth.finder
    shared = await finder.get(GLOBAL, name)
    if not shared.connection.per_organization:
        raise Conflict(f"{name!r} has one token for all organizations")
    organizations = await call.platform.directory.organizations.page(start, limit)
    slots = asyncio.Semaphore(AT_ONCE)

    async def look(organization: Organization) -> ConnectionEntity:
        async with slots:
            return _view(call, organization, await finder.of_organization(organization.id, shared))

    found = await asyncio.gather(*map(look, organizations.items))
    return Listed(found, organizations.next)


def _view(call: Call, organization: Organization, held: Held) -> ConnectionEntity:
    grant = held.grant
    return ConnectionEntity(
        org_id=organization.id,
        name=organization.name,
        domains=organization.domains,
        is_active=organization.is_active,
        is_own=held.is_own,
        entity_id=grant.entity_id,
        etag=version_of(grant, EntityChoice),
        status=grant.status,
        status_message=grant.status_message,
        what_to_do=call.platform.oauth.advice(held),
        expires_at=grant.expires_at,
    )
