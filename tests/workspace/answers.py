"""Workflows that return every kind of value, and say things on the way."""

import dataclasses
import asyncio
import datetime
import logging
import os
import sys
import uuid
import warnings

from bifrost import ExecutionContext, UserError, WorkflowError, context, executions, workflow

from lib.helpers import shout


@dataclasses.dataclass
class Person:
    name: str
    born: datetime.date


@workflow
async def returns(kind: str) -> object:
    cycle: list[object] = []
    cycle.append(cycle)
    return {
        "text": "¡Hola!",
        "html": "<p>Hola</p>",
        "null": None,
        "number": 1.5,
        "list": [1, "two", None],
        "dataclass": Person("Ada", datetime.date(1815, 12, 10)),
        "uuid": uuid.UUID(int=7),
        "half a pair": "\ud800",
        "not a number": float("nan"),
        "bytes": b"x",
        "cycle": cycle,
        "huge": "x" * (17 * 1024 * 1024),
        "large": "¡" * 40_000,
    }[kind]


@workflow(access="members")
async def talks() -> None:
    """Say things in every way that is captured."""
    logging.getLogger("mine").info("logged %s", "info")
    logging.getLogger("mine").debug("logged debug")
    print("printed")
    print("to stderr", file=sys.stderr)
    warnings.warn("warned", stacklevel=1)
    print("without newline", end="")


@workflow
async def floods() -> None:
    for number in range(20_000):
        print(number, "x" * 200)


@workflow(access="members")
async def who(context: ExecutionContext) -> dict[str, object]:
    """Take the context as an argument."""
    return {
        "org_id": context.org_id,
        "scope": context.scope,
        "workflow": context.workflow_name,
        "admin": context.is_platform_admin,
        "key": context.is_function_key,
        "parameters": context.parameters,
    }


_SEEN: list[str] = []


@workflow
async def shows_rights(context: ExecutionContext) -> dict[str, object]:
    """What it is told of whoever started it, and whose runs its process had before."""
    before = [*_SEEN]
    _SEEN.append(context.user_id)
    return {
        "rights": [context.is_admin, context.is_platform_admin, context.is_function_key],
        "before": before,
    }


@workflow
async def environment() -> dict[str, object]:
    return {"environment": dict(os.environ), "path": sys.path, "cwd": os.getcwd()}


@workflow
async def imports(module: str) -> str:
    try:
        __import__(module)
    except ImportError as error:
        raise UserError(str(error)) from error
    return "imported"


@workflow
async def uses_a_helper(text: str) -> str:
    return shout(text)


@workflow
async def lists_itself() -> object:
    found = await executions.list("lists_itself", limit=5)
    return [await executions.get(found[0]["executionId"]), len(found)]


@workflow
async def asks_wrongly() -> list[str]:
    codes: list[str] = []
    for ask in (executions.get("not-an-id"), executions.get(context.execution_id[:-12] + "0" * 12)):
        try:
            await ask
        except WorkflowError as error:
            codes.append(error.code)
    return codes


@workflow(execution_mode="async", access="members")
async def talks_for_long(seconds: float = 5) -> None:
    """Says something four times a second."""
    for number in range(int(seconds * 4)):
        print(f"line {number}")
        await asyncio.sleep(0.25)
