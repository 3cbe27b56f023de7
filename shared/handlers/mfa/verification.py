"""Request handler of the second step of a sign-in: a code, after the password or a provider."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from shared.call import Call
from shared.errors import Detail, NotAuthenticated
from shared.models.auth import SignedIn
from shared.models.credentials import UserCredentials
from shared.models.second_factor.requests import MfaVerify
from shared.models.tokens import TokenClaims, TokenUse
from shared.models.users import User
from shared.operations.sign_in.between_steps import still_counts
from shared.operations.sign_in.factor_demands import WITH_BOTH
from shared.operations.sign_in.second_factors import Spent, is_asked, spent
from shared.operations.sign_in.sessions import Opening, count, note_refusal, opened, wait_until
from shared.repositories.sign_in_throttle import SignInAttempt, network_of
from shared.settings import Settings


async def verify(call: Call, given: MfaVerify) -> SignedIn:
    """Sign in with the token of the first step and a code, which is good once."""
    directory, settings = call.platform.directory, call.platform.settings
    began = asyncio.get_running_loop().time()
    claims = call.platform.tokens.find(given.mfa_token.get_secret_value(), TokenUse.MFA)
    user = await directory.users.find(claims.sub) if claims else None
    if claims is None or user is None or not user.is_active:
        await directory.sign_ins.refused_unknown("a second step", call.origin, "NotAuthenticated")
        raise _too_late()
    credentials = await directory.credentials.get(user.id)
    attempt = _attempt(call, user)
    await count(call, attempt, credentials)
    code = given.code.get_secret_value()
    step = CodeEntry(settings, claims, code, attempt.at)
    found = step.spent(credentials)
    if found is None:
        await note_refusal(call, user, user.email)
        await wait_until(began + settings.refusal_seconds)
        raise _wrong()
    await directory.sign_in_throttle.give_back(attempt)
    methods = (*claims.amr, found.method, WITH_BOTH)
    opening = Opening(user, methods, attempt.network, True, step.checked, claims.idp)
    return await directory.sign_ins.on_record(user, call.origin, lambda: opened(call, opening))


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """A code, with the token of the first step."""

    settings: Settings
    claims: TokenClaims
    code: str
    at: datetime

    def spent(self, now: UserCredentials) -> Spent | None:
        """Return credentials with the code spent, None if it is wrong.

        Raises NotAuthenticated if the first step counts no more, or there is no second factor any
        more.
        """
        if not still_counts(self.claims, now) or not is_asked(self.settings, now):
            raise _too_late()
        return spent(self.settings, now, self.code, self.at)

    def checked(self, now: UserCredentials) -> UserCredentials:
        found = self.spent(now)
        if found is None:
            raise _wrong()  # another request used the code first
        return found.credentials


def _attempt(call: Call, user: User) -> SignInAttempt:
    now = call.platform.services.clock.now()
    return SignInAttempt(user.email, network_of(call.origin.address), now)


def _wrong() -> NotAuthenticated:
    return NotAuthenticated(
        "this code is wrong, or was used before",
        [Detail(("body", "code"), "wait for the next code of your app, or use a recovery code")],
    )


def _too_late() -> NotAuthenticated:
    return NotAuthenticated("this sign-in is over: sign in again")
