"""Removes conversations without a new message for as long as runs are kept."""

from datetime import timedelta

from shared.call import Platform
from shared.operations.chat.removing import remove
from shared.services.bulkhead import bulkhead

PAGE = 200


async def clean_up(platform: Platform) -> int:
    """Remove old conversations of every organization; return how many."""
    days = platform.settings.retention_days
    if not days:
        return 0
    count = 0
    async for scope in platform.directory.scopes():
        with bulkhead("conversations not cleaned up", org=scope):
            count += await _clean(platform, scope, timedelta(days=days))
    return count


async def _clean(platform: Platform, scope: str, kept: timedelta) -> int:
    store = platform.directory.conversations_of(scope)
    before, count = platform.services.clock.now() - kept, 0
    start: str | None = "c|"
    while start is not None:
        page = await store.all_page(start, PAGE)
        for stored in page.items:
            if stored.conversation.updated_at < before:
                with bulkhead("conversation not removed", org=scope) as turn:
                    await remove(platform, stored)
                count += turn.holds
        start = page.next
    return count
