"""A table that holds one request up between two of its calls, so that another one overtakes it."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextvars import ContextVar
from typing import Any, TypeVar, cast

from shared.services.tables import Table

T = TypeVar("T")
U = TypeVar("U")

_is_held: ContextVar[bool] = ContextVar("is_held", default=False)


class Preemption:
    """Lets one request be overtaken before its nth call of a table."""

    def __init__(self) -> None:
        self._calls = 0
        self._at = 0
        self._reached = asyncio.Event()
        self._go_on = asyncio.Event()

    def over(self, table: Table) -> Table:
        """The same table, for requests of which one is held up."""
        return cast("Table", _Calls(table, self.pause))

    async def pause(self) -> None:
        if not _is_held.get():
            return
        self._calls += 1
        if self._calls == self._at:
            self._reached.set()
            await self._go_on.wait()

    async def run(
        self, slow: Coroutine[Any, Any, T], fast: Callable[[], Awaitable[U]], at: int
    ) -> tuple[T, U, bool]:
        """Run both, the fast one whole before the slow one's nth call, and return their answers.

        The last is whether the slow one was overtaken: False if it makes fewer calls.
        """
        self._calls, self._at = 0, at
        self._reached, self._go_on = asyncio.Event(), asyncio.Event()
        task = asyncio.create_task(_held(slow))
        reached = asyncio.create_task(self._reached.wait())
        await asyncio.wait({task, reached}, return_when=asyncio.FIRST_COMPLETED)
        is_overtaken = self._reached.is_set()
        reached.cancel()
        answer = await fast()
        self._go_on.set()
        return await task, answer, is_overtaken


async def _held(request: Coroutine[Any, Any, T]) -> T:
    _is_held.set(True)
    return await request


class _Calls:
    def __init__(self, table: Table, pause: Callable[[], Awaitable[None]]) -> None:
        self._table = table
        self._pause = pause

    def __getattr__(self, name: str) -> Callable[..., Awaitable[Any]]:
        call: Callable[..., Awaitable[Any]] = getattr(self._table, name)

        async def paused(*args: Any, **named: Any) -> Any:
            await self._pause()
            return await call(*args, **named)

        return paused
