"""The ways in which a user can sign in: the last one cannot be removed.

The accounts of a user are in the user's row, passwords and passkeys in that of the credentials. So
that two requests at once do not take the last two ways, who unlinks an account first says so in the
row of the credentials, whose every change is a compare-and-set: no request counts it from then on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shared.call import Platform
from shared.errors import Conflict
from shared.models.credentials import UserCredentials
from shared.models.sso.providers import SignInProvider
from shared.models.users import User
from shared.operations.sso.linked import offered_to, serves
from shared.operations.sso.ways import FRONT_END, LOCAL, has_a_place


@dataclass(frozen=True, slots=True)
class WaysIn:
    """What lets a user in: only ways that one of the user's organizations allows.

    Besides a password and passkeys (``by_own``), these are accounts that an enabled provider
    serves, and the front end's where it is trusted.
    """

    principals: tuple[str, ...]
    offered: Sequence[SignInProvider]
    by_front_end: bool
    by_own: bool
    at: datetime

    def require(self, after: UserCredentials) -> None:
        """Raise Conflict if the user could not sign in any more with these credentials."""
        left = (one for one in self.principals if not after.is_unlinked(one, self.at))
        if not ((self.by_own and after.can_sign_in) or any(map(self._lets_in, left))):
            raise Conflict(
                "this is your last way to sign in: set a password, add a passkey or link another "
                "account first"
            )

    def _lets_in(self, principal: str) -> bool:
        if any(serves(one, principal) for one in self.offered):
            return True
        is_front_ends = not principal.startswith(("openid:", "entra:"))
        return is_front_ends and self.by_front_end


async def ways_in(platform: Platform, user: User) -> WaysIn:
    """Return the ways that a user has, as stored now."""
    offered = [
        one
        for one in await offered_to(platform, user)
        if await has_a_place(platform, user, str(one.id))
    ]
    trusts = platform.settings.trust_client_principal
    return WaysIn(
        principals=user.principals,
        offered=offered,
        by_front_end=trusts and await has_a_place(platform, user, FRONT_END),
        by_own=await has_a_place(platform, user, LOCAL),
        at=platform.services.clock.now(),
    )
