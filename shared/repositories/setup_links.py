"""Stores the setup link of an installation: ``setup``, beside the users.

It is in the users' partition, so that its use and the first administrator are one write.
"""

from dataclasses import dataclass

from shared.models.credentials import SetupLink
from shared.repositories.credentials import PARTITION
from shared.repositories.record_versions import record_of
from shared.services.tables import Delete, Put, Table

KEY = "setup"
SCHEMA = "1"


@dataclass(frozen=True, slots=True)
class StoredSetupLink:
    """A setup link as it was read."""

    link: SetupLink
    etag: str

    @property
    def used(self) -> Delete:
        """The change that uses it up; Stale or NotFound for all but the first that makes it."""
        return Delete(KEY, self.etag)


class SetupLinks:
    """The one setup link of an installation that has no administrator."""

    def __init__(self, table: Table) -> None:
        self._table = table

    async def put(self, link: SetupLink) -> None:
        """Store a new link; the one before it becomes void."""
        columns = {"v": SCHEMA, "record": link.model_dump_json()}
        await self._table.transaction(PARTITION, [Put(KEY, columns)])

    async def find(self) -> StoredSetupLink | None:
        """Return the link, whether or not it has expired."""
        row = await self._table.get(PARTITION, KEY)
        if row is None:
            return None
        return StoredSetupLink(record_of(SetupLink, row.columns), row.etag)
