"""/api/approvals: what agents ask before they call tools. A link never decides: it is a POST."""

from uuid import UUID

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import Limit, Routes
from shared import handlers
from shared.call import Call
from shared.errors import Conflict, NotFound
from shared.models import agents
from shared.models.pages import Listed, key_of
from shared.models.times import StartTime

routes = Routes()


@routes.endpoint("GET", "approvals", allow=Access.USER, about=About.ORGANIZATION)
async def list_approvals(
    call: Call,
    status: "agents.approvals.ApprovalState | None" = None,
    since: StartTime | None = None,
    limit: Limit = 100,
    continuation_token: str | None = None,
) -> "Listed[agents.approvals.ApprovalView]":
    """List questions of agents that the caller asked for or may decide, oldest first.

    Administrators see all of them. With `since`, those of runs that began then or later. A page may
    be short and still have a next one.
    """
    start = key_of(continuation_token, handlers.ai.approvals.KEY, mark=call.mark)
    first = handlers.ai.approvals.key_since(since)
    return await handlers.ai.approvals.page(call, status, limit, start or first)


@routes.endpoint(
    "GET",
    "approvals/{approval_id}",
    allow=Access.USER,
    about=About.ORGANIZATION,
    problems=[NotFound],
)
async def get_approval(call: Call, approval_id: UUID) -> "agents.approvals.ApprovalView":
    """Get one question; reading decides nothing."""
    return await handlers.ai.approvals.get(call, approval_id)


@routes.endpoint(
    "POST",
    "approvals/{approval_id}/approve",
    allow=Access.USER,
    about=About.ORGANIZATION,
    audit="approval.approve",
    problems=[Conflict, NotFound],
)
async def approve_call(
    call: Call, approval_id: UUID, body: "agents.approvals.ApprovalWrite"
) -> "agents.approvals.ApprovalView":
    """Approve a call of a tool, perhaps with other arguments; it runs once, as it was approved."""
    return await handlers.ai.approvals.approve(call, approval_id, body)


@routes.endpoint(
    "POST",
    "approvals/{approval_id}/deny",
    allow=Access.USER,
    about=About.ORGANIZATION,
    audit="approval.deny",
    problems=[Conflict, NotFound],
)
async def deny_call(
    call: Call, approval_id: UUID, body: "agents.approvals.DenialWrite"
) -> "agents.approvals.ApprovalView":
    """Deny a call of a tool; the agent is told so, and goes on without it."""
    return await handlers.ai.approvals.deny(call, approval_id, body)
