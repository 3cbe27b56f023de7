"""/api/users/me/preferences: what a client stores for its user, on every device."""

from typing import Annotated

from pydantic import JsonValue

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.arguments import FromHeader
from functions.edge.endpoint import Routes
from shared import handlers
from shared.call import Call
from shared.errors import Conflict
from shared.models.replies import Reply

routes = Routes()

#: Bytes of a body with blanks; what is stored is half of it at most.
BODY_LIMIT = 64 * 1024


@routes.endpoint("GET", "users/me/preferences", allow=Access.SIGNED_IN, about=About.PLATFORM)
async def get_preferences(call: Call) -> dict[str, JsonValue] | Reply:
    """Get your client's preferences: an object of its own making, with an ETag."""
    return await handlers.preferences.get(call)


@routes.endpoint(
    "PUT",
    "users/me/preferences",
    allow=Access.SIGNED_IN,
    about=About.PLATFORM,
    body_limit=BODY_LIMIT,
    problems=[Conflict],
)
async def put_preferences(
    call: Call,
    body: dict[str, JsonValue],
    if_match: Annotated[str | None, FromHeader("If-Match")] = None,
) -> dict[str, JsonValue] | Reply:
    """Replace your preferences, at most 32 KiB; with If-Match only if they are unchanged."""
    return await handlers.preferences.put(call, body, if_match)
