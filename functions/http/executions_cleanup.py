"""/api/executions/cleanup and /api/dead-letters: stuck runs, for administrators."""

from typing import Literal
from uuid import UUID

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import Limit, Routes
from shared import handlers
from shared.call import Call
from shared.errors import NotFound
from shared.models.executions import Accepted, CleanedUp, ExecutionPage, StuckExecutions
from shared.models.replies import Reply
from shared.models.runs import RerunRequest

routes = Routes()


@routes.endpoint("GET", "executions/cleanup/stuck", allow=Access.ADMIN, about=About.ORGANIZATION)
async def list_stuck_executions(call: Call) -> StuckExecutions:
    """List executions that are lost, overdue or waiting without a message."""
    return await handlers.cleanup.stuck(call)


@routes.endpoint(
    "POST",
    "executions/cleanup/trigger",
    allow=Access.ADMIN,
    about=About.ORGANIZATION,
    audit="execution.cleanup",
)
async def trigger_executions_cleanup(call: Call) -> CleanedUp:
    """Recover stuck executions now, as the timer does every minute."""
    return await handlers.cleanup.trigger(call)


@routes.endpoint("GET", "dead-letters", allow=Access.ORG_ADMIN, about=About.ORGANIZATION)
async def list_dead_letters(
    call: Call,
    limit: Limit = 25,
    scope: Literal["organization", "all"] = "organization",
    continuation_token: str | None = None,
) -> ExecutionPage:
    """List executions whose message could not be handled, newest first.

    scope=all is for platform administrators; what came in the last minute may not be in it yet.
    """
    if scope == "all":
        return await handlers.dead_letters.page_of_all(call, limit, continuation_token)
    return await handlers.dead_letters.page(call, limit, continuation_token)


@routes.endpoint(
    "POST",
    "dead-letters/{execution_id}/requeue",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="execution.requeue",
    status=202,
    also={202: Accepted},
    problems=[NotFound],
)
async def requeue_dead_letter(call: Call, execution_id: UUID, body: RerunRequest) -> Reply:
    """Run a dead letter again as a new execution with its input; send secret inputs again."""
    return await handlers.workflows.requeue(call, execution_id, body)


@routes.endpoint(
    "DELETE",
    "dead-letters/{execution_id}",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="execution.discard",
    status=204,
    problems=[NotFound],
)
async def discard_dead_letter(call: Call, execution_id: UUID) -> None:
    """Take an execution off the list of dead letters for good; its record stays."""
    await handlers.dead_letters.discard(call, execution_id)
