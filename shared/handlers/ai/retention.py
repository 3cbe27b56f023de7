"""Removes what calls of models cost, once it is older than the platform keeps it."""

from datetime import timedelta

from shared.call import Platform
from shared.services.bulkhead import bulkhead

BATCH = 500


async def clean_up(platform: Platform) -> int:
    """Remove old calls of every organization, a batch at a time; return how many rows."""
    days = platform.settings.ai_retention_days
    if not days:
        return 0
    before = platform.services.clock.now() - timedelta(days=days)
    count = 0
    async for scope in platform.directory.scopes():
        with bulkhead("calls of models not cleaned up", org=scope):
            while removed := await platform.directory.llm_spending.remove_before(
                scope, before, BATCH
            ):
                count += removed
    return count
