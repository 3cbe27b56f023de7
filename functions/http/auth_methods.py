"""/api/auth/methods: the ways to sign in, for the sign-in page."""

from uuid import UUID

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import Routes
from shared import handlers
from shared.call import Call
from shared.models import client

routes = Routes()


@routes.endpoint("GET", "auth/methods", allow=Access.ANYONE, about=About.PLATFORM)
async def list_auth_methods(
    call: Call, provider: UUID | None = None
) -> "client.auth_methods.AuthMethods":
    """List the ways to sign in that exist here, and the header that takes access tokens.

    `provider` is the id of an organization's own provider, which the list else leaves out.
    """
    return await handlers.auth_methods.get(call, provider)
