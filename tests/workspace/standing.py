"""Runs that say with which rights they run."""

from bifrost import RetryPolicy, context, workflow


@workflow(access="members")
async def tells_its_rights() -> dict[str, bool]:
    return {"admin": context.is_admin, "platform": context.is_platform_admin}


@workflow(access="members", retry_policy=RetryPolicy(max_attempts=3, backoff_seconds=2))
async def tells_its_rights_at_last() -> dict[str, bool]:
    """Is tried again once."""
    if context.attempt == 1:
        raise ConnectionError("not yet")
    return {"admin": context.is_admin, "platform": context.is_platform_admin}
