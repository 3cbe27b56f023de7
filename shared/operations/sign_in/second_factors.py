"""Checks and spends second factors: codes of authenticator apps, and recovery codes.

A code is good once: the write that accepts it also stores that it was used.
"""

import hashlib
import hmac
import logging
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from shared.errors import Conflict, Refused
from shared.models.base import GLOBAL
from shared.models.credentials import UserCredentials
from shared.models.second_factor.factors import TrustedDevice
from shared.models.second_factor.requests import Proof
from shared.oauth.encryption import EncryptionContext, WrappingKey, rewrapped, seal, unseal
from shared.services.identity.totp import DIGITS, matching_step
from shared.settings import Settings

logger = logging.getLogger(__name__)

#: Without the characters that look like others.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
GROUPS, GROUP_CHARACTERS = 4, 4

BY_APP, BY_RECOVERY_CODE = "otp", "recovery"


@dataclass(frozen=True, slots=True)
class Spent:
    """Credentials in which a code is spent, and the kind of the code, as in a token's ``amr``."""

    credentials: UserCredentials
    method: str


def is_asked(settings: Settings, credentials: UserCredentials) -> bool:
    """Whether this user needs a second factor besides the password."""
    return settings.mfa_enabled and credentials.has_second_factor


def factors_of(credentials: UserCredentials) -> list[Literal["code", "passkey"]]:
    """Return what a user can give after the password: codes, of which kind ever, and passkeys."""
    takes_codes = credentials.second_factor is not None or bool(credentials.recovery_hashes)
    found: list[Literal["code", "passkey"]] = ["code"] if takes_codes else []
    return [*found, "passkey"] if credentials.passkeys else found


def asked_for(settings: Settings, credentials: UserCredentials) -> Proof | None:
    """Return the proof that a fresh proof takes; None if the user has none of ours.

    A user with an app and a passkey may give either.
    """
    if settings.mfa_enabled and credentials.second_factor:
        return "code"
    if credentials.passkeys and (settings.mfa_enabled or not credentials.password_hash):
        return "passkey"
    return "password" if credentials.password_hash else None


def spent(settings: Settings, now: UserCredentials, code: str, at: datetime) -> Spent | None:
    """Return the credentials with the code spent; None if it is wrong, or was used before."""
    if len(code) == DIGITS and code.isdecimal():
        return _app_used(settings, now, code, at)
    return _recovery_used(now, code)


def trusted(now: UserCredentials, cookie: str, at: datetime) -> TrustedDevice | None:
    """Return the user's trusted device with this cookie; None if this user has none."""
    given = hash_of_cookie(cookie)
    alive = [device for device in now.trusted_devices if device.lives(at)]
    return next((one for one in alive if hmac.compare_digest(one.secret_hash, given)), None)


def hash_of_cookie(cookie: str) -> str:
    """Return the SHA-256 of a trusted device's secret; 256 random bits need no slow hash."""
    return hashlib.sha256(cookie.encode(errors="surrogatepass")).hexdigest()


def new_recovery_codes(settings: Settings) -> list[str]:
    """Make recovery codes of 79 random bits each, in groups that can be copied by hand."""
    return [_recovery_code() for _ in range(settings.recovery_code_count)]


def recovery_hash(user_id: UUID, code: str) -> str:
    """Return the hash of a user's recovery code; its bits are random, so it need not be slow."""
    plain = code.replace("-", "")
    return hashlib.sha256(f"{user_id}:{plain}".encode()).hexdigest()


def seal_secret(settings: Settings, user_id: UUID, secret: str) -> str:
    """Encrypt the secret of an app, with a key that is derived from BIFROST_SECRET_KEY."""
    return seal(secret, _place(user_id), _keys(settings)[0])


def reseal(settings: Settings, now: UserCredentials) -> UserCredentials:
    """Return the credentials with the app's secret under the newest key, if a key has it."""
    factor = now.second_factor
    if factor is None:
        return now
    try:
        sealed = rewrapped(factor.sealed_secret, _place(now.user_id), _keys(settings))
    except Refused:
        logger.warning("a second factor is sealed with a lost key", extra={"user": now.user_id})
        return now
    return now.model_copy(
        update={"second_factor": factor.model_copy(update={"sealed_secret": sealed})}
    )


def secret_in(settings: Settings, user_id: UUID, sealed: str) -> str:
    """Decrypt the secret of an app; Conflict if BIFROST_SECRET_KEY is another one by now."""
    try:
        return unseal(sealed, _place(user_id), _keys(settings))
    except Refused as error:
        raise Conflict(
            "codes of your authenticator app can no longer be checked, because the platform's key "
            "was changed: use a recovery code, or ask an administrator to reset your second factor"
        ) from error


def _app_used(settings: Settings, now: UserCredentials, code: str, at: datetime) -> Spent | None:
    factor = now.second_factor
    if factor is None:
        return None
    secret = secret_in(settings, now.user_id, factor.sealed_secret)
    step = matching_step(secret, code, at, after=factor.last_step)
    if step is None:
        return None
    used = factor.model_copy(update={"last_step": step, "used_at": at})
    return Spent(now.model_copy(update={"second_factor": used}), BY_APP)


def _recovery_used(now: UserCredentials, code: str) -> Spent | None:
    given = recovery_hash(now.user_id, code)
    left = tuple(kept for kept in now.recovery_hashes if not hmac.compare_digest(kept, given))
    if len(left) == len(now.recovery_hashes):
        return None
    return Spent(now.model_copy(update={"recovery_hashes": left}), BY_RECOVERY_CODE)


def _recovery_code() -> str:
    groups = [[secrets.choice(ALPHABET) for _ in range(GROUP_CHARACTERS)] for _ in range(GROUPS)]
    return "-".join("".join(group) for group in groups)


def _place(user_id: UUID) -> EncryptionContext:
    return EncryptionContext(GLOBAL, "user", str(user_id), "totp")


def _keys(settings: Settings) -> list[WrappingKey]:
    return [_key(setting) for setting in settings.secret_keys]


def _key(setting: str) -> WrappingKey:
    secret = hmac.digest(setting.encode(), b"bifrost second factors", "sha256")
    return WrappingKey(hashlib.sha256(b"kid" + secret).hexdigest()[:16], secret)
