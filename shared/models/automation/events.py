"""Events: what happened in an organization, told to its subscribers."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, JsonValue, StringConstraints

from shared.models.base import Model, WorkflowName
from shared.wording.error_messages import Pattern

STARTED = "execution.started"
COMPLETED = "execution.completed"
FAILED = "execution.failed"
CANCELLED = "execution.cancelled"
CONNECTION_EXPIRED = "connection.expired"
WEBHOOK_DISABLED = "webhook.disabled"
WEBHOOK_SUBSCRIPTION_LOST = "webhook.subscription_lost"
SCHEDULE_PAUSED = "schedule.paused"
TRIGGER_PAUSED = "trigger.paused"
WEBHOOK_PAUSED = "webhook.paused"
WEBHOOK_FAILED = "webhook.failed"
WEBHOOK_UNPROCESSED = "webhook.unprocessed"
BATCH_ENDED = "batch.ended"
TEST = "webhook.test"

#: The events that the platform emits itself, in the words of the catalog that the API shows.
PLATFORM_EVENTS = {
    STARTED: "A run began its first attempt.",
    COMPLETED: "A run succeeded, or completed with errors.",
    FAILED: "A run failed or ran out of time, after its last attempt.",
    CANCELLED: "A run was cancelled.",
    CONNECTION_EXPIRED: "A connection needs to be connected again.",
    WEBHOOK_DISABLED: "An outgoing webhook was disabled: its receiver answered 410 Gone.",
    WEBHOOK_SUBSCRIPTION_LOST: "Microsoft Graph no longer sends to a webhook: its subscription"
    " could not be renewed, or made.",
    SCHEDULE_PAUSED: "A schedule was paused: its maker lost rights, or it failed too often.",
    TRIGGER_PAUSED: "A trigger, or subscription to a webhook, is paused: its maker lost rights.",
    WEBHOOK_PAUSED: "An outgoing webhook is paused: its maker lost rights.",
    WEBHOOK_FAILED: "A delivery failed: no attempt of its plan was accepted.",
    WEBHOOK_UNPROCESSED: "A webhook accepted an event that could not be processed: replay it.",
    BATCH_ENDED: "A fleet run ended: completed, stopped or cancelled.",
    TEST: "A test delivery, for one outgoing webhook only.",
}
#: Those that people must hear of: they are notifications, too.
NOTICES = frozenset(
    (
        CONNECTION_EXPIRED,
        WEBHOOK_DISABLED,
        WEBHOOK_FAILED,
        WEBHOOK_PAUSED,
        WEBHOOK_SUBSCRIPTION_LOST,
        WEBHOOK_UNPROCESSED,
        SCHEDULE_PAUSED,
        TRIGGER_PAUSED,
    )
)
#: The names that begin so are the platform's: no workflow can emit them.
RESERVED = frozenset(
    (
        "batch",
        "bifrost",
        "connection",
        "endpoint",
        "execution",
        "form",
        "organization",
        "package",
        "role",
    )
) | {"schedule", "secret", "trigger", "user", "webhook", "workflow"}

_WORD = r"[a-z0-9][a-z0-9_-]*"
#: A name such as ``ticket.closed``.
EventType = Annotated[
    str,
    StringConstraints(max_length=100),
    Pattern(
        rf"^{_WORD}(\.{_WORD})+$",
        "give a name such as ticket.closed: lower-case words, digits, '_' and '-', joined by dots",
    ),
]
#: A name, or the beginning of names: ``ticket.*``, or ``*`` for every event.
EventPattern = Annotated[
    str,
    StringConstraints(max_length=100),
    Pattern(
        rf"^(\*|{_WORD}(\.{_WORD})*(\.\*|\.{_WORD}))$",
        "give the name of an event, such as ticket.closed, or ticket.* or *",
    ),
]
EventPatterns = Annotated[tuple[EventPattern, ...], Field(min_length=1, max_length=20)]
#: The workflows whose events a subscriber wants; empty for every event.
NamedWorkflows = Annotated[tuple[WorkflowName, ...], Field(max_length=50)]
#: What makes a repeated emit the same event.
EventKey = Annotated[str, StringConstraints(min_length=1, max_length=200)]
#: The most characters of an event's data as JSON: a row holds the event whole.
MOST_DATA_CHARACTERS = 24 * 1024


class EmittedEvent(Model):
    """Something that happened; ``id`` is a UUIDv7, so that events sort by their time.

    ``depth`` counts the runs that led to it, each started by an event: see ``docs/events.md``.
    """

    id: UUID
    type: str
    org_id: str
    at: datetime
    data: dict[str, JsonValue] = Field(default_factory=dict[str, JsonValue])
    workflow_name: str | None = Field(
        default=None, description="The workflow that emitted it, or whose run it is about."
    )
    execution_id: UUID | None = Field(default=None, description="The run of that workflow.")
    depth: int = Field(default=0, description="How many triggered runs led to it.")


class EventKind(Model):
    """A kind of event that one can subscribe to."""

    type: str
    description: str


class EventMessage(Model):
    """A message of the queue: an event waits to be sent to its subscribers."""

    org_id: str
    event_id: UUID


def matches(patterns: tuple[str, ...], event_type: str) -> bool:
    """Return whether one of the patterns means events of this type, in any case.

    >>> matches(("ticket.*",), "ticket.closed"), matches(("ticket.opened",), "ticket.closed")
    (True, False)
    """
    found = event_type.casefold()
    return any(_matches(pattern.casefold(), found) for pattern in patterns)


def _matches(pattern: str, event_type: str) -> bool:
    if pattern == "*" or pattern.endswith(".*"):
        return event_type.startswith(pattern[:-1])
    return pattern == event_type
