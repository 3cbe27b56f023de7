"""The tools of an agent: workflows that say so, and that this caller may run now."""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from shared.call import Call
from shared.engine.authorization.authorization import Door
from shared.models.agents.records import Agent, ToolView
from shared.models.parameters import properties_of, secret_names
from shared.models.workflows import Schema, ToolFacts, Workflow
from shared.operations.agents.labels import decided

DESCRIPTION = 1000


@dataclass(frozen=True, slots=True)
class FoundTool:
    """A workflow together with what it says of itself as a tool."""

    workflow: Workflow
    facts: ToolFacts


async def offered(call: Call) -> list[FoundTool]:
    """Return every tool that the caller may run, by name."""
    index = (await call.platform.engine.catalog.index()).workflows
    return await _runnable(call, [index[name] for name in sorted(index)])


async def tools_of(call: Call, agent: Agent) -> list[FoundTool]:
    """Return the agent's tools that the caller may run, by name: an agent adds no right."""
    index = (await call.platform.engine.catalog.index()).workflows
    names = sorted({*agent.tool_ids} & {*index})
    return await _runnable(call, [index[name] for name in names])


async def _runnable(call: Call, found: Sequence[Workflow]) -> list[FoundTool]:
    tools = [one for one in found if one.tool is not None]
    rule = call.platform.engine.authorization
    startable = await rule.startable(tools, call.caller.subject, Door.DIRECT)
    return [FoundTool(one, one.tool) for one in startable if one.tool is not None]


def shown_parameters(parameters: Schema) -> dict[str, JsonValue]:
    """Return the schema that a model is shown: secret parameters are a person's to fill in."""
    hidden = {*secret_names(parameters)}
    if not hidden:
        return {**parameters}
    kept: dict[str, JsonValue] = {
        name: {**schema} for name, schema in properties_of(parameters).items() if name not in hidden
    }
    required = parameters.get("required")
    names = [one for one in required if one not in hidden] if isinstance(required, list) else []
    return {**parameters, "properties": kept, "required": [*names]}


def view_of(tool: FoundTool, agent: Agent | None) -> ToolView:
    workflow, facts = tool.workflow, tool.facts
    chosen = agent.tool_policy.get(workflow.name) if agent else None
    return ToolView(
        name=workflow.name,
        description=workflow.description[:DESCRIPTION],
        parameters=shown_parameters(workflow.parameters),
        **facts.model_dump(by_alias=False),
        policy=decided(facts, chosen, is_tainted=False),
        tainted=decided(facts, chosen, is_tainted=True),
    )
