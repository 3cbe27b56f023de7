"""Runs functions: on the event loop or in a thread, with a context, within functionTimeout."""

import asyncio
import contextvars
import logging
import threading
import time
from collections.abc import Awaitable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import cast

from host.context import InvocationContext
from host.errors import InvocationFailed
from host.functions import RegisteredFunction
from shared.services import background

logger = logging.getLogger(__name__)

_CANCEL_GRACE_SECONDS = 1.0


class Invoker:
    """Runs functions; the host has one invoker."""

    def __init__(
        self, app_root: Path, *, threads: int | None, timeout_seconds: float | None
    ) -> None:
        self._app_root = app_root
        self._timeout_seconds = timeout_seconds
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="function")
        self._locals = threading.local()
        self._running: set[asyncio.Future[object]] = set()

    async def invoke(
        self, function: RegisteredFunction, argument: object, *, reason: str
    ) -> object:
        """The function's result. Raises InvocationFailed, and logs it, if the function failed."""
        context = InvocationContext(function.name, str(self._app_root), self._locals)
        facts = {"function": function.name, "invocation": context.invocation_id}
        logger.debug("invocation started", extra={**facts, "reason": reason})
        started = time.monotonic()
        try:
            result = await self._result(function, argument, context)
        except InvocationFailed as error:
            facts["error"] = str(error)
            logger.error("invocation failed", extra=facts, exc_info=error.__cause__)  # noqa: TRY400
            raise
        milliseconds = round((time.monotonic() - started) * 1000)
        logger.info("invocation finished", extra={**facts, "ms": milliseconds})
        return result

    async def idle(self) -> None:
        """Wait until no invocation runs, nor any work that one began in the background."""
        while self._running:
            await asyncio.wait(self._running)
        await background.idle()

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _result(
        self, function: RegisteredFunction, argument: object, context: InvocationContext
    ) -> object:
        work = self._start(function, argument, context)
        self._running.add(work)
        work.add_done_callback(self._running.discard)
        await asyncio.wait({work}, timeout=self._timeout_seconds)
        if not work.done():
            await self._give_up(work, function)
        if work.cancelled():
            raise InvocationFailed(f"{function.name} was cancelled")
        if error := work.exception():
            raise InvocationFailed(f"{function.name} raised {type(error).__name__}") from error
        result = work.result()
        if result is not None and not function.returns:
            raise InvocationFailed(f"{function.name} returned a value that no binding takes")
        return result

    def _start(
        self, function: RegisteredFunction, argument: object, context: InvocationContext
    ) -> asyncio.Future[object]:
        arguments: dict[str, object] = {function.trigger.name: argument}
        if function.wants_context:
            arguments["context"] = context
        if function.is_async:
            return asyncio.ensure_future(_awaited(function, arguments))
        loop = asyncio.get_running_loop()
        inherited = contextvars.copy_context()
        call = partial(self._call_in_thread, function, arguments, context.invocation_id)
        return loop.run_in_executor(self._threads, inherited.run, call)

    def _call_in_thread(
        self, function: RegisteredFunction, arguments: dict[str, object], invocation_id: str
    ) -> object:
        self._locals.invocation_id = invocation_id
        return function.call(**arguments)

    async def _give_up(self, work: asyncio.Future[object], function: RegisteredFunction) -> None:
        """Cancel after a timeout. Azure restarts the worker; here a thread runs on to its end."""
        if function.is_async:
            work.cancel()
            await asyncio.wait({work}, timeout=_CANCEL_GRACE_SECONDS)
        raise InvocationFailed(
            f"{function.name} did not end within functionTimeout ({self._timeout_seconds:g} s)"
        )


async def _awaited(function: RegisteredFunction, arguments: dict[str, object]) -> object:
    # Called inside its own task, so that the context variables that it sets stay in the task.
    return await cast("Awaitable[object]", function.call(**arguments))
