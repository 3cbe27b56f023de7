"""Tells of a turn while it goes on: at once what comes first, then a few times a second.

What is told is a view: the journal and the messages are the truth. So a store that does not answer
delays it, and a process that another one has taken over from stops.
"""

import asyncio
from dataclasses import dataclass, field
from uuid import UUID

from shared.errors import Stale, Unavailable
from shared.models.agents.steps import Step
from shared.models.ai.answers import Delta
from shared.operations.agents.state import RunState
from shared.operations.chat.frames import of_delta, of_step
from shared.repositories.chat.turn_streams import TurnStreams
from shared.services.live.wakers import Wakers

GATHER_SECONDS = 0.25
MOST_TRIES = 5


@dataclass(slots=True)
class TurnTeller:
    """Appends frames to the stream of a turn; ``size`` is how many bytes it has."""

    turn: UUID
    streams: TurnStreams
    wakers: Wakers
    size: int = 0
    gather_seconds: float = GATHER_SECONDS
    _waiting: bytearray = field(default_factory=bytearray)
    _writing: asyncio.Task[None] | None = None
    _hurry: asyncio.Event = field(default_factory=asyncio.Event)
    _is_over: bool = False

    def step(self, step: Step, state: RunState) -> None:
        """Tell a step that is in the journal; ``state`` is the run's after it."""
        self._add(of_step(step, state))

    def delta(self, delta: Delta) -> None:
        """Tell a piece of an answer."""
        self._add(of_delta(delta))

    async def end(self) -> None:
        """Wait until everything is told; this process tells nothing more."""
        self._hurry.set()
        if self._writing is not None:
            await self._writing
        self._is_over = True

    def _add(self, content: bytes) -> None:
        if not content or self._is_over:
            return
        self._waiting += content
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())

    async def _write(self) -> None:
        while self._waiting and not self._is_over:
            content = bytes(self._waiting)
            self._waiting.clear()
            await self._append(content)
            self.wakers.tell(self.turn)
            await self._pause()

    async def _append(self, content: bytes) -> None:
        for _ in range(MOST_TRIES):
            try:
                await self.streams.append(self.turn, content, at=self.size)
            except Stale:  # another process goes on with the turn
                break
            except Unavailable:
                await asyncio.sleep(self.gather_seconds)
            else:
                self.size += len(content)
                return
        self._is_over = True

    async def _pause(self) -> None:
        try:
            async with asyncio.timeout(self.gather_seconds):
                await self._hurry.wait()
        except TimeoutError:
            return
