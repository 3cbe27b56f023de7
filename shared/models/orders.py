"""Orders: requests to run a workflow that were checked, but not yet accepted."""

from datetime import datetime
from uuid import UUID

from pydantic import JsonValue

from shared.models.automation.causes import Cause
from shared.models.base import Model
from shared.models.callers import Actor
from shared.models.secret_inputs import NOTHING, SecretInputs
from shared.models.workflows import Workflow


class IdempotencyKey(Model):
    """A stored key: ``name`` hashes caller, workflow and key; ``body`` the whole request."""

    name: str
    body: str


class Order(Model):
    """An order to run a workflow; ``is_transient`` leaves no record, and runs within the request.

    ``input`` is what records show; secret parameters are in ``secret_inputs``. ``startup`` is the
    result of the form's launch workflow. ``depth`` counts the runs above a child run, or
    those that led to the event which starts this one.
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
    cause: Cause | None = None
    #: An id that follows from what is ordered, such as a slot of a schedule; None for a new one.
    execution_id: UUID | None = None
    key: IdempotencyKey | None = None
    is_transient: bool = False
    #: Whether only this process has the code.
    is_draft: bool = False
    responds_async: bool = False
    #: How long the caller waits for the end, if it ``responds_async``.
    wait_seconds: int = 0
