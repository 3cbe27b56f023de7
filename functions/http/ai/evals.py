"""/api/agents/{id}/evals: run the cases of an agent, and see how they ended."""

from uuid import UUID

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import Limit, Routes
from shared import handlers
from shared.call import Call
from shared.errors import Conflict, NotFound
from shared.models import agents
from shared.models.pages import Listed, key_of

routes = Routes()

#: The prefix of page keys, in the form that row keys have.
KEY = "e|"


@routes.endpoint(
    "POST",
    "agents/{agent_id}/evals",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="agent.evaluate",
    status=202,
    problems=[Conflict, NotFound],
)
async def evaluate_agent(
    call: Call, agent_id: UUID, body: "agents.evals.EvalRequest"
) -> "agents.evals.EvalBatch":
    """Run the cases of an agent; no tool runs, and no person is asked."""
    return await handlers.ai.evals.run(call, agent_id, body)


@routes.endpoint(
    "GET",
    "agents/{agent_id}/evals",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    problems=[NotFound],
)
async def list_agent_evaluations(
    call: Call, agent_id: UUID, limit: Limit = 20, continuation_token: str | None = None
) -> "Listed[agents.evals.EvalSummary]":
    """List the evaluations of an agent, newest first; a page may be short and have a next one."""
    start = key_of(continuation_token, KEY, mark=call.mark)
    return await handlers.ai.evals.page(call, agent_id, limit, start)


@routes.endpoint(
    "GET",
    "agents/{agent_id}/evals/{batch}",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    problems=[NotFound],
)
async def get_agent_evaluation(
    call: Call, agent_id: UUID, batch: UUID
) -> "agents.evals.EvalReport":
    """Get the scores of an evaluation."""
    return await handlers.ai.evals.report(call, agent_id, batch)
