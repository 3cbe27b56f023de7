"""Request handlers of the keys of one scope; no answer has more of a key than its end."""

from uuid import UUID

from shared.call import Call
from shared.errors import NotFound
from shared.models.ai.endpoints import Endpoint, ProviderName
from shared.models.ai.keys import KeyTest, LlmKeyCreate, LlmKeyUpdate, LlmKeyView, OfferedModels
from shared.models.pages import Listed
from shared.operations.ai import key_changes, model_lists
from shared.operations.ai.endpoints import endpoint_of


async def page(call: Call) -> Listed[LlmKeyView]:
    """List the scope's own keys, the default first, then the newest."""
    found = [stored.key for stored in await key_changes.keys_of(call).all()]
    found.sort(key=lambda key: (not key.is_default, -key.created_at.timestamp()))
    return Listed([key_changes.view(key) for key in found])


async def get(call: Call, name: ProviderName) -> LlmKeyView:
    """Return the scope's key of a provider: the default, or else the newest."""
    for shown in (await page(call)).items:
        if shown.name is name:
            return shown
    raise NotFound("key", name)


async def create(call: Call, new: LlmKeyCreate) -> LlmKeyView:
    return key_changes.view(await key_changes.add(call, new))


async def update(call: Call, key_id: UUID, change: LlmKeyUpdate) -> LlmKeyView:
    before = await key_changes.keys_of(call).get(key_id)
    return key_changes.view(await key_changes.change(call, before, change))


async def delete(call: Call, key_id: UUID) -> None:
    await key_changes.remove(call, await key_changes.keys_of(call).get(key_id))


async def test(call: Call, key_id: UUID) -> KeyTest:
    """Ask the provider whether it takes the key, at the key's own address."""
    return await model_lists.tested(call.platform.services.egress, await _endpoint(call, key_id))


async def models(call: Call, key_id: UUID) -> OfferedModels:
    """Ask the provider which models it offers to the key."""
    egress = call.platform.services.egress
    return OfferedModels(models=await model_lists.offered(egress, await _endpoint(call, key_id)))


async def _endpoint(call: Call, key_id: UUID) -> Endpoint:
    keys = key_changes.keys_of(call)
    key = (await keys.get(key_id)).key
    return endpoint_of(key, await keys.value(key))
