"""What timers do with schedules: what is due each minute, and old slots each night."""

import time
from datetime import timedelta

from shared.call import Platform
from shared.operations.schedules import round as rounds
from shared.services.bulkhead import bulkhead
from shared.services.parallel import for_each

#: The time limit of one night's clean-up.
LONGEST_SECONDS = 300.0


async def tick(platform: Platform) -> None:
    """Start what is due: see ``shared.operations.schedules.round``."""
    await rounds.run(platform)


async def clean_up(platform: Platform) -> None:
    """Remove slots past the retention of executions; the next night continues."""
    days = platform.settings.retention_days
    if not days:
        return
    until = time.monotonic() + LONGEST_SECONDS
    cutoff = platform.services.clock.now() - timedelta(days=days)

    async def clean(org_id: str) -> None:
        store = platform.directory.schedules_of(org_id)
        last = await store.next_with_slots(None)
        while last is not None and time.monotonic() < until:
            if not await store.remove_slots(last, cutoff):
                last = await store.next_with_slots(last)

    async def clean_one(org_id: str) -> None:
        with bulkhead("slots not removed: left for the next night", org=org_id):
            await clean(org_id)

    await for_each(platform.directory.scopes(), clean_one)
