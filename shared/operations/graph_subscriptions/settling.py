"""Brings what Microsoft Graph has for a webhook source in line with what the source asks for.

It can be done at any time, twice, and by two processes: a lease in the row lets one of them work,
and its ETag is the fence. What a process that dies leaves undone is found by its mark.
"""

import asyncio
import logging
from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from shared.call import Platform
from shared.errors import Stale
from shared.models.automation.graph_subscriptions import (
    GraphPlace,
    GraphStatus,
    GraphSubscription,
)
from shared.models.automation.webhooks import WebhookSource
from shared.models.base import GLOBAL
from shared.operations.graph_subscriptions import reports
from shared.operations.graph_subscriptions.access import GraphFault
from shared.operations.graph_subscriptions.making import kept, url_of
from shared.operations.graph_subscriptions.outcomes import (
    NEXT_LOOK,
    failed,
    paused,
    place_of,
    with_place,
)
from shared.operations.graph_subscriptions.places import FAULTS, withdrawn
from shared.repositories.graph_subscriptions import StoredGraph
from shared.webhooks.graph.api import GraphRefused
from shared.webhooks.graph.lifetimes import longest

#: How long a process may work on one; another one takes over some time later.
WORK_SECONDS = 120
LEASE = timedelta(seconds=180)

logger = logging.getLogger(__name__)


async def settle(
    platform: Platform,
    org_id: str,
    source_id: UUID,
    *,
    done: Collection[str] = (),
    removed: str | None = None,
) -> GraphSubscription | None:
    """Renew, make or remove the subscription of a source; return it as it is then.

    ``done`` are the keys of the marks that ask for it. ``removed`` is a subscription that Graph
    says it has removed. While another process is at it, nothing is done, and the marks stay.
    """
    store, now = platform.directory.graph_subscriptions, platform.services.clock.now()
    stored = await store.find(org_id, source_id)
    if stored is None:
        stored = StoredGraph(GraphSubscription(org_id=org_id, source_id=source_id), None)
    before = stored.subscription
    if before.lease_until is not None and now < before.lease_until:
        return await _left(platform, before, done)
    source = await _asking(platform, org_id, source_id)
    if source is None and stored.etag is None:
        await store.forget_marks(done)
        return None
    try:
        taken = await store.write(stored, _taken(platform, before, source, removed))
        after = await _settled(platform, source, taken.subscription, before)
        await reports.tell_if_lost(platform, source, before, after)
        await store.finish(taken, after, done)
    except Stale:
        return await _left(platform, before, done)
    return after


async def _left(
    platform: Platform, found: GraphSubscription, done: Collection[str]
) -> GraphSubscription:
    """Leave the subscription to the process that has it, with a mark, so that it is seen again."""
    logger.info("subscription at Graph left to a process", extra={"source": str(found.source_id)})
    if not done:
        now = platform.services.clock.now()
        await platform.directory.graph_subscriptions.put_mark(now, found.org_id, found.source_id)
    return found


async def _asking(platform: Platform, org_id: str, source_id: UUID) -> WebhookSource | None:
    """Return the source, if it asks for a subscription at Graph."""
    source = await platform.directory.webhook_sources.current(source_id)
    is_asking = source is not None and source.is_enabled and source.settings.graph is not None
    return source if is_asking and source is not None and source.org_id == org_id else None


def _taken(
    platform: Platform,
    before: GraphSubscription,
    source: WebhookSource | None,
    removed: str | None,
) -> GraphSubscription:
    """Return the row while this process works: it knows where a subscription may come to be."""
    now = platform.services.clock.now()
    update: dict[str, object] = {"lease_until": now + LEASE}
    settings = source.settings.graph if source else None
    if source is not None and settings is not None:
        update["url"] = url_of(platform, source)
        earlier = place_of(before, settings.connection)
        until = now + longest(settings.resource) + LEASE
        until = max(until, earlier.until) if earlier else until
        place = GraphPlace(connection=settings.connection, until=until, is_tidy=False)
        update["places"] = with_place(before, place)
    if removed is not None and before.subscription_id == removed:
        update |= {"subscription_id": None, "made_of": None}
    return before.model_copy(update=update)


async def _settled(
    platform: Platform,
    source: WebhookSource | None,
    found: GraphSubscription,
    before: GraphSubscription,
) -> GraphSubscription | None:
    """Do what is due; return the subscription as it is then, None if nothing is left."""
    now = platform.services.clock.now()
    if source is None:
        return await _removed(platform, found)
    reason = await _pause_of(platform, source)
    if reason is not None:
        left = await withdrawn(platform, found, found.places)
        return paused(found.model_copy(update={"places": left}), now, reason)
    try:
        async with asyncio.timeout(WORK_SECONDS):
            return await kept(platform, source, found, before)
    except TimeoutError:
        return failed(found, now, "Microsoft Graph took too long to answer")
    except GraphFault as error:  # nothing was sent
        return failed(found.model_copy(update={"places": before.places}), now, str(error))
    except FAULTS as error:
        wait = error.wait_seconds if isinstance(error, GraphRefused) else 0
        return failed(found, now, str(error), wait)


async def _removed(platform: Platform, found: GraphSubscription) -> GraphSubscription | None:
    """Remove what Graph has; until that succeeds, or it has ended by itself, it stays on record."""
    left = await withdrawn(platform, found, found.places)
    if not left:
        return None
    now = platform.services.clock.now()
    return found.model_copy(
        update={
            "places": left,
            "status": GraphStatus.WAITING,
            "due_at": min(now + NEXT_LOOK, max(place.until for place in left)),
            "lease_until": None,
        }
    )


async def _pause_of(platform: Platform, source: WebhookSource) -> str | None:
    """Return why the organization's connection may not be used for this source at present."""
    if source.org_id != GLOBAL:
        organization = await platform.directory.organizations.known(source.org_id)
        if organization is None or not organization.is_active:
            return "the organization is not active"
    return await platform.engine.reauthorization.loss_of(source.maker)
