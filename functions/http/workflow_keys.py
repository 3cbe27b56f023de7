"""/api/workflow-keys: API keys of the organization in scope."""

from uuid import UUID

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import Limit, Routes
from functions.edge.prefer import Prefer
from functions.edge.removal import ForWaiting, removal
from shared import handlers
from shared.call import Call
from shared.errors import Conflict, NotFound
from shared.models.keys import ApiKeyCreate, ApiKeyRotate, ApiKeyView
from shared.models.pages import Listed, key_of
from shared.models.replies import Reply
from shared.models.waiting import Waiting

routes = Routes()


@routes.endpoint("GET", "workflow-keys", allow=Access.ORG_ADMIN, about=About.ORGANIZATION)
async def list_workflow_keys(
    call: Call, limit: Limit = 100, continuation_token: str | None = None
) -> Listed[ApiKeyView]:
    """List the organization's API keys, without their secrets."""
    start = key_of(continuation_token, f"o|{call.caller.scope}|", mark=call.mark)
    return await handlers.api_keys.page(call, limit, start)


@routes.endpoint(
    "POST",
    "workflow-keys",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="apiKey.create",
    status=201,
    fresh=True,
)
async def create_workflow_key(call: Call, body: ApiKeyCreate) -> ApiKeyView:
    """Create an API key; rawKey is shown only in this response."""
    return await handlers.api_keys.create(call, body)


@routes.endpoint(
    "POST",
    "workflow-keys/{key_id}/rotate",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="apiKey.rotate",
    status=201,
    problems=[Conflict, NotFound],
    fresh=True,
)
async def rotate_workflow_key(call: Call, key_id: UUID, body: ApiKeyRotate) -> ApiKeyView:
    """Create a key with the rights of this one, which ends in some hours; rawKey is shown once."""
    return await handlers.api_keys.rotate(call, key_id, body)


@routes.endpoint(
    "DELETE",
    "workflow-keys/{key_id}",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="apiKey.revoke",
    status=204,
    also={200: Waiting},
    problems=[NotFound],
    fresh=True,
)
async def revoke_workflow_key(
    call: Call, key_id: UUID, waiting: ForWaiting = "cancel", prefer: Prefer = ""
) -> Reply:
    """Revoke an API key and cancel its waiting executions, unless `waiting=keep`."""
    return removal(await handlers.api_keys.revoke(call, key_id, waiting), prefer)


@routes.endpoint(
    "GET",
    "workflow-keys/{key_id}/waiting",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    problems=[NotFound],
)
async def list_workflow_key_waiting(call: Call, key_id: UUID) -> Waiting:
    """List the waiting executions that an API key started."""
    return await handlers.waiting.of_key(call, key_id)
