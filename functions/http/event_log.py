"""/api/events and /api/notifications: the event log, and the events that people must hear of."""

from uuid import UUID

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import Limit, Routes
from shared import handlers
from shared.call import Call
from shared.errors import NotFound
from shared.models import automation
from shared.models.automation.event_log import EventFilter, LoggedEvent
from shared.models.pages import Listed, key_of
from shared.models.times import EndTime, StartTime

routes = Routes()


@routes.endpoint("GET", "events/log", allow=Access.ORG_ADMIN, about=About.ORGANIZATION)
async def list_events(
    call: Call,
    limit: Limit = 50,
    event_type: "automation.events.EventPattern | None" = None,
    start_date: StartTime | None = None,
    end_date: EndTime | None = None,
    continuation_token: str | None = None,
) -> Listed[LoggedEvent]:
    """List the organization's events, newest first; `eventType` may be `ticket.*`."""
    start = key_of(continuation_token, "el|", mark=call.mark)
    times = (start_date, end_date)
    wanted = EventFilter(event_type)
    return await handlers.automation.event_log.page(call, limit, start, wanted, times)


@routes.endpoint("GET", "notifications", allow=Access.ORG_ADMIN, about=About.ORGANIZATION)
async def list_notifications(
    call: Call, limit: Limit = 20, continuation_token: str | None = None
) -> "Listed[automation.events.EmittedEvent]":
    """List the events that people must hear of, newest first: a connection that expired, ..."""
    start = key_of(continuation_token, "en|", mark=call.mark)
    return await handlers.automation.event_log.notices(call, limit, start)


@routes.endpoint("GET", "events/types", allow=Access.ORG_ADMIN, about=About.ORGANIZATION)
async def list_event_types(call: Call) -> "Listed[automation.events.EventKind]":
    """List the events of the platform; workflows emit others."""
    return await handlers.automation.event_log.kinds(call)


@routes.endpoint(
    "GET",
    "events/log/{event_id}",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    problems=[NotFound],
)
async def get_event(call: Call, event_id: UUID) -> LoggedEvent:
    """Get an event, with the subscribers that it reached."""
    return await handlers.automation.event_log.get(call, event_id)
