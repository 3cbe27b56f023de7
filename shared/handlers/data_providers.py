"""Request handlers that ask a data provider for its options."""

from collections.abc import Mapping

from pydantic import JsonValue

from shared.call import Call
from shared.engine.inputs.coercion import coerced
from shared.engine.inputs.validation import fitted
from shared.errors import Conflict, NotFound
from shared.models.options import OptionsAnswer, OptionsOrder
from shared.models.parameters import properties_of
from shared.models.workflows import Provider

FUNCTION_KEY = "code"


async def options(call: Call, name: str, texts: Mapping[str, str], *, fresh: bool) -> OptionsAnswer:
    """Return the options for these inputs, given as texts of a query."""
    provider = await _provider(call, name)
    # "code" carries a function key, unless the provider has an input of this name.
    taken = {**texts}
    if FUNCTION_KEY not in properties_of(provider.parameters):
        taken.pop(FUNCTION_KEY, None)
    inputs = fitted(provider, coerced(provider.parameters, taken), "query")
    return await _options(call, provider, inputs, fresh=fresh)


async def chosen(
    call: Call, name: str, inputs: Mapping[str, JsonValue], *, fresh: bool
) -> OptionsAnswer:
    """Return the options for these inputs, given as JSON values."""
    provider = await _provider(call, name)
    return await _options(call, provider, fitted(provider, inputs), fresh=fresh)


async def _options(
    call: Call, provider: Provider, inputs: dict[str, JsonValue], *, fresh: bool
) -> OptionsAnswer:
    order = OptionsOrder(
        provider=provider,
        org_id=call.caller.scope,
        org_name=call.caller.org_name,
        caller=call.caller.actor,
        input=inputs,
        fresh=fresh,
    )
    return OptionsAnswer.of(provider.name, await call.platform.engine.data_providers.options(order))


async def _provider(call: Call, name: str) -> Provider:
    """Return the provider; NotFound if the caller may not ask it, directly or for a workflow."""
    engine, caller = call.platform.engine, call.caller
    try:
        found = await engine.catalog.provider(name, to_admin=caller.is_platform_admin)
    except Conflict:
        lost = await engine.catalog.lost(name, Provider)
        never_worked = not lost and caller.is_platform_admin
        if never_worked or await engine.authorization.startable(lost, caller.subject):
            raise
        raise NotFound("data provider", name) from None
    if await engine.authorization.may_start(found, caller.subject):
        return found
    index = await engine.authorization.narrowed(await engine.catalog.index(), caller.subject)
    if name not in index.providers:
        raise NotFound("data provider", name)
    return found
