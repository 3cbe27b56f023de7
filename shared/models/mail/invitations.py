"""Invitations: an organization's administrator asks a person by mail to become a member."""

from datetime import datetime, timedelta
from uuid import UUID

from shared.models.base import Model
from shared.models.links import LinkIssuer
from shared.models.mail.invitation_requests import InvitationStatus, InvitationView
from shared.models.users import MemberRole

PREFIX = "bfi_"
LIFETIME = timedelta(days=7)
#: How long one that has ended is listed.
KEPT = timedelta(days=30)


class Invitation(Model):
    """An invitation as stored, with the hash of its secret.

    It is void when its ``issuer`` loses the right to invite.
    """

    id: UUID
    org_id: str
    email: str
    display_name: str = ""
    role: MemberRole
    secret_hash: str
    issuer: LinkIssuer
    created_at: datetime
    sent_at: datetime
    expires_at: datetime
    accepted_at: datetime | None = None
    revoked_at: datetime | None = None

    def status(self, now: datetime) -> InvitationStatus:
        if self.accepted_at is not None:
            return InvitationStatus.ACCEPTED
        if self.revoked_at is not None:
            return InvitationStatus.REVOKED
        is_open = now < self.expires_at
        return InvitationStatus.PENDING if is_open else InvitationStatus.EXPIRED

    def is_open(self, now: datetime) -> bool:
        return self.status(now) is InvitationStatus.PENDING

    def ended_at(self, now: datetime) -> datetime | None:
        """Return when it ended; None while it can be accepted."""
        if self.is_open(now):
            return None
        return self.accepted_at or self.revoked_at or self.expires_at

    def view(self, now: datetime) -> InvitationView:
        return InvitationView(
            id=self.id,
            email=self.email,
            display_name=self.display_name,
            role=self.role,
            status=self.status(now),
            invited_by=self.issuer.actor.name,
            created_at=self.created_at,
            sent_at=self.sent_at,
            expires_at=self.expires_at,
        )
