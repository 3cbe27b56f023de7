"""Workflows that take a while."""

import asyncio
import logging

from bifrost import RetryPolicy, context, workflow

logger = logging.getLogger(__name__)


@workflow(access="members", category="Samples")
async def take_seconds(seconds: int = 5) -> str:
    """Wait for some seconds."""
    await asyncio.sleep(seconds)
    return f"waited {seconds} s"


@workflow(access="members", category="Samples", execution_mode="async")
async def wake_up(after: float = 3) -> str:
    """Say nothing for some seconds, then one line, then nothing again."""
    await asyncio.sleep(after)
    logger.info("awake")
    await asyncio.sleep(after)
    return "up"


@workflow(
    access="members",
    category="Samples",
    execution_mode="async",
    retry_policy=RetryPolicy(max_attempts=2, backoff_seconds=1),
)
async def try_twice() -> str:
    """Fail once, and succeed when it is tried again."""
    if context.attempt == 1:
        raise ConnectionError("the first attempt was interrupted")
    return "the second attempt worked"
