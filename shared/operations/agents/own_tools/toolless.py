"""Models that call no tools, as the small local one: what they need comes with the task."""

from shared.call import Call
from shared.models.agents.records import Agent, SystemTool
from shared.models.agents.steps import Begun
from shared.models.ai.endpoints import ProviderName
from shared.models.ai.knowledge import KnowledgeSearch
from shared.operations.agents.own_tools import passages
from shared.operations.ai.asking import parted
from shared.operations.ai.endpoints import resolved

#: A small model remembers little.
MOST_PASSAGES = 2
MOST_QUERY = 4000
#: It writes slowly, and does not know when to stop.
MOST_TOKENS = 256


async def fitted(call: Call, begun: Begun) -> Begun:
    """Return a beginning that the agent's model can use: a local one is shown passages at once."""
    if not await _is_local(call, begun.agent):
        return begun
    tools = tuple(tool for tool in begun.tools if tool.system is None)
    tokens = min(begun.agent.llm_max_tokens, MOST_TOKENS)
    agent = begun.agent.model_copy(update={"llm_max_tokens": tokens})
    begun = begun.model_copy(update={"tools": tools, "agent": agent})
    if SystemTool.SEARCH_KNOWLEDGE not in begun.agent.system_tools or not begun.task.strip():
        return begun
    wanted = KnowledgeSearch(
        query=begun.task[:MOST_QUERY],
        limit=MOST_PASSAGES,
        namespaces=begun.agent.knowledge_sources or None,
    )
    found = await passages.found(call, wanted)
    if not found.text:
        return begun
    changes = {
        "task": f"{found.text}\n\nAnswer from these passages: {begun.task}",
        "citations": found.citations,
        "is_tainted": begun.is_tainted or found.taints,
    }
    return begun.model_copy(update=changes)


async def _is_local(call: Call, agent: Agent) -> bool:
    provider, name = parted(agent.llm_model)
    found = await resolved(call.platform, call.caller.scope, provider, name)
    return found is not None and found.endpoint.provider is ProviderName.LOCAL
