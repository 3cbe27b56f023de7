"""/api/session: the signed-in user (whoami), for clients that boot from one call."""

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import Routes
from shared import handlers
from shared.call import Call
from shared.models import client

routes = Routes()


@routes.endpoint("GET", "session", allow=Access.SIGNED_IN, about=About.PLATFORM, unproved=True)
async def get_session(call: Call, preferences: bool = False) -> "client.session.SessionView":
    """Get who is calling, their organizations by name, what they may do, and what exists here.

    preferences=true adds what the client has stored for its user, so that it boots from one call.
    """
    return await handlers.current_session.get(call, with_preferences=preferences)
