"""/api/users/me/sessions: the caller's own sign-ins with a password."""

from uuid import UUID

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import Routes
from shared import handlers
from shared.call import Call
from shared.errors import NotFound
from shared.models.auth import OwnSession

routes = Routes()


@routes.endpoint("GET", "users/me/sessions", allow=Access.SIGNED_IN, about=About.PLATFORM)
async def list_own_sessions(call: Call) -> list[OwnSession]:
    """List your sign-ins with a password that have not ended, the newest first."""
    return await handlers.own_sessions.listed(call)


@routes.endpoint(
    "DELETE",
    "users/me/sessions",
    allow=Access.SIGNED_IN,
    about=About.PLATFORM,
    audit="session.endAll",
    status=204,
)
async def end_own_sessions(call: Call) -> None:
    """Sign out everywhere: end all of your sign-ins with a password, this one too."""
    await handlers.own_sessions.end_all(call)


@routes.endpoint(
    "DELETE",
    "users/me/sessions/{session_id}",
    allow=Access.SIGNED_IN,
    about=About.PLATFORM,
    audit="session.endOne",
    status=204,
    problems=[NotFound],
)
async def end_own_session(call: Call, session_id: UUID) -> None:
    """End one of your sign-ins; its tokens end at once here, elsewhere within 30 s."""
    await handlers.own_sessions.end(call, session_id)
