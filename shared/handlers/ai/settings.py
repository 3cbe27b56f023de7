"""Request handlers of what a scope may do with models, and of the platform's prices."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from shared.call import Call
from shared.errors import Detail, InvalidInput, NotPermitted
from shared.models.ai.money import (
    MICROS,
    NEARLY,
    AiSettings,
    AiSettingsView,
    AiSettingsWrite,
    Payer,
    Price,
)
from shared.models.base import GLOBAL
from shared.operations.ai.endpoints import resolved
from shared.repositories.ai.spending import month_sum

KIND = "aiSettings"


async def get(call: Call) -> AiSettingsView:
    """Return the settings, what was spent this month, and where requests go."""
    store, scope = call.platform.directory.ai_settings, call.caller.scope
    settings = (await store.get(scope)).settings
    spending, now = call.platform.directory.llm_spending, call.platform.services.clock.now()
    own, platforms = [
        await spending.spent(scope, month_sum(now, payer))
        for payer in (Payer.ORGANIZATION, Payer.PLATFORM)
    ]
    spent = (own + platforms) / MICROS
    found = await resolved(call.platform, scope)
    if found and found.scope != scope and settings.platform_monthly_dollars is None:
        found = None
    limit = settings.monthly_dollars
    payer = None
    if found:
        payer = Payer.ORGANIZATION if found.scope == scope else Payer.PLATFORM
    return AiSettingsView(
        **settings.model_dump(by_alias=False),
        is_platform_enabled=(await store.known(GLOBAL)).is_enabled,
        spent_dollars=spent,
        platform_spent_dollars=platforms / MICROS,
        is_nearly_spent=limit is not None and spent >= limit * NEARLY,
        provider=found.endpoint.provider if found else None,
        host=urlsplit(found.endpoint.url).hostname if found else None,
        payer=payer,
    )


async def put(call: Call, wanted: AiSettingsWrite) -> AiSettingsView:
    """Replace the settings; models are enabled only together with a budget."""
    store, scope = call.platform.directory.ai_settings, call.caller.scope
    before = await store.get(scope)
    after = AiSettings(**wanted.model_dump(by_alias=False))
    if after.is_enabled and after.monthly_dollars is None:
        fault = Detail(("body", "monthlyDollars"), "set a budget for a month first")
        raise InvalidInput("models are not enabled without a budget", [fault])
    is_platforms = after.platform_monthly_dollars != before.settings.platform_monthly_dollars
    if is_platforms and not call.caller.actor.is_platform_admin:
        words = "only platform administrators decide what may be spent of the platform's keys"
        raise NotPermitted(words)
    await store.put(scope, before, after)
    call.changed(KIND, scope, before.settings, after)
    return await get(call)


async def prices(call: Call) -> Mapping[str, Price]:
    """Return the prices that the platform has set, by model; they come before the table."""
    return await call.platform.directory.ai_settings.prices()


async def put_prices(call: Call, wanted: Mapping[str, Price]) -> Mapping[str, Price]:
    await call.platform.directory.ai_settings.put_prices(wanted)
    return wanted
