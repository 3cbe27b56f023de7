"""/api/events/triggers: workflows that events start."""

from uuid import UUID

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import Limit, Routes
from shared import handlers
from shared.call import Call
from shared.errors import Conflict, NotFound
from shared.models import automation
from shared.models.pages import Listed, key_of

routes = Routes()

PATH = "events/triggers"
ONE = f"{PATH}/{{trigger_id}}"
BODY_LIMIT = 64 * 1024


@routes.endpoint("GET", PATH, allow=Access.ORG_ADMIN, about=About.ORGANIZATION)
async def list_event_triggers(call: Call) -> "Listed[automation.event_triggers.EventTriggerView]":
    """List the event triggers of the organization in scope; there are at most 50."""
    return await handlers.automation.event_triggers.page(call)


@routes.endpoint(
    "POST",
    PATH,
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="event.trigger.create",
    status=201,
    body_limit=BODY_LIMIT,
    problems=[NotFound, Conflict],
)
async def create_event_trigger(
    call: Call, body: "automation.event_triggers.EventTriggerFields"
) -> "automation.event_triggers.EventTriggerView":
    """Create a trigger, which starts a workflow for each event that it names."""
    return await handlers.automation.event_triggers.create(call, body)


@routes.endpoint("GET", ONE, allow=Access.ORG_ADMIN, about=About.ORGANIZATION, problems=[NotFound])
async def get_event_trigger(
    call: Call, trigger_id: UUID
) -> "automation.event_triggers.EventTriggerView":
    """Get an event trigger."""
    return await handlers.automation.event_triggers.get(call, trigger_id)


@routes.endpoint(
    "GET",
    f"{ONE}/events",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    problems=[NotFound],
)
async def list_trigger_events(
    call: Call, trigger_id: UUID, limit: Limit = 50, continuation_token: str | None = None
) -> "Listed[automation.event_log.LoggedEvent]":
    """List the events that a trigger took, newest first: what it started, or why it did not.

    One of GLOBAL runs in the organization of each event, and the log there has it.
    """
    start = key_of(continuation_token, "el|", mark=call.mark)
    return await handlers.automation.event_triggers.events(call, trigger_id, limit, start)


@routes.endpoint(
    "PUT",
    ONE,
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="event.trigger.update",
    body_limit=BODY_LIMIT,
    problems=[NotFound, Conflict],
)
async def put_event_trigger(
    call: Call, trigger_id: UUID, body: "automation.event_triggers.EventTriggerFields"
) -> "automation.event_triggers.EventTriggerView":
    """Replace what an event trigger says; who does is its maker from then on."""
    return await handlers.automation.event_triggers.replace(call, trigger_id, body)


@routes.endpoint(
    "DELETE",
    ONE,
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="event.trigger.delete",
    status=204,
    problems=[NotFound, Conflict],
)
async def delete_event_trigger(call: Call, trigger_id: UUID) -> None:
    """Delete an event trigger; runs that it has started go on."""
    await handlers.automation.event_triggers.delete(call, trigger_id)
