"""/api/executions for users and API keys, who see the runs that they started."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, JsonValue

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.arguments import FromHeader
from functions.edge.endpoint import Limit, Routes
from functions.edge.prefer import Prefer, preferences
from functions.edge.query_lists import ExecutionIds, PartNames, StatusNames
from shared import handlers
from shared.call import Call
from shared.errors import Conflict, NotFound
from shared.models.base import WorkflowName
from shared.models.executions import (
    ALL_PARTS,
    CancelledMany,
    CancelRequest,
    ExecutionLog,
    ExecutionPage,
    ExecutionRecord,
    ExecutionResult,
)
from shared.models.replies import Reply
from shared.models.times import EndTime, StartTime
from shared.models.users import ActorReference

routes = Routes()

ShortText = Annotated[str, Field(min_length=1, max_length=100)]
Range = Annotated[str, FromHeader("Range")]
Lines = Annotated[int, Field(ge=1, le=10_000)] | None
LastEventId = Annotated[str, FromHeader("Last-Event-ID")]


@routes.endpoint("GET", "executions", allow=Access.USER, about=About.ORGANIZATION, keys=True)
async def list_executions(  # noqa: PLR0913  one parameter per filter
    call: Call,
    workflow_name: WorkflowName | None = None,
    user_id: ActorReference | None = None,
    status: StatusNames = frozenset(),
    start_date: StartTime | None = None,
    end_date: EndTime | None = None,
    form_id: ShortText | None = None,
    error_text: ShortText | None = None,
    error_type: ShortText | None = None,
    parent_execution_id: UUID | None = None,
    rerun_of: UUID | None = None,
    ids: ExecutionIds = (),
    scope: Literal["organization", "all"] = "organization",
    limit: Limit = 25,
    continuation_token: str | None = None,
) -> ExecutionPage:
    """List executions, newest first; the dates are those of acceptance.

    errorText and errorType are looked for among failed runs, unless status says otherwise. With
    ids, other filters do not count. scope=all is for platform administrators.
    """
    if ids:
        return await handlers.execution_lists.of_ids(call, ids)
    filters = handlers.execution_filters.ExecutionFilter(
        workflow_name,
        user_id,
        status,
        start_date,
        end_date,
        form_id,
        error_text,
        error_type,
        parent_execution_id,
        rerun_of,
    )
    if scope == "all":
        return await handlers.fleet_executions.page(call, filters, limit, continuation_token)
    return await handlers.execution_lists.page(call, filters, limit, continuation_token)


@routes.endpoint(
    "POST",
    "executions/cancel",
    allow=Access.USER,
    about=About.ORGANIZATION,
    keys=True,
    audit="execution.cancel.many",
)
async def cancel_executions(call: Call, body: CancelRequest) -> CancelledMany:
    """Cancel matching executions, at most 100 at once; repeat while hasMore is true."""
    return await handlers.cancels.many(call, body)


@routes.endpoint(
    "GET",
    "executions/{execution_id}",
    allow=Access.USER,
    about=About.ORGANIZATION,
    keys=True,
    also={200: ExecutionRecord},
    problems=[NotFound],
)
async def get_execution(
    call: Call, execution_id: UUID, parts: PartNames = ALL_PARTS, prefer: Prefer = ""
) -> Reply:
    """Get the record of one execution; with Prefer: wait=20, wait up to 20 s for its end."""
    wait_seconds = preferences(prefer).wait_seconds
    return await handlers.executions.get_waiting(call, execution_id, wait_seconds, None, parts)


@routes.endpoint(
    "GET",
    "executions/{execution_id}/result",
    allow=Access.USER,
    about=About.ORGANIZATION,
    keys=True,
    problems=[NotFound],
)
async def get_execution_result(call: Call, execution_id: UUID) -> ExecutionResult:
    """Get an execution's result; null until it has one."""
    return await handlers.executions.result(call, execution_id)


@routes.endpoint(
    "GET",
    "executions/{execution_id}/result/content",
    allow=Access.USER,
    about=About.ORGANIZATION,
    keys=True,
    also={206: None, 416: None},
    problems=[NotFound],
    produces="application/octet-stream",
)
async def download_execution_result(call: Call, execution_id: UUID, range_of: Range = "") -> Reply:
    """Download an execution's result as a file; with Range: bytes=0-65535, a part of it."""
    return await handlers.result_files.download(call, execution_id, range_of)


@routes.endpoint(
    "GET",
    "executions/{execution_id}/logs",
    allow=Access.USER,
    about=About.ORGANIZATION,
    keys=True,
    problems=[NotFound],
)
async def get_execution_logs(
    call: Call, execution_id: UUID, after: str | None = None, limit: Lines = None
) -> list[ExecutionLog]:
    """Get the log lines of an execution, in order; after is the id of the last one you have."""
    return await handlers.executions.logs(call, execution_id, after, limit=limit)


@routes.endpoint(
    "GET",
    "executions/{execution_id}/variables",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    problems=[NotFound],
)
async def get_execution_variables(call: Call, execution_id: UUID) -> dict[str, JsonValue]:
    """Get the variables of the frame in which an execution failed."""
    return await handlers.executions.variables(call, execution_id)


@routes.endpoint(
    "GET",
    "executions/{execution_id}/events",
    allow=Access.USER,
    about=About.ORGANIZATION,
    keys=True,
    also={204: None},
    problems=[NotFound],
    produces="text/event-stream",
)
async def get_execution_events(
    call: Call, execution_id: UUID, last_event_id: LastEventId = ""
) -> Reply:
    """Follow status and log lines as server-sent events, in short responses; 204 at the end."""
    return await handlers.events.since(call, execution_id, last_event_id)


@routes.endpoint(
    "POST",
    "executions/{execution_id}/cancel",
    allow=Access.USER,
    about=About.ORGANIZATION,
    keys=True,
    audit="execution.cancel",
    problems=[Conflict, NotFound],
)
async def cancel_execution(call: Call, execution_id: UUID) -> ExecutionRecord:
    """Cancel an execution: at once if it has not begun, soon if it is running."""
    return await handlers.cancels.one(call, execution_id)
