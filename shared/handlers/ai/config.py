"""Request handlers of the platform's own provider, the default key of GLOBAL."""

from shared.call import Call
from shared.errors import Detail, InvalidInput, NotFound
from shared.models.ai.endpoints import Endpoint
from shared.models.ai.keys import (
    KeyTest,
    LlmConfigTest,
    LlmConfigView,
    LlmConfigWrite,
    LlmKeyCreate,
    LlmKeyUpdate,
    OfferedModels,
    masked,
)
from shared.models.base import GLOBAL
from shared.operations.ai import key_changes, model_lists
from shared.operations.ai.endpoints import KeySource, Resolved, resolved


async def get(call: Call) -> LlmConfigView:
    """Return the platform's provider: its default key, or what the environment has."""
    found = await resolved(call.platform, GLOBAL)
    if found is None:
        return LlmConfigView(is_configured=False, source=None)
    return _view(found)


async def put(call: Call, wanted: LlmConfigWrite) -> LlmConfigView:
    """Make this the platform's provider: changes GLOBAL's key of the provider, or adds one."""
    keys = await key_changes.keys_of(call).all()
    mine = [stored for stored in keys if stored.key.name is wanted.provider]
    mine.sort(key=lambda stored: (stored.key.is_default, stored.key.created_at))
    if mine:
        url = key_changes.required_url(call, wanted.provider, wanted.endpoint)
        change = LlmKeyUpdate(key=wanted.api_key, model=wanted.model, url=url, is_default=True)
        await key_changes.change(call, mine[-1], change)
        return await get(call)
    if wanted.api_key is None:
        fault = Detail(("body", "apiKey"), "there is no key of this provider yet")
        raise InvalidInput("send the key of the provider", [fault])
    new = LlmKeyCreate(
        name=wanted.provider,
        key=wanted.api_key,
        model=wanted.model,
        url=wanted.endpoint,
        is_default=True,
    )
    await key_changes.add(call, new)
    return await get(call)


async def delete(call: Call) -> None:
    """Remove the default key of GLOBAL; what the environment has stays."""
    for stored in await key_changes.keys_of(call).all():
        if stored.key.is_default:
            await key_changes.remove(call, stored)
            return
    raise NotFound("key", GLOBAL)


async def test(call: Call, wanted: LlmConfigTest) -> KeyTest:
    """Ask a provider whether it takes a key that is not stored."""
    endpoint = Endpoint(
        provider=wanted.provider,
        url=key_changes.required_url(call, wanted.provider, wanted.endpoint),
        key=wanted.api_key,
        model=wanted.model,
        by_operator=True,
    )
    return await model_lists.tested(call.platform.services.egress, endpoint)


async def test_saved(call: Call) -> KeyTest:
    return await model_lists.tested(call.platform.services.egress, await _endpoint(call))


async def models(call: Call) -> OfferedModels:
    egress = call.platform.services.egress
    return OfferedModels(models=await model_lists.offered(egress, await _endpoint(call)))


async def _endpoint(call: Call) -> Endpoint:
    found = await resolved(call.platform, GLOBAL)
    if found is None:
        raise NotFound("key", GLOBAL)
    return found.endpoint


def _view(found: Resolved) -> LlmConfigView:
    is_stored = found.source is KeySource.KEY
    last_four = found.endpoint.key.get_secret_value()[-4:]
    return LlmConfigView(
        is_configured=True,
        source=found.source,
        provider=found.endpoint.provider,
        endpoint=found.endpoint.url,
        model=found.endpoint.model,
        key=masked(last_four if is_stored else ""),
    )
