"""Service accounts: principals of one organization for programs, with roles and keys."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from shared.models.base import Model, OrLeftOut

AccountName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
Description = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]
RoleIds = Annotated[tuple[UUID, ...], Field(max_length=50)]


class ServiceAccount(Model):
    """A service account as stored; its roles are where the roles of users are."""

    id: UUID
    org_id: str
    name: str
    description: str = ""
    is_active: bool = True
    created_by: str
    created_at: datetime
    updated_at: datetime | None = None

    def view(self, role_ids: Sequence[UUID]) -> "ServiceAccountView":
        return ServiceAccountView(
            id=self.id,
            name=self.name,
            description=self.description,
            is_active=self.is_active,
            role_ids=tuple(role_ids),
            created_by=self.created_by,
            created_at=self.created_at,
        )


class ServiceAccountCreate(Model):
    """A new service account; it has the rights of a member with these roles."""

    name: AccountName
    description: Description = ""
    role_ids: Annotated[RoleIds, OrLeftOut] = ()


class ServiceAccountUpdate(Model):
    """A change of a service account: fields left out stay; ``roleIds`` replaces all roles."""

    name: AccountName | None = None
    description: Description | None = None
    is_active: bool | None = None
    role_ids: RoleIds | None = None


class ServiceAccountKeyCreate(Model):
    """A new key of a service account."""

    description: Annotated[str, Field(max_length=500)] = ""
    expires_in_days: Annotated[int, Field(ge=1, le=3650)] | None = None


class ServiceAccountView(Model):
    """A service account as an organization's administrators see it."""

    id: UUID
    name: str
    description: str
    is_active: bool
    role_ids: tuple[UUID, ...]
    created_by: str
    created_at: datetime
