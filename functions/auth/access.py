"""Access levels of routes, and the host's authorization level for each."""

from enum import Enum

import azure.functions as func

from shared.call import Caller


class Access(Enum):
    """Access level of a route. It also sets the host's auth level, so that the two agree."""

    ANYONE = "anyone"
    KEY = "callers with a function key; the host refuses all others"
    SIGNED_IN = "users who are signed in, also without an organization"
    USER = "members of the organization in scope"
    ORG_ADMIN = "administrators of the organization in scope"
    ADMIN = "platform administrators"

    @property
    def auth_level(self) -> func.AuthLevel:
        return func.AuthLevel.FUNCTION if self is Access.KEY else func.AuthLevel.ANONYMOUS

    def admits(self, caller: Caller) -> bool:
        """Whether an authenticated caller has this access."""
        if self is Access.ADMIN:
            return caller.is_platform_admin
        return caller.actor.is_admin or self is not Access.ORG_ADMIN
