"""/api/llm-keys: keys of language models of the organization in scope, and of GLOBAL."""

from uuid import UUID

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import Routes
from shared import handlers
from shared.call import Call
from shared.errors import Conflict, NotFound
from shared.models import ai
from shared.models.pages import Listed
from shared.services.ai.faults import ModelFault

routes = Routes()


@routes.endpoint("GET", "llm-keys", allow=Access.USER, about=About.ORGANIZATION)
async def list_llm_keys(call: Call) -> "Listed[ai.keys.LlmKeyView]":
    """List the organization's own keys, masked, the default first."""
    return await handlers.ai.keys.page(call)


@routes.endpoint(
    "GET", "llm-keys/{name}", allow=Access.USER, about=About.ORGANIZATION, problems=[NotFound]
)
async def get_llm_key(call: Call, name: "ai.endpoints.ProviderName") -> "ai.keys.LlmKeyView":
    """Get the organization's key of a provider, masked."""
    return await handlers.ai.keys.get(call, name)


@routes.endpoint(
    "POST",
    "llm-keys",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="llmKey.create",
    fresh=True,
    status=201,
    problems=[Conflict],
)
async def create_llm_key(call: Call, body: "ai.keys.LlmKeyCreate") -> "ai.keys.LlmKeyView":
    """Add a key; no answer contains it again."""
    return await handlers.ai.keys.create(call, body)


@routes.endpoint(
    "PATCH",
    "llm-keys/{key_id}",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="llmKey.update",
    fresh=True,
    problems=[Conflict, NotFound],
)
async def update_llm_key(
    call: Call, key_id: UUID, body: "ai.keys.LlmKeyUpdate"
) -> "ai.keys.LlmKeyView":
    """Change a key; another address needs the key again."""
    return await handlers.ai.keys.update(call, key_id, body)


@routes.endpoint(
    "DELETE",
    "llm-keys/{key_id}",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="llmKey.delete",
    fresh=True,
    status=204,
    problems=[NotFound],
)
async def delete_llm_key(call: Call, key_id: UUID) -> None:
    """Delete a key; the newest of the others is the default then."""
    await handlers.ai.keys.delete(call, key_id)


@routes.endpoint(
    "POST",
    "llm-keys/{key_id}/test",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="llmKey.test",
    problems=[NotFound],
)
async def test_llm_key(call: Call, key_id: UUID) -> "ai.keys.KeyTest":
    """Ask the provider whether it takes the key, and offers its model."""
    return await handlers.ai.keys.test(call, key_id)


@routes.endpoint(
    "GET",
    "llm-keys/{key_id}/models",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    problems=[NotFound, ModelFault],
)
async def list_llm_key_models(call: Call, key_id: UUID) -> "ai.keys.OfferedModels":
    """List the models that the provider offers to the key."""
    return await handlers.ai.keys.models(call, key_id)
