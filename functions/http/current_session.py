"""/api/session: the signed-in user (whoami), for clients that boot from one call."""

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import Routes
from shared import handlers
from shared.call import Call
from shared.models.client.session import SessionView

routes = Routes()


@routes.endpoint("GET", "session", allow=Access.SIGNED_IN, about=About.PLATFORM)
async def get_session(call: Call) -> SessionView:
    """Get who is calling, their organizations by name, what they may do, and what exists here."""
    return await handlers.current_session.get(call)
