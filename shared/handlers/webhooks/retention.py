"""Removes old deliveries each night, and those whose source is gone."""

import logging
from datetime import timedelta
from uuid import UUID

from shared.call import Platform
from shared.services.bulkhead import bulkhead
from shared.services.parallel import for_each

logger = logging.getLogger(__name__)


async def clean_up(platform: Platform) -> None:
    """Clean up every organization; a failure of one is left for the next night."""

    async def clean_one(org_id: str) -> None:
        with bulkhead("deliveries not removed: left for the next night", organization=org_id):
            count = await clean(platform, org_id)
            if count:
                facts = {"organization": org_id, "count": count}
                logger.info("deliveries removed", extra=facts)

    await for_each(platform.directory.scopes(), clean_one)


async def clean(platform: Platform, org_id: str) -> int:
    """Remove the old deliveries of an organization; return how many there were."""
    days = timedelta(days=platform.settings.delivery_retention_days)
    cutoff = platform.services.clock.now() - days
    sources = await _sources(platform, org_id)
    deliveries = platform.directory.deliveries_of(org_id)
    count, start = await deliveries.remove_old(None, cutoff, sources)
    while start is not None:
        more, start = await deliveries.remove_old(start, cutoff, sources)
        count += more
    await deliveries.remove_refused(cutoff, sources)
    await deliveries.remove_old_bodies(cutoff - timedelta(days=1))
    return count


async def _sources(platform: Platform, org_id: str) -> set[UUID]:
    found: set[UUID] = set()
    start: str | None = None
    while True:
        page = await platform.directory.webhook_sources.page(org_id, start, 1000)
        found |= {source.id for source in page.items}
        start = page.next
        if start is None:
            return found
