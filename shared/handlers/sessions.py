"""Request handlers that sign users in by password, refresh their sessions, and sign them out.

A session is a family of refresh tokens, each valid once. One that comes a second time may have been
copied: the session ends, for the thief and for the user.
"""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from shared.call import Call, Platform
from shared.errors import NotAuthenticated
from shared.models.auth import Login, SignedIn
from shared.models.credentials import UserCredentials
from shared.models.second_factor.factors import TrustedDevice
from shared.models.second_factor.requests import FactorSetupNeeded, SecondFactorNeeded
from shared.models.tokens import TokenClaims, TokenUse
from shared.models.users import User
from shared.operations.sign_in.between_steps import second_step, setup_step
from shared.operations.sign_in.factor_demands import BY_DEVICE, due_for
from shared.operations.sign_in.second_factors import is_asked, trusted
from shared.operations.sign_in.sessions import (
    Opening,
    count,
    note_refusal,
    opened,
    signed_in,
    wait_until,
)
from shared.operations.sso.open_doors import is_session_open
from shared.operations.sso.ways import LOCAL, require_a_place
from shared.repositories.sign_in_throttle import SignInAttempt, network_of
from shared.settings import Settings

NOBODY = UUID(int=0)
BY_PASSWORD = ("pwd",)
#: Two requests of one client may cross: the later one is refused, but the session goes on.
GRACE = timedelta(seconds=10)


Begun = SignedIn | SecondFactorNeeded | FactorSetupNeeded


async def begin(call: Call, login: Login, device: str | None) -> Begun:
    """Check the password, and sign in unless a second factor is needed too, or has to be added.

    ``device`` is the cookie of a trusted device. Every refusal has the same message, and takes the
    same work and time.
    """
    directory, settings = call.platform.directory, call.platform.settings
    began = asyncio.get_running_loop().time()
    user = await directory.users.find_by_email(login.email)
    credentials = await directory.credentials.get(user.id if user else NOBODY)
    attempt = SignInAttempt(login.email, network_of(call.origin.address), _now(call))
    await count(call, attempt, credentials)
    kept = credentials.password_hash if user and user.is_active else None
    passwords = call.platform.services.passwords
    if not await passwords.verify(login.password.get_secret_value(), kept) or user is None:
        await note_refusal(call, user, login.email)
        await wait_until(began + settings.refusal_seconds)
        raise _unknown()
    await directory.sign_in_throttle.give_back(attempt)
    await require_a_place(call.platform, user, LOCAL)
    entry = PasswordEntry(settings, kept, device, attempt.at)
    if entry.needs_code(credentials):
        return second_step(call.platform, credentials, BY_PASSWORD)
    is_asking = is_asked(settings, credentials)
    due_at = None if is_asking else await due_for(call.platform, user)
    if due_at is not None and attempt.at >= due_at:
        return setup_step(call.platform, credentials, BY_PASSWORD)
    methods = (*BY_PASSWORD, BY_DEVICE) if is_asking else BY_PASSWORD
    opening = Opening(user, methods, attempt.network, not is_asking, entry.checked)
    return await directory.sign_ins.on_record(user, call.origin, lambda: opened(call, opening))


async def refresh(call: Call, token: str) -> SignedIn:
    """Continue a session; the refresh token is valid once."""
    directory = call.platform.directory
    claims = call.platform.tokens.find(token, TokenUse.REFRESH)
    user = await directory.users.find(claims.sub) if claims else None
    if claims is None or user is None or not user.is_active:
        await directory.sign_ins.refused_unknown("a refresh token", call.origin, "NotAuthenticated")
        raise _refused()
    await _require_open(call, user, claims.sid)
    exchange = Exchange(claims, uuid4(), _now(call))
    changed = await directory.credentials.change(user.id, exchange.applied)
    session = changed.after.session(claims.sid)
    if session and session.token_id == exchange.token_id:
        return signed_in(call.platform, session)
    if session is None and changed.before.session(claims.sid):
        await directory.sign_ins.refused(user, call.origin, "Reused")
    raise _refused()


async def _require_open(call: Call, user: User, session_id: UUID) -> None:
    """End a session whose provider was closed, and refuse it; on record."""
    directory = call.platform.directory
    session = await directory.credentials.known_session(user.id, session_id)
    if session is None or await is_session_open(directory, user, session):
        return
    await directory.credentials.change(user.id, lambda now: now.without(session_id))
    await directory.sign_ins.refused(user, call.origin, "ProviderClosed")
    raise _refused()


async def end(call: Call, token: str, *, everywhere: bool) -> None:
    """Sign out; a token of no user, or of a session that is over, is no error."""
    directory = call.platform.directory
    claims = call.platform.tokens.find(token, TokenUse.REFRESH)
    user = await directory.users.find(claims.sub) if claims else None
    if claims is None or user is None:
        return
    if (await directory.credentials.get(user.id)).session(claims.sid) is None:
        return

    def ended(now: UserCredentials) -> UserCredentials:
        return now.signed_out() if everywhere else now.without(claims.sid)

    async def work() -> None:
        await directory.credentials.change(user.id, ended)

    await directory.sign_ins.on_record(user, call.origin, work)


async def sweep_throttle(platform: Platform) -> None:
    """Remove expired counts of the sign-in throttle, devices' codes, and counts of rate limits."""
    await platform.directory.sign_in_throttle.sweep()
    await platform.directory.device_grants.sweep()
    await platform.directory.rate_limits.sweep(platform.services.clock.now())


@dataclass(frozen=True, slots=True)
class PasswordEntry:
    """A sign-in with the password whose stored hash this is, perhaps from a trusted device."""

    settings: Settings
    password_hash: str | None
    device: str | None
    at: datetime

    def needs_code(self, now: UserCredentials) -> bool:
        return is_asked(self.settings, now) and self._trusted(now) is None

    def checked(self, now: UserCredentials) -> UserCredentials:
        """Return credentials in which the device was used now; NotAuthenticated if they changed."""
        if now.password_hash != self.password_hash or self.needs_code(now):
            raise _unknown()  # it was changed after it was read
        found = self._trusted(now)
        return now.with_device(found.model_copy(update={"used_at": self.at})) if found else now

    def _trusted(self, now: UserCredentials) -> TrustedDevice | None:
        return trusted(now, self.device, self.at) if self.device else None


@dataclass(frozen=True, slots=True)
class Exchange:
    """One refresh: a refresh token, and the id of the token that is to replace it."""

    claims: TokenClaims
    token_id: UUID
    at: datetime

    def applied(self, now: UserCredentials) -> UserCredentials:
        """Return credentials with the next token; without the session if the token was copied."""
        session = now.session(self.claims.sid)
        if session is None or not session.lives(self.at) or session.token_id == self.token_id:
            return now  # the last case is this call's own write, whose answer was lost
        if session.token_id == self.claims.jti:
            facts = {"token_id": self.token_id, "used_id": self.claims.jti, "refreshed_at": self.at}
            return now.with_session(session.model_copy(update=facts))
        is_late = session.used_id == self.claims.jti and self.at - session.refreshed_at < GRACE
        return now if is_late else now.without(session.id)


def _unknown() -> NotAuthenticated:
    return NotAuthenticated("there is no user with this password")


def _refused() -> NotAuthenticated:
    return NotAuthenticated("this token is not valid: sign in again")


def _now(call: Call) -> datetime:
    return call.platform.services.clock.now()
