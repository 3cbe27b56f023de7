"""/api/members: the people of one organization, by name, for its administrators."""

from typing import Annotated

from pydantic import Field

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import Limit, Routes
from functions.edge.prefer import Prefer
from functions.edge.removal import ForWaiting, removal
from shared import handlers
from shared.call import Call
from shared.errors import Conflict, NotFound
from shared.models import client
from shared.models.pages import Listed
from shared.models.replies import Reply
from shared.models.waiting import Waiting

routes = Routes()


@routes.endpoint("GET", "members", allow=Access.ORG_ADMIN, about=About.ORGANIZATION)
async def list_members(
    call: Call,
    text: Annotated[str, Field(max_length=254)] = "",
    with_roles: bool = False,
    limit: Limit = 100,
    continuation_token: str | None = None,
) -> "Listed[client.members.MemberView]":
    """List the organization's members by e-mail address; text begins an address or a name."""
    page = handlers.members.MemberPage(text, limit, continuation_token, with_roles)
    return await handlers.members.listed(call, page)


@routes.endpoint(
    "PATCH",
    "members/{user}",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="member.update",
    problems=[Conflict, NotFound],
    versioned=True,
)
async def update_member(
    call: Call, user: str, body: "client.members.MemberUpdate"
) -> "client.members.MemberView":
    """Change a member's rights in the organization; no user can change their own.

    Making an administrator takes a fresh proof, else it is 403 FreshProofNeeded.
    """
    return await handlers.members.update(call, user, body)


@routes.endpoint(
    "DELETE",
    "members/{user}",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="member.remove",
    status=204,
    also={200: Waiting},
    problems=[Conflict, NotFound],
    versioned=True,
)
async def remove_member(
    call: Call, user: str, waiting: ForWaiting = "cancel", prefer: Prefer = ""
) -> Reply:
    """Take a member out of the organization and of its roles; the user stays a user."""
    return removal(await handlers.members.remove(call, user, waiting), prefer)
