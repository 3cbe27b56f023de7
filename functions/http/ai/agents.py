"""/api/agents: agents of the organization in scope and of GLOBAL, and the tools for them."""

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


@routes.endpoint("GET", "agents", allow=Access.USER, about=About.ORGANIZATION)
async def list_agents(call: Call) -> "Listed[agents.records.AgentSummary]":
    """List the agents that the caller may use, by name."""
    return await handlers.ai.agents.page(call)


@routes.endpoint(
    "POST",
    "agents",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="agent.create",
    status=201,
    problems=[Conflict],
    versioned=True,
)
async def create_agent(call: Call, body: "agents.records.AgentWrite") -> "agents.records.AgentView":
    """Add an agent; in GLOBAL it is for every organization."""
    return await handlers.ai.agents.create(call, body)


@routes.endpoint(
    "GET",
    "agents/{agent_id}",
    allow=Access.USER,
    about=About.ORGANIZATION,
    problems=[NotFound],
    versioned=True,
)
async def get_agent(call: Call, agent_id: UUID) -> "agents.records.AgentView":
    """Get one agent."""
    return await handlers.ai.agents.get(call, agent_id)


@routes.endpoint(
    "PUT",
    "agents/{agent_id}",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="agent.update",
    problems=[Conflict, NotFound],
    versioned=True,
)
async def put_agent(
    call: Call, agent_id: UUID, body: "agents.records.AgentWrite"
) -> "agents.records.AgentView":
    """Save the next version of an agent; runs that go on keep theirs."""
    return await handlers.ai.agents.put(call, agent_id, body)


@routes.endpoint(
    "DELETE",
    "agents/{agent_id}",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="agent.delete",
    status=204,
    problems=[NotFound],
    versioned=True,
)
async def delete_agent(call: Call, agent_id: UUID) -> None:
    """Delete an agent with its versions; runs that go on keep theirs."""
    await handlers.ai.agents.delete(call, agent_id)


@routes.endpoint(
    "GET",
    "agents/{agent_id}/versions",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    problems=[NotFound],
)
async def list_agent_versions(
    call: Call, agent_id: UUID, limit: Limit = 100, continuation_token: str | None = None
) -> "Listed[agents.records.Agent]":
    """List the versions of an agent, oldest first."""
    start = key_of(continuation_token, handlers.ai.agents.VERSION_KEY, mark=call.mark)
    return await handlers.ai.agents.versions(call, agent_id, limit, start)


@routes.endpoint(
    "GET",
    "agents/{agent_id}/tools",
    allow=Access.USER,
    about=About.ORGANIZATION,
    problems=[NotFound],
)
async def list_agent_tools(call: Call, agent_id: UUID) -> "Listed[agents.records.ToolView]":
    """List the tools that the agent has when this caller runs it, and what becomes of calls."""
    return await handlers.ai.agents.tools_of(call, agent_id)


@routes.endpoint("GET", "agent-tools", allow=Access.USER, about=About.ORGANIZATION)
async def list_accessible_tools(call: Call) -> "Listed[agents.records.ToolView]":
    """List the tools that the caller may run, and give to agents."""
    return await handlers.ai.agents.offered_tools(call)
