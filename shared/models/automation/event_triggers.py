"""Event triggers: subscriptions to events from inside, as ``/api/events/triggers`` has them."""

from typing import Annotated

from pydantic import Field

from shared.models.automation.events import EventPatterns, NamedWorkflows
from shared.models.automation.subscriptions import (
    InsideEvents,
    SavedBy,
    SubscriptionFields,
    SubscriptionRule,
    SubscriptionView,
)
from shared.models.base import OrLeftOut

RULE = set(SubscriptionRule.model_fields)


class EventTriggerFields(SubscriptionRule):
    """What a trigger says, as an administrator writes it."""

    events: EventPatterns = Field(
        description="Names of events, such as `execution.failed`; `ticket.*` and `*` mean several."
    )
    workflows: Annotated[NamedWorkflows, OrLeftOut] = Field(
        default=(), description="Only events of these workflows; empty for every event."
    )

    @property
    def source(self) -> InsideEvents:
        return InsideEvents(workflows=self.workflows)

    @property
    def subscription(self) -> SubscriptionFields:
        """What the trigger says, in the fields of all subscriptions."""
        rule = self.model_dump(by_alias=False, include=RULE)
        return SubscriptionFields(**rule, event_types=self.events)


class EventTriggerView(EventTriggerFields, SavedBy):
    """A trigger as administrators see it."""

    org_id: str


def view_of(trigger: SubscriptionView, org_id: str) -> EventTriggerView:
    workflows = trigger.source.workflows if isinstance(trigger.source, InsideEvents) else ()
    facts = trigger.model_dump(by_alias=False, exclude={"event_types", "source"})
    return EventTriggerView(**facts, org_id=org_id, events=trigger.event_types, workflows=workflows)
