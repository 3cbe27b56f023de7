"""Request handlers of figures: of one organization, and the overview of all."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta

from shared.call import Call
from shared.errors import InvalidInput
from shared.models.fleet.figures import OrganizationFigures, RunCounts, WorkflowDay
from shared.models.fleet.metrics import (
    Glance,
    HourFigures,
    Metrics,
    MetricsBy,
    MetricsRow,
    OrganizationOverview,
    Overview,
)
from shared.models.organizations import Organization
from shared.operations.fleet.counting import added
from shared.operations.fleet.durations import share_of
from shared.repositories.fleet.figures import AllFigures

#: What is shown where no time is given, and at most.
SHOWN = timedelta(days=13)
MOST = timedelta(days=400)
HOURS = 24


async def metrics(
    call: Call, by: MetricsBy, since: datetime | None, until: datetime | None
) -> Metrics:
    """Return figures of the organization in scope: two storage transactions, whatever ran."""
    last = (until or call.platform.services.clock.now()).astimezone(UTC).date()
    first = since.astimezone(UTC).date() if since else last - SHOWN
    if last - first > MOST:
        raise InvalidInput(f"figures of at most {MOST.days} days: choose later times")
    store = call.platform.directory.figures
    days = await store.days(call.caller.scope, first, last)
    found: dict[str, list[WorkflowDay]] = defaultdict(list)
    for day in days:
        for name, counts in day.workflows.items():
            found[day.day if by is MetricsBy.DAY else name].append(counts)
    if by is MetricsBy.DAY:
        for past in range((last - first).days + 1):
            found.setdefault((first + timedelta(days=past)).isoformat(), [])
    known = await store.glance(call.caller.scope)
    rows = tuple(_row(key, found[key]) for key in sorted(found))
    figures = known.figures.get(call.caller.scope)
    hours = _hours(call.platform.services.clock.now())
    return Metrics(
        rows=rows,
        now=_glance(call.caller.scope, known, hours),
        counted_at=figures.counted_at if figures else None,
    )


async def overview(call: Call) -> Overview:
    """Return all organizations at a glance: two storage transactions for 500 of them."""
    directory, now = call.platform.directory, call.platform.services.clock.now()
    organizations = [one async for one in directory.organizations.all()]
    found = await directory.figures.all()
    hours = _hours(now)
    index = await call.platform.engine.catalog.index()
    counts = [
        (hour, added(one.hours.get(hour, RunCounts()) for one in found.figures.values()))
        for hour in hours
    ]
    times = [one.counted_at for one in found.figures.values()]
    glance = [_of(one, found, hours) for one in organizations if not one.purge_began_at]
    return Overview(
        organizations=tuple(glance),
        hours=tuple(
            HourFigures(hour=_moment(hour), total=one.total, failed=one.failed + one.timed_out)
            for hour, one in counts
        ),
        discovery_problems=len(index.problems),
        counted_at=max(times, default=None),
    )


def _row(key: str, counts: list[WorkflowDay]) -> MetricsRow:
    durations: dict[str, int] = defaultdict(int)
    for one in counts:
        for step, number in one.durations.items():
            durations[step] += number
    return MetricsRow(
        key=key,
        **added(counts).model_dump(by_alias=False),
        p50_ms=share_of(durations, 0.5),
        p95_ms=share_of(durations, 0.95),
        minutes_saved=sum(one.minutes_saved for one in counts),
    )


def _of(organization: Organization, found: AllFigures, hours: list[str]) -> OrganizationOverview:
    return OrganizationOverview(
        org_id=organization.id,
        name=organization.name,
        is_active=organization.is_active,
        tags=organization.tags,
        **_glance(organization.id, found, hours).model_dump(by_alias=False),
    )


def _glance(org_id: str, found: AllFigures, hours: list[str]) -> Glance:
    figures = found.figures.get(org_id)
    counts = _last_day(figures, hours)
    return Glance(
        runs=counts.total,
        failed=counts.failed + counts.timed_out,
        live=figures.live if figures else 0,
        last_run_at=figures.last_run_at if figures else None,
        dead_letters=figures.dead_letters if figures else 0,
        connections=found.connections.get(org_id, 0),
    )


def _last_day(figures: OrganizationFigures | None, hours: list[str]) -> RunCounts:
    if figures is None:
        return RunCounts()
    return added(figures.hours.get(hour, RunCounts()) for hour in hours)


def _hours(now: datetime) -> list[str]:
    """Return the last 24 hours, this one included, the oldest first."""
    return [
        (now.astimezone(UTC) - timedelta(hours=HOURS - 1 - past)).strftime("%Y-%m-%dT%H")
        for past in range(HOURS)
    ]


def _moment(hour: str) -> datetime:
    return datetime.strptime(hour, "%Y-%m-%dT%H").replace(tzinfo=UTC)
