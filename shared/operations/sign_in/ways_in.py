"""The ways in which a user can sign in: the last one cannot be removed."""

from shared.errors import Conflict
from shared.models.credentials import UserCredentials
from shared.models.users import User


def require_way_in(user: User, after: UserCredentials) -> None:
    """Raise Conflict if the user could not sign in any more with these credentials."""
    if not (after.password_hash or after.passkeys or user.principals):
        raise Conflict(
            "this is your last way to sign in: set a password or add another passkey first"
        )
