"""/api/workflows: the machine door, whose key the host checks, and the users' ``execute``."""

from typing import Annotated
from uuid import UUID

from pydantic import JsonValue

from functions.access import Access
from functions.arguments import FromHeader
from functions.endpoint import Limit, Routes
from shared.call import Call
from shared.errors import NotFound, WorkflowError, WorkflowFailed, WorkflowTimeout
from shared.handlers import executions, workflows
from shared.models.base import WorkflowName
from shared.models.executions import (
    Accepted,
    ExecutionLog,
    ExecutionPage,
    ExecutionRecord,
    ExecutionResult,
)
from shared.models.replies import Reply

routes = Routes()

Prefer = Annotated[str, FromHeader("Prefer")]


@routes.endpoint(
    "POST",
    "workflows/{name}",
    allow=Access.KEY,
    also={202: Accepted},
    problems=[WorkflowError, WorkflowFailed, WorkflowTimeout],
)
async def run_workflow(
    call: Call, name: WorkflowName, body: dict[str, JsonValue], prefer: Prefer = ""
) -> Reply:
    """Run a workflow: the body holds its parameters, the answer is its own result."""
    respond_async = "respond-async" in prefer.casefold()
    return await workflows.run(call, name, body, respond_async=respond_async)


@routes.endpoint(
    "POST",
    "workflows/{name}/execute",
    allow=Access.USER,
    keys=True,
    also={202: Accepted},
    problems=[NotFound, WorkflowError, WorkflowFailed, WorkflowTimeout],
)
async def execute_workflow(
    call: Call, name: WorkflowName, body: dict[str, JsonValue], prefer: Prefer = ""
) -> Reply:
    """Run a workflow as a user or with an API key: body and answer as at the machine door."""
    respond_async = "respond-async" in prefer.casefold()
    return await workflows.run(call, name, body, respond_async=respond_async)


@routes.endpoint("GET", "workflows/{name}/executions", allow=Access.KEY)
async def list_workflow_executions(
    call: Call, name: WorkflowName, limit: Limit = 25, continuation_token: str | None = None
) -> ExecutionPage:
    """List a workflow's executions, newest first."""
    return await executions.all(call, name, limit, continuation_token)


@routes.endpoint("GET", "workflows/{name}/executions/{execution_id}", allow=Access.KEY)
async def get_workflow_execution(
    call: Call, name: WorkflowName, execution_id: UUID
) -> ExecutionRecord:
    """Get the record of one execution, with its input, result and log lines."""
    return await executions.get(call, execution_id, name)


@routes.endpoint("GET", "workflows/{name}/executions/{execution_id}/result", allow=Access.KEY)
async def get_workflow_execution_result(
    call: Call, name: WorkflowName, execution_id: UUID
) -> ExecutionResult:
    """Get what an execution returned; null while it has not."""
    return await executions.result(call, execution_id, name)


@routes.endpoint("GET", "workflows/{name}/executions/{execution_id}/logs", allow=Access.KEY)
async def get_workflow_execution_logs(
    call: Call, name: WorkflowName, execution_id: UUID
) -> list[ExecutionLog]:
    """Get the log lines of an execution, in order."""
    return await executions.logs(call, execution_id, name)
