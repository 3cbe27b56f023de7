"""/api/users/me/sessions and /api/users/{user}/sessions: sign-ins that keep a session here."""

from uuid import UUID

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import Routes
from shared import handlers
from shared.call import Call
from shared.errors import NotFound
from shared.models.auth import OwnSession, UserSession

routes = Routes()


@routes.endpoint(
    "GET", "users/me/sessions", allow=Access.SIGNED_IN, about=About.PLATFORM, unproved=True
)
async def list_own_sessions(call: Call) -> list[OwnSession]:
    """List your sign-ins that have not ended, the newest first."""
    return await handlers.own_sessions.listed(call)


@routes.endpoint(
    "DELETE",
    "users/me/sessions",
    allow=Access.SIGNED_IN,
    about=About.PLATFORM,
    audit="session.endAll",
    status=204,
    unproved=True,
)
async def end_own_sessions(call: Call, keep_current: bool = False) -> None:
    """Sign out everywhere: end your sessions; keepCurrent=true spares this one."""
    await handlers.own_sessions.end_all(call, keep_current=keep_current)


@routes.endpoint(
    "DELETE",
    "users/me/sessions/{session_id}",
    allow=Access.SIGNED_IN,
    about=About.PLATFORM,
    audit="session.endOne",
    status=204,
    problems=[NotFound],
    unproved=True,
)
async def end_own_session(call: Call, session_id: UUID) -> None:
    """End one of your sign-ins; its tokens end at once here, elsewhere within 30 s."""
    await handlers.own_sessions.end(call, session_id)


@routes.endpoint(
    "GET",
    "users/{user}/sessions",
    allow=Access.ADMIN,
    about=About.PLATFORM,
    problems=[NotFound],
)
async def list_user_sessions(call: Call, user: str) -> list[UserSession]:
    """List a user's sign-ins that have not ended, the newest first."""
    return await handlers.own_sessions.of_user(call, user)


@routes.endpoint(
    "DELETE",
    "users/{user}/sessions",
    allow=Access.ADMIN,
    about=About.PLATFORM,
    audit="session.endUser",
    status=204,
    problems=[NotFound],
    fresh=True,
)
async def end_user_sessions(call: Call, user: str) -> None:
    """End all of a user's sessions; their tokens end at once here, elsewhere in 30 s."""
    await handlers.own_sessions.end_user(call, user)
