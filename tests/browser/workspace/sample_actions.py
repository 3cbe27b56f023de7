"""Workflows that the browser tests run."""

from bifrost import workflow


@workflow(access="members", category="Samples")
async def count_to(number: int = 3) -> dict[str, object]:
    """Count from one to a number."""
    return {"counted": list(range(1, number + 1))}
