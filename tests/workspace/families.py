"""Workflows that run other workflows."""

import asyncio

from bifrost import UserError, WorkflowError, context, workflow, workflows


@workflow(timeout_seconds=30)
async def nests_runs(depth: int, width: int = 1) -> list[object]:
    """The execution ids below this one, and its own."""
    if depth == 0:
        return [context.execution_id]
    below = await asyncio.gather(
        *(workflows.execute("nests_runs", {"depth": depth - 1}) for _ in range(width))
    )
    return [context.execution_id, below]


@workflow(access="members")
async def asks_a_child(name: str, parameters: dict[str, object]) -> object:
    try:
        return await workflows.execute(name, parameters)
    except WorkflowError as error:
        return {"code": error.code, "message": str(error)}


@workflow(timeout_seconds=1)
async def is_cut_off() -> None:
    """Its child would run for much longer."""
    await workflows.execute("sleeps_a_while", {})


@workflow(access="members")
async def knows_the_others() -> list[str]:
    return [found["name"] for found in await workflows.list()]


@workflow
async def gives_up() -> None:
    raise UserError("the child's own words")
