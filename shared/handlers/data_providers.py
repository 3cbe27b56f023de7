"""What there is to choose from, straight from a data provider."""

from collections.abc import Mapping

from shared.call import Call
from shared.engine.coercion import coerced
from shared.engine.validation import fitted
from shared.models.options import OptionsAnswer, OptionsOrder


async def options(call: Call, name: str, texts: Mapping[str, str], *, fresh: bool) -> OptionsAnswer:
    """Its choices for these inputs, which are as a query has them."""
    provider = await call.platform.engine.catalog.provider(
        name, to_admin=call.caller.is_platform_admin
    )
    order = OptionsOrder(
        provider=provider,
        org_id=call.caller.scope,
        org_name=call.caller.org_name,
        caller=call.caller.actor,
        input=fitted(provider, coerced(provider.parameters, texts), "query"),
        fresh=fresh,
    )
    return OptionsAnswer.of(name, await call.platform.engine.options(order))
