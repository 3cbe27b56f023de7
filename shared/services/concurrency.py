"""Bounded concurrency: does the same for many things, some of them at a time."""

import asyncio
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Iterable
from typing import TypeVar

T = TypeVar("T")

AT_ONCE = 16


async def for_each(
    things: AsyncIterable[T] | Iterable[T],
    work: Callable[[T], Awaitable[object]],
    at_once: int = AT_ONCE,
) -> None:
    """Do the work for each of them, at most ``at_once`` at a time.

    The first error ends the others and is raised; work that must go on catches its own.
    """
    taking, left = asyncio.Lock(), aiter(_each(things))

    async def take_turns() -> None:
        while True:
            async with taking:  # an async generator has one reader at a time
                try:
                    thing = await anext(left)
                except StopAsyncIteration:
                    return
            await work(thing)

    workers = [asyncio.create_task(take_turns()) for _ in range(at_once)]
    try:
        await asyncio.gather(*workers)
    finally:
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)


async def _each(things: AsyncIterable[T] | Iterable[T]) -> AsyncIterator[T]:
    if isinstance(things, AsyncIterable):
        async for thing in things:
            yield thing
        return
    for thing in things:
        yield thing
