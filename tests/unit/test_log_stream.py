"""What a run's lines cost, and that no line is lost or doubled whatever the store answers."""

import asyncio
from uuid import uuid4

import pytest

from shared.engine.log_stream import LogStream, Pace
from shared.engine.logbook import MOST_CHARACTERS, MOST_LINES, Logbook
from shared.engine.records import ended, running
from shared.errors import Unavailable
from shared.models.executions import Execution, LogLine, Outcome, Status
from shared.repositories.executions import Executions
from shared.services.blobs import MemoryBlobs
from shared.services.tables import MemoryTable
from tests.unit.making import NOW, execution
from tests.waiting import until

SUCCESS = Outcome(status=Status.SUCCESS, result="1")
QUICK = Pace(first_seconds=0.05, each_seconds=0.05)


class CountedBlobs(MemoryBlobs):
    """Away for a while, or with answers that get lost."""

    def __init__(self) -> None:
        super().__init__()
        self.appends = 0
        self.writes = 0
        self.is_away = False
        self.loses_an_answer = False

    async def write(self, name: str, content: bytes) -> None:
        self.writes += 1
        await super().write(name, content)

    async def append(self, name: str, content: bytes, *, at: int) -> None:
        self.appends += 1
        if self.is_away:
            raise Unavailable("away")
        await super().append(name, content, at=at)
        if self.loses_an_answer:
            self.loses_an_answer = False
            raise Unavailable("the answer was lost")


@pytest.fixture
def blobs() -> CountedBlobs:
    return CountedBlobs()


@pytest.fixture
def executions(blobs: CountedBlobs) -> Executions:
    return Executions(MemoryTable(), blobs, "acme")


@pytest.fixture
def begun() -> Execution:
    return running(execution(), uuid4(), "v1", NOW)


def say(logbook: Logbook, *messages: str) -> None:
    for message in messages:
        logbook.add(NOW, "INFO", message)


def messages(lines: tuple[LogLine, ...]) -> list[str]:
    return [line.message for line in lines]


async def finished(stream: LogStream, executions: Executions, begun: Execution) -> Execution:
    """The final record as it is written, with the lines that a reader finds."""
    final = await stream.onto(ended(begun, SUCCESS, NOW), stream.logbook.lines())
    kept = await executions.put_away(final)
    assert messages(await executions.lines(kept)) == messages(stream.logbook.lines())
    return kept


async def test_a_short_run_that_says_little_costs_nothing(
    executions: Executions, blobs: CountedBlobs, begun: Execution
) -> None:
    stream = LogStream(executions, begun, Logbook())
    async with stream.following():
        say(stream.logbook, "one", "two")
        await asyncio.sleep(0.1)

    kept = await finished(stream, executions, begun)

    assert (blobs.appends, blobs.writes, kept.logs_blob) == (0, 0, None)
    assert messages(kept.logs) == ["one", "two"]


async def test_a_run_that_says_much_at_once_is_read_before_it_ends(
    executions: Executions, blobs: CountedBlobs, begun: Execution
) -> None:
    stream = LogStream(executions, begun, Logbook())
    async with stream.following():
        say(stream.logbook, *["x" * 1000] * 40)
        await until(lambda: blobs.appends > 0)
        during = await executions.lines(begun)

    kept = await finished(stream, executions, begun)

    assert len(during) == 40
    assert (blobs.appends, blobs.writes, kept.logs) == (1, 0, ())


async def test_more_than_a_block_takes_is_written_in_several(
    executions: Executions, blobs: CountedBlobs, begun: Execution
) -> None:
    stream = LogStream(executions, begun, Logbook())
    async with stream.following():
        say(stream.logbook, *["x" * 10_000] * 100)
        await until(lambda: blobs.appends > 0)

    kept = await finished(stream, executions, begun)

    assert (blobs.appends, kept.logs) == (4, ())


async def test_lines_are_written_together_and_only_when_there_are_any(
    executions: Executions, blobs: CountedBlobs, begun: Execution
) -> None:
    stream = LogStream(executions, begun, Logbook(), QUICK)
    async with stream.following():
        for number in range(40):
            say(stream.logbook, f"line {number}")
            await asyncio.sleep(0.005)
        await asyncio.sleep(0.5)

    await finished(stream, executions, begun)

    assert 1 < blobs.appends < 12


async def test_a_store_that_is_away_is_no_end_of_the_run(
    executions: Executions, blobs: CountedBlobs, begun: Execution
) -> None:
    stream = LogStream(executions, begun, Logbook(), QUICK)
    blobs.is_away = True
    async with stream.following():
        say(stream.logbook, *["x" * 1000] * 40)
        await until(lambda: blobs.appends > 1)
    blobs.is_away = False

    kept = await finished(stream, executions, begun)

    assert kept.logs_blob is not None


async def test_a_lost_answer_doubles_no_line(
    executions: Executions, blobs: CountedBlobs, begun: Execution
) -> None:
    stream = LogStream(executions, begun, Logbook(), QUICK)
    blobs.loses_an_answer = True
    async with stream.following():
        say(stream.logbook, *["x" * 1000] * 40)
        await until(lambda: blobs.appends > 0)
        say(stream.logbook, "one more")
        await asyncio.sleep(0.2)

    kept = await finished(stream, executions, begun)

    assert kept.logs_blob is not None


@pytest.mark.parametrize(
    ("message", "count", "kept"),
    [("x", MOST_LINES + 7, MOST_LINES), ("x" * 65_536, 100, MOST_CHARACTERS // 65_536)],
)
def test_lines_and_text_are_capped_with_a_line_that_says_so(
    message: str, count: int, kept: int
) -> None:
    logbook = Logbook()

    say(logbook, *[message] * count)

    lines = logbook.lines()
    assert len(lines) == kept + 1
    assert lines[-1].message.startswith(f"{count - kept} more lines were left out")


def test_after_an_hour_lines_are_written_every_five_seconds() -> None:
    pace = Pace()

    assert [pace.pause(age) for age in (0, 3599, 3601, 86_400)] == [1, 1, 5, 5]
