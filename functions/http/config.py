"""/api/config: configuration of the organization in scope, and what it inherits from GLOBAL."""

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import Limit, Routes
from shared import handlers
from shared.call import Call
from shared.errors import Conflict, NotFound, Unavailable
from shared.models.config import Config, ConfigKey, ConfigWrite
from shared.models.pages import Listed, key_of
from shared.models.replies import Reply

routes = Routes()


@routes.endpoint("GET", "config", allow=Access.ORG_ADMIN, about=About.ORGANIZATION)
async def list_config(
    call: Call, limit: Limit = 100, continuation_token: str | None = None
) -> Listed[Config]:
    """List the organization's configuration and what it inherits, by key."""
    return await handlers.config.page(call, limit, key_of(continuation_token, "c|", mark=call.mark))


@routes.endpoint(
    "GET",
    "config/{key}",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    problems=[NotFound],
    versioned=True,
)
async def get_config(call: Call, key: ConfigKey) -> Config:
    """Get the value that applies in the organization: its own, or the inherited one."""
    return await handlers.config.get(call, key)


@routes.endpoint(
    "POST",
    "config",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="config.set",
    also={200: Config, 201: Config},
    problems=[Conflict, Unavailable],
    versioned=True,
)
async def set_config(call: Call, body: ConfigWrite) -> Reply:
    """Set the organization's own value: 201 if it is new, 200 if it replaces one."""
    saved, is_new = await handlers.config.put(call, body)
    return Reply(saved.model_dump_json().encode(), 201 if is_new else 200)


@routes.endpoint(
    "DELETE",
    "config/{key}",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="config.delete",
    status=204,
    problems=[Conflict, NotFound],
    versioned=True,
)
async def delete_config(call: Call, key: ConfigKey) -> None:
    """Delete the organization's own value; the inherited one applies again."""
    await handlers.config.delete(call, key)
