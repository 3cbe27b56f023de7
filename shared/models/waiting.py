"""The backlog of a user, a key or an organization: executions that have not begun."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from shared.models.base import Model
from shared.models.executions import Status
from shared.models.keys import ApiKeyView
from shared.models.organizations import Organization
from shared.models.users import UserView

#: What becomes of them when the rights end by which they were ordered.
Disposal = Literal["cancel", "keep"]


class WaitingExecution(Model):
    execution_id: UUID
    workflow_name: str
    org_id: str
    status: Status
    due_at: datetime | None = Field(description="Null for one that begins as soon as it can.")


class Waiting(Model):
    """What waits, and the API keys that the user made and that are still good."""

    executions: tuple[WaitingExecution, ...] = ()
    cancelled: int = Field(default=0, description="How many of them were cancelled just now.")
    has_more: bool = Field(
        default=False,
        description="Whether there may be more than these. Those are asked about when they begin, "
        "and end as Cancelled where the rights are gone.",
    )
    api_keys: tuple[ApiKeyView, ...] = Field(
        default=(), description="Of a user: the keys that they made. Revoke those of strangers."
    )


class ChangedOrganization(Organization):
    """The organization after a change. ``waiting`` is there where that deactivated it."""

    waiting: Waiting | None = None


class ChangedUser(UserView):
    """The user after a change. ``waiting`` is there where the change took rights away."""

    waiting: Waiting | None = None
