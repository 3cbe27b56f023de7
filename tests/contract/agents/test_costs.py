"""What a run costs the store: four transactions for a step without tools, none while it waits."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from shared.services.ai.scripted import Answer
from shared.services.services import Services
from shared.services.tables import Change, Columns, MemoryTable
from tests.contract.agents.conftest import Desk


class WritesTable(MemoryTable):
    """Counts what changes rows."""

    def __init__(self) -> None:
        super().__init__()
        self.writes: list[str] = []

    async def insert(self, partition: str, key: str, columns: Columns) -> str:
        self.writes.append(partition)
        return await super().insert(partition, key, columns)

    async def replace(self, partition: str, key: str, columns: Columns, *, etag: str) -> str:
        self.writes.append(partition)
        return await super().replace(partition, key, columns, etag=etag)

    async def transaction(self, partition: str, changes: Sequence[Change]) -> Sequence[str]:
        self.writes.append(partition)
        return await super().transaction(partition, changes)


@pytest.fixture
def counted() -> WritesTable:
    return WritesTable()


@pytest.fixture
def services(services: Services, counted: WritesTable) -> Services:
    return replace(services, executions=counted)


async def test_a_step_without_tools_is_four_transactions(
    desk: Desk, said: list[Answer], counted: WritesTable
) -> None:
    schema = {"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]}
    await desk.made(outputSchema=schema)
    costs: list[int] = []
    for answers in (['{"n": 1}'], ["no json", '{"n": 1}']):
        said += answers
        name = await desk.start()
        counted.writes.clear()
        await desk.deliver()
        costs.append(len(counted.writes))
        assert (await desk.seen(name))["output"] == {"n": 1}

    assert costs[1] - costs[0] == 4
