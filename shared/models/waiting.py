"""Waiting runs of a user, a key or an organization: executions that have not begun."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from shared.models.base import Model
from shared.models.executions import Status
from shared.models.keys import ApiKeyView
from shared.models.organizations import Organization
from shared.models.users import UserView

#: What becomes of waiting runs when the rights end that they were started with.
Disposal = Literal["cancel", "keep"]


class WaitingExecution(Model):
    execution_id: UUID
    workflow_name: str
    org_id: str
    status: Status
    due_at: datetime | None = Field(description="Null if it begins as soon as possible.")


class Waiting(Model):
    """Waiting runs, and the API keys that the user made and that are still valid."""

    executions: tuple[WaitingExecution, ...] = ()
    cancelled: int = Field(default=0, description="How many this request cancelled.")
    has_more: bool = Field(
        default=False,
        description="Whether there may be more. Those are checked when they begin, and end as "
        "Cancelled if the rights are gone.",
    )
    api_keys: tuple[ApiKeyView, ...] = Field(
        default=(),
        description="For a user: the keys that they made. Revoke leaked ones.",
    )


class ChangedOrganization(Organization):
    """The organization after a change; ``waiting`` is set if the change deactivated it."""

    waiting: Waiting | None = None


class ChangedUser(UserView):
    """The user after a change; ``waiting`` is set if the change took rights away."""

    waiting: Waiting | None = None
