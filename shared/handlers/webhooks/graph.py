"""Subscriptions at Microsoft Graph: renewed by the timer, and at the word of an administrator."""

import time
from uuid import UUID

from shared.call import Call, Platform
from shared.errors import Conflict
from shared.models.automation.graph_subscriptions import GraphSubscriptionView, view_of
from shared.operations.graph_subscriptions import saving
from shared.operations.graph_subscriptions.settling import settle
from shared.repositories.graph_subscriptions import GraphMark
from shared.services.bulkhead import bulkhead
from shared.services.parallel import for_each

BATCH = 100
AT_ONCE = 8
#: How long a round begins with others; the next minute continues.
LONGEST_SECONDS = 40.0


async def tick(platform: Platform) -> None:
    """Renew, make or remove what is due; one transaction if nothing is."""
    until, start = time.monotonic() + LONGEST_SECONDS, None

    async def take(mark: GraphMark) -> None:
        if time.monotonic() > until:
            return
        facts = {"org": mark.org_id, "source": str(mark.source_id)}
        with bulkhead("subscription at Graph left to the next round", **facts):
            await settle(platform, mark.org_id, mark.source_id, done=[mark.key])

    while time.monotonic() <= until:
        now = platform.services.clock.now()
        page = await platform.directory.graph_subscriptions.due(now, start, BATCH)
        await for_each(page.items, take, AT_ONCE)
        start = page.next
        if start is None:
            return


async def renew(call: Call, source_id: UUID) -> GraphSubscriptionView:
    """Renew the subscription of a source now, or make it; what came of it is in its state."""
    sources = call.platform.directory.webhook_sources
    source = (await sources.get(call.caller.scope, source_id)).source
    if source.settings.graph is None or not source.is_enabled:
        raise Conflict("this webhook has no subscription at Microsoft Graph that is kept here")
    await saving.settled_soon(call, source)
    found = await call.platform.directory.graph_subscriptions.find(source.org_id, source.id)
    return view_of(found.subscription if found else None)
