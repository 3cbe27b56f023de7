"""Request handlers of evals of agents: runs of their cases, and how these ended."""

from uuid import UUID

from shared.call import Call
from shared.errors import Conflict, Detail, InvalidInput
from shared.models.agents.evals import (
    AgentEval,
    EvalBatch,
    EvalReport,
    EvalRequest,
    EvalRun,
    EvalStatus,
)
from shared.models.agents.records import Agent
from shared.models.runs import RunOptions
from shared.operations import run_audit
from shared.operations.agents import access, evaluating, orders


async def run(call: Call, agent_id: UUID, request: EvalRequest) -> EvalBatch:
    """Start the cases of an agent, as the caller; tools answer what the case says."""
    agent = await access.usable(call, str(agent_id))
    cases = _chosen(agent, request)
    batch = evaluating.new_batch()
    runs = [await _started(call, agent, case, batch, at) for at, case in enumerate(cases)]
    return EvalBatch(batch=batch, version=agent.version, runs=tuple(runs))


async def report(call: Call, agent_id: UUID, batch: UUID) -> EvalReport:
    """Return how the cases of an evaluation ended, or that they go on."""
    await access.visible(call, agent_id)
    found = await evaluating.scores(call, agent_id, batch)
    scores = tuple(score for _, score in found)
    counts = {status: sum(one.status is status for one in scores) for status in EvalStatus}
    return EvalReport(
        batch=batch,
        version=found[0][0],
        passed=counts[EvalStatus.PASSED],
        failed=counts[EvalStatus.FAILED],
        running=counts[EvalStatus.RUNNING],
        scores=scores,
    )


def _chosen(agent: Agent, request: EvalRequest) -> list[AgentEval]:
    known = {case.name for case in agent.evals}
    unknown = [name for name in request.names if name not in known]
    if unknown:
        fault = f"the agent has no case {unknown[0]!r}"
        raise InvalidInput(fault, [Detail(("body", "names"), fault)])
    found = [case for case in agent.evals if not request.names or case.name in request.names]
    if not found:
        raise Conflict("the agent has no cases: add evals to it first")
    return found


async def _started(call: Call, agent: Agent, case: AgentEval, batch: UUID, at: int) -> EvalRun:
    asked = orders.input_of(agent, case.input, is_untrusted=case.is_untrusted)
    asked = asked.model_copy(update={"rehearsal": case})
    name = evaluating.case_id(batch, at)
    options = RunOptions(responds_async=True)
    order = await orders.agent_order(call, agent, asked, options, name)
    execution = await run_audit.start(call, order)
    return EvalRun(name=case.name, execution_id=execution.id)
