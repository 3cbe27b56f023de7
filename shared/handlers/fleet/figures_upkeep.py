"""What timers do for figures: count what has ended, and look at connections; old days each night.

Only organizations that are marked to have had runs are read each minute, and all of them each
night: see ``shared.repositories.activity``.
"""

from datetime import timedelta

from shared.call import Platform
from shared.models.connections import ConnectionStatus
from shared.operations.fleet import counting
from shared.services.bulkhead import bulkhead
from shared.services.parallel import for_each

#: How long figures of days are kept.
KEPT = timedelta(days=400)
PAGE = 500
NEED_CARE = frozenset({ConnectionStatus.FAILED, ConnectionStatus.EXPIRED})


async def tick(platform: Platform) -> None:
    """Count what has ended in the organizations that had runs lately."""
    marked = await platform.directory.live_runs.read()

    async def one(org_id: str) -> None:
        with bulkhead("runs not counted: left for the next minute", org=org_id):
            await counting.count(platform, org_id)

    await for_each([*marked.marks], one)


async def look_at_connections(platform: Platform) -> None:
    """Note of each organization how many connections need to be connected again."""
    known = (await platform.directory.figures.all()).connections

    async def one(org_id: str) -> None:
        with bulkhead("connections not counted: left for the next round", org=org_id):
            page = await platform.directory.connections_of(org_id).page(None, PAGE)
            grants = [each.grant.grant for each in page.items if each.grant]
            count = len([grant for grant in grants if grant.status in NEED_CARE])
            if count != known.get(org_id, 0):
                await platform.directory.figures.note_connections(org_id, count)

    await for_each(platform.directory.scopes(), one)


async def clean_up(platform: Platform) -> None:
    """Count every organization, and remove figures of days that are past their time."""
    until = (platform.services.clock.now() - KEPT).date()

    async def one(org_id: str) -> None:
        with bulkhead("figures not kept up: left for the next night", org=org_id):
            await counting.count(platform, org_id)
            await platform.directory.figures.remove_days(org_id, until)

    await for_each(platform.directory.scopes(), one)
