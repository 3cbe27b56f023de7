"""A role: a named set of users of one organization, and the forms that they may use."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from shared.models.base import Model
from shared.models.users import UserReference
from shared.wording.error_messages import Pattern

RoleName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
#: A generated id, or ``workspace-<file>``. Part of a row key: nothing that Table Storage forbids.
FormId = Annotated[
    str,
    Pattern(
        r"^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$",
        "give a form's id: 1 to 128 letters, digits, '.', '_' and '-', the first no sign",
    ),
]
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
    """Whom to put into a role, by id or by e-mail address."""

    user_ids: Annotated[tuple[UserReference, ...], Field(min_length=1, max_length=40)]


class RoleForms(Model):
    """Which forms a role may use."""

    form_ids: Annotated[tuple[FormId, ...], Field(min_length=1, max_length=40)]


class RoleMembers(Model):
    """Who is in a role, or some of them; ``continuationToken`` leads to the others."""

    user_ids: tuple[UUID, ...]
    continuation_token: str | None = None


class RoleFormList(Model):
    """Which forms a role may use, or some of them."""

    form_ids: tuple[str, ...]
    continuation_token: str | None = None


class UserRoles(Model):
    """The roles of a user, or some of them."""

    role_ids: tuple[UUID, ...]
    continuation_token: str | None = None
