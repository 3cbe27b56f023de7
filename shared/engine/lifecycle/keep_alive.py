"""Keep-alive: a run that outlives the response to its request keeps an invocation in its process.

Azure may remove an instance on which no invocation runs, and with it whatever runs there in the
background. So a request whose caller does not want to wait for the end of its run is answered only
when an invocation of the same process holds the run: a queue message names the run, and the process
that has it holds the message until the run ends. Any other process passes the message on. Until the
message has found its process, the request itself is that invocation; if it never does, the request
ends with the run, as one without a preference. A process that lives as long as its runs, such as
that of one box, needs no message: its host waits for ``background`` work before it stops.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from shared.engine.ports import Ports
from shared.errors import Unavailable
from shared.models.executions import Execution, KeepAliveMessage
from shared.services import background

#: How often a message is passed on by processes that do not have its run.
MOST_HOPS = 20
#: Runs that ended here: their messages need not be passed on.
MOST_KNOWN = 1000

Recorded = asyncio.Future[Execution]
#: A run in the request; its future receives the live record once that is written.
Work = Callable[[Recorded], Coroutine[object, object, Execution]]

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Kept:
    """A run that may outlive its response; ``is_held`` is set by the invocation that holds it."""

    run: asyncio.Task[Execution]
    is_held: asyncio.Event = field(default_factory=asyncio.Event)


class KeepAlive:
    """The runs of this process that outlive their responses."""

    def __init__(self, ports: Ports, dispatch: str) -> None:
        self._ports = ports
        #: Whether this process goes on without invocations until its runs have ended.
        self._lives_long = dispatch == "local"
        self._runs: set[asyncio.Task[Execution]] = set()
        self._kept: dict[UUID, _Kept] = {}
        self._over: deque[UUID] = deque(maxlen=MOST_KNOWN)

    async def respond_within(self, seconds: float, work: Work) -> Execution:
        """Return the final record if the run ends within ``seconds``, else the live one.

        The live one is returned only when it is stored and another invocation of this process
        holds the run. If this call is cancelled before that, so is the run.
        """
        recorded: Recorded = asyncio.get_running_loop().create_future()
        run = background.start(work(recorded))
        self._runs.add(run)
        run.add_done_callback(self._runs.discard)
        try:
            await asyncio.wait({run}, timeout=seconds)
            await asyncio.wait({run, recorded}, return_when=asyncio.FIRST_COMPLETED)
            if not run.done() and await self._is_handed_over(run, recorded.result()):
                return recorded.result()
            return await run
        except asyncio.CancelledError:
            await _cut_off(run)
            raise

    async def hold(self, message: KeepAliveMessage) -> None:
        """Return when the run of the message has ended, if this process has it; else pass it on.

        If this call is cancelled, as its invocation took too long, so is the run.
        """
        kept = self._kept.get(message.execution_id)
        if kept is None:
            await self._pass_on(message)
            return
        kept.is_held.set()
        try:
            await asyncio.wait({kept.run})
        except asyncio.CancelledError:
            await _cut_off(kept.run)
            raise
        if not kept.run.cancelled() and (error := kept.run.exception()):
            facts = {"execution": str(message.execution_id), "reason": repr(error)}
            logger.warning("run result not written: its record has it later", extra=facts)

    async def close(self) -> None:
        """Cut off what still runs: its records are recovered as those of a lost process."""
        await asyncio.gather(*(_cut_off(run) for run in [*self._runs]))

    async def _is_handed_over(self, run: asyncio.Task[Execution], execution: Execution) -> bool:
        """Whether the request may end before the run; False if the run ended before that."""
        if self._lives_long:
            return True
        kept = self._kept[execution.id] = _Kept(run)
        run.add_done_callback(lambda _: self._forget(execution.id))
        until = execution.created_at + timedelta(seconds=execution.timeout_seconds)
        message = KeepAliveMessage(execution_id=execution.id, until=until)
        try:
            await self._ports.queue.send(message.model_dump_json())
        except Unavailable:
            logger.warning("run not handed over", extra={"execution": str(execution.id)})
            return False
        held = asyncio.create_task(kept.is_held.wait())
        await asyncio.wait({run, held}, return_when=asyncio.FIRST_COMPLETED)
        held.cancel()
        return not run.done()

    async def _pass_on(self, message: KeepAliveMessage) -> None:
        is_over = message.execution_id in self._over or message.until <= self._ports.now()
        if not is_over and message.hops < MOST_HOPS:
            next_one = message.model_copy(update={"hops": message.hops + 1})
            await self._ports.queue.send(next_one.model_dump_json())

    def _forget(self, execution_id: UUID) -> None:
        del self._kept[execution_id]
        self._over.append(execution_id)


async def _cut_off(run: asyncio.Task[Execution]) -> None:
    run.cancel()
    await asyncio.gather(run, return_exceptions=True)
