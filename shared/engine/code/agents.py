"""The built-in workflow that stands for the runs of agents: its name is no function's.

No worker runs it; the turns of an agent are the platform's own: see ``engine.runs.agent_runner``.
"""

from shared.models.base import AGENT
from shared.models.workflows import RetryPolicy, Workflow

NAME = AGENT
SECONDS = 1800
#: A run whose process died goes on from its journal, which counts: nothing begins twice.
RECOVERY = RetryPolicy(max_attempts=10, backoff_seconds=1, retry_on=("WorkerLost",))


def agent_workflow(version: str, seconds: int = SECONDS) -> Workflow:
    """The workflow of agents, for this version of the workspace."""
    return Workflow(
        name=NAME,
        description="Run an agent",
        category="Agents",
        tags=(),
        execution_mode="async",
        timeout_seconds=seconds,
        retry_policy=RECOVERY,
        parameters={"type": "object"},
        file="",
        version=version,
    )
