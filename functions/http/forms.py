"""/api/forms: create, edit, import and export forms; start, submit and upload files to them."""

from typing import Annotated, Literal

from pydantic import JsonValue

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.arguments import WHOLE_QUERY
from functions.edge.endpoint import LARGE_BODY_LIMIT, Limit, Routes
from functions.edge.run_headers import START_PROBLEMS, RunHeaders
from shared import handlers
from shared.call import Call
from shared.errors import (
    Conflict,
    FormRefused,
    MethodNotAllowed,
    NotFound,
    ProviderFailed,
    TooManyRequests,
    WorkflowError,
    WorkflowFailed,
    WorkflowTimeout,
)
from shared.models.base import WorkflowName
from shared.models.executions import Accepted
from shared.models.form_requests import (
    FormRequest,
    ProviderRequest,
    StartupAnswer,
    StartupRequest,
    Upload,
    UploadAnswer,
)
from shared.models.forms import (
    FormCheck,
    FormCheckRequest,
    FormCreate,
    FormDraft,
    FormFile,
    FormImport,
    FormRoles,
    FormSummary,
    FormUpdate,
    FormView,
)
from shared.models.options import OptionsAnswer
from shared.models.pages import Listed, key_of
from shared.models.replies import Reply
from shared.models.roles import FormId
from shared.models.runs import RunOutcome

routes = Routes()

MOST_LISTED = 100
LAUNCH_PROBLEMS = [
    Conflict,
    NotFound,
    TooManyRequests,
    WorkflowError,
    WorkflowFailed,
    WorkflowTimeout,
]


@routes.endpoint("GET", "forms", allow=Access.USER, about=About.ORGANIZATION)
async def list_forms(
    call: Call,
    fields: Literal["all", "summary"] = "all",
    limit: Limit = MOST_LISTED,
    continuation_token: str | None = None,
) -> Listed[FormView | FormSummary]:
    """List the forms that the caller may use, by name; at most 100 at once.

    With fields=summary, forms come without their fields and parameters.
    """
    start = key_of(continuation_token, handlers.forms.KEY, mark=call.mark)
    found = await handlers.forms.page(call, min(limit, MOST_LISTED), start)
    if fields == "all":
        return Listed(found.items, found.next)
    return Listed([*map(FormSummary.of, found.items)], found.next)


@routes.endpoint(
    "POST",
    "forms",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="form.create",
    status=201,
    problems=[Conflict],
    versioned=True,
)
async def create_form(call: Call, body: FormCreate) -> FormView:
    """Add a form to the organization, or with `isGlobal` for all of them."""
    return await handlers.forms.create(call, body)


@routes.endpoint(
    "POST",
    "forms/import",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="form.import",
    status=201,
    problems=[Conflict],
)
async def import_form(
    call: Call,
    body: dict[str, JsonValue],
    is_global: bool = False,
    replace: bool = False,
) -> FormImport:
    """Create a form from a `*.form.json`, also a predecessor's; lists what it did not understand.

    With `replace` it replaces the form with the same name.
    """
    return await handlers.forms.take_in(call, body, is_global=is_global, replace=replace)


@routes.endpoint(
    "POST",
    "forms/validate",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    problems=[Conflict, FormRefused, NotFound, ProviderFailed],
)
async def check_form(call: Call, body: FormCheckRequest) -> FormCheck:
    """Check a form as saving would, and with `formData` a submission; nothing is stored or run."""
    form, found = await handlers.forms.check(call, body)
    if body.form_data is None:
        return found
    parameters = await handlers.form_runs.preview(call, form, body.form_data, body.query_params)
    return found.model_copy(update={"parameters": parameters})


# The host takes the first match in the order of function names: this one precedes execute_form.
@routes.endpoint(
    "POST",
    "forms/from-workflow/{name}",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    problems=[Conflict, NotFound],
)
async def draft_form(call: Call, name: WorkflowName) -> FormDraft:
    """Draft a form from a workflow's parameters; nothing is stored."""
    return await handlers.forms.draft(call, name)


@routes.endpoint(
    "GET",
    "forms/{form_id}",
    allow=Access.USER,
    about=About.ORGANIZATION,
    problems=[NotFound],
    versioned=True,
)
async def get_form(call: Call, form_id: FormId) -> FormView:
    """Get one form."""
    return await handlers.forms.get(call, form_id)


@routes.endpoint(
    "PATCH",
    "forms/{form_id}",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="form.update",
    problems=[Conflict, NotFound],
    versioned=True,
)
async def update_form(call: Call, form_id: FormId, body: FormUpdate) -> FormView:
    """Change the fields that are sent."""
    return await handlers.forms.update(call, form_id, body)


@routes.endpoint(
    "PUT",
    "forms/{form_id}",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="form.update",
    problems=[Conflict, NotFound],
    versioned=True,
)
async def put_form(call: Call, form_id: FormId, body: FormUpdate) -> FormView:
    """Change the fields that are sent, as PATCH does."""
    return await handlers.forms.update(call, form_id, body)


@routes.endpoint(
    "DELETE",
    "forms/{form_id}",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="form.delete",
    status=204,
    problems=[Conflict, NotFound],
    versioned=True,
)
async def delete_form(
    call: Call,
    form_id: FormId,
    purge: bool = False,
) -> None:
    """Disable a form; with `purge` remove a disabled one for good."""
    await handlers.forms.delete(call, form_id, purge=purge)


@routes.endpoint(
    "GET",
    "forms/{form_id}/roles",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    problems=[NotFound],
)
async def list_form_roles(call: Call, form_id: FormId) -> FormRoles:
    """List the organization's roles that may use a form."""
    return await handlers.forms.roles(call, form_id)


@routes.endpoint(
    "GET",
    "forms/{form_id}/export",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    problems=[NotFound],
)
async def export_form(call: Call, form_id: FormId) -> FormFile:
    """Get a form as the content of a `*.form.json`."""
    return await handlers.forms.export(call, form_id)


@routes.endpoint(
    "GET",
    "forms/{form_id}/startup",
    allow=Access.USER,
    about=About.ORGANIZATION,
    status=405,
    problems=[MethodNotAllowed],
)
async def start_form(_: Call, form_id: FormId) -> None:
    """Refuse: a GET must not run code, since another site could have a browser send it."""
    raise MethodNotAllowed(f"POST to /api/forms/{form_id}/startup to run its workflow", "POST")


@routes.endpoint(
    "POST",
    "forms/{form_id}/startup",
    allow=Access.USER,
    about=About.ORGANIZATION,
    problems=LAUNCH_PROBLEMS,
)
async def start_form_with_data(
    call: Call,
    form_id: FormId,
    body: StartupRequest,
    query: Annotated[dict[str, str], WHOLE_QUERY],
) -> StartupAnswer:
    """Run the form's launch workflow with the query parameters that the form allows."""
    return await handlers.form_runs.start(call, form_id, body.form_data, query)


@routes.endpoint(
    "POST",
    "forms/{form_id}/execute",
    allow=Access.USER,
    about=About.ORGANIZATION,
    body_limit=LARGE_BODY_LIMIT,
    also={200: RunOutcome, 202: Accepted},
    problems=[*START_PROBLEMS, FormRefused, ProviderFailed],
)
async def execute_form(
    call: Call, form_id: FormId, body: FormRequest, headers: RunHeaders
) -> Reply:
    """Submit a form: check the data, then run its workflow."""
    return await handlers.form_runs.execute(call, form_id, body, headers.options)


@routes.endpoint(
    "POST",
    "forms/{form_id}/files/upload-url",
    allow=Access.USER,
    about=About.ORGANIZATION,
    audit="form.upload",
    problems=[Conflict, NotFound, TooManyRequests],
)
async def create_form_upload(call: Call, form_id: FormId, body: Upload) -> UploadAnswer:
    """Get a URL for uploading one file for the form."""
    return await handlers.form_uploads.begin(call, form_id, body)


@routes.endpoint(
    "POST",
    "forms/{form_id}/upload",
    allow=Access.USER,
    about=About.ORGANIZATION,
    audit="form.upload",
    problems=[Conflict, NotFound, TooManyRequests],
)
async def create_upload(call: Call, form_id: FormId, body: Upload) -> UploadAnswer:
    """Get a URL for uploading one file for the form: an alias of `files/upload-url`."""
    return await handlers.form_uploads.begin(call, form_id, body)


@routes.endpoint(
    "POST",
    "forms/{form_id}/data-providers/{name}",
    allow=Access.USER,
    about=About.ORGANIZATION,
    problems=[Conflict, NotFound, ProviderFailed, TooManyRequests],
)
async def list_form_options(
    call: Call, form_id: FormId, name: WorkflowName, body: ProviderRequest
) -> OptionsAnswer:
    """List the options of a data provider that the form uses."""
    return await handlers.form_runs.options(call, form_id, name, body)
