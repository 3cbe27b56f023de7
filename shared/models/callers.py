"""Who started something, as kept with it."""

from enum import StrEnum

from shared.models.base import Model


class CallerKind(StrEnum):
    HOST_KEY = "hostKey"
    API_KEY = "apiKey"
    USER = "user"
    SYSTEM = "system"
    ANONYMOUS = "anonymous"


class Actor(Model):
    """Identity and rights at the moment of acceptance; later changes do not reach a run."""

    kind: CallerKind
    id: str
    name: str
    email: str | None = None
    is_admin: bool = False
