"""/api/workflows: the machine API, whose key the host checks, and ``execute`` for users."""

from uuid import UUID

from pydantic import JsonValue

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import LARGE_BODY_LIMIT, Limit, Routes
from functions.edge.prefer import Prefer, preferences
from functions.edge.query_lists import StatusNames
from functions.edge.run_headers import START_PROBLEMS, RunHeaders
from shared import handlers
from shared.call import Call
from shared.errors import (
    Conflict,
    TooManyRequests,
    WorkflowCancelled,
    WorkflowError,
    WorkflowFailed,
    WorkflowTimeout,
)
from shared.models.base import WorkflowName
from shared.models.executions import (
    Accepted,
    ExecutionLog,
    ExecutionPage,
    ExecutionRecord,
    ExecutionResult,
)
from shared.models.replies import Reply
from shared.models.runs import NamedRunRequest, RerunRequest, RunOutcome, RunRequest
from shared.models.times import EndTime, StartTime
from shared.models.users import ActorReference

routes = Routes()


@routes.endpoint(
    "POST",
    "workflows/{name}",
    allow=Access.KEY,
    about=About.ORGANIZATION,
    body_limit=LARGE_BODY_LIMIT,
    also={202: Accepted},
    problems=[
        Conflict,
        TooManyRequests,
        WorkflowCancelled,
        WorkflowError,
        WorkflowFailed,
        WorkflowTimeout,
    ],
)
async def run_workflow(
    call: Call, name: WorkflowName, body: dict[str, JsonValue], headers: RunHeaders
) -> Reply:
    """Run a workflow; the body holds its parameters, the response is its result."""
    return await handlers.workflows.run(call, name, body, headers.options)


@routes.endpoint(
    "POST",
    "workflows/execute",
    allow=Access.USER,
    about=About.ORGANIZATION,
    keys=True,
    body_limit=LARGE_BODY_LIMIT,
    also={200: RunOutcome, 202: Accepted},
    problems=START_PROBLEMS,
)
async def execute_named_workflow(call: Call, body: NamedRunRequest, headers: RunHeaders) -> Reply:
    """Run a workflow; 200 with its outcome, success or not, 202 while it is still running."""
    return await handlers.workflows.execute_named(call, body, headers.options)


@routes.endpoint(
    "POST",
    "workflows/{name}/execute",
    allow=Access.USER,
    about=About.ORGANIZATION,
    keys=True,
    body_limit=LARGE_BODY_LIMIT,
    also={200: RunOutcome, 202: Accepted},
    problems=START_PROBLEMS,
)
async def execute_workflow(
    call: Call, name: WorkflowName, body: RunRequest, headers: RunHeaders
) -> Reply:
    """Run a workflow; 200 with its outcome, success or not, 202 while it is still running."""
    return await handlers.workflows.execute(call, name, body, headers.options)


@routes.endpoint(
    "POST",
    "executions/{execution_id}/rerun",
    allow=Access.USER,
    about=About.ORGANIZATION,
    keys=True,
    body_limit=LARGE_BODY_LIMIT,
    also={200: RunOutcome, 202: Accepted},
    problems=START_PROBLEMS,
)
async def rerun_execution(
    call: Call, execution_id: UUID, body: RerunRequest, headers: RunHeaders
) -> Reply:
    """Run a workflow again with the input of an earlier execution; send secret inputs again."""
    return await handlers.workflows.rerun(call, execution_id, body, headers.options)


@routes.endpoint("GET", "workflows/{name}/executions", allow=Access.KEY, about=About.ORGANIZATION)
async def list_workflow_executions(  # noqa: PLR0913  one parameter per filter
    call: Call,
    name: WorkflowName,
    user_id: ActorReference | None = None,
    status: StatusNames = frozenset(),
    start_date: StartTime | None = None,
    end_date: EndTime | None = None,
    limit: Limit = 25,
    continuation_token: str | None = None,
) -> ExecutionPage:
    """List a workflow's executions, newest first; the dates are those of acceptance."""
    filters = handlers.execution_filters.ExecutionFilter(
        name, user_id, status, start_date, end_date
    )
    return await handlers.execution_lists.page(call, filters, limit, continuation_token)


@routes.endpoint(
    "GET",
    "workflows/{name}/executions/{execution_id}",
    allow=Access.KEY,
    about=About.ORGANIZATION,
    also={200: ExecutionRecord},
)
async def get_workflow_execution(
    call: Call, name: WorkflowName, execution_id: UUID, prefer: Prefer = ""
) -> Reply:
    """Get an execution's record; with Prefer: wait=20, wait up to 20 s for its end."""
    wait_seconds = preferences(prefer).wait_seconds
    return await handlers.executions.get_waiting(call, execution_id, wait_seconds, name)


@routes.endpoint(
    "GET",
    "workflows/{name}/executions/{execution_id}/result",
    allow=Access.KEY,
    about=About.ORGANIZATION,
)
async def get_workflow_execution_result(
    call: Call, name: WorkflowName, execution_id: UUID
) -> ExecutionResult:
    """Get an execution's result; null until it has one."""
    return await handlers.executions.result(call, execution_id, name)


@routes.endpoint(
    "GET",
    "workflows/{name}/executions/{execution_id}/logs",
    allow=Access.KEY,
    about=About.ORGANIZATION,
)
async def get_workflow_execution_logs(
    call: Call, name: WorkflowName, execution_id: UUID, after: str | None = None
) -> list[ExecutionLog]:
    """Get the log lines of an execution, in order; after is the id of the last one you have."""
    return await handlers.executions.logs(call, execution_id, after, name)


@routes.endpoint(
    "GET",
    "workflows/{name}/executions/{execution_id}/variables",
    allow=Access.KEY,
    about=About.ORGANIZATION,
)
async def get_workflow_execution_variables(
    call: Call, name: WorkflowName, execution_id: UUID
) -> dict[str, JsonValue]:
    """Get the variables of the frame in which an execution failed."""
    return await handlers.executions.variables(call, execution_id, name)


@routes.endpoint(
    "POST",
    "workflows/{name}/executions/{execution_id}/cancel",
    allow=Access.KEY,
    about=About.ORGANIZATION,
    audit="execution.cancel",
    problems=[Conflict],
)
async def cancel_workflow_execution(
    call: Call, name: WorkflowName, execution_id: UUID
) -> ExecutionRecord:
    """Cancel an execution: at once if it has not begun, soon if it is running."""
    return await handlers.cancels.one(call, execution_id, name)
