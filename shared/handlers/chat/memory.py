"""Request handlers of what an agent remembers of the caller."""

from uuid import UUID

from shared.call import Call
from shared.models.agents.memory import RememberedFact
from shared.models.pages import Listed
from shared.operations.agents import access
from shared.operations.agents.own_tools.remembering import facts_of

KIND = "agentMemory"


async def facts(call: Call, agent_id: UUID) -> Listed[RememberedFact]:
    """List what an agent remembers of the caller, oldest first."""
    agent = (await access.visible(call, agent_id)).agent
    return Listed([*await facts_of(call, agent)])


async def forget(call: Call, agent_id: UUID, fact_id: UUID) -> None:
    """Delete one fact of the caller; also of an agent that they do not see any more."""
    store = call.platform.directory.memories_of(call.caller.scope)
    await store.remove(call.caller.actor.id, agent_id, fact_id)
    call.changed(KIND, fact_id, None, None)
