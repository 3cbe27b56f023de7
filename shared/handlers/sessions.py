"""Request handlers that sign users in by password, refresh their sessions, and sign them out.

A session is a family of refresh tokens, each valid once. One that comes a second time may have been
copied: the session ends, for the thief and for the user.
"""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from shared.call import Call, Platform
from shared.errors import (
    Conflict,
    NotAuthenticated,
    NotFound,
    Stale,
    TooManyRequests,
    Unavailable,
)
from shared.models.auth import Login, SignedIn
from shared.models.credentials import SignInSession, UserCredentials
from shared.models.tokens import TokenClaims, TokenUse
from shared.models.users import User
from shared.repositories.sign_in_throttle import SignInAttempt, network_of
from shared.services.identity.tokens import LIFETIMES

logger = logging.getLogger(__name__)

NOBODY = UUID(int=0)
BY_PASSWORD = ("pwd",)
MOST_SESSIONS = 50
#: Two requests of one client may cross: the later one is refused, but the session goes on.
GRACE = timedelta(seconds=10)


async def begin(call: Call, login: Login) -> SignedIn:
    """Sign in; every refusal has the same message, and takes the same work and time."""
    directory = call.platform.directory
    began = asyncio.get_running_loop().time()
    user = await directory.users.find_by_email(login.email)
    credentials = await directory.credentials.get(user.id if user else NOBODY)
    attempt = SignInAttempt(login.email, network_of(call.origin.address), _now(call))
    await _count(call, attempt, credentials)
    kept = credentials.password_hash if user and user.is_active else None
    passwords = call.platform.services.passwords
    if not await passwords.verify(login.password.get_secret_value(), kept) or user is None:
        await _note_refusal(call, user, login)
        await _until(began + call.platform.settings.refusal_seconds)
        raise _unknown()
    await directory.sign_in_throttle.give_back(attempt)
    verified = Verified(user, kept, attempt.network)
    return await directory.sign_ins.on_record(user, call.origin, lambda: _opened(call, verified))


async def refresh(call: Call, token: str) -> SignedIn:
    """Continue a session; the refresh token is valid once."""
    directory = call.platform.directory
    claims = call.platform.tokens.find(token, TokenUse.REFRESH)
    user = await directory.users.find(claims.sub) if claims else None
    if claims is None or user is None or not user.is_active:
        await directory.sign_ins.refused_unknown("a refresh token", call.origin, "NotAuthenticated")
        raise _refused()
    exchange = Exchange(claims, uuid4(), _now(call))
    changed = await directory.credentials.change(user.id, exchange.applied)
    session = changed.after.session(claims.sid)
    if session and session.token_id == exchange.token_id:
        return _signed_in(call.platform, session)
    if session is None and changed.before.session(claims.sid):
        await directory.sign_ins.refused(user, call.origin, "Reused")
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
    """Remove expired counts of the sign-in throttle."""
    await platform.directory.sign_in_throttle.sweep()


@dataclass(frozen=True, slots=True)
class Verified:
    """A user who has just given the password whose stored hash this is."""

    user: User
    password_hash: str | None
    network: str


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


async def _count(call: Call, attempt: SignInAttempt, credentials: UserCredentials) -> None:
    """Count the attempt; TooManyRequests if there were too many."""
    directory = call.platform.directory
    is_familiar = attempt.network in credentials.networks
    try:
        await directory.sign_in_throttle.count(attempt, is_familiar=is_familiar)
    except TooManyRequests:
        error = TooManyRequests.__name__
        await directory.sign_ins.refused_unknown(attempt.account, call.origin, error)
        raise


async def _opened(call: Call, verified: Verified) -> SignedIn:
    now = _now(call)
    session = SignInSession(
        id=uuid4(),
        user_id=verified.user.id,
        token_id=uuid4(),
        methods=BY_PASSWORD,
        began_at=now,
        refreshed_at=now,
    )

    def added(credentials: UserCredentials) -> UserCredentials:
        if credentials.password_hash != verified.password_hash:
            raise _unknown()  # it was changed after it was read
        alive = tuple(found for found in credentials.sessions if found.lives(now))
        kept = credentials.model_copy(update={"sessions": alive[1 - MOST_SESSIONS :]})
        return kept.with_session(session).seen_from(verified.network)

    await call.platform.directory.credentials.change(verified.user.id, added)
    await _note_sign_in(call, verified.user.id)
    return _signed_in(call.platform, session)


async def _note_sign_in(call: Call, user_id: UUID) -> None:
    """Store the time of sign-in, once an hour; a failure does not keep the user out."""
    users = call.platform.directory.users
    try:
        stored = await users.get(user_id)
        seen = stored.user.seen_at(_now(call))
        if seen != stored.user:
            await users.replace(stored, seen)
    except (Conflict, NotFound, Stale, Unavailable) as reason:
        logger.warning("last sign-in not written", extra={"reason": str(reason)})


def _signed_in(platform: Platform, session: SignInSession) -> SignedIn:
    return SignedIn(
        access_token=platform.tokens.issue(TokenUse.ACCESS, session),
        refresh_token=platform.tokens.issue(TokenUse.REFRESH, session),
        expires_in=int(LIFETIMES[TokenUse.ACCESS].total_seconds()),
    )


async def _note_refusal(call: Call, user: User | None, login: Login) -> None:
    sign_ins, error = call.platform.directory.sign_ins, NotAuthenticated.__name__
    if user is None:
        await sign_ins.refused_unknown(login.email, call.origin, error)
    else:
        await sign_ins.refused(user, call.origin, error)


async def _until(time: float) -> None:
    """Sleep until this loop time, so that the time of a refusal does not reveal its cause."""
    await asyncio.sleep(max(0.0, time - asyncio.get_running_loop().time()))


def _unknown() -> NotAuthenticated:
    return NotAuthenticated("there is no user with this password")


def _refused() -> NotAuthenticated:
    return NotAuthenticated("this token is not valid: sign in again")


def _now(call: Call) -> datetime:
    return call.platform.services.clock.now()
