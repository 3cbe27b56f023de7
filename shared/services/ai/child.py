"""Calls models in a process of their own, which starts with the first call and ends when idle.

So the process that serves requests never imports an SDK: see ``program``.
"""

import asyncio
import os
import sys
from collections.abc import AsyncGenerator, Collection, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar, cast

from shared.models.ai.answers import Answered, Delta
from shared.models.ai.embeddings import Embedded, EmbeddingRequest
from shared.models.ai.endpoints import Endpoint
from shared.models.ai.messages import ModelRequest
from shared.services.ai.faults import FaultKind, ModelFault
from shared.services.ai.frames import (
    REPORTS,
    Asking,
    CallEmbedded,
    CallFailed,
    CallSaid,
    Embedding,
    Report,
    Stopping,
    packed,
    read,
)
from shared.services.ai.patience import USUAL, Patience

PROGRAM = "shared.services.ai.program"
ROOT = Path(__file__).resolve().parents[3]
IDLE_SECONDS = 60
END_SECONDS = 5
#: All that the process needs of the environment; no setting of the platform, and no proxy.
PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "SSL_CERT_FILE", "SSL_CERT_DIR", "TMPDIR")
R = TypeVar("R", bound=CallSaid | CallEmbedded)
ENDED = "the process that calls models ended"


class ChildProvider:
    """Asks one process at a time; a new one is started if it ended."""

    def __init__(
        self,
        allow: Collection[str] = (),
        idle_seconds: float = IDLE_SECONDS,
        patience: Patience = USUAL,
    ) -> None:
        self._allow = allow
        self._patience = patience
        self._idle_seconds = idle_seconds
        self._running: _CallingProcess | None = None
        self._starting = asyncio.Lock()

    async def stream(self, endpoint: Endpoint, request: ModelRequest) -> AsyncGenerator[Delta]:
        running = await self._started()
        number, reports = running.begin()
        try:
            await running.send(Asking(number=number, **_address(endpoint), request=request))
            while True:
                delta = _required(await reports.get(), CallSaid).delta
                yield delta
                if isinstance(delta, Answered):
                    return
        finally:
            running.end(number)

    async def embed(self, endpoint: Endpoint, request: EmbeddingRequest) -> Embedded:
        running = await self._started()
        number, reports = running.begin()
        try:
            await running.send(Embedding(number=number, **_address(endpoint), request=request))
            return _required(await reports.get(), CallEmbedded).done
        finally:
            running.end(number)

    async def close(self) -> None:
        """End the process, if there is one."""
        if self._running is not None:
            await self._running.close()

    @property
    def is_running(self) -> bool:
        return self._running is not None and self._running.is_alive

    async def _started(self) -> "_CallingProcess":
        async with self._starting:
            if self._running is None or not self._running.is_alive:
                program = [PROGRAM, self._patience.text, *sorted(self._allow)]
                self._running = await _CallingProcess.start(program, self._idle_seconds)
            return self._running


class _CallingProcess:
    """A process that runs, and the calls that it answers, by number."""

    def __init__(self, process: asyncio.subprocess.Process, idle_seconds: float) -> None:
        self._process = process
        self._idle_seconds = idle_seconds
        self._calls: dict[int, asyncio.Queue[Report | None]] = {}
        self._numbers = 0
        self._ending: asyncio.TimerHandle | None = None
        self._is_closing = False
        self._hearing = asyncio.create_task(self._hear())

    @classmethod
    async def start(cls, program: Sequence[str], idle_seconds: float) -> "_CallingProcess":
        try:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                *program,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                cwd=ROOT,
                env=_environment(os.environ),
                start_new_session=True,
            )
        except OSError as error:
            words = "the process that calls models could not be started"
            raise ModelFault(FaultKind.UNREACHABLE, words) from error
        return cls(process, idle_seconds)

    @property
    def is_alive(self) -> bool:
        return not (self._is_closing or self._hearing.done())

    def begin(self) -> tuple[int, "asyncio.Queue[Report | None]"]:
        """Return the number of a new call, and where its reports arrive; None for the end."""
        if self._ending is not None:
            self._ending.cancel()
            self._ending = None
        self._numbers += 1
        reports: asyncio.Queue[Report | None] = asyncio.Queue()
        self._calls[self._numbers] = reports
        return self._numbers, reports

    async def send(self, order: Asking | Embedding) -> None:
        stdin = self._stdin()
        try:
            stdin.write(packed(order))
            await stdin.drain()
        except (ConnectionError, RuntimeError) as error:
            raise ModelFault(FaultKind.UNFINISHED, ENDED) from error

    def end(self, number: int) -> None:
        """Forget a call, and stop it if it goes on; the process ends when it was idle for long."""
        self._calls.pop(number, None)
        if not self.is_alive:
            return
        with suppress(ConnectionError, RuntimeError):
            self._stdin().write(packed(Stopping(number=number)))
        if not self._calls:
            loop = asyncio.get_running_loop()
            self._ending = loop.call_later(self._idle_seconds, self._let_go)

    async def close(self) -> None:
        self._let_go()
        try:
            async with asyncio.timeout(END_SECONDS):
                await self._process.wait()
        except TimeoutError:
            self._process.kill()
            await self._process.wait()
        await self._hearing

    def _let_go(self) -> None:
        """End the input, upon which the process ends."""
        self._is_closing = True
        if self._ending is not None:
            self._ending.cancel()
        self._stdin().close()

    async def _hear(self) -> None:
        output = cast("asyncio.StreamReader", self._process.stdout)  # it was asked for
        while (content := await read(output)) is not None:
            report = REPORTS.validate_json(content)
            calling = self._calls.get(report.number)
            if calling is not None:
                calling.put_nowait(report)
        self._is_closing = True
        for calling in self._calls.values():
            calling.put_nowait(None)
        await self._process.wait()

    def _stdin(self) -> asyncio.StreamWriter:
        return cast("asyncio.StreamWriter", self._process.stdin)  # it was asked for


def _environment(given: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of the process: where its modules are, and hardly anything else."""
    passed = {name: given[name] for name in PASSED_ON if name in given}
    return {**passed, "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, sys.path)])}


def _address(endpoint: Endpoint) -> dict[str, Any]:
    return {**dict(endpoint), "key": endpoint.key.get_secret_value()}


def _required(report: Report | None, kind: type[R]) -> R:
    """Return a report of this kind; ModelFault for another one, and for the end."""
    if isinstance(report, CallFailed):
        raise ModelFault(report.fault, report.words, report.retry_after)
    if not isinstance(report, kind):
        raise ModelFault(FaultKind.UNFINISHED, ENDED)
    return report
