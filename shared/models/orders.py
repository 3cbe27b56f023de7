"""A request to run a workflow, checked and not yet accepted."""

from datetime import datetime
from uuid import UUID

import uuid6
from pydantic import Field, JsonValue

from shared.models.base import Model
from shared.models.callers import Actor
from shared.models.workflows import Workflow


class IdempotencyKey(Model):
    """``name`` is a hash of caller, workflow and key; ``body`` of all that was asked for."""

    name: str
    body: str


def new_execution_id() -> UUID:
    """A UUIDv7: the time is in it, so that keys made of it are in the order of acceptance."""
    return UUID(int=uuid6.uuid7().int)


class Order(Model):
    """``is_transient`` leaves no record; it is for runs within the request only.

    ``depth`` is how many runs are above one that another run asked for.
    """

    execution_id: UUID = Field(default_factory=new_execution_id)
    workflow: Workflow
    org_id: str
    org_name: str | None
    caller: Actor
    input: dict[str, JsonValue]
    form_id: str | None = None
    due_at: datetime | None = None
    rerun_of: UUID | None = None
    parent_id: UUID | None = None
    depth: int = 0
    key: IdempotencyKey | None = None
    is_transient: bool = False
    responds_async: bool = False
