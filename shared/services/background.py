"""Work of this process that goes on after the request that began it.

A host that stops waits for it as for the invocations that it began itself: see ``idle``.
"""

import asyncio
from collections.abc import Coroutine
from typing import TypeVar

T = TypeVar("T")

_running: set[asyncio.Task[object]] = set()


def start(work: Coroutine[object, object, T]) -> "asyncio.Task[T]":
    """Begin the work in a task that is kept until it ends."""
    task = asyncio.create_task(work)
    _running.add(task)
    task.add_done_callback(_running.discard)
    return task


async def idle() -> None:
    """Wait until no such work of this event loop runs; nobody begins more meanwhile."""
    loop = asyncio.get_running_loop()
    while running := {task for task in _running if task.get_loop() is loop and not task.done()}:
        await asyncio.wait(running)
