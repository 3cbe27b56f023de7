"""Workflows that take a while."""

import asyncio

from bifrost import workflow


@workflow(access="members", category="Samples")
async def take_seconds(seconds: int = 5) -> str:
    """Wait for some seconds."""
    await asyncio.sleep(seconds)
    return f"waited {seconds} s"
