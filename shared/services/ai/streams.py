"""Answers under way, which a run fetches piece by piece: its worker can only ask, and be answered.

A stream that its run asks nothing of within a minute is ended: a run that died costs no more.
"""

import asyncio
import secrets
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing, suppress

from shared.errors import BifrostError, NotFound
from shared.models.ai.answers import Delta

WAIT_SECONDS = 10
ABANDONED_SECONDS = 60


class _AnswerStream:
    def __init__(self, deltas: AsyncGenerator[Delta]) -> None:
        self._came: list[Delta] = []
        self._news = asyncio.Event()
        self._fault: BifrostError | None = None
        self._reading = asyncio.create_task(self._read(deltas))

    async def more(self, seconds: float) -> Sequence[Delta] | None:
        """Return what came since; empty if nothing did in this time, None at the end."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._news.wait()
        came, self._came = self._came, []
        if came or not self._reading.done():
            if not self._reading.done():
                self._news.clear()
            return came
        if self._fault:
            raise self._fault
        return None

    async def end(self) -> None:
        self._reading.cancel()
        await asyncio.wait([self._reading])

    async def _read(self, deltas: AsyncGenerator[Delta]) -> None:
        try:
            async with aclosing(deltas):
                async for delta in deltas:
                    self._came.append(delta)
                    self._news.set()
        except BifrostError as error:
            self._fault = error
        finally:
            # After this step the task is done, and who waits is told.
            asyncio.get_running_loop().call_soon(self._news.set)


class AnswerStreams:
    """The streams of this process, by the run that they belong to and a random number."""

    def __init__(
        self, wait_seconds: float = WAIT_SECONDS, abandoned_seconds: float = ABANDONED_SECONDS
    ) -> None:
        self._wait_seconds, self._abandoned_seconds = wait_seconds, abandoned_seconds
        self._streams: dict[tuple[str, str], _AnswerStream] = {}
        self._ends: dict[tuple[str, str], asyncio.TimerHandle] = {}
        self._ending: set[asyncio.Task[None]] = set()

    def begin(self, owner: str, deltas: AsyncGenerator[Delta]) -> str:
        """Read an answer for a run; return what it asks for more with."""
        number = secrets.token_urlsafe(16)
        self._streams[owner, number] = _AnswerStream(deltas)
        self._wait(owner, number)
        return number

    async def more(self, owner: str, number: str) -> Sequence[Delta] | None:
        """Return what came since; None at the end. Raises what the call of the model raised."""
        stream = self._streams.get((owner, number))
        if stream is None:
            raise NotFound("answer under way", number)
        self._wait(owner, number)
        try:
            came = await stream.more(self._wait_seconds)
        except BifrostError:
            self._forget(owner, number)
            raise
        if came is None:
            self._forget(owner, number)
        return came

    async def stop(self, owner: str, number: str) -> None:
        """End an answer; one that has ended already is none."""
        stream = self._forget(owner, number)
        if stream is not None:
            await stream.end()

    def _wait(self, owner: str, number: str) -> None:
        if (before := self._ends.pop((owner, number), None)) is not None:
            before.cancel()
        loop = asyncio.get_running_loop()
        seconds = self._abandoned_seconds + self._wait_seconds
        self._ends[owner, number] = loop.call_later(seconds, self._abandon, owner, number)

    def _abandon(self, owner: str, number: str) -> None:
        ending = asyncio.ensure_future(self.stop(owner, number))
        self._ending.add(ending)
        ending.add_done_callback(self._ending.discard)

    def _forget(self, owner: str, number: str) -> _AnswerStream | None:
        if (end := self._ends.pop((owner, number), None)) is not None:
            end.cancel()
        return self._streams.pop((owner, number), None)
