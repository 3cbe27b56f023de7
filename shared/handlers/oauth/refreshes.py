"""Refreshes every token that is due, by the timer or on request."""

from datetime import timedelta

from shared.call import Call, Platform
from shared.models.refresh_jobs import RefreshJob
from shared.oauth.oauth import MOST_TIME, PAGE

#: The time of a request; the timer has more.
REQUEST_TIME = timedelta(seconds=30)
MOST_ERRORS = 50
NEVER = "no token has been due yet, and no refresh was requested"


async def refresh_all(call: Call) -> RefreshJob:
    """Refresh all tokens that are due, as the timer does every 15 minutes."""
    total = await _count(call.platform)
    return await _job(call.platform, REQUEST_TIME, total)


async def on_time(platform: Platform) -> None:
    """Refresh for the timer; writes no report if no token was due."""
    await _job(platform, MOST_TIME, None)


async def last(call: Call) -> RefreshJob:
    found = await call.platform.directory.due_tokens.last_job()
    return found or RefreshJob(message=NEVER)


async def _job(platform: Platform, most: timedelta, total: int | None) -> RefreshJob:
    clock = platform.services.clock
    started_at = clock.now()
    done = await platform.oauth.refresh_all(most)
    rest = "" if done.is_through else "; time ran out for the rest: send it again"
    failed = len(done.errors)
    job = RefreshJob(
        message=f"{done.count - failed} of {done.count} that were due are refreshed{rest}",
        total_connections=total,
        needs_refresh=done.count,
        refreshed_successfully=done.count - failed,
        refresh_failed=failed,
        errors=tuple(error[:300] for error in done.errors[:MOST_ERRORS]),
        duration_seconds=(clock.now() - started_at).total_seconds(),
        started_at=started_at,
    )
    if done.count or total is not None:
        await platform.directory.due_tokens.keep(job)
    return job


async def _count(platform: Platform) -> int:
    found = 0
    async for org_id in platform.directory.scopes():
        start: str | None = None
        while True:
            page = await platform.directory.connections_of(org_id).page(start, PAGE)
            found += sum(1 for one in page.items if one.connection)
            start = page.next
            if start is None:
                break
    return found
