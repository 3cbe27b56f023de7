"""Purge of an organization's data, which fills whole partitions and folders, in batches.

Each method removes some data and returns how many of its kind there were; None when nothing is
left. Two callers may purge at once. Data that a later version stores for an organization is removed
here, or in the repository that knows the rows.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress

from shared.errors import Stale
from shared.repositories import config, form_startups, forms, roles, subscriptions, uploads
from shared.repositories.agents import approvals
from shared.repositories.agents import definitions as agents
from shared.repositories.agents import steps as agent_steps
from shared.repositories.ai import keys as llm_keys
from shared.repositories.ai import knowledge, spending
from shared.repositories.chat import conversations
from shared.repositories.outgoing import webhooks
from shared.services.blobs import Blobs
from shared.services.tables import Remove, Table

BATCH = 100
MOST_BLOBS = 20
#: Bounds of all keys, and of those of live executions and the backlog, which are never removed.
FIRST, LAST = " ", "~"
BEFORE_LIVE, AFTER_LIVE = "q|", "r}"


class OrganizationData:
    def __init__(self, directory: Table, executions: Table, audit: Table, blobs: Blobs) -> None:
        self._directory = directory
        self._executions = executions
        self._audit = audit
        self._blobs = blobs

    async def remove_roles(self, org_id: str) -> int | None:
        """Remove roles, with their users and grants."""
        partition = roles.partition_of(org_id)
        return _count("r|", await _remove(self._directory, partition, FIRST, LAST))

    async def remove_forms(self, org_id: str) -> int | None:
        """Remove forms, with their startup data and grants of uploads."""
        for kind in (form_startups, uploads, forms):
            partition = kind.partition_of(org_id)
            keys = await _remove(self._directory, partition, FIRST, LAST)
            if keys:
                return _count("f|", keys)
        return None

    async def remove_configuration(self, org_id: str) -> int | None:
        """Remove configuration and the names of secrets; the vault deletes the values."""
        partition = config.partition_of(org_id)
        return _count("c|", await _remove(self._directory, partition, FIRST, LAST))

    async def remove_outgoing_webhooks(self, org_id: str) -> int | None:
        """Remove outgoing webhooks; their events and deliveries go with the executions."""
        partition = webhooks.partition_of(org_id)
        return len(await _remove(self._directory, partition, FIRST, LAST)) or None

    async def remove_event_triggers(self, org_id: str) -> int | None:
        partition = subscriptions.trigger_partition_of(org_id)
        return len(await _remove(self._directory, partition, FIRST, LAST)) or None

    async def remove_agents(self, org_id: str) -> int | None:
        """Remove agents, with their versions."""
        partition = agents.partition_of(org_id)
        return _count("a|", await _remove(self._directory, partition, FIRST, LAST))

    async def remove_agent_runs(self, org_id: str) -> int | None:
        """Remove the steps of agents' runs, and what people were asked."""
        for kind in (agent_steps, approvals):
            partition = kind.partition_of(org_id)
            keys = await _remove(self._executions, partition, FIRST, LAST)
            if keys:
                return len(keys)
        return None

    async def remove_conversations(self, org_id: str) -> int | None:
        """Remove conversations, with their messages and attached files."""
        partition = conversations.partition_of(org_id)
        return _count("c|", await _remove(self._executions, partition, FIRST, LAST))

    async def remove_llm_keys(self, org_id: str) -> int | None:
        """Remove the facts of keys of models; the vault deletes the keys."""
        partition = llm_keys.partition_of(org_id)
        return _count("k|", await _remove(self._directory, partition, FIRST, LAST))

    async def remove_knowledge(self, org_id: str) -> int | None:
        """Remove sources of knowledge and documents; texts and segments go with the blobs."""
        partition = knowledge.partition_of(org_id)
        return _count("d|", await _remove(self._directory, partition, FIRST, LAST))

    async def remove_ai_usage(self, org_id: str) -> int | None:
        """Remove what calls of models cost, and the sums of it."""
        partition = spending.partition_of(org_id)
        return _count("u|", await _remove(self._executions, partition, FIRST, LAST))

    async def remove_executions(self, org_id: str) -> int | None:
        """Remove ended executions and their lists, events and deliveries."""
        for first, last in ((FIRST, BEFORE_LIVE), (AFTER_LIVE, LAST)):
            keys = await _remove(self._executions, org_id, first, last)
            if keys:
                return _count("x|", keys)
        return None

    async def remove_blobs(self, org_id: str) -> int | None:
        """Remove inputs, results and log lines, even those that no row names because of a crash."""
        names: list[str] = []
        async for name in self._blobs.names(f"{org_id}/"):
            names.append(name)
            if len(names) == MOST_BLOBS:
                break
        await asyncio.gather(*map(self._blobs.delete, names))
        return len(names) or None

    async def remove_audit_log(self, org_id: str) -> int | None:
        """Remove the audit log with its checkpoints."""
        return _count("e|", await _remove(self._audit, org_id, FIRST, LAST))


async def _remove(table: Table, partition: str, first: str, last: str) -> Sequence[str]:
    page = await table.page(partition, first, last, limit=BATCH)
    keys = [row.key for row in page.rows]
    if keys:
        with suppress(Stale):  # another process removes them, too
            await table.transaction(partition, [Remove(key) for key in keys])
    return keys


def _count(prefix: str, keys: Sequence[str]) -> int | None:
    return sum(key.startswith(prefix) for key in keys) if keys else None
