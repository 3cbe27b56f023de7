"""Request handlers of agents: what they are, and what they may do."""

from uuid import UUID

from shared.call import Call
from shared.errors import Conflict, Detail, InvalidInput, NotFound, NotPermitted
from shared.models.agents.records import (
    MOST_AGENTS,
    Agent,
    AgentSummary,
    AgentView,
    AgentWrite,
    ToolPolicy,
    ToolView,
    agent_of,
    summary_of,
)
from shared.models.base import GLOBAL
from shared.models.pages import Listed
from shared.models.traces import Trace
from shared.operations.agents import access, labels, tools
from shared.operations.agents.orders import require_schema
from shared.operations.agents.tools import FoundTool
from shared.operations.conditional_edits import require_version, show_version

KIND = "agent"
#: The prefix of page keys of versions, in the form that row keys have.
VERSION_KEY = "v|"


async def page(call: Call) -> Listed[AgentSummary]:
    """List the agents that the caller may use, by name."""
    found = await access.all_visible(call)
    return Listed([summary_of(one, is_global=one.org_id == GLOBAL) for one in found])


async def get(call: Call, agent_id: UUID) -> AgentView:
    agent = (await access.visible(call, agent_id)).agent
    show_version(call, agent, AgentWrite)
    return await _view(call, agent)


async def create(call: Call, new: AgentWrite) -> AgentView:
    """Create an agent in the scope; in GLOBAL it is for every organization."""
    store = call.platform.directory.agents_of(call.caller.scope)
    await _require_sound(call, new)
    if len(await store.all()) >= MOST_AGENTS:
        raise Conflict(f"there are {MOST_AGENTS} agents: delete one first")
    agent = agent_of(
        new,
        org_id=call.caller.scope,
        created_by=call.caller.actor.id,
        created_at=call.platform.services.clock.now(),
    )
    await store.add(agent)
    return await _saved(call, None, agent)


async def put(call: Call, agent_id: UUID, wanted: AgentWrite) -> AgentView:
    """Save the next version of an agent; runs that go on keep theirs."""
    before = await access.editable(call, agent_id)
    require_version(call, before.agent, AgentWrite)
    await _require_sound(call, wanted)
    was = before.agent
    agent = agent_of(
        wanted,
        id=was.id,
        org_id=was.org_id,
        version=was.version + 1,
        created_by=was.created_by,
        created_at=was.created_at,
        updated_by=call.caller.actor.id,
        updated_at=call.platform.services.clock.now(),
    )
    await call.platform.directory.agents_of(was.org_id).replace(before, agent)
    return await _saved(call, was, agent)


async def delete(call: Call, agent_id: UUID) -> None:
    before = await access.editable(call, agent_id)
    require_version(call, before.agent, AgentWrite)
    await call.platform.directory.agents_of(before.agent.org_id).remove(before)
    _changed(call, before.agent, None)


async def versions(call: Call, agent_id: UUID, limit: int, start: str | None) -> Listed[Agent]:
    """List the versions of an agent, oldest first."""
    agent = (await access.visible(call, agent_id)).agent
    store = call.platform.directory.agents_of(agent.org_id)
    found = await store.versions(agent_id, start, limit)
    if call.caller.is_platform_admin or agent.source_file is None:
        return found
    [place] = call.caller.shown_paths([agent.source_file])
    hidden = [one.model_copy(update={"source_file": place}) for one in found.items]
    return Listed(hidden, found.next)


async def tools_of(call: Call, agent_id: UUID) -> Listed[ToolView]:
    """List the tools that the agent has when this caller runs it."""
    agent = (await access.visible(call, agent_id)).agent
    return Listed([tools.view_of(one, agent) for one in await tools.tools_of(call, agent)])


async def offered_tools(call: Call) -> Listed[ToolView]:
    """List the tools that the caller may give to an agent, or run."""
    return Listed([tools.view_of(one, None) for one in await tools.offered(call)])


async def _require_sound(call: Call, wanted: AgentWrite) -> None:
    """Raise InvalidInput for what no run could use, NotPermitted for a policy above the caller."""
    known = {one.workflow.name: one for one in await tools.offered(call)}
    missing = [name for name in wanted.tool_ids if name not in known]
    if missing:
        fault = f"{missing[0]!r} is no workflow with tool=True that you may run"
        raise InvalidInput(fault, [Detail(("body", "toolIds"), fault)])
    for agent_id in wanted.delegated_agent_ids:
        try:
            await access.visible(call, agent_id)
        except NotFound as error:
            raise InvalidInput(
                str(error), [Detail(("body", "delegatedAgentIds"), str(error))]
            ) from error
    if wanted.output_schema is not None:
        require_schema(wanted.output_schema)
    _require_policy(call, wanted, known)
    _require_accepted(wanted, known)


def _require_policy(call: Call, wanted: AgentWrite, known: dict[str, FoundTool]) -> None:
    for name, policy in wanted.tool_policy.items():
        is_destructive = known[name].facts.effects == "destructive"
        if is_destructive and policy is ToolPolicy.AUTO and not call.caller.actor.is_platform_admin:
            raise NotPermitted(
                f"{name} is destructive: only platform administrators let it run unasked"
            )


def _require_accepted(wanted: AgentWrite, known: dict[str, FoundTool]) -> None:
    if wanted.accepts_risk or not all(labels.risks(known[name].facts for name in wanted.tool_ids)):
        return
    fault = (
        "its tools together read private data, read words of strangers, and reach the outside:"
        " send acceptsRisk to save it all the same"
    )
    raise InvalidInput(fault, [Detail(("body", "acceptsRisk"), fault)])


async def _saved(call: Call, before: Agent | None, agent: Agent) -> AgentView:
    _changed(call, before, agent)
    show_version(call, agent, AgentWrite)
    return await _view(call, agent)


def _changed(call: Call, before: Agent | None, after: Agent | None) -> None:
    """Record the change, also in the owner's log: GLOBAL's agents are changed from other scopes."""
    if agent := after or before:
        call.changed(KIND, agent.id, before, after, traces={agent.org_id: Trace(before, after)})


async def _view(call: Call, agent: Agent) -> AgentView:
    found = {one.workflow.name for one in await tools.tools_of(call, agent)}
    missing = tuple(name for name in agent.tool_ids if name not in found)
    shown = call.caller.shown_paths([agent.source_file] if agent.source_file else [])
    visible = agent.model_copy(update={"source_file": next(iter(shown), None)})
    return AgentView(
        **visible.model_dump(by_alias=False),
        is_global=agent.org_id == GLOBAL,
        missing_tools=missing,
    )
