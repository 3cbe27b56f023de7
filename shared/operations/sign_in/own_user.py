"""The user who is calling, with their credentials."""

from shared.call import Call
from shared.errors import NotFound
from shared.models.credentials import UserCredentials
from shared.models.second_factor.requests import SecondFactorFacts
from shared.models.traces import mentions
from shared.models.users import User


async def own_user(call: Call) -> User:
    """Return the user who is calling, at most 30 s old; NotFound if the caller is no user."""
    user_id = call.caller.user_id
    user = await call.platform.directory.users.known(user_id) if user_id else None
    if user is None:
        raise NotFound("user", call.caller.actor.id)
    return user


def note_second_factor(
    call: Call, user: User, before: UserCredentials, after: UserCredentials
) -> None:
    """Tell the audit log how a user's second factor changed; its secrets are not in there."""
    traces = mentions(user)
    call.changed("user", user.id, _facts(before), _facts(after), traces=traces)


def _facts(credentials: UserCredentials) -> SecondFactorFacts:
    return SecondFactorFacts(
        app=credentials.second_factor is not None,
        passkeys=len(credentials.passkeys),
        recovery_codes=len(credentials.recovery_hashes),
        trusted_devices=len(credentials.trusted_devices),
    )
