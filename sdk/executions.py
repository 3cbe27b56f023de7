"""Read this organization's executions: ``await executions.list(workflow_name="onboard")``."""

import builtins
from typing import NotRequired, TypedDict, cast

from sdk import channel


class Execution(TypedDict):
    """One execution, with the field names of the HTTP API. Lists leave the large fields out."""

    executionId: str
    workflowName: str
    orgId: str
    executedBy: str
    executedByName: str
    status: str
    errorType: str | None
    errorMessage: str | None
    durationMs: int | None
    createdAt: str
    startedAt: str | None
    completedAt: str | None
    inputData: NotRequired[object]
    result: NotRequired[object]


async def list(workflow_name: str, *, limit: int = 50) -> builtins.list[Execution]:  # noqa: A001
    """The newest executions of one workflow, newest first; ``limit`` is at most 1000."""
    found = await channel.ask("executions.list", workflow_name=workflow_name, limit=limit)
    return cast("builtins.list[Execution]", found)


async def get(execution_id: str) -> Execution:
    """One execution with its input and result; WorkflowError ``NotFound`` if there is none."""
    return cast("Execution", await channel.ask("executions.get", execution_id=execution_id))
