"""A request to run a workflow, checked and not yet accepted."""

from pydantic import JsonValue

from shared.models.base import Model
from shared.models.callers import Actor
from shared.models.workflows import Workflow


class Order(Model):
    workflow: Workflow
    org_id: str
    org_name: str | None
    caller: Actor
    input: dict[str, JsonValue]
    form_id: str | None = None
