"""Sends events on, from messages of the queue and, for lost ones, from the minute's timer."""

from collections.abc import AsyncIterable, Iterable
from datetime import timedelta

from shared.call import Platform
from shared.models.automation.events import EventMessage
from shared.models.outgoing.deliveries import AttemptMessage
from shared.operations.outgoing import dispatch
from shared.repositories.activity import Marked
from shared.repositories.outgoing.deliveries import DueDelivery
from shared.services.bulkhead import bulkhead
from shared.services.parallel import for_each

#: What waits for longer than this has lost its message, or its process.
OVERDUE = timedelta(seconds=30)
#: How much of each one round takes up in one organization.
BATCH = 100


async def event(platform: Platform, message: EventMessage) -> None:
    """Send an event on, unless that was done before."""
    waiting = await platform.directory.events_of(message.org_id).waiting(message.event_id)
    if waiting:
        await dispatch.send_on(platform, waiting)


async def delivery(platform: Platform, message: AttemptMessage) -> None:
    """Make an attempt that is due."""
    await dispatch.attempt_due(platform, message)


async def sweep(platform: Platform) -> None:
    """Take up the events and attempts whose messages were lost.

    It reads only organizations that are marked, and once an hour all of them: one transaction, two
    for each, and those of the work that it finds.
    """
    marked = await platform.directory.event_marks.read()
    is_full, failed = marked.needs_full(), False

    async def sweep_one(org_id: str) -> None:
        nonlocal failed
        with bulkhead("events of an organization not sent on", org=org_id) as turn:
            await _sweep(platform, org_id, marked)
        failed = failed or not turn.holds

    await for_each(_organizations(platform, marked, is_full=is_full), sweep_one)
    if is_full and not failed:
        await platform.directory.event_marks.note_round(is_full=True)


def _organizations(
    platform: Platform, marked: Marked, *, is_full: bool
) -> AsyncIterable[str] | Iterable[str]:
    return platform.directory.scopes() if is_full else marked.marks.keys()


async def _sweep(platform: Platform, org_id: str, marked: Marked) -> None:
    """Sweep one organization, and put its mark right."""
    waiting = await platform.directory.events_of(org_id).all_waiting(BATCH)
    for one in waiting:
        if one.age > OVERDUE:
            with bulkhead("event not sent on: left to the next round", org=org_id):
                await dispatch.send_on(platform, one)
    now = platform.services.clock.now()
    deliveries = platform.directory.event_deliveries_of(org_id)
    due = await deliveries.due(now - OVERDUE, BATCH)

    async def attempt(listed: DueDelivery) -> None:
        with bulkhead("attempt failed: left to the next round", org=org_id):
            await dispatch.attempt_listed(platform, org_id, listed)

    await for_each(due, attempt)
    mark = marked.marks.get(org_id)
    if mark is None and (waiting or due):
        await platform.directory.event_marks.mark(org_id)
    elif mark and mark.is_old() and not waiting and not await deliveries.any_waits():
        await platform.directory.event_marks.forget(org_id, mark)
