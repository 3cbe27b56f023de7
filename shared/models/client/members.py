"""Members of an organization, as its administrators see them."""

from uuid import UUID

from pydantic import Field

from shared.models.base import Model
from shared.models.users import MemberRole


class MemberRoleName(Model):
    id: UUID
    name: str


class MemberUpdate(Model):
    """A change of a member's rights in the organization."""

    role: MemberRole


class MemberView(Model):
    """A member; the user's other organizations and rights on the platform are not shown."""

    user_id: UUID
    name: str
    email: str
    role: MemberRole
    is_active: bool
    etag: str = Field(description="The version of the member's rights, for If-Match.")
    roles: tuple[MemberRoleName, ...] | None = Field(
        description="Roles of the organization that the user is in; null unless asked for."
    )
