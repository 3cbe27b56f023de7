"""Request handlers of sign-in sessions: one's own, and those of a user for administrators."""

from uuid import UUID

from shared.call import Call
from shared.errors import NotFound
from shared.models.auth import OwnSession, UserSession
from shared.models.base import GLOBAL
from shared.models.credentials import SignInSession, UserCredentials
from shared.models.traces import mentions
from shared.models.users import User
from shared.operations.sign_in.own_user import own_user
from shared.operations.sso.open_doors import is_session_open


async def listed(call: Call) -> list[OwnSession]:
    """Return the caller's sessions that have not ended, the newest first."""
    found, current = await _alive(call, await own_user(call)), call.caller.session_id
    return [
        OwnSession(**_shown(one).model_dump(by_alias=False), is_current=one.id == current)
        for one in found
    ]


async def of_user(call: Call, user: str) -> list[UserSession]:
    """Return a user's sessions that have not ended, the newest first."""
    found = (await call.platform.directory.users.named(user)).user
    return [_shown(session) for session in await _alive(call, found)]


async def end(call: Call, session_id: UUID) -> None:
    """End one session of the caller; NotFound if the caller has none with this id."""
    user = await own_user(call)

    def ended(now: UserCredentials) -> UserCredentials:
        return now.without(session_id)

    changed = await call.platform.directory.credentials.change(user.id, ended)
    if changed.before.session(session_id) is None:
        raise NotFound("session", session_id)
    call.changed("user", user.id, None, None, traces=mentions(user))


async def end_all(call: Call, *, keep_current: bool) -> None:
    """End every session of the caller, also the one of this request unless it is kept.

    A sign-in through the front end is its own: this does not end it.
    """
    user = await own_user(call)
    current = call.caller.session_id if keep_current else None

    def ended(now: UserCredentials) -> UserCredentials:
        kept = tuple(session for session in now.sessions if session.id == current)
        return now.model_copy(update={"sessions": kept})

    await call.platform.directory.credentials.change(user.id, ended)
    call.changed("user", user.id, None, None, traces=mentions(user))


async def end_user(call: Call, user: str) -> None:
    """End every session of a user, for an administrator; the password and the app stay."""
    found = (await call.platform.directory.users.named(user)).user
    await call.platform.directory.credentials.change(found.id, UserCredentials.signed_out)
    call.changed("user", found.id, None, None, traces=mentions(found))


async def _alive(call: Call, user: User) -> list[SignInSession]:
    credentials = await call.platform.directory.credentials.get(user.id)
    now = call.platform.services.clock.now()
    return [
        session
        for session in reversed(credentials.sessions)
        if session.lives(now)
        and await is_session_open(call.platform.directory, user, session, session.org_id or GLOBAL)
    ]


def _shown(session: SignInSession) -> UserSession:
    return UserSession(
        id=session.id,
        device=session.device,
        address=session.address,
        methods=list(session.methods),
        began_at=session.began_at,
        refreshed_at=session.refreshed_at,
        ends_at=session.ends_at,
        organization=session.org_id,
    )
