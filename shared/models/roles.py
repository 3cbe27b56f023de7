"""Roles: named sets of users of one organization, and the forms that they may use."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from shared.models.base import Model
from shared.models.users import UserReference
from shared.wording.error_messages import Pattern

RoleName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
#: A generated id, or ``workspace-<file>``; part of a row key, without what Table Storage forbids.
FormId = Annotated[
    str,
    Pattern(
        r"^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$",
        "give a form's id: 1 to 128 letters, digits, '.', '_' and '-', not beginning with a sign",
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
    """A new role; names are unique within an organization, ignoring case."""

    name: RoleName
    description: Description = ""


class RoleUpdate(Model):
    """A change of a role; fields left out stay as they are."""

    name: RoleName | None = None
    description: Description | None = None


class RoleUsers(Model):
    """The users to add to a role, by id or by e-mail address."""

    user_ids: Annotated[tuple[UserReference, ...], Field(min_length=1, max_length=40)]


class RoleForms(Model):
    """The forms to grant to a role."""

    form_ids: Annotated[tuple[FormId, ...], Field(min_length=1, max_length=40)]


class RoleMembers(Model):
    """The users of a role, or a page of them; ``continuationToken`` leads to the next."""

    user_ids: tuple[UUID, ...]
    continuation_token: str | None = None


class RoleFormList(Model):
    """The forms that a role may use, or a page of them."""

    form_ids: tuple[str, ...]
    continuation_token: str | None = None


class UserRoles(Model):
    """The roles of a user, or a page of them."""

    role_ids: tuple[UUID, ...]
    continuation_token: str | None = None
