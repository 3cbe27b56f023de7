"""Requests and responses of personal API keys, and of rotating keys of all kinds."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from shared.models.base import Model, OrganizationId

KeyName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]


class PersonalKeyCreate(Model):
    """A new personal key; it has the user's rights, or fewer."""

    name: KeyName
    org_id: OrganizationId | None = Field(
        default=None, description="The one organization in which it acts; else those of the user."
    )
    reads_only: bool = Field(default=False, description="Whether it changes and runs nothing.")
    expires_in_days: Annotated[int, Field(ge=1, le=365)] = 90


class PersonalKeyView(Model):
    """A personal key as its owner sees it; ``rawKey`` is in the answer to its creation only."""

    id: UUID
    raw_key: str | None = None
    name: str
    org_id: str | None
    reads_only: bool
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    previous_until: datetime | None = Field(
        description="Until when the secret before the last rotation is good, too."
    )


class KeyRotation(Model):
    """A new secret for a key; the one before stays good for a while."""

    overlap_hours: Annotated[int, Field(ge=0, le=168)] = 24
