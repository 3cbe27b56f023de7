"""/api/schedules and /api/schedule-times: when workflows run by themselves, what came of it."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import Limit, Routes
from shared import handlers
from shared.call import Call
from shared.errors import Conflict, NotFound, NotPermitted
from shared.models import automation
from shared.models.automation.schedules import (
    Preview,
    PreviewRequest,
    ScheduleCreate,
    ScheduleUpdate,
    ScheduleView,
    SlotView,
    Upcoming,
)
from shared.models.pages import Listed, key_of
from shared.models.times import StartTime

routes = Routes()


@routes.endpoint("GET", "schedules", allow=Access.ORG_ADMIN, about=About.ORGANIZATION)
async def list_schedules(
    call: Call, limit: Limit = 100, continuation_token: str | None = None
) -> Listed[ScheduleView]:
    """List the schedules of the organization, or of GLOBAL, the oldest first."""
    start = key_of(continuation_token, f"s|{call.caller.scope}|", mark=call.mark)
    return await handlers.automation.schedules.page(call, limit, start)


@routes.endpoint(
    "POST",
    "schedules",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="schedule.create",
    status=201,
    problems=[NotFound, NotPermitted],
)
async def create_schedule(call: Call, body: ScheduleCreate) -> ScheduleView:
    """Make a schedule."""
    return await handlers.automation.schedules.create(call, body)


@routes.endpoint("GET", "schedule-times/preview", allow=Access.ORG_ADMIN, about=About.ORGANIZATION)
async def preview_schedule(
    call: Call,
    cron: "automation.cron.CronText",
    zone: "automation.cron.ZoneName" = "UTC",
    viewer_zone: "automation.cron.ZoneName" = "UTC",
    count: Annotated[int, Field(ge=1, le=50)] = 5,
    after: StartTime | None = None,
) -> Preview:
    """Read an expression in words, and list its next times: after now, or after a time."""
    wanted = PreviewRequest(cron=cron, zone=zone, viewer_zone=viewer_zone, count=count, after=after)
    return await handlers.automation.schedules.preview(call, wanted)


@routes.endpoint("GET", "schedule-times/upcoming", allow=Access.ORG_ADMIN, about=About.ORGANIZATION)
async def list_upcoming_runs(
    call: Call, hours: Annotated[int, Field(ge=1, le=24 * 14)] = 24
) -> Upcoming:
    """List what comes within the next hours: at most 100 times of a schedule, 1,000 in all."""
    return await handlers.automation.schedules.upcoming(call, hours)


@routes.endpoint(
    "GET",
    "schedules/{schedule_id}",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    problems=[NotFound],
)
async def get_schedule(call: Call, schedule_id: UUID) -> ScheduleView:
    """Get one schedule."""
    return await handlers.automation.schedules.get(call, schedule_id)


@routes.endpoint(
    "PATCH",
    "schedules/{schedule_id}",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="schedule.update",
    problems=[Conflict, NotFound, NotPermitted],
)
async def update_schedule(call: Call, schedule_id: UUID, body: ScheduleUpdate) -> ScheduleView:
    """Change the fields that are sent; one that the code declares is changed there."""
    return await handlers.automation.schedules.update(call, schedule_id, body)


@routes.endpoint(
    "DELETE",
    "schedules/{schedule_id}",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="schedule.delete",
    status=204,
    problems=[Conflict, NotFound],
)
async def delete_schedule(call: Call, schedule_id: UUID) -> None:
    """Delete a schedule; runs that it started go on."""
    await handlers.automation.schedules.delete(call, schedule_id)


@routes.endpoint(
    "POST",
    "schedules/{schedule_id}/enable",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="schedule.enable",
    problems=[Conflict, NotFound, NotPermitted],
)
async def enable_schedule(call: Call, schedule_id: UUID) -> ScheduleView:
    """Turn a schedule on, also one that is paused; it runs in the caller's name from then on."""
    return await handlers.automation.schedules.enable(call, schedule_id)


@routes.endpoint(
    "POST",
    "schedules/{schedule_id}/disable",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="schedule.disable",
    problems=[Conflict, NotFound],
)
async def disable_schedule(call: Call, schedule_id: UUID) -> ScheduleView:
    """Turn a schedule off; runs that it started go on."""
    return await handlers.automation.schedules.disable(call, schedule_id)


@routes.endpoint(
    "POST",
    "schedules/{schedule_id}/trigger",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="schedule.trigger",
    problems=[Conflict, NotFound, NotPermitted],
)
async def trigger_schedule(call: Call, schedule_id: UUID) -> SlotView:
    """Start the runs of a schedule now, whether or not it is on or a run is under way."""
    return await handlers.automation.schedules.trigger(call, schedule_id)


@routes.endpoint(
    "GET",
    "schedules/{schedule_id}/slots",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    problems=[NotFound],
)
async def list_schedule_slots(
    call: Call, schedule_id: UUID, limit: Limit = 50, continuation_token: str | None = None
) -> Listed[SlotView]:
    """List what came of each time, the newest first, each with at most 10 of its runs."""
    prefix = f"h|{call.caller.scope}|{schedule_id}|"
    start = key_of(continuation_token, prefix, mark=call.mark)
    return await handlers.automation.schedules.slots(call, schedule_id, limit, start)


@routes.endpoint(
    "GET",
    "schedules/{schedule_id}/slots/at",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    problems=[NotFound],
)
async def get_schedule_slot(call: Call, schedule_id: UUID, at: StartTime) -> SlotView:
    """Get what came of one time, with all of its runs."""
    return await handlers.automation.schedules.slot(call, schedule_id, at)
