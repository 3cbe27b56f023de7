"""Who may call a route, and what the host checks of it."""

from enum import Enum

import azure.functions as func


class Access(Enum):
    """Declared by every route; it also sets the host's auth level, so the two cannot differ."""

    ANYONE = "anyone"
    KEY = "whoever has a function key; the host refuses everyone else"

    @property
    def auth_level(self) -> func.AuthLevel:
        return func.AuthLevel.FUNCTION if self is Access.KEY else func.AuthLevel.ANONYMOUS
