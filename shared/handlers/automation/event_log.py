"""Request handlers of the event log."""

import json
from datetime import datetime
from uuid import UUID

from pydantic import JsonValue

from shared.call import Call
from shared.errors import InvalidInput
from shared.models.automation.event_log import EventFilter, LoggedEvent
from shared.models.automation.events import (
    MOST_DATA_CHARACTERS,
    PLATFORM_EVENTS,
    RESERVED,
    EmittedEvent,
    EventKind,
)
from shared.models.pages import Listed
from shared.repositories.event_outbox import new_event_id
from shared.repositories.events import LOG, NOTED
from shared.repositories.row_keys import span

#: How many events one request looks at for those that match.
MOST_LOOKED_AT = 1000


async def emit(
    call: Call, event_type: str, data: dict[str, JsonValue], key: str | None = None
) -> EmittedEvent:
    """Accept an event of a workflow, in the call's scope; with a used key, return the earlier one.

    InvalidInput for a name of the platform's own events, or too much data.
    """
    if event_type.partition(".")[0] in RESERVED:
        raise InvalidInput(f"{event_type!r} is a name of the platform's own events: choose another")
    if len(json.dumps(data, ensure_ascii=False)) > MOST_DATA_CHARACTERS:
        raise InvalidInput("the data of an event has at most 24 KiB as JSON")
    event = EmittedEvent(
        id=new_event_id(),
        type=event_type,
        org_id=call.caller.scope,
        at=call.platform.services.clock.now(),
        data=data,
        workflow_name=call.run.workflow_name if call.run else None,
        execution_id=call.run.id if call.run else None,
        depth=call.run.depth if call.run else 0,
    )
    return await call.platform.outbox.emit(event, key)


async def page(
    call: Call,
    limit: int,
    start: str | None,
    wanted: EventFilter,
    times: tuple[datetime | None, datetime | None],
) -> Listed[LoggedEvent]:
    """List the events of the organization in scope, newest first, that are wanted."""
    events = call.platform.directory.events_of(call.caller.scope)
    within = span(LOG, since=times[0], until=times[1])
    if wanted.takes_all:
        return await events.page(within, start, limit)
    found: list[LoggedEvent] = []
    looked_at = 0
    while True:
        page = await events.page(within, start, limit)
        found += [event for event in page.items if wanted.takes(event)]
        looked_at, start = looked_at + limit, page.next
        if start is None or len(found) >= limit or looked_at >= MOST_LOOKED_AT:
            return Listed(found, start)


async def get(call: Call, event_id: UUID) -> LoggedEvent:
    return await call.platform.directory.events_of(call.caller.scope).get(event_id)


async def notices(call: Call, limit: int, start: str | None) -> Listed[EmittedEvent]:
    """List what administrators must hear of, newest first."""
    events = call.platform.directory.events_of(call.caller.scope)
    found = await events.page(span(NOTED), start, limit)
    shown = {*EmittedEvent.model_fields}
    plain = [EmittedEvent(**one.model_dump(by_alias=False, include=shown)) for one in found.items]
    return Listed(plain, found.next)


async def kinds(call: Call) -> Listed[EventKind]:
    """List the platform's own events."""
    del call
    return Listed(
        [EventKind(type=name, description=text) for name, text in PLATFORM_EVENTS.items()]
    )
