"""Counts the turns of the event loop that other work gets while something goes on."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass


@dataclass
class Turns:
    """How many turns others had so far."""

    count: int = 0


@asynccontextmanager
async def counted_turns() -> AsyncGenerator[Turns]:
    """Let a task count its turns while the block lasts."""
    turns = Turns()

    async def others() -> None:
        while True:
            turns.count += 1
            await asyncio.sleep(0)

    beside = asyncio.create_task(others())
    try:
        yield turns
    finally:
        beside.cancel()
