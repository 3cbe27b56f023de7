"""The organizations that schedules run for, evaluated when their time has come."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from shared.models.automation.schedules import Schedule, Target
from shared.models.base import GLOBAL
from shared.models.organizations import Organization
from shared.repositories.directory import Directory

INACTIVE = "the organization is not active"
UNKNOWN = "there is no such organization"
#: From so many organizations on, one read of all is cheaper than a read of each.
FEW = 3


@dataclass(frozen=True, slots=True)
class Addressee:
    """An organization, or GLOBAL, that a time is for; ``refusal`` says why it is left out."""

    org_id: str
    name: str | None = None
    refusal: str | None = None


@dataclass(slots=True)
class Audience:
    """Finds organizations for one round of the timer, which reads all of them at most once."""

    directory: Directory
    #: How many schedules the round is about.
    asking: int = 1
    _all: dict[str, Organization] = field(default_factory=dict[str, Organization])
    _is_read: bool = False

    async def of(self, schedule: Schedule) -> Sequence[Addressee]:
        """Return whom a schedule is for now; a chosen organization that is inactive, too."""
        if schedule.target is None:
            return [await self.member(schedule.org_id)]
        return await self.targeted(schedule.target)

    async def targeted(self, target: Target) -> Sequence[Addressee]:
        """Return the organizations that a target means now, those that are inactive, too."""
        if target.organizations:
            return [await self.member(org_id) for org_id in target.organizations]
        return [_member(one) for one in await self._chosen(target)]

    async def member(self, org_id: str) -> Addressee:
        """Return one organization as it is now, or GLOBAL."""
        if org_id == GLOBAL:
            return Addressee(GLOBAL)
        if self._is_read or self.asking > FEW:
            found = (await self._read()).get(org_id)
        else:
            found = await self.directory.organizations.known(org_id)
        return Addressee(org_id, refusal=UNKNOWN) if found is None else _member(found)

    async def _chosen(self, target: Target) -> Sequence[Organization]:
        tags = frozenset(tag.casefold() for tag in target.tags)
        found = await self._read()
        return [one for one in found.values() if not one.purge_began_at and one.has_tags(tags)]

    async def _read(self) -> dict[str, Organization]:
        if not self._is_read:
            self._all = {one.id: one async for one in self.directory.organizations.all()}
            self._is_read = True
        return self._all


def _member(organization: Organization) -> Addressee:
    is_active = organization.is_active and not organization.purge_began_at
    return Addressee(organization.id, organization.name, None if is_active else INACTIVE)
