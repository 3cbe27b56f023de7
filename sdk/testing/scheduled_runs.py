"""Rehearses the schedules that a workflow declares."""

from collections.abc import Callable, Mapping
from typing import cast

from sdk.context import find
from sdk.schema.declarations import DeclaredWorkflow, declared
from sdk.testing.kit import run


async def run_schedule(function: Callable[..., object], /, schedule: str | None = None) -> object:
    """Run a workflow as its schedule of this name, or number, does: with the declared inputs.

    A schedule has no administrator's rights, so the ``running`` block must not have any either.

    >>> import asyncio
    >>> from bifrost import Schedule, workflow
    >>> @workflow(schedule=Schedule("0 9 * * *", inputs={"days": 7}, name="weekly"))
    ... async def report(days: int = 1) -> int:
    ...     return days
    >>> asyncio.run(run_schedule(report, "weekly"))
    7
    """
    known = find()
    if known is not None and (known.is_admin or known.is_platform_admin):
        raise ValueError('a schedule has no administrator\'s rights: use running(rights="member")')
    inputs = cast("Mapping[str, object]", _declared(function, schedule)["inputs"])
    return await run(function, **inputs)


def _declared(function: Callable[..., object], name: str | None) -> Mapping[str, object]:
    made = declared(function)
    found = made.schedules if isinstance(made, DeclaredWorkflow) else ()
    chosen = [one for one in found if name in (None, one["name"])]
    if not chosen:
        names = ", ".join(str(one["name"]) for one in found) or "none"
        raise LookupError(f"there is no schedule {name!r}; the workflow declares {names}")
    if len(chosen) > 1:
        raise LookupError("the workflow declares several schedules: name one")
    return chosen[0]
