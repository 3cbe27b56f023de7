"""One run of one workflow, from the worker's first message to its last."""

import asyncio
import json
import logging
import secrets
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from typing import cast

from sdk.protocol import Message, ProtocolError
from shared.engine.answers import Answers
from shared.engine.logbook import Logbook
from shared.engine.outcomes import MESSAGE_LIMIT, failure
from shared.engine.validation import MOST_DEPTH, is_deeper_than
from shared.engine.worker import Code, Worker, WorkerDied
from shared.errors import BifrostError
from shared.models.base import GLOBAL
from shared.models.callers import CallerKind
from shared.models.executions import Execution, Outcome, Status
from shared.models.worker import Ask, Done, Failed, Loaded, Log, WorkerMessage

TRACEBACK_LIMIT = 8192
MOST_ASKS = 10_000
ASKS_AT_ONCE = 16

logger = logging.getLogger(__name__)


@dataclass
class Conversation:
    """Loads, starts and listens. What the worker asks is answered while it waits."""

    worker: Worker
    answers: Answers
    logbook: Logbook = field(default_factory=Logbook)
    _capability: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    _asks: set[asyncio.Task[None]] = field(default_factory=set[asyncio.Task[None]])
    _turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(ASKS_AT_ONCE))

    async def load(self, code: Code) -> Outcome | None:
        """Import the code; an outcome if that already failed."""
        return await self._until(Loaded, self.worker.load(code))

    async def run(self, execution: Execution) -> Outcome:
        """Start, and listen until it is over."""
        start = self.worker.run(_context(execution), {**execution.input}, self._capability)
        outcome = await self._until(None, start)
        return outcome or _fault("the worker said that it was loaded twice")

    async def _until(
        self, awaited: type[Loaded] | None, first: Coroutine[object, object, None]
    ) -> Outcome | None:
        try:
            await first
            while True:
                message = await self.worker.receive()
                if awaited and isinstance(message, awaited):
                    return None
                outcome = await self._hear(message)
                if outcome:
                    return outcome
        except WorkerDied as error:
            return failure("WorkerDied", str(error))
        except ProtocolError as error:
            return _fault(str(error))

    async def close(self) -> None:
        """What it still asked is of no use to anybody."""
        for ask in self._asks:
            ask.cancel()
        await asyncio.gather(*self._asks, return_exceptions=True)

    async def _hear(self, message: WorkerMessage) -> Outcome | None:
        match message:
            case Log():
                self.logbook.add(message.at, message.level, message.message)
                return None
            case Ask():
                self._take(message)
                return None
            case Done():
                return _done(message.result)
            case Failed():
                return _failed(message)
            case _:
                raise ProtocolError(f"a message {message.kind!r} was out of turn")

    def _take(self, ask: Ask) -> None:
        """Answer beside the listening: a worker that sends does not read at that time."""
        if not secrets.compare_digest(ask.capability, self._capability):
            raise ProtocolError("an ask without the run's capability")
        if len(self._asks) >= MOST_ASKS:
            raise ProtocolError(f"more than {MOST_ASKS} asks wait for an answer")
        task = asyncio.create_task(self._answer(ask))
        self._asks.add(task)
        task.add_done_callback(self._asks.discard)

    async def _answer(self, ask: Ask) -> None:
        async with self._turns:
            try:
                value = await self.answers.answer(ask.call, ask.arguments)
            except BifrostError as error:
                await self._refuse(ask, type(error).__name__, str(error))
            except Exception:
                logger.exception("an ask failed", extra={"call": ask.call})
                await self._refuse(ask, "InternalError", f"{ask.call} failed on our side")
            else:
                with suppress(WorkerDied):  # whoever listens hears of it
                    await self.worker.answer(ask.id, value)

    async def _refuse(self, ask: Ask, code: str, message: str) -> None:
        with suppress(WorkerDied):
            await self.worker.refuse(ask.id, code, message)


def _fault(message: str) -> Outcome:
    return failure("WorkerFault", f"the workflow's process broke the protocol: {message}")


def _done(text: str) -> Outcome:
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ProtocolError("the result was not JSON") from error
    if is_deeper_than(value, MOST_DEPTH):
        raise ProtocolError(f"the result is nested deeper than {MOST_DEPTH} levels")
    says_no = isinstance(value, dict) and cast("Message", value).get("success") is False
    status = Status.COMPLETED_WITH_ERRORS if says_no else Status.SUCCESS
    return Outcome(status=status, result=text)


def _failed(message: Failed) -> Outcome:
    return Outcome(
        status=Status.FAILED,
        error_type=message.type[:200],
        error_message=message.message[:MESSAGE_LIMIT],
        is_user_error=message.is_user_error,
        traceback=message.traceback[-TRACEBACK_LIMIT:],
    )


def _context(execution: Execution) -> Message:
    """The fields of ``sdk.context.ExecutionContext``."""
    caller = execution.caller
    organization = {"id": execution.org_id, "name": execution.org_name or execution.org_id}
    return {
        "execution_id": str(execution.id),
        "workflow_name": execution.workflow_name,
        "user_id": caller.id,
        "name": caller.name,
        "email": caller.email,
        "organization": None if execution.org_id == GLOBAL else organization,
        "is_platform_admin": caller.is_admin,
        "is_function_key": caller.kind is CallerKind.HOST_KEY,
    }
