"""Run other workflows: ``await workflows.execute("onboard", {"name": "Ada"})``."""

import builtins
from collections.abc import Mapping
from typing import TYPE_CHECKING, TypedDict, cast

from sdk import executions
from sdk.compatibility import missing_from
from sdk.executions import Execution
from sdk.rpc import client


class Workflow(TypedDict):
    """A workflow that this run may execute; ``parameters`` is a JSON Schema."""

    name: str
    description: str
    category: str
    parameters: dict[str, object]
    executionMode: str
    timeoutSeconds: int


async def execute(workflow_name: str, parameters: Mapping[str, object] | None = None) -> object:
    """Run a workflow as part of this one, and return its result when it has ended.

    The child run belongs to the same organization, has the same rights, and is cancelled with
    this run. WorkflowError if it fails, ``NotFound`` also for a workflow that is restricted to
    other organizations; its ``access`` and ``roles`` are not checked. Runs nest at most five deep.

    >>> import asyncio
    >>> from bifrost import testing, workflows
    >>> with testing.running(workflows={"greet": lambda name: f"Hello, {name}"}):
    ...     asyncio.run(workflows.execute("greet", {"name": "Ada"}))
    'Hello, Ada'
    """
    return await client.ask(
        "workflows.execute", workflow_name=workflow_name, parameters={**(parameters or {})}
    )


async def list() -> builtins.list[Workflow]:
    """Return the workflows that this run may execute, sorted by name.

    >>> import asyncio
    >>> from bifrost import testing, workflows
    >>> with testing.running(workflows={"greet": "Hello"}):
    ...     [found["name"] for found in asyncio.run(workflows.list())]
    ['greet']
    """
    return cast("builtins.list[Workflow]", await client.ask("workflows.list"))


async def get(execution_id: str) -> Execution:
    """Return the execution of a run, as ``executions.get`` does.

    >>> import asyncio
    >>> from bifrost import testing, workflows
    >>> ID = "00000000-0000-7000-8000-000000000001"
    >>> with testing.running(executions=[{"executionId": ID, "workflowName": "x"}]):
    ...     asyncio.run(workflows.get(ID))["status"]
    'Success'
    """
    return await executions.get(execution_id)


async def cancel(execution_id: str) -> Execution:
    """Cancel an execution: at once if it has not started, else as soon as it stops.

    WorkflowError ``Conflict`` if it has ended. Runs that an administrator started may cancel any
    execution of the organization; other runs those that the same caller started.

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
