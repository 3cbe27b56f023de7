"""What is known of a workflow without importing it."""

from typing import Literal

from pydantic import Field, JsonValue

from shared.models.base import Model

Schema = dict[str, JsonValue]


class RetryPolicy(Model):
    """What its author wants tried again; the fields of ``sdk.retry.RetryPolicy``."""

    max_attempts: int = Field(default=3, ge=1, le=10)
    backoff_seconds: float = Field(default=1, ge=0, le=3600)
    factor: float = Field(default=2, ge=1, le=10)
    max_backoff_seconds: float = Field(default=600, ge=0, le=86_400)
    retry_on: tuple[str, ...] = Field(default=("Exception",), max_length=50)


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
    retry_policy: RetryPolicy | None = None
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
