"""Request handlers of evals of agents: runs of their cases, and how these ended."""

from uuid import UUID

from shared.call import Call
from shared.errors import Conflict, Detail, InvalidInput, NotFound
from shared.models.agents.evals import (
    AgentEval,
    EvalBatch,
    EvalCounts,
    EvalReport,
    EvalRequest,
    EvalRun,
    EvalStatus,
    EvalSummary,
    StoredBatch,
)
from shared.models.agents.records import Agent
from shared.models.pages import Listed
from shared.models.runs import RunOptions
from shared.operations import run_audit
from shared.operations.agents import access, orders
from shared.operations.agents.evals import scoring
from shared.repositories.agents.evals import Evaluations


async def run(call: Call, agent_id: UUID, request: EvalRequest) -> EvalBatch:
    """Start the cases of an agent, as the caller; tools answer what the case says."""
    agent = await access.usable(call, str(agent_id))
    cases = _chosen(agent, request)
    batch = scoring.new_batch()
    kept = StoredBatch(
        batch=batch,
        agent_id=agent.id,
        version=agent.version,
        cases=len(cases),
        started_at=call.platform.services.clock.now(),
        started_by_name=call.caller.actor.name,
    )
    await _store(call).put(kept)
    runs = [await _started(call, agent, case, batch, at) for at, case in enumerate(cases)]
    return EvalBatch(batch=batch, version=agent.version, runs=tuple(runs))


async def page(call: Call, agent_id: UUID, limit: int, start: str | None) -> Listed[EvalSummary]:
    """List the evaluations of an agent, newest first; a page may be short and have a next one."""
    await access.visible(call, agent_id)
    found = await _store(call).page(start, limit)
    own = [batch for batch in found.items if batch.agent_id == agent_id]
    return Listed([await _summary(call, batch) for batch in own], found.next)


async def _summary(call: Call, batch: StoredBatch) -> EvalSummary:
    """Count how the cases ended, and keep it once all have."""
    counts = batch.counts
    if counts is None:
        counts = await _counted(call, batch)
        if not counts.running:
            await _store(call).put(batch.model_copy(update={"counts": counts}))
    facts = batch.model_dump(by_alias=False, exclude={"agent_id", "counts"})
    return EvalSummary(**facts, **counts.model_dump(by_alias=False))


async def _counted(call: Call, batch: StoredBatch) -> EvalCounts:
    """Count the cases; one that has never begun, or whose run is gone, has failed."""
    try:
        found = await scoring.scores(call, batch.agent_id, batch.batch)
    except NotFound:
        found = []
    statuses = [score.status for _, score in found]
    passed, running = statuses.count(EvalStatus.PASSED), statuses.count(EvalStatus.RUNNING)
    return EvalCounts(passed=passed, failed=batch.cases - passed - running, running=running)


async def report(call: Call, agent_id: UUID, batch: UUID) -> EvalReport:
    """Return how the cases of an evaluation ended, or that they go on."""
    await access.visible(call, agent_id)
    found = await scoring.scores(call, agent_id, batch)
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


def _store(call: Call) -> Evaluations:
    return call.platform.directory.evaluations_of(call.caller.scope)


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
    name = scoring.case_id(batch, at)
    options = RunOptions(responds_async=True)
    order = await orders.agent_order(call, agent, asked, options, name)
    execution = await run_audit.start(call, order)
    return EvalRun(name=case.name, execution_id=execution.id)
