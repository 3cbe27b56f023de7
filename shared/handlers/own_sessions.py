"""Request handlers of the caller's own sign-in sessions: list them, end one, end all."""

from uuid import UUID

from shared.call import Call
from shared.errors import NotFound
from shared.models.auth import OwnSession
from shared.models.credentials import UserCredentials
from shared.models.traces import mentions
from shared.models.users import User


async def listed(call: Call) -> list[OwnSession]:
    """Return the caller's sessions that have not ended, the newest first."""
    user = await _caller(call)
    credentials = await call.platform.directory.credentials.get(user.id)
    now = call.platform.services.clock.now()
    alive = [session for session in credentials.sessions if session.lives(now)]
    return [
        OwnSession(
            id=session.id,
            began_at=session.began_at,
            refreshed_at=session.refreshed_at,
            ends_at=session.ends_at,
            is_current=session.id == call.caller.session_id,
        )
        for session in reversed(alive)
    ]


async def end(call: Call, session_id: UUID) -> None:
    """End one session of the caller; NotFound if the caller has none with this id."""
    user = await _caller(call)

    def ended(now: UserCredentials) -> UserCredentials:
        return now.without(session_id)

    changed = await call.platform.directory.credentials.change(user.id, ended)
    if changed.before.session(session_id) is None:
        raise NotFound("session", session_id)
    call.changed("user", user.id, None, None, traces=mentions(user))


async def end_all(call: Call) -> None:
    """End every session of the caller, also the one of this request: sign out everywhere.

    A sign-in through the front end is its own: this does not end it.
    """
    user = await _caller(call)
    await call.platform.directory.credentials.change(user.id, UserCredentials.signed_out)
    call.changed("user", user.id, None, None, traces=mentions(user))


async def _caller(call: Call) -> User:
    user_id = call.caller.user_id
    user = await call.platform.directory.users.known(user_id) if user_id else None
    if user is None:
        raise NotFound("user", call.caller.actor.id)
    return user
