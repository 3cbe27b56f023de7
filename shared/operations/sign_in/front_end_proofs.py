"""Second factors that users of Static Web Apps proved, where there is no session of ours.

The proof is in the user's row, which each of their requests reads. It lasts as long as a sign-in
there, and counts in all of the user's browsers there: requests name no session.
"""

import logging
from datetime import datetime

from shared.call import Call
from shared.errors import Stale
from shared.models.users import User

#: The precision of the time, so that a user who signs in often costs few writes.
NOTED_EVERY_SECONDS = 600
MOST_TRIES = 5

logger = logging.getLogger(__name__)


def noted(user: User, at: datetime, *, is_proved: bool) -> User:
    """Return the user after a sign-in at the front end, which proved a second factor or did not."""
    last = user.front_end_factor_at
    if is_proved and last and 0 <= (at - last).total_seconds() < NOTED_EVERY_SECONDS:
        return user
    return user.model_copy(update={"front_end_factor_at": at if is_proved else None})


async def note(call: Call, user: User) -> None:
    """Store that the caller has just proved a second factor here; sessions of ours know it."""
    if call.caller.session_id is None:
        await _store(call, user, call.platform.services.clock.now())


async def forget(call: Call, user: User) -> None:
    """Store that the user's proof counts no more."""
    if user.front_end_factor_at is not None:
        await _store(call, user, None)


async def _store(call: Call, user: User, at: datetime | None) -> None:
    """Store the time; if other requests keep changing the user, they prove it once more."""
    users = call.platform.directory.users
    for _ in range(MOST_TRIES):
        stored = await users.get(user.id)
        changed = stored.user.model_copy(update={"front_end_factor_at": at})
        try:
            await users.replace(stored, changed)
        except Stale:
            continue
        return
    logger.warning("a second factor at the front end was not noted", extra={"user": user.id})
