"""Stores organizations; part of the directory, not of one organization.

==============  =====================================================
row key         what
==============  =====================================================
``o|<id>``      the organization
``d|<domain>``  whose domain it is; inserted with it, so that a domain is taken once
``t|<id>``      its removal, while that is under way
``factors``     the platform's policy of second factors: see ``identity.factor_policies``
==============  =====================================================
"""

import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from shared.errors import AlreadyExists, Conflict, NotFound, Stale
from shared.models.organizations import KnownOrganization, Organization
from shared.models.pages import Listed
from shared.models.purges import Purge
from shared.models.second_factor.policies import FactorRules
from shared.models.sso.open_providers import OpenProviders
from shared.repositories.cache import TtlCache
from shared.repositories.record_versions import record_of
from shared.services.bulkhead import readable
from shared.services.tables import Change, Columns, Insert, Remove, Replace, Row, Table

PARTITION = "organization"
SCHEMA = "1"
PAGE = 1000
MOST_PAGES = 5
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
DOMAIN = re.compile(r"[a-z0-9.-]{1,253}")


@dataclass(frozen=True, slots=True)
class StoredOrganization:
    organization: KnownOrganization
    etag: str


@dataclass(frozen=True, slots=True)
class StoredPurge:
    purge: Purge
    etag: str


class Organizations:
    def __init__(self, table: Table) -> None:
        self._table = table
        self._known: TtlCache[KnownOrganization] = TtlCache()

    async def known(self, org_id: str) -> KnownOrganization | None:
        """Return the organization, at most 30 s old; a change made here is seen at once."""
        return await self._known.get(org_id, lambda: self.find(org_id))

    async def find(self, org_id: str) -> KnownOrganization | None:
        row = await self._row(org_id)
        return None if row is None else organization_in(row)

    async def id_of_domain(self, domain: str) -> str | None:
        """Return the id of the organization that has this domain; None if none has it."""
        row = await self._table.get(PARTITION, f"d|{domain}") if DOMAIN.fullmatch(domain) else None
        return None if row is None else row.columns["org"]

    async def get(self, org_id: str) -> StoredOrganization:
        row = await self._row(org_id)
        if row is None:
            raise NotFound("organization", org_id)
        return StoredOrganization(organization_in(row), row.etag)

    def forget(self, org_id: str) -> None:
        """Read the organization again at its next use: another repository has changed its row."""
        self._known.forget(org_id)

    async def add(self, organization: Organization) -> None:
        """Add an organization; Conflict if the id or one of the domains is taken."""
        taken = [_domain(organization, domain) for domain in organization.domains]
        record = Insert(f"o|{organization.id}", columns_of(organization))
        await self._write(organization.id, [record, *taken])

    async def replace(self, before: StoredOrganization, after: Organization) -> None:
        """Replace an organization; Stale if it changed, Conflict if a new domain is taken."""
        old, new = set(before.organization.domains), set(after.domains)
        changes: list[Change] = [Replace(f"o|{after.id}", columns_of(after), before.etag)]
        changes += [_domain(after, domain) for domain in sorted(new - old)]
        changes += [Remove(f"d|{domain}") for domain in sorted(old - new)]
        await self._write(after.id, changes)

    async def begin_purge(self, before: StoredOrganization, purge: Purge) -> None:
        """Begin a purge, which blocks every other use; Stale if the organization changed."""
        after = before.organization.model_copy(update={"purge_began_at": purge.began_at})
        record = Replace(f"o|{after.id}", columns_of(after), before.etag)
        await self._write(after.id, [record, Insert(f"t|{after.id}", _purge_columns(purge))])

    async def purge_of(self, org_id: str) -> StoredPurge:
        """Return the purge; NotFound if none is under way, or another call has completed it."""
        row = await self._table.get(PARTITION, f"t|{org_id}")
        if row is None:
            raise NotFound("purge of organization", org_id)
        return StoredPurge(record_of(Purge, row.columns), row.etag)

    async def note_purge(self, before: StoredPurge, purge: Purge) -> StoredPurge:
        """Store the purge's progress; Stale if another call stored some, too."""
        key, columns = f"t|{purge.org_id}", _purge_columns(purge)
        etag = await self._table.replace(PARTITION, key, columns, etag=before.etag)
        return StoredPurge(purge, etag)

    async def remove(self, organization: Organization) -> None:
        """Remove the last rows: the organization, its domains and its purge."""
        keys = [f"o|{organization.id}", f"t|{organization.id}"]
        keys += [f"d|{domain}" for domain in organization.domains]
        try:
            await self._write(organization.id, [Remove(key) for key in keys])
        except Stale:
            if await self.find(organization.id) is not None:
                raise  # otherwise it is done, and an answer was lost

    async def page(self, start: str | None, limit: int) -> Listed[Organization]:
        page = await self._table.page(PARTITION, start or "o|", "o}", limit=limit)
        return Listed(readable(page.rows, organization_in, "an organization"), page.next)

    async def tagged(
        self, tags: frozenset[str], start: str | None, limit: int
    ) -> Listed[Organization]:
        """Return organizations with all of these tags, which have no index.

        At most ``MOST_PAGES`` pages of 1,000 are read, one transaction each: the result may be
        short, or empty, and still have a next page.
        """
        found: list[Organization] = []
        following = start or "o|"
        for _ in range(MOST_PAGES):
            page = await self._table.page(PARTITION, following, "o}", limit=PAGE)
            for organization in readable(page.rows, organization_in, "an organization"):
                if not organization.has_tags(tags):
                    continue
                if len(found) == limit:
                    return Listed(found, f"o|{organization.id}")
                found.append(organization)
            if page.next is None:
                return Listed(found)
            following = page.next
        return Listed(found, following)

    async def all(self) -> AsyncIterator[Organization]:
        start: str | None = None
        while True:
            page = await self.page(start, PAGE)
            for organization in page.items:
                yield organization
            start = page.next
            if start is None:
                return

    async def _row(self, org_id: str) -> Row | None:
        """Return the row; None for an invalid id, which the store would refuse as a key."""
        return await self._table.get(PARTITION, f"o|{org_id}") if ID.fullmatch(org_id) else None

    async def _write(self, org_id: str, changes: Sequence[Change]) -> None:
        try:
            await self._table.transaction(PARTITION, changes)
        except AlreadyExists as error:
            raise Conflict("the id or a domain belongs to another organization") from error
        finally:  # the write may have been done although its answer was lost
            self._known.forget(org_id)


def organization_in(row: Row) -> KnownOrganization:
    """Return the organization of a row, with what applies to sign-ins in it."""
    found = record_of(KnownOrganization, row.columns)
    kept: dict[str, object] = {}
    if factors := row.columns.get("factors"):
        kept["factor_rules"] = FactorRules.model_validate_json(factors)
    if providers := row.columns.get("providers"):
        kept["open_providers"] = OpenProviders.model_validate_json(providers)
    return found.model_copy(update=kept)


def columns_of(organization: Organization) -> Columns:
    """Return the columns of an organization's row."""
    known = KnownOrganization.of(organization)
    return {
        "v": SCHEMA,
        "record": organization.model_dump_json(),
        "factors": known.factor_rules.model_dump_json(),
        "providers": known.open_providers.model_dump_json(),
    }


def _purge_columns(purge: Purge) -> Columns:
    return {"v": SCHEMA, "record": purge.model_dump_json()}


def _domain(organization: Organization, domain: str) -> Insert:
    return Insert(f"d|{domain}", {"v": SCHEMA, "org": organization.id})
