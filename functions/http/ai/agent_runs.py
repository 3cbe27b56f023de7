"""/api/agent-runs: start agents, and follow what they do."""

from uuid import UUID

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import Limit, Routes
from functions.edge.run_headers import START_PROBLEMS, RunHeaders
from shared import handlers
from shared.call import Call
from shared.errors import Conflict, NotFound
from shared.models import agents
from shared.models.base import AGENT
from shared.models.executions import Accepted, ExecutionRecord
from shared.models.pages import Listed, key_of
from shared.models.replies import Reply
from shared.models.runs import RunOutcome

routes = Routes()


@routes.endpoint("GET", "agent-runs", allow=Access.USER, about=About.ORGANIZATION, keys=True)
async def list_agent_runs(
    call: Call, limit: Limit = 25, continuation_token: str | None = None
) -> "agents.runs.AgentRunPage":
    """List runs of agents, newest first; administrators see those of all callers."""
    return await handlers.ai.agent_runs.page(call, limit, continuation_token)


@routes.endpoint(
    "POST",
    "agent-runs/execute",
    allow=Access.USER,
    about=About.ORGANIZATION,
    keys=True,
    also={200: RunOutcome, 202: Accepted},
    problems=START_PROBLEMS,
)
async def execute_agent(
    call: Call, body: "agents.runs.AgentRunRequest", headers: RunHeaders
) -> Reply:
    """Start an agent; 202 with the address of its record."""
    return await handlers.ai.agent_runs.execute(call, body, headers.options)


@routes.endpoint(
    "GET",
    "agent-runs/{execution_id}",
    allow=Access.USER,
    about=About.ORGANIZATION,
    keys=True,
    problems=[NotFound],
)
async def get_agent_run(call: Call, execution_id: UUID) -> "agents.runs.AgentRunView":
    """Get a run of an agent: how far it is, and what it waits for."""
    return await handlers.ai.agent_runs.get(call, execution_id)


@routes.endpoint(
    "GET",
    "agent-runs/{execution_id}/steps",
    allow=Access.USER,
    about=About.ORGANIZATION,
    keys=True,
    problems=[NotFound],
)
async def list_agent_run_steps(
    call: Call, execution_id: UUID, limit: Limit = 100, continuation_token: str | None = None
) -> "Listed[agents.runs.StepView]":
    """List the steps of a run, oldest first: what was asked, answered, approved and run."""
    start = key_of(continuation_token, f"{execution_id}|", mark=call.mark)
    return await handlers.ai.agent_runs.steps(call, execution_id, limit, start)


@routes.endpoint(
    "POST",
    "agent-runs/{execution_id}/fork",
    allow=Access.USER,
    about=About.ORGANIZATION,
    keys=True,
    also={200: RunOutcome, 202: Accepted},
    problems=START_PROBLEMS,
)
async def fork_agent_run(
    call: Call, execution_id: UUID, body: "agents.runs.AgentForkRequest", headers: RunHeaders
) -> Reply:
    """Try a run again from one of its steps; unless it is to run tools, none is run."""
    return await handlers.ai.agent_runs.fork(call, execution_id, body, headers.options)


@routes.endpoint(
    "POST",
    "agent-runs/{execution_id}/cancel",
    allow=Access.USER,
    about=About.ORGANIZATION,
    keys=True,
    audit="agentRun.cancel",
    problems=[Conflict, NotFound],
)
async def cancel_agent_run(call: Call, execution_id: UUID) -> ExecutionRecord:
    """Cancel a run of an agent, with the tools that it runs."""
    return await handlers.cancels.one(call, execution_id, AGENT)
