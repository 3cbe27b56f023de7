"""/api/discovery, /api/workflows, /api/data-providers: workflows and providers, and options."""

from typing import Annotated

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.arguments import WHOLE_QUERY
from functions.edge.endpoint import LARGE_BODY_LIMIT, Limit, Routes
from shared import handlers
from shared.call import Call
from shared.errors import Conflict, NotFound, ProviderFailed, TooManyRequests
from shared.models.base import WorkflowName
from shared.models.catalog import (
    Discovery,
    ProviderView,
    ValidationReport,
    ValidationRequest,
    WorkflowView,
)
from shared.models.form_requests import ProviderRequest
from shared.models.options import OptionsAnswer
from shared.models.pages import Listed, key_of

routes = Routes()


@routes.endpoint("GET", "discovery", allow=Access.USER, about=About.ORGANIZATION)
async def discover(call: Call) -> Discovery:
    """List workflows and data providers; platform administrators also see ignored files."""
    return await handlers.discovery.everything(call)


@routes.endpoint("GET", "workflows", allow=Access.USER, about=About.ORGANIZATION, keys=True)
async def list_workflows(
    call: Call, limit: Limit = 1000, continuation_token: str | None = None
) -> Listed[WorkflowView]:
    """List the workflows that the caller may run."""
    start = key_of(continuation_token, handlers.discovery.KEY, mark=call.mark)
    return await handlers.discovery.workflows(call, limit, start)


# The host takes the first match in the order of function names: this one must precede
# run_workflow, which would match its path.
@routes.endpoint(
    "POST",
    "workflows/validate",
    allow=Access.ADMIN,
    about=About.PLATFORM,
    body_limit=LARGE_BODY_LIMIT,
)
async def check_workflow_file(call: Call, body: ValidationRequest) -> ValidationReport:
    """Check a file of the workspace, as stored or with the content that is sent."""
    return await handlers.discovery.check(call, body)


@routes.endpoint(
    "GET",
    "workflows/{name}",
    allow=Access.USER,
    about=About.ORGANIZATION,
    keys=True,
    problems=[Conflict, NotFound],
)
async def get_workflow(call: Call, name: WorkflowName) -> WorkflowView:
    """Get a workflow's declaration: its parameters, limits and how it may be called."""
    return await handlers.discovery.workflow(call, name)


@routes.endpoint("GET", "data-providers", allow=Access.USER, about=About.ORGANIZATION)
async def list_data_providers(
    call: Call, limit: Limit = 1000, continuation_token: str | None = None
) -> Listed[ProviderView]:
    """List the data providers."""
    start = key_of(continuation_token, handlers.discovery.KEY, mark=call.mark)
    return await handlers.discovery.providers(call, limit, start)


@routes.endpoint(
    "GET",
    "data-providers/{name}",
    allow=Access.USER,
    about=About.ORGANIZATION,
    reads=False,
    problems=[Conflict, NotFound, ProviderFailed, TooManyRequests],
)
async def get_options(
    call: Call,
    name: WorkflowName,
    inputs: Annotated[dict[str, str], WHOLE_QUERY],
    no_cache: bool = False,
) -> OptionsAnswer:
    """Get the options of a data provider; its inputs are query parameters.

    Only pages of the platform's own origin may call it from a browser.
    """
    return await handlers.data_providers.options(call, name, inputs, fresh=no_cache)


@routes.endpoint(
    "POST",
    "data-providers/{name}",
    allow=Access.USER,
    about=About.ORGANIZATION,
    problems=[Conflict, NotFound, ProviderFailed, TooManyRequests],
)
async def list_options(call: Call, name: WorkflowName, body: ProviderRequest) -> OptionsAnswer:
    """Get the options of a data provider; its inputs are JSON values under any name."""
    return await handlers.data_providers.chosen(call, name, body.inputs, fresh=body.no_cache)
