"""Removes what a webhook source has at Microsoft Graph, also what no record knows.

A process that dies after it made a subscription leaves one that was not stored. So before one is
made, the place where it will be is written down; there, all that sends to the source's address is
listed, and removed.
"""

import asyncio
import logging

from shared.call import Platform
from shared.errors import Refused, Unavailable
from shared.models.automation.graph_subscriptions import GraphPlace, GraphSubscription
from shared.operations.graph_subscriptions.access import GraphFault, access_of
from shared.webhooks.graph import api
from shared.webhooks.graph.api import GraphAccess, GraphRefused

FAULTS = (GraphFault, GraphRefused, Refused, Unavailable)

#: How long an organization that is purged waits for Graph.
LEAVING_SECONDS = 20

logger = logging.getLogger(__name__)


async def tidy(access: GraphAccess, url: str, kept: str | None) -> None:
    """Remove every subscription that sends to this address, but for one."""
    for one in await api.at(access, url):
        if one.id != kept:
            await api.remove(access, one.id)


async def withdrawn(
    platform: Platform,
    found: GraphSubscription,
    places: tuple[GraphPlace, ...],
    kept_id: str | None = None,
) -> tuple[GraphPlace, ...]:
    """Remove what is at these places; return those where that failed and something may be left.

    Two connections may be of the same application: then ``kept_id`` is seen there, too, and stays.
    """
    kept: list[GraphPlace] = []
    now = platform.services.clock.now()
    for place in places:
        try:
            usable = await access_of(platform, found.org_id, place.connection)
            await tidy(usable.access, found.url or "", kept_id)
        except FAULTS as error:
            facts = {"source": str(found.source_id), "reason": str(error)}
            logger.warning("subscriptions at Graph not removed", extra=facts)
            kept += [place] if now < place.until else []
    return tuple(kept)


async def leave(platform: Platform, org_id: str) -> None:
    """Remove what an organization that is purged has at Graph, as far as Graph answers in time.

    What stays ends by itself, and what it sends is answered with 404.
    """
    known = await platform.directory.graph_subscriptions.of(org_id)
    try:
        async with asyncio.timeout(LEAVING_SECONDS):
            for found in known.values():
                await withdrawn(platform, found, found.places)
    except TimeoutError:
        logger.warning("subscriptions at Graph left to end by themselves", extra={"org": org_id})
