"""Calls of tools in a model's answer: each is judged once, before anything runs."""

import json
from dataclasses import replace

from pydantic import JsonValue, TypeAdapter, ValidationError

from shared.models.agents.records import Agent, ToolPolicy
from shared.models.agents.steps import OfferedTool, ToolEnded, ToolOutcome
from shared.models.ai.messages import Message, ToolCall
from shared.models.base import DEFERRED
from shared.operations.agents.labels import decided
from shared.operations.agents.state import CallState, RunState, Stage

#: The same call with the same arguments is made this often at most.
MOST_REPEATED = 3
_ARGUMENTS = TypeAdapter(dict[str, JsonValue], config=DEFERRED)


def distinct(state: RunState, message: Message) -> tuple[RunState, Message]:
    """Return an answer whose calls have ids that no other call of the run has."""
    used, parts = {*state.used}, [*message.parts]
    for at, part in enumerate(parts):
        if not isinstance(part, ToolCall):
            continue
        name, count = part.id or "call", 1
        while name in used:
            count += 1
            name = f"{part.id or 'call'}-{count}"
        used.add(name)
        if name != part.id:
            parts[at] = part.model_copy(update={"id": name})
    state = replace(state, used=frozenset(used))
    return state, message.model_copy(update={"parts": tuple(parts)})


def judged(state: RunState, call: ToolCall) -> tuple[RunState, CallState]:
    """Count a call, and give it its result at once if it cannot run."""
    signature = f"{call.name} {_canonical(call.arguments)}"
    count = state.repeated.get(signature, 0) + 1
    number = state.tool_calls + 1
    state = replace(state, repeated={**state.repeated, signature: count}, tool_calls=number)
    end = _refusal(state, call, count)
    if end is None:
        return state, CallState(call, number)
    return state, CallState(call, number, Stage.ENDED, end=end)


def _refusal(state: RunState, call: ToolCall, count: int) -> ToolEnded | None:
    """Return the result of a call that cannot run, in the platform's own words."""
    agent = state.begun.agent if state.begun else None
    tool = state.tools.get(call.name)
    if state.limit is not None or agent is None:
        return ending(call, ToolOutcome.LIMIT, "there are no more tools in this run")
    if tool is None:
        names = ", ".join(state.tools) or "none"
        return ending(call, ToolOutcome.UNKNOWN, f"there is no such tool; the tools are: {names}")
    if arguments_of(call.arguments) is None:
        return ending(call, ToolOutcome.INVALID, "the arguments are no JSON object: send one")
    if policy_of(state, tool) is ToolPolicy.DENY:
        return ending(call, ToolOutcome.DENIED, "this agent may not call it")
    words = _limit_of(state, agent, count)
    return ending(call, ToolOutcome.LIMIT, words) if words else None


def _limit_of(state: RunState, agent: Agent, count: int) -> str | None:
    if state.tool_calls > agent.max_tool_calls:
        return f"at most {agent.max_tool_calls} calls in a run"
    if count > MOST_REPEATED:
        return f"this call was made {MOST_REPEATED} times with these arguments: do otherwise"
    return None


def policy_of(state: RunState, tool: OfferedTool) -> ToolPolicy:
    """Return what becomes of a call of this tool now."""
    chosen = state.begun.agent.tool_policy.get(tool.workflow) if state.begun else None
    found = decided(tool.facts, chosen, is_tainted=state.is_tainted)
    return ToolPolicy.AUTO if found is ToolPolicy.ASK and state.is_dry else found


def arguments_of(text: str) -> dict[str, JsonValue] | None:
    """Return the arguments of a call; None if they are no JSON object."""
    try:
        return _ARGUMENTS.validate_python(json.loads(text or "{}"))
    except (ValueError, RecursionError, ValidationError):
        return None


def _canonical(text: str) -> str:
    found = arguments_of(text)
    return text if found is None else json.dumps(found, sort_keys=True)


def ending(call: ToolCall, outcome: ToolOutcome, content: str) -> ToolEnded:
    return ToolEnded(call_id=call.id, outcome=outcome, content=content)
