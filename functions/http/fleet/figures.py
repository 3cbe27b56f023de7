"""/api/metrics and /api/overview: what the timer has counted of runs."""

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import Routes
from shared import handlers
from shared.call import Call
from shared.models.fleet.metrics import Metrics, MetricsBy, Overview
from shared.models.times import EndTime, StartTime

routes = Routes()


@routes.endpoint("GET", "metrics", allow=Access.ORG_ADMIN, about=About.ORGANIZATION)
async def get_metrics(
    call: Call,
    by: MetricsBy = MetricsBy.DAY,
    since: StartTime | None = None,
    until: EndTime | None = None,
) -> Metrics:
    """Get figures of the organization's runs, by day or workflow: of 14 days, or of those given."""
    return await handlers.fleet.figures.metrics(call, by, since, until)


@routes.endpoint("GET", "overview", allow=Access.ADMIN, about=About.PLATFORM)
async def get_overview(call: Call) -> Overview:
    """Get all organizations at a glance: the last 24 hours, and what needs care."""
    return await handlers.fleet.figures.overview(call)
