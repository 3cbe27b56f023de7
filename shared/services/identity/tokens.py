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

from pydantic import ValidationError

from shared.models.credentials import SignInSession
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
LIFETIMES = {TokenUse.ACCESS: timedelta(minutes=30), TokenUse.REFRESH: timedelta(days=7)}


@dataclass(frozen=True, slots=True)
class Key:
    """A signing key and its public id. Neither reveals the setting that it is derived from."""

    id: str
    secret: bytes

    @classmethod
    def of(cls, setting: str) -> "Key":
        secret = hmac.digest(setting.encode(), b"bifrost platform tokens", "sha256")
        return cls(hashlib.sha256(b"kid" + secret).hexdigest()[:16], secret)


class Tokens:
    """Issues tokens with the first key; verifies them with all keys."""

    def __init__(self, keys: Sequence[Key], clock: Clock) -> None:
        self._first = keys[0]
        self._keys = {key.id: key for key in keys}
        self._clock = clock

    def issue(self, use: TokenUse, session: SignInSession) -> str:
        """Issue a token; a refresh token is the session's current one."""
        now = self._clock.now()
        claims = TokenClaims(
            iss=ISSUER,
            aud=AUDIENCE,
            use=use,
            sub=session.user_id,
            sid=session.id,
            jti=session.token_id,
            amr=session.methods,
            iat=_seconds(now),
            nbf=_seconds(now),
            exp=_seconds(now + LIFETIMES[use]),
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
