"""Users: people who sign in."""

import re
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from shared.models.base import Model, OrganizationId, OrLeftOut
from shared.wording.error_messages import Pattern

DisplayName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]

#: The precision of the last sign-in.
NOTED_EVERY = timedelta(hours=1)
#: The longest escaped address that fits into a row key after an organization's id.
MOST_ESCAPED = 400


def folded(address: str) -> str:
    """Return the address in lower case; a non-ASCII letter never becomes an ASCII one."""
    return "".join(
        letter.lower() if letter.isascii() or not letter.lower()[0].isascii() else letter
        for letter in address
    )


def _address(text: str) -> str:
    found = folded(text)
    if not found.isprintable() or len(quote(found)) > MOST_ESCAPED:
        raise ValueError("this is not an e-mail address")
    return found


#: An e-mail address; one that differs only in case is the same user.
Email = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=254),
    Pattern(r"^[^@\s]{1,64}@[^@\s]+\.[^@\s.]+$", "give an e-mail address, such as ada@example.com"),
    AfterValidator(_address),
]


#: The id of a caller or run: a UUID, or a word of the platform such as ``host-key``.
_ID = re.compile(r"[A-Za-z0-9-]{1,64}")


def _actor(text: str) -> str:
    if "@" not in text and not _ID.fullmatch(text):
        raise ValueError("give the id of a user or of a key, or the e-mail address of a user")
    return _address(text) if "@" in text else text


def _user(text: str) -> str:
    if "@" in text:
        return _address(text)
    try:
        return str(UUID(text))
    except ValueError as error:
        raise ValueError("give the id or the e-mail address of a user") from error


#: A user by id or by e-mail address; ``Users.id_of`` finds the id.
UserReference = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=254), AfterValidator(_user)
]
#: A user or a key, as above; ``Users.actor_id_of`` finds the id.
ActorReference = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=254), AfterValidator(_actor)
]


class MemberRole(StrEnum):
    MEMBER = "member"
    ADMIN = "admin"


class UserType(StrEnum):
    PLATFORM = "PLATFORM"
    ORG = "ORG"


class Membership(Model):
    org_id: OrganizationId
    role: MemberRole = MemberRole.MEMBER


def _one_for_each(memberships: tuple[Membership, ...]) -> tuple[Membership, ...]:
    if len({m.org_id for m in memberships}) < len(memberships):
        raise ValueError("an organization is listed twice")
    return memberships


#: Memberships; with all that they replace they fit into one transaction of 100 rows.
Memberships = Annotated[tuple[Membership, ...], Field(max_length=40), AfterValidator(_one_for_each)]


class User(Model):
    """A user as stored; ``principals`` are their names at sign-in services."""

    id: UUID
    email: str
    display_name: str
    is_platform_admin: bool = False
    is_active: bool = True
    memberships: tuple[Membership, ...] = ()
    principals: tuple[str, ...] = ()
    created_by: str
    created_at: datetime
    updated_by: str | None = None
    updated_at: datetime | None = None
    last_signed_in_at: datetime | None = None
    #: When a user of Static Web Apps, where no session is ours, last proved a second factor.
    front_end_factor_at: datetime | None = None

    @property
    def rules(self) -> bool:
        """Whether this is an active platform administrator."""
        return self.is_platform_admin and self.is_active

    def seen_at(self, now: datetime) -> "User":
        """Return the user with this time of the last sign-in, which is stored to the hour."""
        last = self.last_signed_in_at
        if last is not None and now - last < NOTED_EVERY:
            return self
        return self.model_copy(update={"last_signed_in_at": now})

    @property
    def administers_any(self) -> bool:
        """Whether this is an administrator of the platform, or of any organization."""
        roles = {membership.role for membership in self.memberships}
        return self.is_platform_admin or MemberRole.ADMIN in roles

    def role_in(self, org_id: str) -> MemberRole | None:
        return next((m.role for m in self.memberships if m.org_id == org_id), None)


class UserView(Model):
    """A user as clients see them."""

    id: UUID
    email: str
    display_name: str
    user_type: UserType
    is_platform_admin: bool
    is_active: bool
    memberships: tuple[Membership, ...]
    created_by: str
    created_at: datetime
    updated_by: str | None
    updated_at: datetime | None
    last_signed_in_at: datetime | None = Field(description="Precise to the hour.")


class SignInFacts(Model):
    """The audit log's facts of how a user can sign in."""

    principals: tuple[str, ...]


class UserCreate(Model):
    """A new user; ``orgId`` is short for one membership as a member."""

    email: Email
    display_name: DisplayName
    is_platform_admin: bool = False
    org_id: OrganizationId | None = None
    memberships: Annotated[Memberships, OrLeftOut] = ()


class UserUpdate(Model):
    """A change of a user: fields left out stay; ``memberships`` replaces all of them."""

    display_name: DisplayName | None = None
    is_platform_admin: bool | None = None
    is_active: bool | None = None
    memberships: Memberships | None = None


class OwnUserUpdate(Model):
    """What users change of themselves."""

    display_name: DisplayName


def view_of(user: User) -> UserView:
    kept = user.model_dump(by_alias=False, exclude={"principals", "front_end_factor_at"})
    kind = UserType.PLATFORM if user.is_platform_admin else UserType.ORG
    return UserView(**kept, user_type=kind)
