"""What messages and timers do with batches: the next turn of each, and old ones each night."""

import time
from datetime import timedelta
from uuid import UUID

from shared.call import Platform
from shared.models.fleet.batches import BatchMessage, BatchState
from shared.operations.fleet import advancing
from shared.repositories.row_keys import made_at
from shared.services.bulkhead import bulkhead
from shared.services.parallel import for_each

#: The time limit of one night's clean-up.
LONGEST_SECONDS = 300.0
#: Rows without a batch are left by a request that was cut off; a younger one may go on.
ORPHAN_AFTER = timedelta(hours=1)
AT_ONCE = 4


async def turn(platform: Platform, message: BatchMessage) -> None:
    """Take the turn of a batch that a message asks for."""
    await advancing.look(platform, message.batch_id)


async def tick(platform: Platform) -> None:
    """Take the turns of batches that are due: their messages were lost, or are late."""
    now = platform.services.clock.now()

    async def one(batch_id: UUID) -> None:
        with bulkhead("batch not advanced: left for the next minute", batch=str(batch_id)):
            await advancing.look(platform, batch_id)

    await for_each(await platform.directory.batches.due(now), one, AT_ONCE)


async def clean_up(platform: Platform) -> None:
    """Remove batches past the retention of executions, and rows that have no batch."""
    until = time.monotonic() + LONGEST_SECONDS
    batches, now = platform.directory.batches, platform.services.clock.now()
    last = await batches.next_with_rows(None)
    while last is not None and time.monotonic() < until:
        if now - made_at(last) > ORPHAN_AFTER and await batches.find(last) is None:
            await batches.remove_rows(last)
        last = await batches.next_with_rows(last)
    days = platform.settings.retention_days
    if not days:
        return
    old = await batches.made_until(now - timedelta(days=days))
    for batch in old:
        if batch.state is not BatchState.RUNNING and time.monotonic() < until:
            await batches.remove(batch.id)
