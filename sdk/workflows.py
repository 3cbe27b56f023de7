"""Run other workflows: ``await workflows.execute("onboard", {"name": "Ada"})``."""

import builtins
from typing import TypedDict, cast

from sdk import channel


class Workflow(TypedDict):
    """A workflow that can be run; ``parameters`` is a JSON Schema."""

    name: str
    description: str
    category: str
    parameters: dict[str, object]
    executionMode: str
    timeoutSeconds: int


async def execute(workflow_name: str, parameters: dict[str, object] | None = None) -> object:
    """Run a workflow as part of this one, and return its result when it has ended.

    It runs for the same organization with the same rights, and is cancelled with this run.
    WorkflowError if it does not end well. Runs can be nested five deep.
    """
    return await channel.ask(
        "workflows.execute", workflow_name=workflow_name, parameters=parameters or {}
    )


async def list() -> builtins.list[Workflow]:  # noqa: A001  read as workflows.list()
    """Every workflow that can be run, by name."""
    return cast("builtins.list[Workflow]", await channel.ask("workflows.list"))
