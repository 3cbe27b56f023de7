"""Credentials of a user: password, set-password link and sessions."""

from datetime import datetime, timedelta
from uuid import UUID

from shared.models.base import Model
from shared.models.links import LinkIssuer

#: A session ends this long after its last refresh, and at the latest this long after sign-in.
IDLE = timedelta(days=7)
LONGEST = timedelta(days=30)
MOST_NETWORKS = 10


class SignInSession(Model):
    """One sign-in, which its refresh tokens share.

    ``token_id`` is the refresh token that may be used next, ``used_id`` the previous one.
    ``methods`` is how the user was authenticated.
    """

    id: UUID
    user_id: UUID
    token_id: UUID
    used_id: UUID | None = None
    methods: tuple[str, ...]
    began_at: datetime
    refreshed_at: datetime

    def lives(self, now: datetime) -> bool:
        return now < min(self.refreshed_at + IDLE, self.began_at + LONGEST)


class PasswordLink(Model):
    """A link that sets a password, once; its secret is stored as a hash.

    It ends with the right of its ``issuer``. Old links have no issuer.
    """

    secret_hash: str
    expires_at: datetime
    issuer: LinkIssuer | None = None


class SetupLink(Model):
    """A link that makes the first administrator, once; its secret is stored as a hash."""

    secret_hash: str
    expires_at: datetime


class UserCredentials(Model):
    """All credentials of a user, in one row, so that they change at once or not at all.

    ``networks`` are those from which the user signed in before, the latest last.
    """

    user_id: UUID
    password_hash: str | None = None
    password_set_at: datetime | None = None
    link: PasswordLink | None = None
    sessions: tuple[SignInSession, ...] = ()
    networks: tuple[str, ...] = ()

    def session(self, session_id: UUID) -> SignInSession | None:
        return next((found for found in self.sessions if found.id == session_id), None)

    def without(self, session_id: UUID) -> "UserCredentials":
        kept = tuple(found for found in self.sessions if found.id != session_id)
        return self.model_copy(update={"sessions": kept})

    def with_session(self, session: SignInSession) -> "UserCredentials":
        """Return credentials with this session as the newest, which is last."""
        kept = (*self.without(session.id).sessions, session)
        return self.model_copy(update={"sessions": kept})

    def with_password(self, password_hash: str, at: datetime) -> "UserCredentials":
        """Return credentials with this password, without a link or sessions."""
        changes = {"password_hash": password_hash, "password_set_at": at}
        return self.closed().model_copy(update=changes)

    def signed_out(self) -> "UserCredentials":
        return self.model_copy(update={"sessions": ()})

    def closed(self) -> "UserCredentials":
        """Return credentials without a link or sessions."""
        return self.signed_out().model_copy(update={"link": None})

    def seen_from(self, network: str) -> "UserCredentials":
        others = tuple(found for found in self.networks if found != network)
        return self.model_copy(update={"networks": (*others, network)[-MOST_NETWORKS:]})
