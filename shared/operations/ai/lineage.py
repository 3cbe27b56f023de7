"""The runs that a run was started for: what it costs is theirs, too."""

from shared.call import Call
from shared.errors import NotFound
from shared.models.agents.runs import AgentRunInput
from shared.models.ai.money import ParentRun
from shared.models.base import AGENT
from shared.models.executions import Execution

MOST = 10


async def parents_of(call: Call) -> tuple[ParentRun, ...]:
    """Return the runs above the caller's, the nearest first; one that is gone ends them.

    The input of an agent's run names those above it; for others they are looked up.
    """
    run, found = call.run, list[ParentRun]()
    while run is not None and len(found) < MOST:
        if run.workflow_name == AGENT:
            return (*found, *await _known(call, run))
        if run.parent_id is None:
            break
        found.append(ParentRun(run=run.parent_id))
        try:
            run = await call.executions.get(run.parent_id)
        except NotFound:
            break
    return tuple(found)


async def _known(call: Call, run: Execution) -> tuple[ParentRun, ...]:
    complete = await call.executions.complete(run, ("input",))
    return AgentRunInput.model_validate(complete.input).parents
