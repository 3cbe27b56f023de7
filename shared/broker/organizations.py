"""SDK calls of ``bifrost.organizations``."""

from typing import Annotated, ClassVar

from shared.broker.request import PagedSdkCall, SdkCall
from shared.call import Call
from shared.errors import NotFound, NotPermitted
from shared.handlers import organizations
from shared.models.base import OrLeftOut
from shared.models.organizations import (
    Organization,
    OrganizationCreate,
    OrganizationName,
    OrganizationUpdate,
)
from shared.models.pages import key_of

#: The fields that runs see; who created an organization is not among them.
SHOWN = {"id", "name", "domain", "domains", "is_active", "created_at", "updated_at"}


class Get(SdkCall):
    org_id: str | None = None

    async def answer(self, call: Call) -> object:
        """Return the run's own organization, or another one, also inactive, if the run may."""
        wanted = self.org_id or call.caller.scope
        if wanted != call.caller.scope and not call.caller.may_name_organizations:
            raise NotPermitted(
                "organizations.get of another organization needs a run that a platform"
                " administrator started"
            )
        return _shown(await organizations.get(call, wanted))


class List(PagedSdkCall):
    async def answer(self, call: Call) -> object:
        start = key_of(self.start, "o|", mark=call.mark)
        return self.page(call, await organizations.page(call, self.limit, start), _shown)


class Create(SdkCall):
    audit: ClassVar[str | None] = "organization.create"
    name: OrganizationName
    domain: str | None = None
    domains: Annotated[tuple[str, ...], OrLeftOut] = ()
    is_active: bool = True

    async def answer(self, call: Call) -> object:
        facts = {"name": self.name, "domain": self.domain, "domains": self.domains}
        made = await organizations.create(call, OrganizationCreate.model_validate(facts))
        if not self.is_active:
            made = await organizations.update(call, made.id, OrganizationUpdate(is_active=False))
        return _shown(made)


class Update(SdkCall):
    audit: ClassVar[str | None] = "organization.update"
    org_id: str
    name: str | None = None
    domain: str | None = None
    domains: tuple[str, ...] | None = None
    is_active: bool | None = None

    async def answer(self, call: Call) -> object:
        facts = self.model_dump(exclude={"org_id"}, exclude_none=True)
        change = OrganizationUpdate.model_validate(facts)
        return _shown(await organizations.update(call, self.org_id, change))


class Delete(SdkCall):
    audit: ClassVar[str | None] = "organization.deactivate"
    org_id: str

    async def answer(self, call: Call) -> object:
        """Deactivate the organization; False if there is none."""
        try:
            await organizations.deactivate(call, self.org_id)
        except NotFound:
            return False
        return True


def _shown(organization: Organization) -> object:
    return organization.model_dump(mode="json", include=SHOWN)
