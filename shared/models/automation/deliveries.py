"""Deliveries: the requests that webhook sources received, and what came of each."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, JsonValue

from shared.models.automation.subscriptions import Started, Template
from shared.models.base import Model, OrganizationId, OrLeftOut, WorkflowName

DeliveryStatus = Literal["received", "processed", "failed", "refused"]


#: The end of the name of a blob with the body of a delivery.
BODY = "/body"


def is_body(blob: str) -> bool:
    """Whether a blob beside those of executions is the body of a delivery, by its name."""
    return blob.endswith(BODY)


class Delivery(Model):
    """One delivery; its body is beside it in the row, or in a blob.

    One of the ``keys`` is the same in each repetition by its sender. ``replay_of`` is the
    delivery that an administrator sent again.
    """

    id: UUID
    org_id: OrganizationId
    source_id: UUID
    event_id: str
    event_type: str
    keys: tuple[str, ...] = ()
    method: str = "POST"
    path: str = ""
    headers: dict[str, str]
    query: dict[str, JsonValue] = Field(default_factory=dict[str, JsonValue])
    size: int
    received_at: datetime
    status: DeliveryStatus = "received"
    results: tuple[Started, ...] = ()
    message: str | None = None
    replay_of: UUID | None = None
    encoding: Literal["text", "base64"] = "text"
    body: str | None = None
    body_blob: str | None = None
    #: Whether the body is what was sent; else it is the payload of this event alone, as JSON.
    is_raw: bool = True

    @property
    def view(self) -> "DeliveryView":
        """The delivery as lists show it."""
        return DeliveryView(**{name: getattr(self, name) for name in DeliveryView.model_fields})


class DeliveryMessage(Model):
    """A message of the queue: a delivery that was accepted, for the process that takes it."""

    kind: Literal["delivery"] = "delivery"
    delivery: Delivery


class DeliveryView(Model):
    """A delivery in a list."""

    id: UUID
    source_id: UUID
    event_id: str
    event_type: str
    size: int
    received_at: datetime
    status: DeliveryStatus
    results: tuple[Started, ...]
    message: str | None = None
    replay_of: UUID | None = None


class DeliveryDetail(DeliveryView):
    """A delivery with what was sent; ``body`` is text, or base64 if ``encoding`` says so."""

    method: str
    headers: dict[str, str]
    query: dict[str, JsonValue]
    encoding: Literal["text", "base64"]
    body: str
    is_cut: bool = Field(default=False, description="Whether only the beginning is shown.")


class Receipt(Model):
    """The answer to a sender: its deliveries were accepted."""

    deliveries: tuple[UUID, ...]


class ReplayRequest(Model):
    """Send a delivery again: to its subscriptions, or to one workflow."""

    workflow_name: WorkflowName | None = None
    input: Annotated[Template | None, Field(description="As a subscription has it.")] = None


class Trial(Model):
    """A body and headers to try, as a sender would send them; nothing starts."""

    headers: Annotated[dict[str, str], OrLeftOut] = Field(
        default_factory=dict[str, str], max_length=100
    )
    body: str = Field("", max_length=1024 * 1024)
    method: Literal["POST", "GET"] = "POST"
    query: Annotated[dict[str, str], OrLeftOut] = Field(
        default_factory=dict[str, str], max_length=100
    )


class TrialStep(Model):
    """One step of the check; after the first that failed, the others are not tried."""

    name: str
    outcome: Literal["passed", "failed", "skipped"]
    message: str = ""


class TrialReport(Model):
    steps: tuple[TrialStep, ...]
    event_type: str | None = None
    event_id: str | None = None
    #: What each subscription would make of it, and the input that its workflow would get.
    results: tuple[Started, ...] = ()
    inputs: dict[str, dict[str, JsonValue]] = Field(default_factory=dict[str, dict[str, JsonValue]])
