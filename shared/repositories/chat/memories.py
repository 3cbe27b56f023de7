"""Stores what agents remember of people, beside the conversations: ``k|<user>|<agent>|<id>``."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from shared.errors import AlreadyExists, NotFound
from shared.models.agents.memory import MOST_FACTS, RememberedFact
from shared.repositories.chat.conversations import partition_of
from shared.repositories.long_records import long_columns
from shared.repositories.record_versions import record_of
from shared.repositories.row_keys import after
from shared.services.tables import Remove, Table

SCHEMA = "1"
BATCH = 90


@dataclass(frozen=True, slots=True)
class Memories:
    """The facts of one organization: every method names the person whose they are."""

    table: Table
    org_id: str

    async def all(self, user_id: str, agent_id: UUID) -> Sequence[RememberedFact]:
        """Return what an agent remembers of a person, oldest first."""
        prefix = f"{_prefix(user_id)}{agent_id}|"
        page = await self.table.page(self._partition, prefix, after(prefix), limit=MOST_FACTS)
        return [record_of(RememberedFact, row.columns) for row in page.rows]

    async def add(self, user_id: str, fact: RememberedFact) -> None:
        """Store a fact; the same one once more changes nothing."""
        try:
            key = _key(user_id, fact.agent_id, fact.id)
            await self.table.insert(self._partition, key, long_columns(fact, SCHEMA))
        except AlreadyExists:
            return

    async def remove(self, user_id: str, agent_id: UUID, fact_id: UUID) -> None:
        """Remove a fact; NotFound if this person has none of this id."""
        key = _key(user_id, agent_id, fact_id)
        if await self.table.get(self._partition, key) is None:
            raise NotFound("remembered fact", fact_id)
        await self.table.delete(self._partition, key)

    async def remove_all_of(self, user_id: str) -> None:
        """Remove what every agent remembers of a person."""
        prefix = _prefix(user_id)
        while True:
            page = await self.table.page(self._partition, prefix, after(prefix), limit=BATCH)
            if not page.rows:
                return
            await self.table.transaction(self._partition, [Remove(row.key) for row in page.rows])

    @property
    def _partition(self) -> str:
        return partition_of(self.org_id)


def _prefix(user_id: str) -> str:
    return f"k|{user_id}|"


def _key(user_id: str, agent_id: UUID, fact_id: UUID) -> str:
    return f"{_prefix(user_id)}{agent_id}|{fact_id}"
