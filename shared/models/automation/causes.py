"""Causes: what started a run that no user or program has called."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from shared.models.base import Model
from shared.models.callers import TriggerKind


class Cause(Model):
    """The schedule and its slot, the batch, or the subscription and its event or delivery."""

    kind: TriggerKind
    id: UUID = Field(
        description="The schedule, event trigger, batch, or subscription to a webhook."
    )
    org_id: str = Field(description="The organization that has it, or GLOBAL.")
    name: str
    slot_at: datetime | None = Field(default=None, description="The time of the schedule.")
    event_type: str | None = None
    event_id: UUID | None = Field(default=None, description="The event in the event log.")
    source_id: UUID | None = Field(default=None, description="The webhook source.")
    delivery_id: UUID | None = Field(default=None, description="The delivery of that source.")
