"""/api/events/stream and /api/ws/negotiate: what changes in an organization, as it changes."""

from typing import Annotated

from pydantic import Field

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.arguments import FromHeader
from functions.edge.endpoint import Routes
from shared import handlers
from shared.call import Call
from shared.errors import NotFound
from shared.models import client
from shared.models.replies import Reply

routes = Routes()

ChannelNames = Annotated[
    str,
    Field(
        min_length=1,
        max_length=200,
        description="Channels, separated by commas: executions, schedules, deliveries, "
        "notifications, events",
    ),
]
Behind = Annotated[
    int,
    Field(ge=0, le=600, description="Seconds since the lists of the page were read."),
]
Wait = Annotated[int, Field(ge=0, le=20, description="Seconds to wait for something new.")]
LastEventId = Annotated[str, FromHeader("Last-Event-ID"), Field(max_length=1000)]


@routes.endpoint(
    "GET",
    "events/stream",
    allow=Access.USER,
    about=About.ORGANIZATION,
    produces="text/event-stream",
)
async def stream_events(
    call: Call,
    channels: ChannelNames,
    behind: Behind = 0,
    wait: Wait = 20,
    last_event_id: LastEventId = "",
) -> Reply:
    """Follow what changes in the organization as server-sent events, in short responses.

    Each event has the name of its channel; the last one, position, has the id for Last-Event-ID.
    """
    return await handlers.live.since(call, channels, last_event_id, behind, wait)


@routes.endpoint(
    "POST", "ws/negotiate", allow=Access.USER, about=About.ORGANIZATION, problems=[NotFound]
)
async def negotiate_pushes(
    call: Call, body: "client.pushes.NegotiateRequest"
) -> "client.pushes.Negotiated":
    """Get five minutes of access to a service that says when to ask the stream; 404 without one."""
    return await handlers.live.negotiate(call, body)
