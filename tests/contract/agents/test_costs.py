"""What a run costs the store: four transactions for a step without tools, none while it waits."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from shared.services.ai.scripted import Answer
from shared.services.queues import MemoryQueue
from shared.services.services import Services
from shared.services.tables import Change, Columns, MemoryTable
from tests.contract.agents.conftest import ADMIN, Desk


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


async def test_saying_something_is_two_transactions_and_a_message(
    desk: Desk, counted: WritesTable
) -> None:
    made = await desk.http("create_conversation", body={}, headers=ADMIN)
    place = {"conversation_id": made.json["id"]}
    queue = desk.running.platform.services.queue
    assert isinstance(queue, MemoryQueue)
    counted.writes.clear()

    begun = await desk.http("say_in_conversation", place, body={"text": "Hello"}, headers=ADMIN)

    assert begun.status == 202
    assert (counted.writes, len(queue.sent)) == (["chat|acme", "acme"], 1)


async def test_a_turn_is_one_transaction_more_than_a_run(
    desk: Desk, said: list[Answer], counted: WritesTable
) -> None:
    await desk.made()
    said += ["Hello.", "Hello."]
    await desk.start()
    counted.writes.clear()
    await desk.deliver()
    of_a_run = len(counted.writes)
    made = await desk.http("create_conversation", body={"agent": "Helper"}, headers=ADMIN)
    place = {"conversation_id": made.json["id"]}
    await desk.http("say_in_conversation", place, body={"text": "Hello"}, headers=ADMIN)
    counted.writes.clear()

    await desk.deliver()

    assert len(counted.writes) == of_a_run + 1
