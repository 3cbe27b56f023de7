"""Stores the platform's policy of second factors: ``factors``, beside the organizations.

Every request of a session without a second factor asks for it, and authentication reads three rows
at most. So each organization's row has a copy, which ``spread`` brings up to date right
after the write that changes the policy.
"""

from dataclasses import dataclass

from shared.errors import AlreadyExists, Stale
from shared.models.organizations import KnownOrganization
from shared.models.second_factor.policies import AT_FIRST, FactorPolicy
from shared.repositories.cache import TtlCache
from shared.repositories.organization_copies import OrganizationCopies
from shared.repositories.organizations import PARTITION, Organizations
from shared.repositories.record_versions import record_of
from shared.services.tables import Insert, Replace, Table

KEY = "factors"
SCHEMA = "1"


@dataclass(frozen=True, slots=True)
class StoredPolicy:
    """The platform's policy as stored; ``etag`` is None while there is only the default."""

    policy: FactorPolicy
    etag: str | None


class KnownPolicy(TtlCache[FactorPolicy]):
    """The platform's policy as this process knows it."""


class FactorPolicies:
    """The platform's policy, and its copies in the rows of organizations."""

    def __init__(self, table: Table, organizations: Organizations, known: KnownPolicy) -> None:
        self._table = table
        self._organizations = organizations
        self._known = known

    async def known(self) -> FactorPolicy:
        """Return the platform's policy, at most 30 s old; a change made here is seen at once."""

        async def find() -> FactorPolicy:
            return (await self.get()).policy

        return await self._known.get(KEY, find) or _at_first()

    async def get(self) -> StoredPolicy:
        """Return the platform's policy as of now."""
        row = await self._table.get(PARTITION, KEY)
        if row is None:
            return StoredPolicy(_at_first(), None)
        return StoredPolicy(record_of(FactorPolicy, row.columns), row.etag)

    async def replace(self, before: StoredPolicy, after: FactorPolicy) -> None:
        """Store the policy, and its copies; Stale if another request changed it meanwhile.

        If the process ends in between, ``spread`` completes the copies: the nightly timer calls it.
        """
        columns = {"v": SCHEMA, "record": after.model_dump_json()}
        own = Replace(KEY, columns, before.etag) if before.etag else Insert(KEY, columns)
        try:
            await self._table.transaction(PARTITION, [own])
        except AlreadyExists as error:
            raise Stale("the policy was changed by another request just now") from error
        finally:  # the write may have been done although its answer was lost
            self._known.forget(KEY)
        await self.spread()

    async def spread(self) -> None:
        """Copy the policy as it is now to every organization that has another one."""
        await OrganizationCopies(self._table, self._organizations).spread(self._policy, _with_copy)

    async def _policy(self) -> FactorPolicy:
        return (await self.get()).policy


def _with_copy(organization: KnownOrganization, policy: FactorPolicy) -> KnownOrganization:
    rules = organization.factor_rules.model_copy(update={"platform": policy})
    return organization.model_copy(update={"factor_rules": rules})


def _at_first() -> FactorPolicy:
    return FactorPolicy(policy=AT_FIRST)
