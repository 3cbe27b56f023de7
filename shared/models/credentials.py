"""Credentials of a user: password, set-password link, second factor and sessions."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from shared.models.base import Model
from shared.models.links import LinkIssuer
from shared.models.machines.personal_keys import PersonalKey
from shared.models.second_factor.factors import (
    MOST_TRUSTED_DEVICES,
    Enrolment,
    SecondFactor,
    TrustedDevice,
)
from shared.models.second_factor.stored_passkeys import Passkey, SpentChallenge
from shared.models.sso.sign_ins import LinkedIdentity, UnlinkedIdentity

#: A session ends this long after its last refresh, and at the latest this long after sign-in.
IDLE = timedelta(days=7)
LONGEST = timedelta(days=30)
MOST_NETWORKS = 10
MOST_IDENTITIES = 20
#: No request takes longer from reading the user's row to changing the credentials.
UNLINKING = timedelta(minutes=10)
#: Of a user whose password was set before passwords had ids.
NO_PASSWORD_ID = UUID(int=0)


class SignInSession(Model):
    """One sign-in, which its refresh tokens share.

    ``token_id`` is the refresh token that may be used next, ``used_id`` the previous one.
    ``methods`` is how the user was authenticated, ``provider_id`` where, if not here. ``proved_at``
    is when the user last gave the strongest proof that they have; None for a trusted device, which
    proves nothing. ``org_id`` is the one organization of a command line, whose session is not
    refreshed.
    """

    id: UUID
    user_id: UUID
    token_id: UUID
    used_id: UUID | None = None
    methods: tuple[str, ...]
    provider_id: UUID | None = None
    began_at: datetime
    refreshed_at: datetime
    proved_at: datetime | None = None
    device: str = ""
    address: str = ""
    org_id: str | None = None

    @property
    def ends_at(self) -> datetime:
        """The end of the session, unless it is refreshed before."""
        if self.org_id is not None:
            return self.began_at + LONGEST
        return min(self.refreshed_at + IDLE, self.began_at + LONGEST)

    def lives(self, now: datetime) -> bool:
        return now < self.ends_at

    def proved(self, at: datetime, methods: tuple[str, ...]) -> "SignInSession":
        """Return the session with a fresh proof by these methods, besides those of the sign-in."""
        known = tuple(dict.fromkeys((*self.methods, *methods)))
        return self.model_copy(update={"methods": known, "proved_at": at})


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

    ``networks`` are those from which the user signed in before, the latest last. ``password_id``
    changes with the password, so that a token that names it ends with the password.
    ``recovery_hashes`` are the hashes of the codes for the loss of every factor; one that was used
    is removed. ``front_end_proved_at`` is the last proof of a user who signs in through Static Web
    Apps, where there is no session of ours.
    """

    user_id: UUID
    password_hash: str | None = None
    password_set_at: datetime | None = None
    password_id: UUID = NO_PASSWORD_ID
    link: PasswordLink | None = None
    sessions: tuple[SignInSession, ...] = ()
    networks: tuple[str, ...] = ()
    enrolment: Enrolment | None = None
    second_factor: SecondFactor | None = None
    passkeys: tuple[Passkey, ...] = ()
    spent_challenges: tuple[SpentChallenge, ...] = ()
    recovery_hashes: tuple[str, ...] = ()
    trusted_devices: tuple[TrustedDevice, ...] = ()
    front_end_proved_at: datetime | None = None
    identities: tuple[LinkedIdentity, ...] = ()
    unlinked: tuple[UnlinkedIdentity, ...] = ()
    personal_keys: tuple[PersonalKey, ...] = ()

    @property
    def can_sign_in(self) -> bool:
        """Whether there is any proof of ours that the user can sign in with."""
        return self.password_hash is not None or bool(self.passkeys)

    @property
    def has_second_factor(self) -> bool:
        """Whether there is an authenticator app or a passkey."""
        return self.second_factor is not None or bool(self.passkeys)

    def session(self, session_id: UUID) -> SignInSession | None:
        return next((found for found in self.sessions if found.id == session_id), None)

    def without(self, session_id: UUID) -> "UserCredentials":
        kept = tuple(found for found in self.sessions if found.id != session_id)
        return self.model_copy(update={"sessions": kept})

    def with_session(self, session: SignInSession) -> "UserCredentials":
        """Return credentials with this session as the newest, which is last."""
        kept = (*self.without(session.id).sessions, session)
        return self.model_copy(update={"sessions": kept})

    def proved(self, session_id: UUID, at: datetime, *methods: str) -> "UserCredentials":
        """Return credentials in which this session was proved again, by these methods too."""
        kept = [one.proved(at, methods) if one.id == session_id else one for one in self.sessions]
        return self.model_copy(update={"sessions": tuple(kept)})

    def with_password(self, password_hash: str, at: datetime) -> "UserCredentials":
        """Return credentials with this password, without a link, sessions or trusted devices."""
        changes = {"password_hash": password_hash, "password_set_at": at, "password_id": uuid4()}
        return self.closed().model_copy(update=changes)

    def signed_out(self) -> "UserCredentials":
        return self.model_copy(update={"sessions": ()})

    def closed(self) -> "UserCredentials":
        """Return credentials without a link, sessions, trusted devices or personal keys."""
        ended: dict[str, object] = {"link": None, "front_end_proved_at": None}
        ended |= {"trusted_devices": (), "personal_keys": ()}
        return self.signed_out().model_copy(update=ended)

    def with_device(self, device: TrustedDevice) -> "UserCredentials":
        """Return credentials with this device as the newest, which is last."""
        others = tuple(found for found in self.trusted_devices if found.id != device.id)
        return self.model_copy(
            update={"trusted_devices": (*others, device)[-MOST_TRUSTED_DEVICES:]}
        )

    def without_app(self) -> "UserCredentials":
        """Return credentials without an authenticator app."""
        return self.model_copy(update={"second_factor": None, "enrolment": None}).tidied()

    def without_second_factor(self) -> "UserCredentials":
        """Return credentials without a second factor, recovery codes and trusted devices.

        What was made with it ends, too: personal keys, and sessions of command lines.
        """
        kept = tuple(found for found in self.sessions if found.org_id is None)
        gone = {"passkeys": (), "personal_keys": (), "sessions": kept}
        return self.model_copy(update=gone).without_app()

    def tidied(self) -> "UserCredentials":
        """Return credentials without what only serves a second factor, if there is none."""
        if self.has_second_factor:
            return self
        return self.model_copy(update={"recovery_hashes": (), "trusted_devices": ()})

    def with_identity(self, identity: LinkedIdentity) -> "UserCredentials":
        """Return credentials with these facts of an identity.

        The time of its first use stays, and so does that its provider says when it was proved.
        """
        before = next((one for one in self.identities if one.principal == identity.principal), None)
        if before:
            tells_when = before.tells_when or identity.tells_when
            kept = {"first_at": before.first_at, "tells_when": tells_when}
            identity = identity.model_copy(update=kept)
        others = tuple(one for one in self.identities if one.principal != identity.principal)
        return self.model_copy(update={"identities": (*others, identity)[-MOST_IDENTITIES:]})

    def without_identity(self, gone: UnlinkedIdentity) -> "UserCredentials":
        """Return credentials without what is kept of an account, which is no way in from now on."""
        kept = tuple(one for one in self.identities if one.principal != gone.principal)
        recent = (one for one in self.unlinked if gone.at - one.at < UNLINKING)
        return self.model_copy(update={"identities": kept, "unlinked": (*recent, gone)})

    def is_unlinked(self, principal: str, now: datetime) -> bool:
        """Whether the account was unlinked so lately that the user's row may still name it."""
        found = (one for one in self.unlinked if one.principal == principal)
        return any(now - one.at < UNLINKING for one in found)

    def without_identities(self) -> "UserCredentials":
        """Return credentials without accounts at providers, and the sessions that they opened."""
        kept = tuple(found for found in self.sessions if found.provider_id is None)
        return self.model_copy(update={"identities": (), "sessions": kept})

    def personal_key(self, key_id: UUID) -> PersonalKey | None:
        return next((found for found in self.personal_keys if found.id == key_id), None)

    def without_key(self, key_id: UUID) -> "UserCredentials":
        kept = tuple(found for found in self.personal_keys if found.id != key_id)
        return self.model_copy(update={"personal_keys": kept})

    def with_key(self, key: PersonalKey) -> "UserCredentials":
        """Return credentials with this key in place of the one with its id."""
        kept = tuple(key if found.id == key.id else found for found in self.personal_keys)
        return self.model_copy(update={"personal_keys": kept})

    def seen_from(self, network: str) -> "UserCredentials":
        others = tuple(found for found in self.networks if found != network)
        return self.model_copy(update={"networks": (*others, network)[-MOST_NETWORKS:]})
