"""/api/oauth/connections: OAuth connections, their tokens and refreshes."""

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import Limit, Routes
from shared import handlers
from shared.call import Call
from shared.errors import Conflict, NotFound, Unavailable
from shared.models import client
from shared.models.connection_health import ConnectionHealth
from shared.models.connections import (
    ConnectionCreate,
    ConnectionCredentials,
    ConnectionDetail,
    ConnectionMessage,
    ConnectionName,
    ConnectionUpdate,
    EntityChoice,
    Rotation,
)
from shared.models.pages import Listed, key_of
from shared.models.refresh_jobs import RefreshJob

routes = Routes()

BODY_LIMIT = 64 * 1024
PATH = "oauth/connections"
ONE = f"{PATH}/{{connection}}"


@routes.endpoint("GET", PATH, allow=Access.ORG_ADMIN, about=About.ORGANIZATION)
async def list_connections(
    call: Call, limit: Limit = 100, continuation_token: str | None = None
) -> Listed[ConnectionDetail]:
    """List the connections of the organization in scope, its own and GLOBAL's that it inherits."""
    return await handlers.oauth.connections.page(
        call, limit, key_of(continuation_token, "", mark=call.mark)
    )


@routes.endpoint(
    "POST",
    PATH,
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="oauth.connection.create",
    status=201,
    body_limit=BODY_LIMIT,
    problems=[Conflict],
    versioned=True,
    fresh=True,
)
async def create_connection(call: Call, body: ConnectionCreate) -> ConnectionDetail:
    """Create a connection; a flow without user consent connects it at once."""
    return await handlers.oauth.connections.create(call, body)


@routes.endpoint(
    "GET",
    ONE,
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    problems=[NotFound],
    versioned=True,
)
async def get_connection(call: Call, connection: ConnectionName) -> ConnectionDetail:
    """Get a connection, the organization's own or GLOBAL's."""
    return await handlers.oauth.connections.get(call, connection)


@routes.endpoint(
    "PUT",
    ONE,
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="oauth.connection.update",
    body_limit=BODY_LIMIT,
    problems=[NotFound, Conflict],
    versioned=True,
    fresh=True,
)
async def update_connection(
    call: Call, connection: ConnectionName, body: ConnectionUpdate
) -> ConnectionDetail:
    """Change a connection; after a change of client or URL it must be connected again."""
    return await handlers.oauth.connections.update(call, connection, body)


@routes.endpoint(
    "DELETE",
    ONE,
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="oauth.connection.delete",
    status=204,
    problems=[NotFound, Conflict],
    versioned=True,
)
async def delete_connection(call: Call, connection: ConnectionName) -> None:
    """Delete a connection with its token; 409 lists what depends on it."""
    await handlers.oauth.connections.delete(call, connection)


@routes.endpoint(
    "POST",
    f"{ONE}/cancel",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="oauth.connection.cancel",
    problems=[NotFound, Conflict],
)
async def cancel_authorization(call: Call, connection: ConnectionName) -> ConnectionMessage:
    """Cancel an authorization that waits for the user to return from the provider."""
    return await handlers.oauth.connections.cancel(call, connection)


@routes.endpoint(
    "POST",
    f"{ONE}/refresh",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="oauth.connection.refresh",
    problems=[NotFound, Conflict],
)
async def refresh_connection(call: Call, connection: ConnectionName) -> ConnectionMessage:
    """Refresh the token now."""
    return await handlers.oauth.connections.refresh(call, connection)


@routes.endpoint(
    "GET",
    f"{ONE}/credentials",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    problems=[NotFound],
)
async def get_connection_credentials(
    call: Call, connection: ConnectionName
) -> ConnectionCredentials:
    """Get whether there is a token, and its expiry; only workflows get the token itself."""
    return await handlers.oauth.connections.credentials(call, connection)


@routes.endpoint(
    "GET", f"{ONE}/health", allow=Access.ORG_ADMIN, about=About.ORGANIZATION, problems=[NotFound]
)
async def get_connection_health(call: Call, connection: ConnectionName) -> ConnectionHealth:
    """Get a connection's health: status, next refresh, users of it, and what to do."""
    return await handlers.oauth.connection_health.get(call, connection)


@routes.endpoint(
    "POST",
    f"{ONE}/test",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="oauth.connection.test",
    problems=[NotFound, Conflict, Unavailable],
)
async def try_connection(
    call: Call, connection: ConnectionName, body: "client.connections.ConnectionTrial"
) -> "client.connections.ConnectionTrialResult":
    """Send a GET with the token to the connection's own host, and return what it answers."""
    return await handlers.oauth.connection_trials.call_host(call, connection, body)


@routes.endpoint(
    "GET",
    f"{ONE}/entities",
    allow=Access.ADMIN,
    about=About.PLATFORM,
    problems=[NotFound, Conflict],
)
async def list_connection_entities(
    call: Call,
    connection: ConnectionName,
    limit: Limit = 100,
    continuation_token: str | None = None,
) -> "Listed[client.connections.ConnectionEntity]":
    """List all organizations with their entity and status in a connection of GLOBAL."""
    start = key_of(continuation_token, "o|", mark=call.mark)
    return await handlers.oauth.connection_entities.page(call, connection, limit, start)


@routes.endpoint(
    "PUT",
    f"{ONE}/entity",
    allow=Access.ADMIN,
    about=About.ORGANIZATION,
    audit="oauth.connection.entity",
    problems=[NotFound, Conflict],
    versioned=True,
)
async def choose_connection_entity(
    call: Call, connection: ConnectionName, body: EntityChoice
) -> ConnectionDetail:
    """Set the organization's id at the provider: `{entity_id}` in the URLs."""
    return await handlers.oauth.connections.choose_entity(call, connection, body)


@routes.endpoint(
    "POST", "oauth/refresh_all", allow=Access.ADMIN, about=About.PLATFORM, audit="oauth.refresh.all"
)
async def refresh_all_connections(call: Call) -> RefreshJob:
    """Refresh the tokens that are due in refresh_all organizations, as the timer does."""
    return await handlers.oauth.refreshes.refresh_all(call)


@routes.endpoint("GET", "oauth/refresh_job_status", allow=Access.ADMIN, about=About.PLATFORM)
async def get_refresh_job(call: Call) -> RefreshJob:
    """Get the last refresh of all tokens that was requested or found a token due."""
    return await handlers.oauth.refreshes.last(call)


@routes.endpoint(
    "POST",
    "oauth/keys/rotate",
    allow=Access.ADMIN,
    about=About.PLATFORM,
    audit="oauth.key.rotate",
    problems=[Conflict],
    fresh=True,
)
async def rotate_connection_key(call: Call) -> Rotation:
    """Encrypt every connection under a new key; repeat until it is complete."""
    return await handlers.oauth.keys.rotate(call)
