"""What is known of a workflow without importing it."""

from typing import Literal

from pydantic import JsonValue

from shared.models.base import Model

Schema = dict[str, JsonValue]


class Workflow(Model):
    """One decorated function. ``version`` names the snapshot of the code it was found in."""

    name: str
    description: str
    category: str
    tags: tuple[str, ...]
    execution_mode: Literal["sync", "async"]
    timeout_seconds: int
    disable_global_key: bool = False
    isolation: Literal["shared", "fresh"] = "shared"
    parameters: Schema
    file: str
    version: str


class BrokenFile(Model):
    """A file of the workspace that could not be read as workflows, and why."""

    file: str
    error: str
    may_pass: bool = False


class Index(Model):
    """What one version of the workspace holds."""

    version: str
    workflows: dict[str, Workflow]
    broken: tuple[BrokenFile, ...] = ()
