"""/api/branding: the name, colour, links and logo that all visitors see, also before a sign-in."""

from typing import Annotated

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.arguments import ANY_TYPE, FromBody, FromHeader
from functions.edge.endpoint import Routes
from shared import handlers
from shared.call import Call
from shared.errors import Conflict, NotFound
from shared.models import client
from shared.models.replies import Reply

routes = Routes()

#: Bytes; the handler says how large a logo may be.
LOGO_BODY_LIMIT = 256 * 1024

IfNoneMatch = Annotated[str, FromHeader("If-None-Match")]


@routes.endpoint("GET", "branding", allow=Access.ANYONE, about=About.PLATFORM, also={304: None})
async def get_branding(
    call: Call, if_none_match: IfNoneMatch = ""
) -> "client.branding.Branding | Reply":
    """Get the branding of this installation, which has a default; 304 if it is unchanged."""
    return await handlers.branding.get(call, if_none_match)


@routes.endpoint(
    "PUT",
    "branding",
    allow=Access.ADMIN,
    about=About.PLATFORM,
    audit="branding.update",
    problems=[Conflict],
)
async def put_branding(
    call: Call, body: "client.branding.BrandingUpdate"
) -> "client.branding.Branding":
    """Replace name, accent and links of the branding; the logo stays."""
    return await handlers.branding.update(call, body)


@routes.endpoint(
    "GET",
    "branding/logo",
    allow=Access.ANYONE,
    about=About.PLATFORM,
    also={304: None},
    problems=[NotFound],
    produces="image/*",
)
async def get_branding_logo(
    call: Call, v: str | None = None, if_none_match: IfNoneMatch = ""
) -> Reply:
    """Get the logo; v is its digest, with which it can be cached for good."""
    return await handlers.branding.logo(call, v, if_none_match)


@routes.endpoint(
    "PUT",
    "branding/logo",
    allow=Access.ADMIN,
    about=About.PLATFORM,
    audit="branding.setLogo",
    body_limit=LOGO_BODY_LIMIT,
    problems=[Conflict],
)
async def put_branding_logo(
    call: Call, body: Annotated[bytes, FromBody(ANY_TYPE)]
) -> "client.branding.Branding":
    """Replace the logo: PNG or WebP, at most 100,000 bytes, each side 16 to 2048 pixels."""
    return await handlers.branding.set_logo(call, body)


@routes.endpoint(
    "DELETE",
    "branding/logo",
    allow=Access.ADMIN,
    about=About.PLATFORM,
    audit="branding.removeLogo",
    status=204,
    problems=[Conflict],
)
async def delete_branding_logo(call: Call) -> None:
    """Remove the logo; the client shows its own again."""
    await handlers.branding.remove_logo(call)
