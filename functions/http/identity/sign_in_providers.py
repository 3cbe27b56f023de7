"""/api/sign-in-providers: where users sign in, and the ways that an organization allows."""

from uuid import UUID

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import Routes
from shared import handlers
from shared.call import Call
from shared.errors import Conflict, InvalidInput, NotFound
from shared.models import sso
from shared.models.pages import Listed

routes = Routes()

PATH = "sign-in-providers"
ONE = f"{PATH}/{{provider_id}}"
BODY_LIMIT = 64 * 1024


@routes.endpoint("GET", PATH, allow=Access.ORG_ADMIN, about=About.ORGANIZATION)
async def list_sign_in_providers(call: Call) -> "Listed[sso.providers.SignInProviderView]":
    """List the sign-in providers of the organization in scope; the platform's in GLOBAL."""
    return Listed(await handlers.sso.providers.page(call))


@routes.endpoint(
    "POST",
    PATH,
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="signInProvider.create",
    status=201,
    body_limit=BODY_LIMIT,
    problems=[Conflict],
    versioned=True,
    fresh=True,
)
async def create_sign_in_provider(
    call: Call, body: "sso.providers.ProviderCreate"
) -> "sso.providers.SignInProviderView":
    """Add a sign-in provider; no response ever shows its secret."""
    return await handlers.sso.providers.create(call, body)


@routes.endpoint(
    "GET",
    ONE,
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    problems=[NotFound],
    versioned=True,
)
async def get_sign_in_provider(call: Call, provider_id: UUID) -> "sso.providers.SignInProviderView":
    """Get a sign-in provider."""
    return await handlers.sso.providers.get(call, provider_id)


@routes.endpoint(
    "PATCH",
    ONE,
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="signInProvider.update",
    body_limit=BODY_LIMIT,
    problems=[NotFound, Conflict],
    versioned=True,
    fresh=True,
)
async def update_sign_in_provider(
    call: Call, provider_id: UUID, body: "sso.providers.ProviderUpdate"
) -> "sso.providers.SignInProviderView":
    """Change a sign-in provider; its kind and issuer are for good."""
    return await handlers.sso.providers.update(call, provider_id, body)


@routes.endpoint(
    "DELETE",
    ONE,
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="signInProvider.delete",
    status=204,
    problems=[NotFound, Conflict],
    versioned=True,
    fresh=True,
)
async def delete_sign_in_provider(call: Call, provider_id: UUID) -> None:
    """Delete a sign-in provider; no user can sign in there any more."""
    await handlers.sso.providers.delete(call, provider_id)


@routes.endpoint(
    "POST",
    f"{ONE}/test",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="signInProvider.test",
    problems=[NotFound],
)
async def test_sign_in_provider(call: Call, provider_id: UUID) -> "sso.providers.ProviderTest":
    """Ask a provider for all that a sign-in needs of it, short of a user."""
    return await handlers.sso.providers.test(call, provider_id)


@routes.endpoint(
    "GET",
    "sign-in-ways",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    problems=[InvalidInput],
    versioned=True,
)
async def get_sign_in_ways(call: Call) -> "sso.ways.SignInWays":
    """Get the ways to sign in that the organization in scope allows its members."""
    return await handlers.sso.ways.get(call)


@routes.endpoint(
    "PUT",
    "sign-in-ways",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="signInWays.update",
    body_limit=BODY_LIMIT,
    problems=[Conflict],
    versioned=True,
    fresh=True,
)
async def set_sign_in_ways(call: Call, body: "sso.ways.SignInWays") -> "sso.ways.SignInWays":
    """Set the ways to sign in that the organization in scope allows; open sessions follow."""
    return await handlers.sso.ways.put(call, body)
