"""What a run's lines cost, and that no line is lost or doubled whatever the store answers."""

import asyncio
from uuid import uuid4

import pytest

from shared.engine.journal.log_buffer import (
    FIRST_CHARACTERS,
    FIRST_LINES,
    LAST_CHARACTERS,
    LAST_LINES,
    MOST_LINES,
    Logbook,
)
from shared.engine.journal.log_stream import LogStream, Pace
from shared.engine.journal.transitions import ended, running
from shared.errors import Unavailable
from shared.models.executions import Execution, LogLine, Outcome, Status
from shared.repositories.executions import Executions
from shared.services.blobs import MemoryBlobs
from shared.services.tables import MemoryTable
from tests.support.waiting import until
from tests.unit.builders import NOW, execution

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


async def test_the_first_line_after_a_silence_does_not_wait(
    executions: Executions, blobs: CountedBlobs, begun: Execution
) -> None:
    stream = LogStream(executions, begun, Logbook(), Pace(first_seconds=0.05, each_seconds=60))
    async with stream.following():
        await asyncio.sleep(0.2)
        say(stream.logbook, "awake")

        await until(lambda: blobs.appends == 1)


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
    ("length", "count", "first", "last"),
    [
        (5, MOST_LINES + 7, FIRST_LINES, LAST_LINES),
        (65_536, 100, FIRST_CHARACTERS // 65_536, LAST_CHARACTERS // 65_536),
    ],
)
def test_the_first_and_the_last_lines_are_kept_and_one_between_says_so(
    length: int, count: int, first: int, last: int
) -> None:
    logbook = Logbook()

    say(logbook, *[str(number).ljust(length) for number in range(count)])

    kept = messages(logbook.lines())
    assert [int(message) for message in kept[:first]] == [*range(first)]
    assert kept[first].startswith(f"{count - first - last} lines were left out here")
    assert [int(message) for message in kept[first + 1 :]] == [*range(count - last, count)]


def test_as_many_lines_as_are_kept_are_all_there() -> None:
    logbook = Logbook()

    say(logbook, *map(str, range(MOST_LINES)))

    assert messages(logbook.lines()) == [*map(str, range(MOST_LINES))]


async def test_what_was_written_stays_when_the_last_lines_come_to_it(
    executions: Executions, blobs: CountedBlobs, begun: Execution
) -> None:
    stream = LogStream(executions, begun, Logbook(), QUICK)
    async with stream.following():
        say(stream.logbook, *[f"early {number}" for number in range(FIRST_LINES + 10)])
        await until(lambda: blobs.appends > 0)
        during = await executions.lines(begun)
        say(stream.logbook, *[f"late {number}" for number in range(LAST_LINES)])

    kept = await finished(stream, executions, begun)

    lines = messages(await executions.lines(kept))
    assert lines[: len(during)] == messages(during)
    assert lines[FIRST_LINES].startswith("10 lines were left out here")
    assert lines[-1] == f"late {LAST_LINES - 1}"


def test_after_an_hour_lines_are_written_every_five_seconds() -> None:
    pace = Pace()

    assert [pace.pause(age) for age in (0, 3599, 3601, 86_400)] == [1, 1, 5, 5]
