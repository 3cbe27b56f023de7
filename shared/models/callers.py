"""Who started something, as kept with it."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from shared.models.base import GLOBAL, Model


class CallerKind(StrEnum):
    HOST_KEY = "hostKey"
    API_KEY = "apiKey"
    USER = "user"
    SYSTEM = "system"
    ANONYMOUS = "anonymous"


class Actor(Model):
    """Identity and rights when a run was accepted; what is lost later is lost to the run, too.

    ``is_admin`` is about the organization in scope, and true of whoever administers it: its own
    administrators, platform administrators, function keys. ``is_platform_admin`` is about the
    whole platform, and true of platform administrators only.
    """

    kind: CallerKind
    id: str
    name: str
    email: str | None = None
    is_admin: bool = False
    is_platform_admin: bool = False

    def administers(self, scope: str) -> bool:
        """Whether its runs have the rights of an administrator in their own scope.

        Runs that the platform starts by itself have those of any workflow, GLOBAL's all.
        """
        return scope == GLOBAL if self.kind is CallerKind.SYSTEM else self.is_admin


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
    """A request: which audit operation it is, and where it comes from, if that is known.

    ``execution_id`` is of the run that asks. No request can set it: ``request_id`` may be the
    caller's own words.
    """

    route: str = ""
    operation: str = ""
    request_id: str | None = None
    address: str | None = None
    execution_id: str | None = None

    @property
    def recorded_id(self) -> str | None:
        """The request's id as the audit log has it: one that could be a run's is marked.

        >>> Origin(request_id="01a1fce0-084b-7499-b8fd-4058ea084f39").recorded_id
        'caller:01a1fce0-084b-7499-b8fd-4058ea084f39'
        """
        if self.request_id and self.execution_id is None and _may_be_execution(self.request_id):
            return f"caller:{self.request_id}"
        return self.request_id


def _may_be_execution(text: str) -> bool:
    """Executions have UUIDs of version 7."""
    try:
        return UUID(text).version == 7
    except ValueError:
        return False
