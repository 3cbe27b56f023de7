"""Who may call a route, and what the host checks of it."""

from enum import Enum

import azure.functions as func

from shared.call import Caller


class Access(Enum):
    """Declared by every route; it also sets the host's auth level, so the two cannot differ."""

    ANYONE = "anyone"
    KEY = "whoever has a function key; the host refuses everyone else"
    USER = "members of the organization in scope"
    ORG_ADMIN = "administrators of the organization in scope"
    ADMIN = "platform administrators"

    @property
    def auth_level(self) -> func.AuthLevel:
        return func.AuthLevel.FUNCTION if self is Access.KEY else func.AuthLevel.ANONYMOUS

    def admits(self, caller: Caller) -> bool:
        """Whether this caller, who is known, may go on."""
        if self is Access.ADMIN:
            return caller.is_platform_admin
        return caller.actor.is_admin or self is not Access.ORG_ADMIN
