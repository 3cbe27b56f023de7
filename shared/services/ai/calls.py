"""Asks models until one answers: tries again, pauses, and goes on to the next one."""

import asyncio
import itertools
import random
import re
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from shared.models.ai.answers import Answered, Delta, Interrupted, TextDelta
from shared.models.ai.embeddings import Embedded, EmbeddingRequest
from shared.models.ai.endpoints import Endpoint
from shared.models.ai.messages import ModelRequest
from shared.services.ai.breaker import ModelBreakers
from shared.services.ai.faults import FaultKind, ModelFault
from shared.services.ai.meter import Done, FreeMeter, Meter
from shared.services.ai.provider import ModelProvider
from shared.services.ai.streams import AnswerStreams
from shared.services.clock import Clock

PAUSES = (1, 2, 4)
#: A longer pause than this is the caller's to wait for.
LONGEST_PAUSE = 10
REMEMBERED = timedelta(hours=24)
#: What some models refuse, and every request can do without.
DISPENSABLE = re.compile(r"temperature|top_p|top_k")
#: Faults of the request itself, which another model would have, too.
OURS = frozenset({FaultKind.INVALID, FaultKind.LENGTH, FaultKind.TOO_LARGE})


@dataclass(slots=True)
class _CallProgress:
    """How far an answer came: whether text was shown, and how often the model was asked."""

    shown: bool = False
    attempts: int = 0


@dataclass(slots=True)
class Calls:
    """The calls of this process, with what it has learned of the providers."""

    provider: ModelProvider
    clock: Clock
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    _refused: dict[tuple[str, str], tuple[frozenset[str], datetime]] = field(
        default_factory=dict[tuple[str, str], tuple[frozenset[str], datetime]]
    )
    breakers: ModelBreakers = field(init=False)
    #: Answers that runs fetch piece by piece.
    streams: AnswerStreams = field(default_factory=AnswerStreams)

    def __post_init__(self) -> None:
        self.breakers = ModelBreakers(self.clock)

    async def stream(
        self, endpoints: Sequence[Endpoint], request: ModelRequest, meter: Meter | None = None
    ) -> AsyncGenerator[Delta]:
        """Yield the answer of the first model that gives one; the others are asked in its place.

        Another model is asked only while no text was shown. If the same one is asked again after
        that, Interrupted comes first. Raises the last ModelFault, and what the meter raises.
        """
        progress = _CallProgress()
        for place, endpoint in enumerate(endpoints, start=1):
            tries = self._tries(endpoint, request, meter or FreeMeter(), progress)
            try:
                async with aclosing(tries) as deltas:
                    async for delta in deltas:
                        yield delta
            except ModelFault as error:
                if place == len(endpoints) or progress.shown or error.kind in OURS:
                    raise
            else:
                return

    async def _tries(
        self, endpoint: Endpoint, request: ModelRequest, meter: Meter, progress: _CallProgress
    ) -> AsyncGenerator[Delta]:
        pauses = iter(PAUSES)
        while True:
            asked = self._without_refused(endpoint, request)
            try:
                async with aclosing(self._once(endpoint, asked, meter, progress)) as deltas:
                    async for delta in deltas:
                        yield delta
            except ModelFault as error:
                if self._learns(endpoint, asked, error):
                    continue
                pause = _pause(error, next(pauses, None))
                if pause is None:
                    raise
                if progress.shown:
                    yield Interrupted(reason=str(error))
                await self.sleep(pause)
            else:
                return

    async def _once(
        self, endpoint: Endpoint, request: ModelRequest, meter: Meter, progress: _CallProgress
    ) -> AsyncGenerator[Delta]:
        key = _key(endpoint)
        self.breakers.require(key)
        progress.attempts += 1
        done: Answered | None = None
        fault: ModelFault | None = None
        try:
            metering = await meter.begin(endpoint, request, progress.attempts)
        except BaseException:
            self.breakers.not_asked(key)
            raise
        try:
            async with aclosing(self.provider.stream(endpoint, request)) as deltas:
                async for delta in deltas:
                    if isinstance(delta, Answered):
                        done = delta
                        break
                    metering.saw(delta)
                    progress.shown = progress.shown or isinstance(delta, TextDelta)
                    yield delta
        except ModelFault as error:
            fault = error
            raise
        finally:
            self._note(key, done, fault)
            await metering.end(done, fault)
        if done:  # what it cost is on record by now
            yield done

    async def embed(
        self, endpoint: Endpoint, request: EmbeddingRequest, meter: Meter | None = None
    ) -> Embedded:
        """Return a vector for each text. Raises the last ModelFault, and what the meter raises."""
        pauses, attempts = iter(PAUSES), itertools.count(1)
        while True:
            try:
                return await self._embed_once(
                    endpoint, request, meter or FreeMeter(), next(attempts)
                )
            except ModelFault as error:
                pause = _pause(error, next(pauses, None))
                if pause is None:
                    raise
                await self.sleep(pause)

    async def _embed_once(
        self, endpoint: Endpoint, request: EmbeddingRequest, meter: Meter, attempt: int
    ) -> Embedded:
        key, done, fault = _key(endpoint), None, None
        self.breakers.require(key)
        try:
            metering = await meter.begin(endpoint, request, attempt)
        except BaseException:
            self.breakers.not_asked(key)
            raise
        try:
            done = found = await self.provider.embed(endpoint, request)
        except ModelFault as error:
            fault = error
            raise
        finally:
            self._note(key, done, fault)
            await metering.end(done, fault)
        return found

    def _note(self, key: tuple[str, int], done: Done | None, fault: ModelFault | None) -> None:
        if done:
            self.breakers.answered(key)
        elif fault:
            self.breakers.failed(key, fault)
        else:
            self.breakers.not_asked(key)

    def _without_refused(self, endpoint: Endpoint, request: ModelRequest) -> ModelRequest:
        found = self._refused.get((endpoint.url, endpoint.model))
        if found is None or self.clock.now() >= found[1]:
            return request
        return request.model_copy(update=dict.fromkeys(found[0]))

    def _learns(self, endpoint: Endpoint, request: ModelRequest, fault: ModelFault) -> bool:
        """Note what the model refuses, for a day; return whether to ask without it."""
        if fault.kind is not FaultKind.INVALID:
            return False
        named = DISPENSABLE.findall(str(fault))
        refused = frozenset(name for name in named if getattr(request, name) is not None)
        if not refused:
            return False
        key, until = (endpoint.url, endpoint.model), self.clock.now() + REMEMBERED
        before = self._refused.get(key, (frozenset[str](), until))[0]
        self._refused[key] = (before | refused, until)
        return True


def _pause(fault: ModelFault, planned: float | None) -> float | None:
    """Return how long to wait before the next try; None if no try may follow."""
    if planned is None or not fault.is_passing:
        return None
    if fault.retry_after is not None and fault.retry_after > LONGEST_PAUSE:
        return None
    jitter = random.uniform(0.75, 1.25)  # noqa: S311  no secret depends on it
    return max(planned * jitter, fault.retry_after or 0)


def _key(endpoint: Endpoint) -> tuple[str, int]:
    return endpoint.url, hash(endpoint.key)
