"""Removes versions of files that were deleted long ago, and contents that no version names."""

from datetime import timedelta

from shared.call import Platform
from shared.services.bulkhead import bulkhead

KEEP_DELETED = timedelta(days=90)
#: A younger content may be of a change that is under way.
ORPHAN_AFTER = timedelta(days=1)


async def clean_up(platform: Platform) -> None:
    """Remove what is not kept any more; what remains is left for the next night."""
    versions, now = platform.directory.file_versions, platform.services.clock.now()
    with bulkhead("versions of deleted files not removed"):
        await versions.forget_deleted(now - KEEP_DELETED)
    with bulkhead("contents without a version not removed"):
        await versions.remove_orphans(now - ORPHAN_AFTER)
