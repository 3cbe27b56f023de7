"""Workflows that mean no good, and some that are only unlucky."""

import asyncio
import logging
import os
import sys
import threading
from pathlib import Path

from bifrost import UserError, WorkflowError, context, executions, workflow


@workflow
async def swaps_its_last_words(for_file: str | None = None) -> None:
    """Where a crashed process's standard error could be looked for."""
    for place in (Path.home() / "stderr", Path.cwd() / "stderr"):
        place.unlink(missing_ok=True)
        if for_file:
            place.symlink_to(for_file)
        else:
            os.mkfifo(place)
    os._exit(1)


@workflow
async def says_why_it_died() -> None:
    os.write(2, b"these were my last words")
    os._exit(9)


@workflow(timeout_seconds=20)
async def leaves_a_child_and_dies() -> None:
    if os.fork() == 0:
        threading.Event().wait(30)
    os._exit(3)


@workflow(timeout_seconds=20)
async def asks_a_lot(times: int, size: int) -> int:
    refusals = 0

    async def ask() -> None:
        nonlocal refusals
        try:
            await executions.list("x" * size, limit=1)
        except WorkflowError:
            refusals += 1

    await asyncio.gather(*(ask() for _ in range(times)))
    return refusals


@workflow
async def nests(levels: int) -> object:
    value: object = "bottom"
    for _ in range(levels):
        value = [value]
    return value


@workflow
async def logs_wrongly() -> str:
    logging.getLogger("mine").info("%d of them", "many")
    logging.addLevelName(15, "L" * 200)
    logging.getLogger("mine").log(15, "a level with a long name")
    return "went on"


@workflow
async def changes_its_path() -> None:
    sys.path.insert(0, Path("/nowhere"))  # type: ignore[arg-type]  # an author's mistake
    raise UserError("still the author's words")


@workflow(timeout_seconds=10)
async def asks_from_a_thread() -> str:
    found = await asyncio.to_thread(lambda: asyncio.run(executions.get(context.execution_id)))
    return found["status"]


@workflow
async def counts(number: int) -> str:
    return "again " * number


@workflow
async def returns_many(items: int) -> list[str]:
    return ["a"] * items


@workflow
async def measures(value: str) -> int:
    assert context.parameters["value"] == value
    return len(value)
