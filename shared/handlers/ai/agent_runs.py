"""Request handlers of runs of agents."""

import json
from contextlib import suppress
from uuid import UUID

from pydantic import JsonValue, ValidationError

from shared.call import Call
from shared.errors import ExecutionError, InvalidInput, NotFound
from shared.models.agents.records import Agent
from shared.models.agents.runs import (
    AgentForkRequest,
    AgentRunInput,
    AgentRunPage,
    AgentRunRequest,
    AgentRunSummary,
    AgentRunView,
    StepView,
)
from shared.models.ai.money import ParentRun
from shared.models.base import AGENT
from shared.models.executions import FINAL, Execution, ExecutionSummary
from shared.models.pages import Listed
from shared.models.replies import Reply
from shared.models.runs import RunOptions
from shared.operations import execution_lists, run_requests
from shared.operations.agents import access, forks, orders
from shared.operations.agents.commands import Await
from shared.operations.agents.journaling import RunJournal
from shared.operations.agents.machine import commands
from shared.operations.ai import lineage
from shared.operations.chat.settling import conversation_of
from shared.operations.execution_filters import ExecutionFilter
from shared.repositories.ai.spending import run_sum
from shared.services.parallel import for_each

MOST_DEPTH = 5
SHOWN_TASK = 200


class AgentPaused(ExecutionError):
    """The agent waits for a person; its run goes on when they have decided."""

    status = 409


async def page(call: Call, limit: int, token: str | None) -> AgentRunPage:
    """List runs of agents that the caller sees, newest first, each with its agent's name."""
    filters = ExecutionFilter(workflow_name=AGENT)
    found = await execution_lists.page(call, filters, limit, token)
    inputs: dict[UUID, AgentRunInput] = {}

    async def read(execution_id: UUID) -> None:
        with suppress(NotFound, ValidationError):  # it ended meanwhile, or its input is not kept
            execution = await call.executions.get(execution_id)
            complete = await call.executions.complete(execution, ("input",))
            inputs[execution_id] = AgentRunInput.model_validate(complete.input)

    await for_each([run.execution_id for run in found.executions], read)
    return AgentRunPage(
        executions=[_summary(run, inputs.get(run.execution_id)) for run in found.executions],
        continuation_token=found.continuation_token,
    )


def _summary(run: ExecutionSummary, asked: AgentRunInput | None) -> AgentRunSummary:
    return AgentRunSummary(
        **run.model_dump(by_alias=False),
        agent_name=asked.agent_name if asked else None,
        task=asked.task[:SHOWN_TASK] if asked else "",
    )


async def execute(call: Call, request: AgentRunRequest, options: RunOptions) -> Reply:
    """Start an agent, and reply 202 with the address of its record."""
    agent = await access.usable(call, request.agent)
    order = await orders.agent_order(call, agent, _asked(agent, request), options)
    return await run_requests.outcome(call, order)


async def fork(
    call: Call, execution_id: UUID, request: AgentForkRequest, options: RunOptions
) -> Reply:
    """Start a run that goes on from a step of another one, with the same version of its agent."""
    execution = await _seen(call, execution_id)
    if conversation_of(execution) is not None:
        raise InvalidInput("edit the message of a conversation to have another answer beside it")
    complete = await call.executions.complete(execution, ("input",))
    asked = AgentRunInput.model_validate(complete.input)
    agent = await access.usable(call, str(asked.agent_id))
    changes: dict[str, object] = {"fork": await forks.fork_of(call, execution_id, request)}
    if request.task is not None:
        changes["task"] = request.task
    order = await orders.agent_order(call, agent, asked.model_copy(update=changes), options)
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
    parents = (ParentRun(run=parent.id), *await lineage.parents_of(call))
    asked = _asked(found, request).model_copy(update={"parents": parents})
    order = await orders.agent_order(call, limited, asked)
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
    spending = call.platform.directory.llm_spending
    micros = await spending.spent(execution.org_id, run_sum(str(execution_id)))
    return _view(complete, journal, micros)


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


def _view(execution: Execution, journal: RunJournal, micros: int) -> AgentRunView:
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
        cost_micros=micros,
        is_tainted=state.is_tainted,
        limit=state.limit,
        forked_from=asked.fork.run if asked.fork else None,
        forked_at=asked.fork.step if asked.fork else None,
        is_dry=asked.fork is not None and asked.fork.is_dry,
        output=output,
        error_type=outcome.error_type if outcome else None,
        error_message=outcome.error_message if outcome else None,
        executed_by=execution.caller.id,
        executed_by_name=execution.caller.name,
        created_at=execution.created_at,
        completed_at=execution.completed_at,
    )
