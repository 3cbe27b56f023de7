"""Passkeys: what browsers are asked, and what an answer changes in a user's credentials.

A challenge is not stored: it is the hash of a token that only the platform can sign, for one use
and one user. Once it was answered its id is in the user's row, in the write that the answer makes,
so that a second answer is refused. A passkey lists the user who may use it, so that a sign-in
without a name reads that user's row and no other.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from shared.call import Platform
from shared.errors import Conflict
from shared.models.credentials import UserCredentials
from shared.models.second_factor.passkeys import (
    NewPasskey,
    PasskeyChallenge,
    PasskeyCreation,
    PasskeyKind,
    PasskeyOffer,
    PasskeyOwner,
    PasskeyParty,
    PasskeyReference,
    PasskeyRequest,
)
from shared.models.second_factor.requests import PasskeyAnswer, PasskeyView
from shared.models.second_factor.stored_passkeys import (
    MOST_SPENT_CHALLENGES,
    Passkey,
    SpentChallenge,
)
from shared.models.tokens import TokenClaims, TokenUse
from shared.models.users import User
from shared.services.identity.passkeys import (
    ALGORITHMS,
    Expected,
    MadePasskey,
    PasskeyInvalid,
    asserted,
    encoded,
    made,
)
from shared.services.identity.tokens import LIFETIMES
from shared.settings import Settings

BY_PASSKEY = "passkey"
#: In a challenge's token: of no user yet, or of no session of ours.
NONE = UUID(int=0)
LIFETIME = LIFETIMES[TokenUse.PASSKEY_ENTER]
MILLISECONDS = int(LIFETIME.total_seconds() * 1000)


class PasskeyCopied(PasskeyInvalid):
    """The passkey's count of uses did not rise: there is a copy of its key."""


@dataclass(frozen=True, slots=True)
class PasskeyPlace:
    """Where passkeys are used: the domain that they are bound to, and the pages that may ask."""

    rp_id: str
    origins: tuple[str, ...]

    @classmethod
    def find(cls, settings: Settings) -> "PasskeyPlace | None":
        """Return the place that the settings name; None if there can be no passkeys here."""
        origins = tuple(sorted(settings.webauthn_origins)) or (settings.public_url,)
        rp_id = settings.webauthn_rp_id or urlsplit(origins[0]).hostname or ""
        is_address = rp_id.replace(".", "").isdigit() or ":" in rp_id
        return cls(rp_id, origins) if rp_id and origins[0] and not is_address else None

    @classmethod
    def of(cls, settings: Settings) -> "PasskeyPlace":
        """Return the place that the settings name; Conflict if there can be no passkeys here."""
        found = cls.find(settings)
        if found is None:
            raise Conflict(
                "passkeys need the name of this installation: set BIFROST_PUBLIC_URL to the "
                "address that browsers use, with a name and not a number"
            )
        return found

    def expects(self, token: str) -> Expected:
        """Return what an answer to the challenge of this token has to be about."""
        return Expected(challenge_of(token), self.rp_id, self.origins)


@dataclass(frozen=True, slots=True)
class PasskeyProof:
    """A passkey's answer to a challenge, whose signature is right."""

    passkey: Passkey
    challenge_id: UUID
    sign_count: int
    at: datetime

    def spent(self, now: UserCredentials) -> UserCredentials:
        """Return credentials with the challenge spent and the passkey used.

        Raises PasskeyInvalid if another request was faster: the passkey is gone, or the challenge
        spent; and PasskeyCopied if the passkey's count did not rise.
        """
        found = by_credential_id(now, self.passkey.credential_id)
        if found is None or found.public_key != self.passkey.public_key:
            raise PasskeyInvalid("this passkey is not one of the user's")
        counts = self.sign_count or found.sign_count
        if counts and self.sign_count <= found.sign_count:
            raise PasskeyCopied("the passkey's count of uses did not rise: it may be a copy")
        used = found.model_copy(update={"sign_count": self.sign_count, "used_at": self.at})
        kept = tuple(used if one.id == used.id else one for one in now.passkeys)
        return with_spent(now, self.challenge_id, self.at).model_copy(update={"passkeys": kept})


def challenge_of(token: str) -> bytes:
    """Return the challenge of a token, which no caller can make."""
    return hashlib.sha256(token.encode()).digest()


def by_credential_id(now: UserCredentials, credential_id: str) -> Passkey | None:
    """Return the user's passkey with this id, which the browser made; None without one."""
    return next((one for one in now.passkeys if one.credential_id == credential_id), None)


def asked(
    platform: Platform, use: TokenUse, user_id: UUID, about: UUID, now: UserCredentials | None
) -> PasskeyChallenge:
    """Return a challenge for one use: for the passkeys of these credentials, or for any."""
    place = PasskeyPlace.of(platform.settings)
    token = platform.tokens.issue_between(use, user_id, about, ())
    request = PasskeyRequest(
        challenge=encoded(challenge_of(token)),
        rp_id=place.rp_id,
        timeout=MILLISECONDS,
        allow_credentials=_references(now) if now else (),
    )
    return PasskeyChallenge(token=token, public_key=request)


def offered(platform: Platform, user: User, about: UUID, now: UserCredentials) -> PasskeyOffer:
    """Return what a browser needs to make a passkey for a user."""
    settings = platform.settings
    place = PasskeyPlace.of(settings)
    token = platform.tokens.issue_between(TokenUse.PASSKEY_ADD, user.id, about, ())
    creation = PasskeyCreation(
        challenge=encoded(challenge_of(token)),
        rp=PasskeyParty(id=place.rp_id, name=settings.totp_issuer),
        user=PasskeyOwner(
            id=encoded(user.id.bytes), name=user.email, display_name=user.display_name
        ),
        pub_key_cred_params=tuple(PasskeyKind(alg=alg) for alg in ALGORITHMS),
        timeout=MILLISECONDS,
        exclude_credentials=_references(now),
    )
    return PasskeyOffer(token=token, public_key=creation)


def made_for(platform: Platform, token: str, given: NewPasskey) -> MadePasskey:
    """Return the passkey that was made for the offer of this token; else PasskeyInvalid."""
    return made(PasskeyPlace.of(platform.settings).expects(token), given)


def proof_of(
    platform: Platform, claims: TokenClaims, given: PasskeyAnswer, now: UserCredentials
) -> PasskeyProof:
    """Return the proof that an answer is; PasskeyInvalid if it is none of this user's passkeys."""
    passkey = by_credential_id(now, given.id)
    if passkey is None:
        raise PasskeyInvalid("this passkey is not one of the user's")
    expected = PasskeyPlace.of(platform.settings).expects(given.token.get_secret_value())
    count = asserted(expected, given, passkey.public_key)
    return PasskeyProof(passkey, claims.jti, count, platform.services.clock.now())


def with_spent(now: UserCredentials, challenge_id: UUID, at: datetime) -> UserCredentials:
    """Return credentials in which this challenge is spent; PasskeyInvalid if it was before."""
    alive = tuple(one for one in now.spent_challenges if at < one.at + LIFETIME)
    if any(one.id == challenge_id for one in alive):
        raise PasskeyInvalid("this challenge was answered before")
    if len(alive) >= MOST_SPENT_CHALLENGES:
        raise PasskeyInvalid("too many challenges were answered in the last minutes")
    spent = SpentChallenge(id=challenge_id, at=at)
    return now.model_copy(update={"spent_challenges": (*alive, spent)})


def view_of(passkey: Passkey) -> PasskeyView:
    """Return a passkey as its owner sees it."""
    return PasskeyView(
        id=passkey.id,
        name=passkey.name,
        added_at=passkey.added_at,
        used_at=passkey.used_at,
        is_synced=passkey.is_synced,
    )


def _references(now: UserCredentials) -> tuple[PasskeyReference, ...]:
    return tuple(
        PasskeyReference(id=one.credential_id, transports=one.transports) for one in now.passkeys
    )
