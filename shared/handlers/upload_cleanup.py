"""Removes files that were uploaded to forms, once no run has them."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from shared.call import Platform
from shared.errors import AlreadyExists, Stale
from shared.repositories.uploads import StoredUploadGrant, UploadGrant, Uploads
from shared.services.concurrency import for_each

#: The longest time between the upload of a file and the submission of its form.
UNNAMED_LIFE = timedelta(days=1)
AT_ONCE = 20

logger = logging.getLogger(__name__)


async def clean_up(platform: Platform, now: datetime) -> None:
    """Clean up every organization; after a conflict, the rest waits for the next night."""

    async def clean_one(org_id: str) -> None:
        try:
            count = await clean(platform, org_id, now)
        except (AlreadyExists, Stale):
            logger.info("upload cleanup interrupted", extra={"organization": org_id})
            return
        if count:
            logger.info("uploads removed", extra={"organization": org_id, "count": count})

    await for_each(platform.directory.scopes(), clean_one)


async def clean(platform: Platform, org_id: str, now: datetime) -> int:
    """Remove this organization's expired grants with their files, and return their number."""
    grants = platform.directory.uploads_of(org_id)
    days = platform.settings.retention_days
    count, start = 0, None
    while True:
        page, start = await grants.page(start)
        old = [one for one in page if is_over(one.grant, now, days)]
        for at in range(0, len(old), AT_ONCE):
            await _remove(platform, grants, old[at : at + AT_ONCE])
        count += len(old)
        if start is None:
            return count


def is_over(grant: UploadGrant, now: datetime, retention_days: int) -> bool:
    """Whether no run has the file; with ``retention_days`` 0, files that a run named are kept."""
    if grant.is_going:
        return True
    if grant.named_at is None:
        return now - grant.granted_at > UNNAMED_LIFE
    life = timedelta(days=retention_days) + UNNAMED_LIFE
    return retention_days > 0 and now - grant.named_at > life


async def _remove(platform: Platform, grants: Uploads, old: Sequence[StoredUploadGrant]) -> None:
    """Remove files; rows are marked first and deleted last, so that a crash loses none."""
    await grants.begin_removal(old)
    store = platform.services.uploads
    await asyncio.gather(*(store.delete(one.grant.blob) for one in old))
    await grants.end_removal(old)
