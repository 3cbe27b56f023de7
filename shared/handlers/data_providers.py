"""What there is to choose from, straight from a data provider."""

from collections.abc import Mapping

from shared.call import Call
from shared.engine.coercion import coerced
from shared.engine.validation import fitted
from shared.errors import Conflict, NotFound
from shared.models.options import OptionsAnswer, OptionsOrder
from shared.models.workflows import Provider


async def options(call: Call, name: str, texts: Mapping[str, str], *, fresh: bool) -> OptionsAnswer:
    """Its choices for these inputs, which are as a query has them."""
    provider = await _provider(call, name)
    order = OptionsOrder(
        provider=provider,
        org_id=call.caller.scope,
        org_name=call.caller.org_name,
        caller=call.caller.actor,
        input=fitted(provider, coerced(provider.parameters, texts), "query"),
        fresh=fresh,
    )
    return OptionsAnswer.of(name, await call.platform.engine.options(order))


async def _provider(call: Call, name: str) -> Provider:
    """NotFound if the caller may neither ask it nor start a workflow that needs its choices."""
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
