"""/api/users/me/identities: the accounts at providers with which one signs in."""

from typing import Annotated

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.arguments import FromHeader
from functions.edge.endpoint import Routes
from functions.http.oauth_callbacks import base_url
from shared import handlers
from shared.call import Call
from shared.errors import Conflict, NotFound, TooManyRequests
from shared.models import sso
from shared.wording.error_messages import Pattern

routes = Routes()

PATH = "users/me/identities"
BODY_LIMIT = 32 * 1024

Host = Annotated[str, FromHeader("Host")]
IdentityId = Annotated[str, Pattern(r"^[0-9a-f]{32}$", "give the id of a linked account")]


@routes.endpoint("GET", PATH, allow=Access.SIGNED_IN, about=About.PLATFORM)
async def list_identities(call: Call) -> "sso.sign_ins.IdentitiesView":
    """List your accounts at providers, and the providers to link one of."""
    return await handlers.sso.identities.page(call)


@routes.endpoint(
    "POST",
    f"{PATH}/begin",
    allow=Access.SIGNED_IN,
    about=About.PLATFORM,
    audit="identity.link.begin",
    body_limit=BODY_LIMIT,
    problems=[NotFound, TooManyRequests],
    fresh=True,
)
async def begin_linking_identity(
    call: Call, body: "sso.sign_ins.SsoBegin", host: Host = ""
) -> "sso.sign_ins.SsoDeparture":
    """Begin to link an account at a provider with your user."""
    return await handlers.sso.identities.begin_link(call, body, base_url(call, host))


@routes.endpoint(
    "POST",
    PATH,
    allow=Access.SIGNED_IN,
    about=About.PLATFORM,
    audit="identity.link",
    status=201,
    body_limit=BODY_LIMIT,
    problems=[Conflict, NotFound],
    fresh=True,
)
async def link_identity(call: Call, body: "sso.sign_ins.SsoReturn") -> "sso.sign_ins.IdentityView":
    """Link an account with what the provider sent back."""
    return await handlers.sso.identities.link(call, body)


@routes.endpoint(
    "DELETE",
    f"{PATH}/{{identity_id}}",
    allow=Access.SIGNED_IN,
    about=About.PLATFORM,
    audit="identity.unlink",
    status=204,
    problems=[Conflict, NotFound],
    fresh=True,
)
async def unlink_identity(call: Call, identity_id: IdentityId) -> None:
    """Unlink an account; your last way in stays, and sessions that its provider opened end."""
    await handlers.sso.identities.unlink(call, identity_id)
