"""/api/endpoints: workflows that answer HTTP requests of their own."""

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import LARGE_BODY_LIMIT, Handler, Routes
from functions.edge.responses import SANDBOXED
from functions.edge.run_headers import RunHeaders
from shared import handlers
from shared.call import Call
from shared.errors import (
    Conflict,
    MethodNotAllowed,
    NotAuthenticated,
    NotFound,
    TooLarge,
    TooManyRequests,
    UnsupportedMediaType,
    WorkflowCancelled,
    WorkflowError,
    WorkflowFailed,
    WorkflowTimeout,
)
from shared.models import automation
from shared.models.base import OrganizationId, WorkflowName
from shared.models.executions import Accepted
from shared.models.replies import Reply

routes = Routes(always=SANDBOXED)

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
PROBLEMS = [
    Conflict,
    MethodNotAllowed,
    NotAuthenticated,
    NotFound,
    TooLarge,
    TooManyRequests,
    UnsupportedMediaType,
    WorkflowCancelled,
    WorkflowError,
    WorkflowFailed,
    WorkflowTimeout,
]


async def _endpoint(
    call: Call,
    name: WorkflowName,
    request: "automation.incoming.IncomingRequest",
    headers: RunHeaders,
) -> Reply:
    """Call the endpoint of a workflow; its API key decides the organization."""
    return await handlers.endpoints.answer(call, name, request, headers.options)


async def _organization_endpoint(
    call: Call,
    organization: OrganizationId,
    name: WorkflowName,
    request: "automation.incoming.IncomingRequest",
    headers: RunHeaders,
) -> Reply:
    """Call the endpoint of a workflow in an organization that the workflow names."""
    return await handlers.endpoints.answer(call, name, request, headers.options, organization)


def _declare(method: str, path: str, name: str, handler: Handler) -> None:
    routes.endpoint(
        method,
        path,
        allow=Access.ANYONE,
        about=About.ORGANIZATION,
        keys=True,
        body_limit=LARGE_BODY_LIMIT,
        also={202: Accepted},
        problems=PROBLEMS,
        reads=False,
        name=name,
    )(handler)


for _method in METHODS:
    _declare(_method, "endpoints/{name}", f"{_method.lower()}_endpoint", _endpoint)
    _declare(
        _method,
        "endpoints/{organization}/{name}",
        f"{_method.lower()}_organization_endpoint",
        _organization_endpoint,
    )
