"""/api/executions: the users' door. Users and API keys see what they started themselves."""

from uuid import UUID

from functions.access import Access
from functions.endpoint import Limit, Routes
from shared.call import Call
from shared.errors import NotFound
from shared.handlers import executions
from shared.models.base import WorkflowName
from shared.models.executions import (
    ExecutionLog,
    ExecutionPage,
    ExecutionRecord,
    ExecutionResult,
)

routes = Routes()


@routes.endpoint("GET", "executions", allow=Access.USER, keys=True)
async def list_executions(
    call: Call,
    workflow_name: WorkflowName | None = None,
    limit: Limit = 25,
    continuation_token: str | None = None,
) -> ExecutionPage:
    """List executions, newest first."""
    return await executions.all(call, workflow_name, limit, continuation_token)


@routes.endpoint(
    "GET", "executions/{execution_id}", allow=Access.USER, keys=True, problems=[NotFound]
)
async def get_execution(call: Call, execution_id: UUID) -> ExecutionRecord:
    """Get the record of one execution."""
    return await executions.get(call, execution_id)


@routes.endpoint(
    "GET", "executions/{execution_id}/result", allow=Access.USER, keys=True, problems=[NotFound]
)
async def get_execution_result(call: Call, execution_id: UUID) -> ExecutionResult:
    """Get what an execution returned; null while it has not."""
    return await executions.result(call, execution_id)


@routes.endpoint(
    "GET", "executions/{execution_id}/logs", allow=Access.USER, keys=True, problems=[NotFound]
)
async def get_execution_logs(call: Call, execution_id: UUID) -> list[ExecutionLog]:
    """Get the log lines of an execution, in order."""
    return await executions.logs(call, execution_id)
