"""Request handlers of sign-ins by passkey: alone, without a name, and after the password."""

import asyncio
import binascii
from base64 import urlsafe_b64decode
from dataclasses import dataclass
from uuid import UUID

from shared.call import Call
from shared.errors import NotAuthenticated
from shared.models.auth import SignedIn
from shared.models.credentials import UserCredentials
from shared.models.second_factor.passkeys import PasskeyBegin, PasskeyChallenge, PasskeySignIn
from shared.models.tokens import TokenClaims, TokenUse
from shared.models.users import User
from shared.operations.sign_in.between_steps import still_counts
from shared.operations.sign_in.factor_demands import WITH_BOTH
from shared.operations.sign_in.passkeys import (
    BY_PASSKEY,
    NONE,
    PasskeyCopied,
    PasskeyProof,
    asked,
    proof_of,
)
from shared.operations.sign_in.sessions import Opening, count, opened, wait_until
from shared.repositories.sign_in_throttle import SignInAttempt, network_of
from shared.services.identity.passkeys import PasskeyInvalid

CLAIMED = "a passkey"


async def begin(call: Call, given: PasskeyBegin) -> PasskeyChallenge:
    """Return a challenge: for any passkey, or after the password for those of its user."""
    if given.mfa_token is None:
        return asked(call.platform, TokenUse.PASSKEY_ENTER, NONE, NONE, None)
    claims = _first_step(call, given)
    if claims is None:
        raise _over()
    now = await call.platform.directory.credentials.get(claims.sub)
    if not still_counts(claims, now):
        raise _over()
    return asked(call.platform, TokenUse.PASSKEY_ENTER, claims.sub, claims.sid, now)


async def enter(call: Call, given: PasskeySignIn) -> SignedIn:
    """Sign in by a passkey, which proves both factors: the device, and who holds it."""
    directory, settings = call.platform.directory, call.platform.settings
    began = asyncio.get_running_loop().time()
    claims, first = _claims(call, given)
    user = await _user(call, given, claims)
    if claims is None or user is None:
        await directory.sign_ins.refused_unknown(CLAIMED, call.origin, "NotAuthenticated")
        await wait_until(began + settings.refusal_seconds)
        raise _wrong()
    now = await directory.credentials.get(user.id)
    attempt = SignInAttempt(
        user.email, network_of(call.origin.address), call.platform.services.clock.now()
    )
    await count(call, attempt, now)
    try:
        entry = PasskeyEntry(proof_of(call.platform, claims, given.passkey, now), first)
        entry.checked(now)
    except (PasskeyInvalid, NotAuthenticated) as error:
        await directory.sign_ins.refused(user, call.origin, _reason(error))
        await wait_until(began + settings.refusal_seconds)
        raise _wrong() from error
    await directory.sign_in_throttle.give_back(attempt)
    methods = (*(first.amr if first else ()), BY_PASSKEY, WITH_BOTH)
    idp = first.idp if first else None
    opening = Opening(user, methods, attempt.network, True, entry.spent, idp)
    return await directory.sign_ins.on_record(user, call.origin, lambda: opened(call, opening))


@dataclass(frozen=True, slots=True)
class PasskeyEntry:
    """A passkey's answer, with the token that the password was exchanged for, if there is one."""

    proof: PasskeyProof
    first: TokenClaims | None

    def checked(self, now: UserCredentials) -> UserCredentials:
        """Return credentials with the answer spent; PasskeyInvalid or NotAuthenticated else."""
        if self.first is not None and not still_counts(self.first, now):
            raise _over()
        return self.proof.spent(now)

    def spent(self, now: UserCredentials) -> UserCredentials:
        try:
            return self.checked(now)
        except PasskeyInvalid as error:  # another request was faster
            raise _wrong() from error


def _claims(call: Call, given: PasskeySignIn) -> tuple[TokenClaims | None, TokenClaims | None]:
    """Return what the challenge is about, and the token of the password; None if one is void."""
    text = given.passkey.token.get_secret_value()
    claims = call.platform.tokens.find(text, TokenUse.PASSKEY_ENTER)
    if given.mfa_token is None:
        return (claims if claims and claims.sub == NONE else None), None
    first = _first_step(call, given)
    if claims is None or first is None or (claims.sub, claims.sid) != (first.sub, first.sid):
        return None, None
    return claims, first


async def _user(call: Call, given: PasskeySignIn, claims: TokenClaims | None) -> User | None:
    """Return the active user whom the passkey lists, who is also that of the password's step."""
    if claims is None:
        return None
    listed = _handle(given.passkey.user_handle)
    user_id = listed if claims.sub == NONE else claims.sub
    if user_id is None or (listed is not None and listed != user_id):
        return None
    user = await call.platform.directory.users.find(user_id)
    return user if user and user.is_active else None


def _handle(text: str | None) -> UUID | None:
    """Return the user whom a passkey lists, None without one; NONE for what is no user's id."""
    if text is None:
        return None
    try:
        return UUID(bytes=urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (binascii.Error, ValueError):
        return NONE


def _first_step(call: Call, given: PasskeyBegin) -> TokenClaims | None:
    text = given.mfa_token.get_secret_value() if given.mfa_token else ""
    return call.platform.tokens.find(text, TokenUse.MFA)


def _reason(error: Exception) -> str:
    return PasskeyCopied.__name__ if isinstance(error, PasskeyCopied) else "NotAuthenticated"


def _wrong() -> NotAuthenticated:
    return NotAuthenticated("this passkey does not sign in here: try again, or use another way")


def _over() -> NotAuthenticated:
    return NotAuthenticated("this sign-in is over: sign in again")
