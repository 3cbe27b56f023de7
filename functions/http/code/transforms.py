"""/api/editor/transform: transformations of code, as a diff that a person saves."""

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import Routes
from shared import handlers
from shared.call import Call
from shared.errors import NotFound, TooLarge
from shared.models import code

#: Twenty files of a megabyte, as JSON.
BODY_BYTES = 25 * 1024 * 1024

routes = Routes()


@routes.endpoint("GET", "editor/codemods", allow=Access.ADMIN, about=About.PLATFORM)
async def list_codemods(call: Call) -> "list[code.transforms.CodemodView]":
    """List what code can be transformed by."""
    del call
    return handlers.code.transforms.codemods()


@routes.endpoint(
    "POST",
    "editor/transform",
    allow=Access.ADMIN,
    about=About.PLATFORM,
    body_limit=BODY_BYTES,
    problems=[NotFound, TooLarge],
)
async def transform_code(
    call: Call, body: "code.transforms.TransformRequest"
) -> "code.transforms.TransformResult":
    """Transform files, and return the difference; nothing is saved."""
    return await handlers.code.transforms.transform(call, body)
