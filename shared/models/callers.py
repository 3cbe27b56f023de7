"""The actor of a call or run, as it is stored with it."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from shared.models.automation.makers import Maker
from shared.models.base import GLOBAL, Model


class CallerKind(StrEnum):
    HOST_KEY = "hostKey"
    API_KEY = "apiKey"
    SERVICE_ACCOUNT = "serviceAccount"
    USER = "user"
    SYSTEM = "system"
    #: A schedule, an endpoint, a webhook or an event: see ``shared.operations.triggers``.
    TRIGGER = "trigger"
    ANONYMOUS = "anonymous"


class Machine(StrEnum):
    """A user's machine that acts with fewer rights than its user."""

    PERSONAL_KEY = "personalKey"
    #: A personal key that only reads.
    READING_KEY = "readingKey"
    COMMAND_LINE = "commandLine"


class TriggerKind(StrEnum):
    SCHEDULE = "schedule"
    ENDPOINT = "endpoint"
    WEBHOOK = "webhook"
    EVENT = "event"
    #: A fleet run: its runs have the user who made it as their caller.
    BATCH = "batch"


class Actor(Model):
    """The identity and rights with which a run was accepted; rights that end later end for the run.

    ``is_admin`` is about the organization in scope: true for its administrators, platform
    administrators and function keys. ``is_platform_admin`` is about the whole platform: true for
    platform administrators only. ``maker`` is the user who made the trigger that is the actor.
    """

    kind: CallerKind
    id: str
    name: str
    email: str | None = None
    is_admin: bool = False
    is_platform_admin: bool = False
    maker: Maker | None = None

    @classmethod
    def of_trigger(cls, kind: TriggerKind, key: object, name: str, maker: Maker | None) -> "Actor":
        """Return the actor of the runs that a trigger starts; it has no administrator's rights.

        A trigger that only the code declares has no maker.
        """
        return cls(kind=CallerKind.TRIGGER, id=f"{kind.value}-{key}", name=name, maker=maker)

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
    user_agent: str = ""

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
