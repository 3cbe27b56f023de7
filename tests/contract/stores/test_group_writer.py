"""The writer of a database: what shares a commit, and which thread makes it."""

import asyncio
import sqlite3
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from shared.errors import Unavailable
from shared.services.sqlite.group_writer import QUICK_SECONDS, ROWS_TO_CHECKPOINT, GroupWriter
from tests.support.turns import counted_turns

#: So many quick commits make a disk quick.
ENOUGH = 40


@dataclass
class Disk:
    """Notes which thread ran each statement, and lets each commit take so long."""

    commit_seconds: float = 0
    seen: list[tuple[str, int]] = field(default_factory=list[tuple[str, int]])

    def note(self, statement: str) -> None:
        if statement == "COMMIT":
            time.sleep(self.commit_seconds)
        self.seen.append((statement, threading.get_ident()))

    def threads_of(self, statement: str) -> list[int]:
        return [thread for one, thread in self.seen if one.startswith(statement)]


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "numbers.db"


@pytest.fixture
def connection(path: Path, disk: Disk) -> Iterator[sqlite3.Connection]:
    made = sqlite3.connect(path, 0, isolation_level=None, check_same_thread=False)
    made.execute("PRAGMA journal_mode = WAL")
    made.execute("PRAGMA synchronous = OFF")
    made.execute("CREATE TABLE numbers (number INTEGER PRIMARY KEY)")
    made.set_trace_callback(disk.note)
    yield made
    made.close()


@pytest.fixture
def writer(connection: sqlite3.Connection) -> Iterator[GroupWriter]:
    made = GroupWriter(connection)
    yield made
    made.close()


def add(number: int, connection: sqlite3.Connection) -> int:
    connection.execute("INSERT INTO numbers VALUES (?)", (number,))
    return number


async def write(writer: GroupWriter, number: int, *, is_much: bool = False) -> int:
    return await writer.write(lambda connection: add(number, connection), is_much=is_much)


async def make_quick(writer: GroupWriter) -> None:
    for number in range(ENOUGH):
        await write(writer, -1 - number)


async def test_what_is_written_in_one_turn_shares_a_commit(writer: GroupWriter, disk: Disk) -> None:
    await make_quick(writer)
    disk.seen.clear()

    found = await asyncio.gather(*(write(writer, number) for number in range(20)))

    assert found == list(range(20))
    assert len(disk.threads_of("COMMIT")) == 1


async def test_a_quick_disk_is_written_by_the_event_loop(writer: GroupWriter, disk: Disk) -> None:
    await make_quick(writer)
    disk.seen.clear()

    await write(writer, 1)

    assert disk.threads_of("COMMIT") == [threading.get_ident()]


async def test_nothing_waits_for_a_slow_disk(writer: GroupWriter, disk: Disk) -> None:
    disk.commit_seconds = 20 * QUICK_SECONDS

    async with counted_turns() as turns:
        for number in range(5):
            await write(writer, number)

    assert threading.get_ident() not in disk.threads_of("COMMIT")
    assert turns.count > 5


async def test_a_disk_that_becomes_slow_and_quick_again(writer: GroupWriter, disk: Disk) -> None:
    await make_quick(writer)
    disk.commit_seconds = 20 * QUICK_SECONDS
    await write(writer, 1)
    disk.seen.clear()

    await write(writer, 2)
    slow = disk.threads_of("COMMIT")
    disk.commit_seconds = 0
    for number in range(ENOUGH):
        await write(writer, 10 + number)

    assert slow != [threading.get_ident()]
    assert disk.threads_of("COMMIT")[-1] == threading.get_ident()


async def test_much_work_is_left_to_the_thread(writer: GroupWriter, disk: Disk) -> None:
    await make_quick(writer)
    disk.seen.clear()

    await write(writer, 1, is_much=True)

    assert threading.get_ident() not in disk.threads_of("COMMIT")


async def test_the_thread_copies_the_log_to_the_database(writer: GroupWriter, disk: Disk) -> None:
    for number in range(2 * ROWS_TO_CHECKPOINT + 2):
        await write(writer, number)
    await write(writer, -1, is_much=True)  # behind the last sign

    found = disk.threads_of("PRAGMA wal_checkpoint")
    assert len(found) == 2
    assert threading.get_ident() not in found


async def test_a_close_commits_what_waits(
    connection: sqlite3.Connection, disk: Disk, path: Path
) -> None:
    writer = GroupWriter(connection)
    await make_quick(writer)
    waiting = [asyncio.create_task(write(writer, number)) for number in range(3)]
    much = asyncio.create_task(write(writer, 3, is_much=True))
    await asyncio.sleep(0)

    writer.close()

    other = sqlite3.connect(path)
    assert other.execute("SELECT count(*) FROM numbers WHERE number >= 0").fetchone() == (4,)
    other.close()
    assert await asyncio.gather(*waiting, much) == [0, 1, 2, 3]
    assert disk.seen


async def test_each_event_loop_hears_of_its_own_writes(writer: GroupWriter) -> None:
    await make_quick(writer)

    def elsewhere() -> list[int]:
        async def some() -> list[int]:
            return await asyncio.gather(*(write(writer, 100 + number) for number in range(50)))

        return asyncio.run(some())

    others = asyncio.create_task(asyncio.to_thread(elsewhere))
    own = [await write(writer, number) for number in range(50)]

    assert own == list(range(50))
    assert await others == list(range(100, 150))


async def test_a_commit_that_fails_is_known_to_each_of_its_callers(
    writer: GroupWriter, path: Path
) -> None:
    await make_quick(writer)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")  # so that ours cannot begin

    found = await asyncio.gather(write(writer, 1), write(writer, 2), return_exceptions=True)

    other.execute("ROLLBACK")
    other.close()
    assert [type(one) for one in found] == [Unavailable, Unavailable]
    assert await write(writer, 1) == 1
