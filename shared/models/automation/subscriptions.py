"""Subscriptions: which events start which workflow, with which input.

An event comes from a webhook source or from inside; a subscription names where its events come from
in ``source``, and everything else is the same for both.
"""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, JsonValue, StringConstraints

from shared.models.automation.events import NamedWorkflows, matches
from shared.models.automation.makers import Maker
from shared.models.base import Model, OrganizationId, OrLeftOut, WorkflowName

MOST_TYPES = 50
MOST_CHARACTERS = 2000
TEMPLATE_CHARACTERS = 8000
#: An event to which so many started runs led starts no more: it may be a loop.
MOST_DEPTH = 5

#: A type of event, such as ``push`` or ``ticket.closed``; ``ticket.*`` is each that begins so.
EventType = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]


def _parsed(text: str) -> str:
    from sdk.expressions import EVENT_ROOTS, ExpressionError, parse  # noqa: PLC0415  indexing must not pay for it

    if text.strip():
        try:
            parse(text.strip(), EVENT_ROOTS)
        except ExpressionError as error:
            raise ValueError(str(error)) from None
    return text.strip()


def _checked(template: dict[str, JsonValue]) -> dict[str, JsonValue]:
    if len(str(template)) > TEMPLATE_CHARACTERS:
        raise ValueError(f"a template has at most {TEMPLATE_CHARACTERS} characters")
    from sdk.expressions import ExpressionError, templates  # noqa: PLC0415  nor here

    try:
        templates.check(template)
    except ExpressionError as error:
        raise ValueError(str(error)) from None
    return template


Filter = Annotated[str, StringConstraints(max_length=MOST_CHARACTERS), AfterValidator(_parsed)]
Template = Annotated[dict[str, JsonValue], AfterValidator(_checked)]


class WebhookEvents(Model):
    """Events that a webhook source receives."""

    kind: Literal["webhook"] = "webhook"
    source_id: UUID


class InsideEvents(Model):
    """Events from inside: the platform's, and those that workflows emit."""

    kind: Literal["event"] = "event"
    workflows: NamedWorkflows = ()


EventSource = Annotated[WebhookEvents | InsideEvents, Field(discriminator="kind")]


class Event(Model):
    """One event, as subscriptions see it: ``event.type``, ``event.payload.ticket.id``, ...

    ``key`` is the same each time that the event is handed in, so that each subscription starts its
    workflow once; by default it is the ``id``, which its sender chose. ``workflow_name`` and
    ``execution_id`` are those of the run that emitted it, or that it is about; ``depth`` counts the
    runs that led to it, each started by an event.
    """

    id: str
    key: str = ""
    org_id: str
    type: str
    payload: JsonValue = None
    headers: dict[str, str] = Field(default_factory=dict[str, str])
    query: dict[str, JsonValue] = Field(default_factory=dict[str, JsonValue])
    received_at: datetime
    workflow_name: str | None = None
    execution_id: UUID | None = None
    depth: int = 0

    @property
    def whole(self) -> dict[str, JsonValue]:
        """The event as expressions and workflows see it."""
        return self.model_dump(mode="json", exclude={"key"}, by_alias=True)

    @property
    def context(self) -> dict[str, object]:
        """The context of the subscriptions' expressions."""
        return {"event": self.whole}


class SubscriptionRule(Model):
    """What starts, if the filter is true, and with which input."""

    name: Name
    workflow_name: WorkflowName = Field(description="The workflow to start.")
    filter: Annotated[
        Filter,
        OrLeftOut,
        Field(description="An expression; the workflow runs if it is true: `event.payload.open`."),
    ] = ""
    input: Annotated[
        Template | None,
        Field(
            description="The input, with expressions in `{{ }}`; null gives the parameters that"
            " the payload has by name, the whole event to one named `event`, and the whole request"
            " to one of the type Request."
        ),
    ] = None
    is_enabled: bool = True


class SubscriptionFields(SubscriptionRule):
    """What a subscription says, as an administrator writes it."""

    event_types: Annotated[
        tuple[EventType, ...],
        OrLeftOut,
        Field(max_length=MOST_TYPES, description="None: each type. `ticket.*` is each below it."),
    ] = ()


class Subscription(SubscriptionFields):
    """A subscription of one organization, or of GLOBAL."""

    id: UUID
    org_id: OrganizationId
    source: EventSource
    maker: Maker
    created_at: datetime
    updated_at: datetime

    def takes(self, event_type: str) -> bool:
        """Whether the type of an event is among those that it names; in any case without a name."""
        return not self.event_types or matches(self.event_types, event_type)

    def is_about(self, workflow_name: str | None) -> bool:
        """Whether it takes events of this workflow."""
        named = self.source.workflows if isinstance(self.source, InsideEvents) else ()
        return not named or workflow_name in named


class SavedBy(Model):
    """What the platform adds to a subscription; ``paused`` says why it starts nothing, if so."""

    id: UUID
    made_by: UUID
    made_by_name: str
    created_at: datetime
    updated_at: datetime
    paused: str | None = None


class SubscriptionView(SubscriptionFields, SavedBy):
    """A subscription as administrators see it."""

    source: EventSource


Outcome = Literal["started", "filtered", "refused"]


class Started(Model):
    """What one subscription made of an event; ``message`` says why nothing started."""

    subscription_id: UUID | None = None
    subscription_name: str
    workflow_name: str
    outcome: Outcome
    execution_id: UUID | None = None
    message: str | None = None
