"""Request handlers of runs of agents."""

import json
from uuid import UUID

from pydantic import JsonValue

from shared.call import Call
from shared.errors import ExecutionError, InvalidInput, NotFound
from shared.models.agents.records import Agent
from shared.models.agents.runs import AgentRunInput, AgentRunRequest, AgentRunView, StepView
from shared.models.base import AGENT
from shared.models.executions import FINAL, Execution
from shared.models.pages import Listed
from shared.models.replies import Reply
from shared.models.runs import RunOptions
from shared.operations import run_requests
from shared.operations.agents import access, orders
from shared.operations.agents.commands import Await
from shared.operations.agents.journaling import RunJournal
from shared.operations.agents.machine import commands
from shared.operations.chat.settling import conversation_of

MOST_DEPTH = 5


class AgentPaused(ExecutionError):
    """The agent waits for a person; its run goes on when they have decided."""

    status = 409


async def execute(call: Call, request: AgentRunRequest, options: RunOptions) -> Reply:
    """Start an agent, and reply 202 with the address of its record."""
    agent = await access.usable(call, request.agent)
    order = await orders.agent_order(call, agent, _asked(agent, request), options)
    return await run_requests.outcome(call, order)


def _asked(agent: Agent, request: AgentRunRequest) -> AgentRunInput:
    return orders.input_of(
        agent,
        request.input,
        is_untrusted=request.is_untrusted,
        output_schema=request.output_schema,
    )


async def run_child(call: Call, request: AgentRunRequest, seconds: int) -> JsonValue:
    """Run an agent for another run, and return its answer; it ends with its parent.

    Raises AgentPaused if it waits for a person, an ExecutionError if it fails.
    """
    parent = call.run
    if parent is None:
        raise InvalidInput("only a run can have a child")
    if parent.depth >= MOST_DEPTH:
        raise InvalidInput(f"runs can be nested at most {MOST_DEPTH} deep")
    found = await access.usable(call, request.agent)
    limited = found.model_copy(update={"max_run_timeout": min(found.max_run_timeout, seconds)})
    order = await orders.agent_order(call, limited, _asked(found, request))
    link = {"parent_id": parent.id, "depth": parent.depth + 1}
    execution = await call.platform.engine.child_runs.run(order.model_copy(update=link))
    if execution.status not in FINAL:
        raise AgentPaused(
            execution.id, f"the agent {found.name!r} waits for an approval: run {execution.id}"
        )
    outcome = execution.outcome
    if outcome is None or outcome.error_type is not None or outcome.result is None:
        raise run_requests.error_of(execution)
    answer: JsonValue = json.loads(outcome.result)
    return answer


async def get(call: Call, execution_id: UUID) -> AgentRunView:
    execution = await _seen(call, execution_id)
    complete = await call.executions.complete(execution, ("input", "result"))
    journal = await RunJournal.read(call, complete)
    return _view(complete, journal)


async def steps(call: Call, execution_id: UUID, limit: int, start: str | None) -> Listed[StepView]:
    """List the steps of a run, oldest first."""
    execution = await _seen(call, execution_id)
    if start is not None and not start.startswith(f"{execution_id}|"):
        raise NotFound("page", start)
    store = call.platform.directory.agent_steps_of(execution.org_id)
    return await store.page(execution.id, start, limit)


async def _seen(call: Call, execution_id: UUID) -> Execution:
    """Return a run that the caller sees; a turn of a conversation is its person's only."""
    execution = await call.execution(execution_id, AGENT)
    is_own = execution.caller.id == call.caller.actor.id
    if conversation_of(execution) is not None and not is_own:
        raise NotFound("execution", execution_id)
    return execution


def _view(execution: Execution, journal: RunJournal) -> AgentRunView:
    asked, state = AgentRunInput.model_validate(execution.input), journal.state
    waits = [one for one in commands(state) if isinstance(one, Await)]
    outcome = execution.outcome
    output = json.loads(outcome.result) if outcome and outcome.result else None
    return AgentRunView(
        execution_id=execution.id,
        agent_id=asked.agent_id,
        agent_name=asked.agent_name,
        version=asked.version,
        status=execution.status,
        waits_for=waits[0].approvals if waits and execution.status not in FINAL else (),
        questions=waits[0].questions if waits and execution.status not in FINAL else (),
        conversation_id=asked.conversation_id,
        steps=state.steps,
        tool_calls=state.tool_calls,
        tokens=state.tokens,
        is_tainted=state.is_tainted,
        limit=state.limit,
        output=output,
        error_type=outcome.error_type if outcome else None,
        error_message=outcome.error_message if outcome else None,
        executed_by=execution.caller.id,
        executed_by_name=execution.caller.name,
        created_at=execution.created_at,
        completed_at=execution.completed_at,
    )
