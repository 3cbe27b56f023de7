"""A role: a named set of users of one organization."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from shared.models.base import Model

RoleName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
Description = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]


class Role(Model):
    id: UUID
    name: str
    description: str = ""
    created_by: str
    created_at: datetime
    updated_by: str | None = None
    updated_at: datetime | None = None


class RoleCreate(Model):
    """Names are unique within an organization, whatever their case."""

    name: RoleName
    description: Description = ""


class RoleUpdate(Model):
    """Fields left out stay as they are."""

    name: RoleName | None = None
    description: Description | None = None


class RoleUsers(Model):
    """Whom to put into a role."""

    user_ids: Annotated[tuple[UUID, ...], Field(min_length=1, max_length=40)]


class RoleMembers(Model):
    """Who is in a role, at most 1,000 of them."""

    user_ids: tuple[UUID, ...]


class UserRoles(Model):
    role_ids: tuple[UUID, ...]
