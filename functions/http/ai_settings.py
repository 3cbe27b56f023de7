"""/api/ai/settings and /api/reports/ai-usage: what models may cost, and did cost."""

from typing import Annotated

from pydantic import Field

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import Routes
from shared import handlers
from shared.call import Call
from shared.errors import Conflict
from shared.models.ai.money import (
    AiSettingsView,
    AiSettingsWrite,
    GroupBy,
    Price,
    PriceList,
    UsageReport,
)
from shared.models.replies import Reply
from shared.models.times import EndTime, StartTime, exclusive

routes = Routes()

Grouping = Annotated[GroupBy, Field(description="What a line of the report is about.")]


@routes.endpoint("GET", "ai/settings", allow=Access.ORG_ADMIN, about=About.ORGANIZATION)
async def get_ai_settings(call: Call) -> AiSettingsView:
    """Get whether models may be used, the budgets, what was spent, and where requests go."""
    return await handlers.ai.settings.get(call)


@routes.endpoint(
    "PUT",
    "ai/settings",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="aiSettings.set",
    problems=[Conflict],
)
async def set_ai_settings(call: Call, body: AiSettingsWrite) -> AiSettingsView:
    """Set whether models may be used, and the budgets; in GLOBAL it is the platform's switch."""
    return await handlers.ai.settings.put(call, body)


@routes.endpoint("GET", "settings/ai/pricing", allow=Access.ADMIN, about=About.PLATFORM)
async def get_ai_prices(call: Call) -> PriceList:
    """Get the prices that the platform has set; for other models, a table has them."""
    return PriceList(models={**await handlers.ai.settings.prices(call)})


@routes.endpoint(
    "PUT",
    "settings/ai/pricing",
    allow=Access.ADMIN,
    about=About.PLATFORM,
    audit="aiPrices.set",
)
async def set_ai_prices(call: Call, body: PriceList) -> PriceList:
    """Replace the prices that the platform has set, in dollars for a million tokens."""
    found: dict[str, Price] = {**await handlers.ai.settings.put_prices(call, body.models)}
    return PriceList(models=found)


@routes.endpoint("GET", "reports/ai-usage", allow=Access.ORG_ADMIN, about=About.ORGANIZATION)
async def get_ai_usage(
    call: Call,
    group_by: Grouping = GroupBy.MODEL,
    since: StartTime | None = None,
    until: EndTime | None = None,
) -> UsageReport:
    """Get what calls of models cost; in GLOBAL, those of every organization."""
    return await handlers.ai.reports.report(call, group_by, since, exclusive(until))


@routes.endpoint(
    "GET",
    "reports/ai-usage.csv",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    produces="text/csv",
)
async def export_ai_usage(
    call: Call,
    group_by: Grouping = GroupBy.MODEL,
    since: StartTime | None = None,
    until: EndTime | None = None,
) -> Reply:
    """Get the report for a spreadsheet."""
    return await handlers.ai.reports.as_csv(call, group_by, since, exclusive(until))
