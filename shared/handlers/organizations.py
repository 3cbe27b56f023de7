"""Request handlers of organizations."""

from uuid import uuid4

from shared.call import Call
from shared.errors import Conflict, NotFound
from shared.models.base import GLOBAL
from shared.models.organizations import (
    KnownOrganization,
    Organization,
    OrganizationCreate,
    OrganizationUpdate,
)
from shared.models.pages import Listed
from shared.models.second_factor.policies import FactorRules
from shared.models.sso.open_providers import OpenProviders
from shared.models.traces import Trace
from shared.models.waiting import ChangedOrganization, Disposal, Waiting
from shared.operations import waiting_runs
from shared.operations.conditional_edits import require_version, show_version


async def create(call: Call, new: OrganizationCreate) -> Organization:
    """Create a customer; Conflict if another one has one of its domains."""
    domains, policies = new.all_domains, call.platform.directory.factor_policies
    asked = (await policies.get()).policy
    providers = call.platform.directory.open_providers
    open_ones = await providers.stored(GLOBAL)
    organization = KnownOrganization(
        id=str(uuid4()),
        name=new.name,
        domain=domains[0] if domains else None,
        domains=domains,
        tags=new.tags,
        created_by=call.caller.actor.id,
        created_at=call.platform.services.clock.now(),
        factor_rules=FactorRules(platform=asked),
        open_providers=OpenProviders(platform=open_ones, own=()),
    )
    await call.platform.directory.organizations.add(organization)
    if (await policies.get()).policy != asked:
        await policies.spread()  # it changed before this organization was there
    if await providers.stored(GLOBAL) != open_ones:
        await providers.copy(GLOBAL)
    traces = {organization.id: Trace(None, organization.own_view)}
    call.changed("organization", organization.id, None, organization, traces=traces)
    show_version(call, organization, OrganizationUpdate)
    return organization


async def page(
    call: Call, limit: int, start: str | None, tags: frozenset[str] = frozenset()
) -> Listed[Organization]:
    """List organizations, inactive ones too; with tags, those that have all of them."""
    organizations = call.platform.directory.organizations
    if tags:
        return await organizations.tagged(tags, start, limit)
    return await organizations.page(start, limit)


async def get(call: Call, org_id: str) -> Organization:
    found = await call.platform.directory.organizations.find(org_id)
    if found is None:
        raise NotFound("organization", org_id)
    show_version(call, found, OrganizationUpdate)
    return found


async def update(
    call: Call, org_id: str, change: OrganizationUpdate, disposal: Disposal = "cancel"
) -> ChangedOrganization:
    """Change the fields that were sent; deactivation cancels or keeps waiting runs."""
    organizations = call.platform.directory.organizations
    before = await organizations.get(org_id)
    if before.organization.purge_began_at:
        raise Conflict("this organization is being purged: continue the purge")
    require_version(call, before.organization, OrganizationUpdate)
    domains = change.domains_after(before.organization.domains)
    sent = change.model_dump(
        exclude_none=True, by_alias=False, include={"name", "is_active", "tags"}
    )
    after = before.organization.model_copy(
        update={
            **sent,
            "domains": domains,
            "domain": domains[0] if domains else None,
            "updated_by": call.caller.actor.id,
            "updated_at": call.platform.services.clock.now(),
        }
    )
    await organizations.replace(before, after)
    trace = Trace(before.organization.own_view, after.own_view)
    traces = {} if change.is_of_tags_only else {org_id: trace}
    call.changed("organization", org_id, before.organization, after, traces=traces)
    show_version(call, after, OrganizationUpdate)
    left = None
    if before.organization.is_active and not after.is_active:
        left = await waiting_runs.after_organization(call, org_id, disposal)
    return ChangedOrganization(**after.model_dump(by_alias=False), waiting=left)


async def deactivate(call: Call, org_id: str, disposal: Disposal = "cancel") -> Waiting:
    """Deactivate an organization: no user can sign in to it, run in it or act in its scope."""
    changed = await update(call, org_id, OrganizationUpdate(is_active=False), disposal)
    return changed.waiting or Waiting()
