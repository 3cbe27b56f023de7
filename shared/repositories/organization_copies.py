"""Copies what belongs to the platform into the rows of organizations, 99 at a time.

Authentication reads three rows at most, one of which is the organization's: so what every request
asks for is in there. A change of the original is copied right after it, and the nightly timer
completes what was interrupted.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from shared.errors import Stale, Unavailable
from shared.models.organizations import KnownOrganization
from shared.repositories.organizations import (
    PARTITION,
    Organizations,
    columns_of,
    organization_in,
)
from shared.services.bulkhead import readable
from shared.services.tables import Change, Replace, Row, Table

PAGE = 99  # they fit into one transaction
MOST_TRIES = 10

T = TypeVar("T")
#: Returns an organization with the copy.
Edit = Callable[[KnownOrganization, T], KnownOrganization]


class OrganizationCopies:
    """The rows of all organizations, as places of copies."""

    def __init__(self, table: Table, organizations: Organizations) -> None:
        self._table = table
        self._organizations = organizations

    async def spread(self, read: Callable[[], Awaitable[T]], edit: Edit[T]) -> None:
        """Copy what ``read`` returns to every organization, until it is the same afterwards."""
        for _ in range(MOST_TRIES):
            original = await read()
            if await self._copied(original, edit) and await read() == original:
                return
        raise Unavailable("organizations are being changed by several requests: try again")

    async def _copied(self, original: T, edit: Edit[T]) -> bool:
        """Copy it; return False if an organization changed while it was written."""
        start: str | None = "o|"
        is_complete = True
        while start is not None:
            page = await self._table.page(PARTITION, start, "o}", limit=PAGE)
            is_complete = await self._write(_changes(page.rows, original, edit)) and is_complete
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


def _changes(rows: Sequence[Row], original: T, edit: Edit[T]) -> Sequence[Change]:
    def change_of(row: Row) -> Change | None:
        organization = organization_in(row)
        after = edit(organization, original)
        if after == organization:
            return None
        return Replace(row.key, columns_of(after), row.etag)

    return [change for change in readable(rows, change_of, "an organization") if change]
