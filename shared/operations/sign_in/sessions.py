"""Opens sign-in sessions, after a password alone or with a second factor."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from shared.call import Call, Platform
from shared.errors import Conflict, NotAuthenticated, NotFound, Stale, TooManyRequests, Unavailable
from shared.models.auth import SignedIn
from shared.models.credentials import SignInSession, UserCredentials
from shared.models.tokens import TokenUse
from shared.models.users import User
from shared.operations.mail import notices
from shared.repositories.sign_in_throttle import SignInAttempt
from shared.services.identity.tokens import LIFETIMES
from shared.wording.devices import device_of

logger = logging.getLogger(__name__)

MOST_SESSIONS = 50


@dataclass(frozen=True, slots=True)
class Opening:
    """A session to open, for a user who has given all proofs.

    ``spend`` checks them once more on the credentials as they are when the session is stored, and
    returns the credentials with what is used up. ``is_fresh`` is False where a trusted device took
    the place of the second factor.
    """

    user: User
    methods: tuple[str, ...]
    network: str
    is_fresh: bool
    spend: Callable[[UserCredentials], UserCredentials]
    provider_id: UUID | None = None


async def opened(call: Call, opening: Opening) -> SignedIn:
    """Store a session with an id and tokens of its own, and return the tokens."""
    now = call.platform.services.clock.now()
    session = SignInSession(
        id=uuid4(),
        user_id=opening.user.id,
        token_id=uuid4(),
        methods=opening.methods,
        provider_id=opening.provider_id,
        began_at=now,
        refreshed_at=now,
        proved_at=now if opening.is_fresh else None,
        device=device_of(call.origin.user_agent),
        address=call.origin.address or "",
    )

    def added(credentials: UserCredentials) -> UserCredentials:
        if credentials.session(session.id):
            return credentials  # this call's own write, whose answer was lost
        spent = opening.spend(credentials)
        alive = tuple(found for found in spent.sessions if found.lives(now))
        kept = spent.model_copy(update={"sessions": alive[1 - MOST_SESSIONS :]})
        return kept.with_session(session).seen_from(opening.network)

    changed = await call.platform.directory.credentials.change(opening.user.id, added)
    await _note_sign_in(call, opening.user)
    if _is_new_device(changed.before, session, opening.network):
        await notices.tell_user(call, opening.user, notices.NEW_DEVICE)
    return signed_in(call.platform, session)


def signed_in(platform: Platform, session: SignInSession) -> SignedIn:
    return SignedIn(
        access_token=platform.tokens.issue(TokenUse.ACCESS, session),
        refresh_token=platform.tokens.issue(TokenUse.REFRESH, session),
        expires_in=int(LIFETIMES[TokenUse.ACCESS].total_seconds()),
    )


async def count(call: Call, attempt: SignInAttempt, credentials: UserCredentials) -> None:
    """Count the attempt; TooManyRequests if there were too many."""
    directory = call.platform.directory
    is_familiar = attempt.network in credentials.networks
    try:
        await directory.sign_in_throttle.count(attempt, is_familiar=is_familiar)
    except TooManyRequests:
        error = TooManyRequests.__name__
        await directory.sign_ins.refused_unknown(attempt.account, call.origin, error)
        raise


async def note_refusal(call: Call, user: User | None, claimed: str) -> None:
    """Record a refused sign-in; ``claimed`` is the name that an unknown user gave."""
    sign_ins, error = call.platform.directory.sign_ins, NotAuthenticated.__name__
    if user is None:
        await sign_ins.refused_unknown(claimed, call.origin, error)
    else:
        await sign_ins.refused(user, call.origin, error)


async def wait_until(time: float) -> None:
    """Sleep until this loop time, so that the time of a refusal does not reveal its cause."""
    await asyncio.sleep(max(0.0, time - asyncio.get_running_loop().time()))


def _is_new_device(before: UserCredentials, session: SignInSession, network: str) -> bool:
    """Whether the user never signed in from this network; the first sign-in tells nothing new.

    A browser that no session or trusted device names counts as new, too.
    """
    seen = {found.device for found in (*before.sessions, *before.trusted_devices)}
    is_other = bool(seen) and session.device not in seen
    return bool(before.networks) and (network not in before.networks or is_other)


async def _note_sign_in(call: Call, user: User) -> None:
    """Store the time of sign-in, once an hour; a failure does not keep the user out."""
    if user.seen_at(_now(call)) == user:
        return
    users = call.platform.directory.users
    try:
        stored = await users.get(user.id)
        seen = stored.user.seen_at(_now(call))
        if seen != stored.user:
            await users.replace(stored, seen)
    except (Conflict, NotFound, Stale, Unavailable) as reason:
        logger.warning("last sign-in not written", extra={"reason": str(reason)})


def _now(call: Call) -> datetime:
    return call.platform.services.clock.now()
