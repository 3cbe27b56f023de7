"""/api/organizations: add, change, deactivate and purge organizations."""

from typing import Annotated

from pydantic import Field

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import Limit, Routes
from functions.edge.prefer import Prefer
from functions.edge.removal import ForWaiting, removal
from shared import handlers
from shared.call import Call
from shared.errors import Conflict, NotFound
from shared.models.organizations import (
    Organization,
    OrganizationCreate,
    OrganizationUpdate,
    tags_in,
)
from shared.models.pages import Listed, key_of
from shared.models.purges import PurgeReport, PurgeRequest
from shared.models.replies import Reply
from shared.models.waiting import ChangedOrganization, Waiting

routes = Routes()


@routes.endpoint("GET", "organizations", allow=Access.ADMIN, about=About.PLATFORM)
async def list_organizations(
    call: Call,
    tags: Annotated[str, Field(max_length=1100)] = "",
    limit: Limit = 100,
    continuation_token: str | None = None,
) -> Listed[Organization]:
    """List organizations, including inactive ones; tags, parted by commas, must all be there."""
    start = key_of(continuation_token, "o|", mark=call.mark)
    return await handlers.organizations.page(call, limit, start, tags_in(tags))


@routes.endpoint(
    "POST",
    "organizations",
    allow=Access.ADMIN,
    about=About.PLATFORM,
    audit="organization.create",
    status=201,
    problems=[Conflict],
    versioned=True,
)
async def create_organization(call: Call, body: OrganizationCreate) -> Organization:
    """Add an organization."""
    return await handlers.organizations.create(call, body)


@routes.endpoint(
    "GET",
    "organizations/{org_id}",
    allow=Access.ADMIN,
    about=About.PLATFORM,
    problems=[NotFound],
    versioned=True,
)
async def get_organization(call: Call, org_id: str) -> Organization:
    """Get one organization."""
    return await handlers.organizations.get(call, org_id)


@routes.endpoint(
    "PATCH",
    "organizations/{org_id}",
    allow=Access.ADMIN,
    about=About.PLATFORM,
    audit="organization.update",
    problems=[Conflict, NotFound],
    versioned=True,
)
async def update_organization(
    call: Call, org_id: str, body: OrganizationUpdate, waiting: ForWaiting = "cancel"
) -> ChangedOrganization:
    """Change the fields that are sent."""
    return await handlers.organizations.update(call, org_id, body, waiting)


@routes.endpoint(
    "DELETE",
    "organizations/{org_id}",
    allow=Access.ADMIN,
    about=About.PLATFORM,
    audit="organization.deactivate",
    status=204,
    also={200: Waiting},
    problems=[Conflict, NotFound],
    versioned=True,
)
async def delete_organization(
    call: Call, org_id: str, waiting: ForWaiting = "cancel", prefer: Prefer = ""
) -> Reply:
    """Deactivate an organization: its users and keys can no longer sign in, run or act in it."""
    return removal(await handlers.organizations.deactivate(call, org_id, waiting), prefer)


@routes.endpoint(
    "GET",
    "organizations/{org_id}/waiting",
    allow=Access.ADMIN,
    about=About.PLATFORM,
    problems=[NotFound],
)
async def list_organization_waiting(call: Call, org_id: str) -> Waiting:
    """List the waiting executions of an organization, of all callers."""
    return await handlers.waiting.of_organization(call, org_id)


@routes.endpoint(
    "POST",
    "organizations/{org_id}/purge",
    allow=Access.ADMIN,
    about=About.PLATFORM,
    audit="organization.purge",
    problems=[Conflict, NotFound],
    fresh=True,
)
async def purge_organization(call: Call, org_id: str, body: PurgeRequest) -> PurgeReport:
    """Remove all data of a deactivated organization for good; repeat until it is complete."""
    return await handlers.purges.purge(call, org_id, body)
