"""Who started something, as kept with it."""

from dataclasses import dataclass
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
    #: Of the whole platform, not of one organization.
    is_platform_admin: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """Who asks, with which rights, and in which organization (or GLOBAL).

    ``workflows`` are those that an API key is limited to.
    """

    actor: Actor
    scope: str
    workflows: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """A request: which audit operation it is, and where it comes from, if that is known."""

    route: str = ""
    operation: str = ""
    request_id: str | None = None
    address: str | None = None
