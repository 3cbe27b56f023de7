"""The actor of a call or run, as it is stored with it."""

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
    """The identity and rights with which a run was accepted; rights that end later end for the run.

    ``is_admin`` is about the organization in scope: true for its administrators, platform
    administrators and function keys. ``is_platform_admin`` is about the whole platform: true for
    platform administrators only.
    """

    kind: CallerKind
    id: str
    name: str
    email: str | None = None
    is_admin: bool = False
    is_platform_admin: bool = False

    def administers(self, scope: str) -> bool:
        """Whether its runs have an administrator's rights in their own scope.

        Runs that the platform starts itself have them in GLOBAL; elsewhere they are no
        administrators.
        """
        return scope == GLOBAL if self.kind is CallerKind.SYSTEM else self.is_admin


@dataclass(frozen=True, slots=True)
class Subject:
    """The subject of an authorization: the actor, and the organization in scope, or GLOBAL.

    ``workflows`` are the ones that an API key is limited to.
    """

    actor: Actor
    scope: str
    workflows: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """The origin of a call: its route, its audit operation and, if known, its address.

    ``execution_id`` is that of the calling run. No request can set it, while ``request_id`` may be
    a text of the caller.
    """

    route: str = ""
    operation: str = ""
    request_id: str | None = None
    address: str | None = None
    execution_id: str | None = None

    @property
    def recorded_id(self) -> str | None:
        """The request id for the audit log; one that could be an execution's is prefixed.

        >>> Origin(request_id="01a1fce0-084b-7499-b8fd-4058ea084f39").recorded_id
        'caller:01a1fce0-084b-7499-b8fd-4058ea084f39'
        """
        if self.request_id and self.execution_id is None and _may_be_execution(self.request_id):
            return f"caller:{self.request_id}"
        return self.request_id


def _may_be_execution(text: str) -> bool:
    """Whether the text may be an execution's id, a UUID of version 7."""
    try:
        return UUID(text).version == 7
    except ValueError:
        return False
