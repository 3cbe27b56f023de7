"""Streams the log lines of a long run, so that they can be read while it lasts.

A run of less than two seconds that logs little costs nothing: its lines go into its record.
After that they are appended to a blob of the attempt, at most once a second.
"""

import asyncio
import logging
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from shared.engine.journal.log_buffer import Logbook
from shared.errors import BifrostError
from shared.models.executions import Execution, LogLine
from shared.repositories.executions import Executions
from shared.repositories.large_values import fits_inline, stream_of

FIRST_CHARACTERS = 32 * 1024
LOOK_SECONDS = 0.25
BLOCK_CHARACTERS = 256 * 1024


@dataclass(frozen=True, slots=True)
class Pace:
    """How often lines are written; shorter in tests."""

    first_seconds: float = 2
    each_seconds: float = 1
    slow_after_seconds: float = 3600
    slow_seconds: float = 5

    def pause(self, age_seconds: float) -> float:
        return self.each_seconds if age_seconds < self.slow_after_seconds else self.slow_seconds


logger = logging.getLogger(__name__)


@dataclass
class LogStream:
    """The log stream of one attempt. A blob that cannot be written does not end the run."""

    executions: Executions
    execution: Execution
    logbook: Logbook
    pace: Pace = field(default_factory=Pace)
    _written: int = 0
    _bytes: int = 0
    _is_whole: bool = True
    _is_over: asyncio.Event = field(default_factory=asyncio.Event)

    @asynccontextmanager
    async def following(self) -> AsyncGenerator[None]:
        """Write lines as they come while the block lasts, and wait for the last write."""
        started = time.monotonic()
        loop = asyncio.get_running_loop()
        tasks: list[asyncio.Task[None]] = []
        first = loop.call_later(
            self._first_look, lambda: tasks.append(loop.create_task(self._follow(started)))
        )
        try:
            yield
        finally:
            first.cancel()
            self._is_over.set()
            if tasks:
                await asyncio.gather(*tasks, return_exceptions=True)

    async def onto(self, final: Execution, lines: tuple[LogLine, ...]) -> Execution:
        """The final record with its lines, or with the name of the blob that holds them."""
        if not self._bytes or fits_inline(lines):
            return final.model_copy(update={"logs": lines})
        if await self.keep(lines):
            return final.model_copy(update={"logs": (), "logs_blob": stream_of(self.execution)})
        return final.model_copy(update={"logs": lines})

    async def keep(self, lines: tuple[LogLine, ...]) -> bool:
        """Append the rest of the lines to the blob; False if it does not hold all of them."""
        while self._is_whole and self._written < len(lines):
            if not await self._write(lines[self._written :]):
                return False
        return self._is_whole

    @property
    def _first_look(self) -> float:
        return min(LOOK_SECONDS, self.pace.first_seconds)

    async def _follow(self, started: float) -> None:
        while self._is_quiet(started):
            if await self._ends_within(self._first_look):
                return
        while self._is_whole:
            rest = self.logbook.since(self._written)
            if rest:
                await self._write(rest)
            # The first line after a silence is not kept waiting: to look for it costs nothing.
            pause = self.pace.pause(time.monotonic() - started) if rest else self._first_look
            if await self._ends_within(pause):
                return

    def _is_quiet(self, started: float) -> bool:
        is_young = time.monotonic() - started < self.pace.first_seconds
        return is_young and self.logbook.characters <= FIRST_CHARACTERS

    async def _ends_within(self, seconds: float) -> bool:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._is_over.wait()
        return self._is_over.is_set()

    async def _write(self, rest: tuple[LogLine, ...]) -> bool:
        """Append as many lines as one block takes; False if that failed."""
        lines = _first_of(rest)
        try:
            self._bytes = await self.executions.append_lines(self.execution, lines, at=self._bytes)
        except BifrostError as error:
            # Stale too: another process writes there. The final record still gets all lines.
            facts = {"execution": str(self.execution.id), "reason": str(error)}
            logger.warning("log lines not streamed: kept for the end of the run", extra=facts)
            self._is_whole = error.retry
            return False
        self._written += len(lines)
        return True


def _first_of(lines: tuple[LogLine, ...]) -> tuple[LogLine, ...]:
    """The first lines, as many as one block takes; at least one."""
    characters = 0
    for number, line in enumerate(lines):
        characters += len(line.message)
        if characters > BLOCK_CHARACTERS:
            return lines[: max(1, number)]
    return lines
