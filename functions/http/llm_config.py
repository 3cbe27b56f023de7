"""/api/llm-config: the platform's own provider of language models."""

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import Routes
from shared import handlers
from shared.call import Call
from shared.errors import Conflict, NotFound
from shared.models import ai
from shared.services.ai.faults import ModelFault

routes = Routes()

#: The seeds' path, and the one of later releases of the predecessor.
PATHS = {"llm-config": "", "admin/llm/config": "_alias"}
BESIDE = {"llm-config": "", "admin/llm": "_alias"}


async def get_llm_config(call: Call) -> "ai.keys.LlmConfigView":
    """Get the platform's provider, its key masked."""
    return await handlers.ai.config.get(call)


async def set_llm_config(call: Call, body: "ai.keys.LlmConfigWrite") -> "ai.keys.LlmConfigView":
    """Set the platform's provider, model and key: the default key of GLOBAL."""
    return await handlers.ai.config.put(call, body)


async def delete_llm_config(call: Call) -> None:
    """Delete the default key of GLOBAL."""
    await handlers.ai.config.delete(call)


async def test_llm_config(call: Call, body: "ai.keys.LlmConfigTest") -> "ai.keys.KeyTest":
    """Ask a provider whether it takes a key, which is not stored."""
    return await handlers.ai.config.test(call, body)


async def test_saved_llm_config(call: Call) -> "ai.keys.KeyTest":
    """Ask the platform's provider whether it takes its key."""
    return await handlers.ai.config.test_saved(call)


async def list_llm_config_models(call: Call) -> "ai.keys.OfferedModels":
    """List the models that the platform's provider offers."""
    return await handlers.ai.config.models(call)


for path, suffix in PATHS.items():
    routes.endpoint(
        "GET",
        path,
        allow=Access.ADMIN,
        about=About.PLATFORM,
        name=f"get_llm_config{suffix}",
    )(get_llm_config)
    routes.endpoint(
        "POST",
        path,
        allow=Access.ADMIN,
        about=About.PLATFORM,
        audit="llmConfig.set",
        fresh=True,
        problems=[Conflict],
        name=f"set_llm_config{suffix}",
    )(set_llm_config)
    routes.endpoint(
        "DELETE",
        path,
        allow=Access.ADMIN,
        about=About.PLATFORM,
        audit="llmConfig.delete",
        fresh=True,
        status=204,
        problems=[NotFound],
        name=f"delete_llm_config{suffix}",
    )(delete_llm_config)
for path, suffix in BESIDE.items():
    routes.endpoint(
        "POST",
        f"{path}/test",
        allow=Access.ADMIN,
        about=About.PLATFORM,
        audit="llmConfig.test",
        name=f"test_llm_config{suffix}",
    )(test_llm_config)
    routes.endpoint(
        "POST",
        f"{path}/test-saved",
        allow=Access.ADMIN,
        about=About.PLATFORM,
        audit="llmConfig.testSaved",
        problems=[NotFound],
        name=f"test_saved_llm_config{suffix}",
    )(test_saved_llm_config)
    routes.endpoint(
        "GET",
        f"{path}/models",
        allow=Access.ADMIN,
        about=About.PLATFORM,
        problems=[NotFound, ModelFault],
        name=f"list_llm_config_models{suffix}",
    )(list_llm_config_models)
