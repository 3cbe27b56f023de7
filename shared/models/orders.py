"""A request to run a workflow, checked and not yet accepted."""

from datetime import datetime
from uuid import UUID

from pydantic import JsonValue

from shared.models.base import Model
from shared.models.callers import Actor
from shared.models.secret_inputs import NOTHING, SecretInputs
from shared.models.workflows import Workflow


class IdempotencyKey(Model):
    """``name`` is a hash of caller, workflow and key; ``body`` of all that was asked for."""

    name: str
    body: str


class Order(Model):
    """``is_transient`` leaves no record; it is for runs within the request only.

    ``input`` is as records show it; what is not in it for all to read is in ``secret_inputs``.
    ``startup`` is what the launch workflow of the form returned, as we kept it.
    ``depth`` is how many runs are above one that another run asked for.
    """

    workflow: Workflow
    org_id: str
    org_name: str | None
    caller: Actor
    input: dict[str, JsonValue]
    secret_inputs: SecretInputs = NOTHING
    startup: JsonValue = None
    form_id: str | None = None
    due_at: datetime | None = None
    rerun_of: UUID | None = None
    parent_id: UUID | None = None
    depth: int = 0
    key: IdempotencyKey | None = None
    is_transient: bool = False
    responds_async: bool = False
