"""/api/members: the people of one organization, by name, for its administrators."""

from typing import Annotated

from pydantic import Field

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import Limit, Routes
from shared import handlers
from shared.call import Call
from shared.models.client.members import MemberView
from shared.models.pages import Listed

routes = Routes()


@routes.endpoint("GET", "members", allow=Access.ORG_ADMIN, about=About.ORGANIZATION)
async def list_members(
    call: Call,
    text: Annotated[str, Field(max_length=254)] = "",
    with_roles: bool = False,
    limit: Limit = 100,
    continuation_token: str | None = None,
) -> Listed[MemberView]:
    """List the organization's members by e-mail address; text begins an address or a name."""
    page = handlers.members.MemberPage(text, limit, continuation_token, with_roles)
    return await handlers.members.listed(call, page)
