"""A table that holds one request up between two of its calls, so that another one overtakes it."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from shared.services.tables import Table

T = TypeVar("T")
U = TypeVar("U")

WRITES = frozenset({"insert", "put", "replace", "delete", "transaction"})

_is_held: ContextVar[bool] = ContextVar("is_held", default=False)


@dataclass(frozen=True)
class Overtaken(Generic[T, U]):
    """The answers of both requests. ``had_written`` is what the slow one wrote before the other.

    ``is_overtaken`` is False if the slow one had ended by then: it makes fewer calls.
    """

    slow: T
    fast: U
    had_written: list[str]
    is_overtaken: bool


class Preemption:
    """Lets one request be overtaken before its nth call of a table."""

    def __init__(self) -> None:
        self._calls = 0
        self._at = 0
        self._written: list[str] = []
        self._reached = asyncio.Event()
        self._go_on = asyncio.Event()

    def over(self, table: Table) -> Table:
        """The same table, for requests of which one is held up."""
        return cast("Table", _Calls(table, self))

    async def run(
        self, slow: Coroutine[Any, Any, T], fast: Callable[[], Awaitable[U]], at: int
    ) -> Overtaken[T, U]:
        """Run both, the fast one whole before the slow one's nth call."""
        self._calls, self._at, self._written = 0, at, []
        self._reached, self._go_on = asyncio.Event(), asyncio.Event()
        task = asyncio.create_task(_held(slow))
        reached = asyncio.create_task(self._reached.wait())
        await asyncio.wait({task, reached}, return_when=asyncio.FIRST_COMPLETED)
        is_overtaken, had_written = self._reached.is_set(), [*self._written]
        reached.cancel()
        answer = await fast()
        self._go_on.set()
        return Overtaken(await task, answer, had_written, is_overtaken)

    async def before(self) -> None:
        """Wait, if this is the call before which the other request is to run."""
        self._calls += 1
        if self._calls == self._at:
            self._reached.set()
            await self._go_on.wait()

    def after(self, name: str, arguments: tuple[Any, ...]) -> None:
        """Note which keys a call wrote."""
        if name == "transaction":
            self._written += [change.key for change in arguments[1]]
        elif name in WRITES:
            self._written.append(arguments[1])


async def _held(request: Coroutine[Any, Any, T]) -> T:
    _is_held.set(True)
    return await request


class _Calls:
    def __init__(self, table: Table, preemption: Preemption) -> None:
        self._table = table
        self._preemption = preemption

    def __getattr__(self, name: str) -> Callable[..., Awaitable[Any]]:
        call: Callable[..., Awaitable[Any]] = getattr(self._table, name)

        async def held(*arguments: Any, **named: Any) -> Any:
            if not _is_held.get():
                return await call(*arguments, **named)
            await self._preemption.before()
            answer = await call(*arguments, **named)
            self._preemption.after(name, arguments)
            return answer

        return held
