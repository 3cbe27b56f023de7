"""Requests and responses of invitations and of forgotten passwords."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.models.auth import TokenText
from shared.models.base import Model
from shared.models.passwords import Password
from shared.models.users import DisplayName, Email, MemberRole


class InvitationStatus(StrEnum):
    PENDING = "pending"
    ACCEPTED = "accepted"
    REVOKED = "revoked"
    EXPIRED = "expired"


class InvitationCreate(Model):
    """A new invitation to the organization in scope."""

    email: Email
    display_name: DisplayName | None = None
    role: MemberRole = MemberRole.MEMBER


class InvitationView(Model):
    """An invitation as an organization's administrators see it."""

    id: UUID
    email: str
    display_name: str
    role: MemberRole
    status: InvitationStatus
    invited_by: str = Field(description="The name of the administrator.")
    created_at: datetime
    sent_at: datetime = Field(description="When its latest letter was posted.")
    expires_at: datetime


class InvitationToken(Model):
    """The token of an invitation's link."""

    token: TokenText


class InvitationOffer(Model):
    """What a person accepts with an invitation."""

    email: str
    display_name: str
    organization: str
    invited_by: str
    role: MemberRole
    needs_password: bool = Field(
        description="Whether accepting sets a password: of a new user, or one who never signed in."
    )
    expires_at: datetime


class InvitationAcceptance(Model):
    """The acceptance of an invitation; who can sign in already needs neither name nor password."""

    token: TokenText
    display_name: DisplayName | None = None
    password: Password | None = None


class ForgottenPassword(Model):
    """The address of a user who forgot the password; every address gets the same answer."""

    email: Annotated[Email, Field(description="Where the link is sent, if there is such a user.")]
