"""Removes a user's second factor, for the user or for an administrator."""

from shared.call import Call
from shared.errors import NotFound
from shared.models.credentials import UserCredentials
from shared.models.users import User
from shared.operations.sign_in import front_end_proofs
from shared.operations.sign_in.own_user import note_second_factor


async def remove_app(call: Call, user: User) -> None:
    """Remove the app of a user, and what only served it; NotFound if there is none."""
    changed = await call.platform.directory.credentials.change(user.id, UserCredentials.without_app)
    if changed.before.second_factor is None:
        raise NotFound("authenticator app of user", user.email)
    await front_end_proofs.forget(call, user)
    note_second_factor(call, user, changed.before, changed.after)


async def reset(call: Call, user: User) -> None:
    """Remove all factors of a user for another person who acts; the user's sessions end.

    NotFound if the user has no second factor.
    """

    def removed(now: UserCredentials) -> UserCredentials:
        return now.without_second_factor().signed_out() if now.has_second_factor else now

    changed = await call.platform.directory.credentials.change(user.id, removed)
    if not changed.before.has_second_factor:
        raise NotFound("second factor of user", user.email)
    await front_end_proofs.forget(call, user)
    note_second_factor(call, user, changed.before, changed.after)
