"""Signs and verifies the platform's own tokens; no other module does.

Two keys may be valid at once, so that the key can be changed without signing all users out: the
first signs, both verify, and ``kid`` names the one that signed.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import ModuleType
from uuid import UUID, uuid4

from pydantic import ValidationError

from shared.models.credentials import LONGEST, SignInSession
from shared.models.tokens import TokenClaims, TokenUse
from shared.services.clock import Clock

ALGORITHM = "HS256"
ISSUER = "bifrost-api"
AUDIENCE = "bifrost"
MOST_CHARACTERS = 4096
#: The accepted difference between two instances' clocks.
SKEW_SECONDS = 30
#: Times are compared with the platform's own clock, below.
UNCHECKED = {"verify_exp": False, "verify_iat": False, "verify_nbf": False}
CHECKS = {
    "audience": AUDIENCE,
    "issuer": ISSUER,
    "options": {**UNCHECKED, "require": ["iss", "aud"], "strict_aud": True},
}
LIFETIMES = {
    TokenUse.ACCESS: timedelta(minutes=30),
    TokenUse.REFRESH: timedelta(days=7),
    TokenUse.MFA: timedelta(minutes=5),
    TokenUse.MFA_SETUP: timedelta(minutes=15),
    TokenUse.PASSKEY_ADD: timedelta(minutes=5),
    TokenUse.PASSKEY_ENTER: timedelta(minutes=5),
    TokenUse.PASSKEY_PROVE: timedelta(minutes=5),
}


@dataclass(frozen=True, slots=True)
class Key:
    """A signing key and its public id. Neither reveals the setting that it is derived from."""

    id: str
    secret: bytes

    @classmethod
    def of(cls, setting: str) -> "Key":
        secret = hmac.digest(setting.encode(), b"bifrost platform tokens", "sha256")
        return cls(hashlib.sha256(b"kid" + secret).hexdigest()[:16], secret)


@dataclass(frozen=True, slots=True)
class TokenOwner:
    """Whom a token is about, and what it belongs to."""

    user_id: UUID
    session_id: UUID
    methods: tuple[str, ...]
    token_id: UUID
    provider_id: UUID | None = None


class Tokens:
    """Issues tokens with the first key; verifies them with all keys."""

    def __init__(self, keys: Sequence[Key], clock: Clock) -> None:
        self._first = keys[0]
        self._keys = {key.id: key for key in keys}
        self._clock = clock

    def issue(self, use: TokenUse, session: SignInSession) -> str:
        """Issue a token; a refresh token is the session's current one."""
        about = TokenOwner(session.user_id, session.id, session.methods, session.token_id)
        return self._issued(use, about, session.proved_at or session.began_at)

    def issue_for_device(self, session: SignInSession) -> str:
        """Issue the one token of a command line, which lasts as long as its session."""
        about = TokenOwner(session.user_id, session.id, session.methods, session.token_id)
        return self._issued(TokenUse.ACCESS, about, session.began_at, LONGEST)

    def issue_between(
        self,
        use: TokenUse,
        user_id: UUID,
        password_id: UUID,
        methods: tuple[str, ...],
        provider_id: UUID | None = None,
    ) -> str:
        """Issue the token between the first and the second factor; it ends with the password."""
        about = TokenOwner(user_id, password_id, methods, uuid4(), provider_id)
        return self._issued(use, about, self._clock.now())

    def _issued(
        self,
        use: TokenUse,
        about: TokenOwner,
        proved_at: datetime,
        lifetime: timedelta | None = None,
    ) -> str:
        now = self._clock.now()
        claims = TokenClaims(
            iss=ISSUER,
            aud=AUDIENCE,
            use=use,
            sub=about.user_id,
            sid=about.session_id,
            jti=about.token_id,
            amr=about.methods,
            iat=_seconds(now),
            nbf=_seconds(now),
            exp=_seconds(now + (lifetime or LIFETIMES[use])),
            idp=about.provider_id,
            auth_time=_seconds(proved_at),
        )
        headers = {"kid": self._first.id}
        facts = claims.model_dump(mode="json")
        return str(_library().encode(facts, self._first.secret, ALGORITHM, headers))

    def find(self, text: str, use: TokenUse) -> TokenClaims | None:
        """Return the token's claims; None if it is not ours, for another use, or not valid now."""
        claims = self._genuine(text)
        now = _seconds(self._clock.now())
        if claims is None or claims.use is not use:
            return None
        return claims if claims.nbf - SKEW_SECONDS <= now < claims.exp else None

    def _genuine(self, text: str) -> TokenClaims | None:
        """Return the claims of a token that the platform signed, whatever its age."""
        if len(text) > MOST_CHARACTERS or not text.isascii():
            return None
        library = _library()
        try:
            key = self._keys.get(library.get_unverified_header(text).get("kid", ""))
            if key is None:
                return None
            facts = library.decode(text, key.secret, [ALGORITHM], **CHECKS)
            return TokenClaims.model_validate(facts)
        except (library.InvalidTokenError, ValidationError):
            return None


def _seconds(at: datetime) -> int:
    return int(at.timestamp())


def _library() -> ModuleType:
    # Imported on first use: it loads all of cryptography, which indexing the app must not pay for.
    import jwt  # noqa: PLC0415

    return jwt
