"""What is remembered of organizations."""

from collections.abc import AsyncIterator

from shared.models.organizations import Organization
from shared.services.tables import Row, Table

PARTITION = "organization"
SCHEMA = "1"
PAGE = 1000


class Organizations:
    """Every organization; part of the directory, not bound to one of them."""

    def __init__(self, table: Table) -> None:
        self._table = table

    async def find(self, org_id: str) -> Organization | None:
        row = await self._table.get(PARTITION, org_id)
        return None if row is None else _organization(row)

    async def add(self, organization: Organization) -> None:
        """AlreadyExists if the id is taken."""
        columns = {"v": SCHEMA, "record": organization.model_dump_json()}
        await self._table.insert(PARTITION, organization.id, columns)

    async def all(self) -> AsyncIterator[Organization]:
        first: str | None = "0"
        while first is not None:
            page = await self._table.page(PARTITION, first, "~", limit=PAGE)
            for row in page.rows:
                yield _organization(row)
            first = page.next


def _organization(row: Row) -> Organization:
    return Organization.model_validate_json(row.columns["record"])
