"""/api/content: what signed URLs of one box lead to. In Azure, the storage account serves its own.

A link says what its bearer may do, so no sign-in is asked for. Downloads are never shown by a
browser as pages of this origin, whatever was uploaded.
"""

from typing import Annotated
from urllib.parse import quote

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.arguments import ANY_TYPE, FromBody, FromHeader
from functions.edge.endpoint import Routes
from shared import handlers
from shared.call import Call
from shared.errors import AlreadyExists, NotFound
from shared.models.replies import Reply

routes = Routes()

#: The most bytes of one file that a form takes on one box.
BODY_LIMIT = 100 * 1024 * 1024
OCTETS = "application/octet-stream"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
}

ContentType = Annotated[str, FromHeader("Content-Type")]


@routes.endpoint(
    "GET",
    "content/{token}",
    allow=Access.ANYONE,
    about=About.ORGANIZATION,
    problems=[NotFound],
    produces=OCTETS,
)
async def get_content(call: Call, token: str) -> Reply:
    """Download what a signed URL leads to."""
    name, content = await handlers.content.get(call, token)
    disposition = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return Reply(content, 200, {**HEADERS, "Content-Disposition": disposition}, OCTETS)


@routes.endpoint(
    "PUT",
    "content/{token}",
    allow=Access.ANYONE,
    about=About.ORGANIZATION,
    status=201,
    body_limit=BODY_LIMIT,
    problems=[NotFound, AlreadyExists],
)
async def put_content(
    call: Call,
    token: str,
    body: Annotated[bytes, FromBody(ANY_TYPE)],
    content_type: ContentType = "",
) -> Reply:
    """Upload what a signed URL is for, once."""
    await handlers.content.put(call, token, body, content_type)
    return Reply(b"", 201, {}, OCTETS)
