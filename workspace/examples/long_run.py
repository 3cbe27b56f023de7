"""A long run: it goes through the queue, and logs its progress."""

import asyncio
import logging

from bifrost import RetryPolicy, workflow

logger = logging.getLogger(__name__)


@workflow(
    category="Examples",
    tags=["long"],
    execution_mode="async",
    timeout_seconds=600,
    retry_policy=RetryPolicy(max_attempts=2, retry_on=["ConnectionError"]),
)
async def tidy_mailboxes(mailboxes: int = 5, seconds_each: float = 1) -> dict[str, int]:
    """Tidy mailboxes, one after the other.

    Follow the log at ``/api/executions/{id}/events``; cancel at ``/api/executions/{id}/cancel``.
    """
    for number in range(1, mailboxes + 1):
        await asyncio.sleep(seconds_each)
        logger.info("%d of %d mailboxes are tidy", number, mailboxes)
    return {"tidied": mailboxes}
