"""Run other workflows: ``await workflows.execute("onboard", {"name": "Ada"})``."""

import builtins
from collections.abc import Mapping
from typing import TYPE_CHECKING, TypedDict, cast

from sdk import executions
from sdk.compatibility import missing_from
from sdk.executions import Execution
from sdk.rpc import client


class Workflow(TypedDict):
    """A workflow that can be run; ``parameters`` is a JSON Schema."""

    name: str
    description: str
    category: str
    parameters: dict[str, object]
    executionMode: str
    timeoutSeconds: int


async def execute(workflow_name: str, parameters: Mapping[str, object] | None = None) -> object:
    """Run a workflow as part of this one, and return its result when it has ended.

    It runs for the same organization with the same rights, and is cancelled with this run.
    WorkflowError if it does not end well, ``NotFound`` also for one that is kept to other
    organizations; its ``access`` and ``roles`` are not asked again. Runs can be nested five deep.

    >>> import asyncio
    >>> from bifrost import testing, workflows
    >>> with testing.running(workflows={"greet": lambda name: f"Hello, {name}"}):
    ...     asyncio.run(workflows.execute("greet", {"name": "Ada"}))
    'Hello, Ada'
    """
    return await client.ask(
        "workflows.execute", workflow_name=workflow_name, parameters={**(parameters or {})}
    )


async def list() -> builtins.list[Workflow]:  # noqa: A001  read as workflows.list()
    """Every workflow that ``execute`` would run here, by name.

    >>> import asyncio
    >>> from bifrost import testing, workflows
    >>> with testing.running(workflows={"greet": "Hello"}):
    ...     [found["name"] for found in asyncio.run(workflows.list())]
    ['greet']
    """
    return cast("builtins.list[Workflow]", await client.ask("workflows.list"))


async def get(execution_id: str) -> Execution:
    """How a run goes: the same as ``executions.get``.

    >>> import asyncio
    >>> from bifrost import testing, workflows
    >>> ID = "00000000-0000-7000-8000-000000000001"
    >>> with testing.running(executions=[{"executionId": ID, "workflowName": "x"}]):
    ...     asyncio.run(workflows.get(ID))["status"]
    'Success'
    """
    return await executions.get(execution_id)


async def cancel(execution_id: str) -> Execution:
    """End an execution: now if it has not begun, soon if it runs.

    WorkflowError ``Conflict`` if it has ended. Runs that an administrator started cancel any of
    the organization, others what the same caller started.

    >>> import asyncio
    >>> from bifrost import testing, workflows
    >>> ID = "00000000-0000-7000-8000-000000000001"
    >>> going = {"executionId": ID, "workflowName": "x", "status": "Running"}
    >>> with testing.running(executions=[going]):
    ...     asyncio.run(workflows.cancel(ID))["status"]
    'Cancelling'
    """
    return cast("Execution", await client.ask("workflows.cancel", execution_id=execution_id))


if not TYPE_CHECKING:  # a type checker would believe that every name is there
    __getattr__ = missing_from("workflows")
