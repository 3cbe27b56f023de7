"""The beginning of a run: the agent as it was saved, and the tools that this caller may run."""

import hashlib

from shared.call import Call
from shared.errors import NotFound, NotPermitted
from shared.models.agents.records import Agent
from shared.models.agents.runs import AgentRunInput
from shared.models.agents.steps import Begun, OfferedTool
from shared.models.ai.messages import JsonObject
from shared.models.executions import Execution
from shared.models.workflows import ToolFacts
from shared.operations.agents import access, forks
from shared.operations.agents.assistant import ASSISTANT_ID, assistant
from shared.operations.agents.own_tools import remembering, system_tools, toolless
from shared.operations.agents.secret_cards import secret_fields
from shared.operations.agents.tools import DESCRIPTION, FoundTool, shown_parameters, tools_of
from shared.operations.chat import history

LONGEST_NAME = 64
#: What a delegate does is decided by its own tools; its answer may have words of strangers.
DELEGATE = ToolFacts(effects="read", reaches="none")
TASK: JsonObject = {
    "type": "object",
    "properties": {"task": {"type": "string", "description": "What it is to do."}},
    "required": ["task"],
    "additionalProperties": False,
}


async def beginning(call: Call, execution: Execution) -> Begun:
    """Return the first step of a run; NotFound if the agent is gone, NotPermitted if not theirs."""
    asked = AgentRunInput.model_validate(execution.input)
    agent = await _agent(call, asked)
    await require_usable(call, agent)
    agent = agent.model_copy(update={"evals": ()})  # no journal needs them
    if asked.output_schema is not None:
        agent = agent.model_copy(update={"output_schema": asked.output_schema})
    if asked.tokens is not None:
        tokens = max(1000, min(asked.tokens, agent.max_token_budget))
        agent = agent.model_copy(update={"max_token_budget": tokens})
    tools = await _tools(call, agent, asked)
    said = await history.of(call, asked) if asked.conversation_id else None
    fork = await forks.beginning(call, asked.fork) if asked.fork else None
    begun = Begun(
        agent=forks.changed(agent, asked.fork) if asked.fork else agent,
        task=said.task if said else asked.task,
        history=said.before if said else (),
        memory=await remembering.known(call, agent),
        tools=tuple(tools),
        is_tainted=asked.is_untrusted or bool(said and said.is_tainted),
        fork=fork,
    )
    return begun if fork else await toolless.fitted(call, begun)


async def _agent(call: Call, asked: AgentRunInput) -> Agent:
    if asked.agent_id == ASSISTANT_ID:
        return assistant(asked.agent_org)
    agents = call.platform.directory.agents_of(asked.agent_org)
    return await agents.version(asked.agent_id, asked.version)


async def _tools(call: Call, agent: Agent, asked: AgentRunInput) -> list[OfferedTool]:
    """Return the tools of a run, by name; Bifrost's own count before workflows of their names."""
    found = await tools_of(call, agent)
    if asked.within is not None:
        found = [one for one in found if one.workflow.name in asked.within]
    others = [_offered(one) for one in found] + await _delegates(call, agent)
    tools = {tool.name: tool for tool in (*others, *system_tools.offered(agent))}
    return [tools[name] for name in sorted(tools)]


async def require_usable(call: Call, agent: Agent) -> None:
    """Raise NotPermitted if the caller may not run an agent any more."""
    if not await access.still_usable(call, agent):
        raise NotPermitted(f"the caller may no longer run the agent {agent.name!r}")


def _offered(found: FoundTool) -> OfferedTool:
    workflow = found.workflow
    secrets = secret_fields(workflow.parameters)
    asked = f"\nThe person is asked for: {', '.join(one.name for one in secrets)}."
    return OfferedTool(
        name=tool_name(workflow.name),
        workflow=workflow.name,
        description=workflow.description[:DESCRIPTION] + (asked if secrets else ""),
        parameters=shown_parameters(workflow.parameters),
        facts=found.facts,
        secrets=secrets,
    )


async def _delegates(call: Call, agent: Agent) -> list[OfferedTool]:
    found: list[OfferedTool] = []
    for agent_id in agent.delegated_agent_ids:
        try:
            other = (await access.visible(call, agent_id)).agent
        except NotFound:
            continue
        offered = OfferedTool(
            name=tool_name(f"ask_{other.id.hex[:8]}_{other.name}"),
            workflow="",
            description=f"Delegate to {other.name}: {other.description}"[:DESCRIPTION],
            parameters={**TASK},
            facts=DELEGATE,
            agent=other.id,
        )
        found.append(offered)
    return found


def tool_name(name: str) -> str:
    """Return a name that every provider takes.

    >>> tool_name("find_ticket"), len(tool_name("x" * 100))
    ('find_ticket', 64)
    """
    plain = "".join(
        one if one.isascii() and (one.isalnum() or one in "_-") else "_" for one in name
    )
    if len(plain) <= LONGEST_NAME:
        return plain
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    return f"{plain[: LONGEST_NAME - 9]}_{digest}"
