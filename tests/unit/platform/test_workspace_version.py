"""A change of the workspace is told to the other processes, at a known cost."""

import asyncio

from shared.errors import Unavailable
from shared.repositories.code.workspace_version import WorkspaceVersion
from shared.services.tables import Columns, MemoryTable, Row


class CountedTable(MemoryTable):
    def __init__(self) -> None:
        super().__init__()
        self.reads = 0
        self.is_away = False

    async def get(self, partition: str, key: str) -> Row | None:
        self.reads += 1
        await asyncio.sleep(0)
        self._require()
        return await super().get(partition, key)

    async def put(self, partition: str, key: str, columns: Columns) -> str:
        self._require()
        return await super().put(partition, key, columns)

    def _require(self) -> None:
        if self.is_away:
            raise Unavailable("the table does not answer")


async def test_however_often_it_is_asked_it_is_read_once_in_its_time() -> None:
    table = CountedTable()
    version = WorkspaceVersion(table)

    for _ in range(100):
        await asyncio.gather(*(version.current() for _ in range(10)))

    assert table.reads == 1


async def test_nobody_asks_and_nothing_is_read() -> None:
    table = CountedTable()

    await WorkspaceVersion(table, seconds=0).bump()

    assert table.reads == 0


async def test_a_change_here_is_known_at_once_and_there_after_the_time() -> None:
    table = CountedTable()
    here, there = WorkspaceVersion(table), WorkspaceVersion(table, seconds=0.1)
    before = [await here.current(), await there.current()]

    await here.bump()
    at_once = [await here.current(), await there.current()]
    await asyncio.sleep(0.1)

    assert before == ["", ""]
    assert at_once[0] != "" == at_once[1]
    assert await there.current() == await here.current()


async def test_without_the_store_the_last_one_counts() -> None:
    table = CountedTable()
    version = WorkspaceVersion(table, seconds=0)
    await version.bump()
    known = await version.current()

    table.is_away = True

    assert await version.current() == known
    await version.bump()
    assert await version.current() != known
