"""Stores the platform's policy of second factors: ``factors``, beside the organizations.

Every request of a session without a second factor asks for it, and authentication reads three rows
at most. So each organization's row has a copy, which ``spread`` brings up to date,
99 organizations at a time, right after the write that changes the policy.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from shared.errors import AlreadyExists, Stale, Unavailable
from shared.models.second_factor.policies import AT_FIRST, FactorPolicy
from shared.repositories.cache import TtlCache
from shared.repositories.organizations import (
    PARTITION,
    Organizations,
    columns_of,
    organization_in,
)
from shared.repositories.record_versions import record_of
from shared.services.bulkhead import readable
from shared.services.tables import Change, Insert, Replace, Row, Table

KEY = "factors"
SCHEMA = "1"
PAGE = 99  # they fit into one transaction
MOST_TRIES = 10


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
        for _ in range(MOST_TRIES):
            policy = (await self.get()).policy
            if await self._copied(policy) and (await self.get()).policy == policy:
                return
        raise Unavailable("organizations are being changed by several requests: try again")

    async def _copied(self, policy: FactorPolicy) -> bool:
        """Copy the policy; return False if an organization changed while it was written."""
        start: str | None = "o|"
        is_complete = True
        while start is not None:
            page = await self._table.page(PARTITION, start, "o}", limit=PAGE)
            is_complete = await self._write(_outdated(page.rows, policy)) and is_complete
            start = page.next
        return is_complete

    async def _write(self, changes: Sequence[Change]) -> bool:
        if not changes:
            return True
        try:
            await self._table.transaction(PARTITION, changes)
        except Stale:
            return False
        finally:
            for change in changes:
                self._organizations.forget(change.key.removeprefix("o|"))
        return True


def _outdated(rows: Sequence[Row], policy: FactorPolicy) -> Sequence[Change]:
    def change_of(row: Row) -> Change | None:
        organization = organization_in(row)
        rules = organization.factor_rules
        if rules.platform == policy:
            return None
        copied = rules.model_copy(update={"platform": policy})
        after = organization.model_copy(update={"factor_rules": copied})
        return Replace(row.key, columns_of(after), row.etag)

    return [change for change in readable(rows, change_of, "an organization") if change]


def _at_first() -> FactorPolicy:
    return FactorPolicy(policy=AT_FIRST)
