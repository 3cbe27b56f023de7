"""Waits until something holds."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable

PAUSE_SECONDS = 0.05


async def until(holds: Callable[[], bool | Awaitable[bool]], seconds: float = 30) -> None:
    """TimeoutError if it does not hold by then."""
    for _ in range(round(seconds / PAUSE_SECONDS)):
        answer = holds()
        if await answer if inspect.isawaitable(answer) else answer:
            return
        await asyncio.sleep(PAUSE_SECONDS)
    raise TimeoutError(f"it did not hold within {seconds:g} s")
