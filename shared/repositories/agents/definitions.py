"""Stores one scope's agents, and every version of each.

Partition ``agent|<org>``: ``a|<id>`` is the agent as it is, ``n|<name>`` takes its name once, and
``v|<id>|<version>`` is a version, which no later save changes.
"""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from shared.errors import AlreadyExists, Conflict, NotFound
from shared.models.agents.records import MOST_AGENTS, Agent
from shared.models.pages import Listed
from shared.repositories.long_records import long_columns
from shared.repositories.record_versions import record_of
from shared.repositories.row_keys import after
from shared.services.tables import Change, Delete, Insert, Remove, Replace, Row, Table

SCHEMA = "1"
BATCH = 90


@dataclass(frozen=True, slots=True)
class StoredAgent:
    agent: Agent
    etag: str


class Agents:
    """The agents of one scope: no method can name another organization's rows."""

    def __init__(self, table: Table, org_id: str) -> None:
        self._table, self.org_id = table, org_id
        self._partition = partition_of(org_id)

    async def find(self, agent_id: UUID) -> StoredAgent | None:
        row = await self._table.get(self._partition, f"a|{agent_id}")
        return None if row is None else _stored(row)

    async def version(self, agent_id: UUID, version: int) -> Agent:
        """Return an agent as this version had it; NotFound if there is none."""
        row = await self._table.get(self._partition, _version_key(agent_id, version))
        if row is None:
            raise NotFound("version of the agent", f"{agent_id} {version}")
        return record_of(Agent, row.columns)

    async def versions(self, agent_id: UUID, start: str | None, limit: int) -> Listed[Agent]:
        """Return the versions of an agent, oldest first."""
        prefix = f"v|{agent_id}|"
        page = await self._table.page(self._partition, start or prefix, after(prefix), limit=limit)
        return Listed([record_of(Agent, row.columns) for row in page.rows], page.next)

    async def all(self) -> list[StoredAgent]:
        page = await self._table.page(self._partition, "a|", after("a|"), limit=MOST_AGENTS)
        return [_stored(row) for row in page.rows]

    async def named(self, name: str) -> StoredAgent | None:
        """Return the agent of this name, in any case."""
        row = await self._table.get(self._partition, _name_key(name))
        return None if row is None else await self.find(UUID(row.columns["id"]))

    async def add(self, agent: Agent) -> None:
        """Store a new agent; Conflict if the name is taken."""
        columns = long_columns(agent, SCHEMA)
        await self._write(
            agent,
            [
                Insert(f"a|{agent.id}", columns),
                Insert(_name_key(agent.name), {"v": SCHEMA, "id": str(agent.id)}),
                Insert(_version_key(agent.id, agent.version), columns),
            ],
        )

    async def replace(self, before: StoredAgent, agent: Agent) -> None:
        """Store the next version; Stale if it changed meanwhile, Conflict if the name is taken."""
        columns = long_columns(agent, SCHEMA)
        changes: list[Change] = [
            Replace(f"a|{agent.id}", columns, before.etag),
            Insert(_version_key(agent.id, agent.version), columns),
        ]
        old, new = _name_key(before.agent.name), _name_key(agent.name)
        if old != new:
            changes += [Insert(new, {"v": SCHEMA, "id": str(agent.id)}), Remove(old)]
        await self._write(agent, changes)

    async def remove(self, before: StoredAgent) -> None:
        """Remove an agent with its versions, the agent itself first; Stale if it changed."""
        agent = before.agent
        changes: list[Change] = [
            Delete(f"a|{agent.id}", before.etag),
            Remove(_name_key(agent.name)),
        ]
        await self._table.transaction(self._partition, changes)
        prefix = f"v|{agent.id}|"
        while rows := (
            await self._table.page(self._partition, prefix, after(prefix), limit=BATCH)
        ).rows:
            await self._table.transaction(self._partition, [Remove(row.key) for row in rows])

    async def _write(self, agent: Agent, changes: list[Change]) -> None:
        try:
            await self._table.transaction(self._partition, changes)
        except AlreadyExists:
            raise Conflict(f"another agent has the name {agent.name!r}") from None


def partition_of(org_id: str) -> str:
    """Return the partition of a scope's agents, which has no other rows."""
    return f"agent|{org_id}"


def _name_key(name: str) -> str:
    return f"n|{hashlib.sha256(name.casefold().encode()).hexdigest()}"


def _version_key(agent_id: UUID, version: int) -> str:
    return f"v|{agent_id}|{version:08}"


def _stored(row: Row) -> StoredAgent:
    return StoredAgent(record_of(Agent, row.columns), row.etag)
