"""/api/agents/{id}/memory: what an agent remembers of the caller, who sees and deletes it."""

from uuid import UUID

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import Routes
from shared import handlers
from shared.call import Call
from shared.errors import NotFound
from shared.models import agents
from shared.models.pages import Listed

routes = Routes()


@routes.endpoint(
    "GET",
    "agents/{agent_id}/memory",
    allow=Access.USER,
    about=About.ORGANIZATION,
    problems=[NotFound],
)
async def list_agent_memory(call: Call, agent_id: UUID) -> "Listed[agents.memory.RememberedFact]":
    """List what an agent remembers of the caller, oldest first."""
    return await handlers.chat.memory.facts(call, agent_id)


@routes.endpoint(
    "DELETE",
    "agents/{agent_id}/memory/{fact_id}",
    allow=Access.USER,
    about=About.ORGANIZATION,
    audit="agentMemory.delete",
    status=204,
    problems=[NotFound],
)
async def forget_agent_memory(call: Call, agent_id: UUID, fact_id: UUID) -> None:
    """Delete one fact that an agent remembers of the caller."""
    await handlers.chat.memory.forget(call, agent_id, fact_id)
