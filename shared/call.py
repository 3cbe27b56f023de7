"""The one argument of every handler: the caller, and the platform that it can use."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING

from shared.errors import NotFound
from shared.models.base import GLOBAL, SCRIPT, Model
from shared.models.callers import Actor, CallerKind, Machine, Origin, Subject

# Modules that only declare routes import this one; they need none of what lies behind it.
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from shared.engine.engine import Engine
    from shared.models.executions import Execution
    from shared.models.traces import Trace
    from shared.oauth.oauth import OAuth
    from shared.repositories.config import Configuration
    from shared.repositories.directory import Directory
    from shared.repositories.event_outbox import Outbox
    from shared.repositories.executions import Executions
    from shared.repositories.forms import Forms
    from shared.repositories.roles import Roles
    from shared.repositories.secrets import SecretStore
    from shared.services.ai.calls import Calls
    from shared.services.identity.tokens import Tokens
    from shared.services.knowledge.extraction import Extractor
    from shared.services.live.hub import Hub
    from shared.services.readiness import ReadinessCheck
    from shared.services.services import Services
    from shared.services.spool import Spool
    from shared.settings import Settings

#: Shown instead of file paths that the caller may not know.
PLATFORM_CODE = "code of the platform"


@dataclass(frozen=True, slots=True)
class Platform:
    """The services, directory and engine of this process; built by ``functions.composition``."""

    settings: Settings
    services: Services
    directory: Directory
    engine: Engine
    tokens: Tokens
    oauth: OAuth
    outbox: Outbox
    spool: Spool
    readiness: ReadinessCheck
    live: Hub
    models: Calls
    documents: Extractor


@dataclass(frozen=True, slots=True)
class Caller:
    """An identity that acts in one organization or in the GLOBAL scope.

    ``session_id`` is the sign-in session of a platform token, if the caller sent one. ``machine``
    is what acts for the user, where the user is not there; ``is_proved`` says that a session with a
    second factor made its key.
    """

    actor: Actor
    scope: str = GLOBAL
    org_name: str | None = None
    user_id: UUID | None = None
    is_platform_admin: bool = False
    workflows: frozenset[str] | None = None
    session_id: UUID | None = None
    machine: Machine | None = None
    is_proved: bool = False

    @property
    def may_name_organizations(self) -> bool:
        """Whether the caller may act outside its own scope: see ``shared.broker``."""
        is_systems = self.actor.kind is CallerKind.SYSTEM and self.scope == GLOBAL
        return self.actor.is_platform_admin or is_systems

    @property
    def subject(self) -> Subject:
        """The part of the caller that decides which workflows it may start."""
        return Subject(self.actor, self.scope, self.workflows)

    def sees_runs_of(self, workflow: str) -> bool:
        """Whether runs of this workflow are visible; scripts are not, to a function key.

        Scripts are the work of people, and a function key stands for no person.
        """
        return workflow != SCRIPT or self.actor.kind is not CallerKind.HOST_KEY

    def shown_paths(self, paths: Sequence[str]) -> tuple[str, ...]:
        """Return the workspace paths that this caller may read.

        Paths can name customers: unless the caller is a platform administrator, one placeholder
        says that there are some.
        """
        if self.is_platform_admin or not paths:
            return tuple(paths)
        return (PLATFORM_CODE,)


@cache
def anonymous() -> Caller:
    """The caller of a request without a credential, for routes that allow it."""
    return Caller(Actor(kind=CallerKind.ANONYMOUS, id="anonymous", name="Anonymous"))


@dataclass(frozen=True, slots=True)
class Change:
    """The state of one object before and after a change."""

    kind: str
    id: str
    before: Model | None
    after: Model | None
    #: The change as the audit logs of other organizations record it, by organization.
    traces: Mapping[str, Trace] = field(default_factory=dict[str, "Trace"])


@dataclass(slots=True)
class Versions:
    """The versions of a conditional request and its response (RFC 9110, 13.1.1 and 8.8.3).

    ``expected`` are those that If-Match names, None if any will do; ``shown`` is that of the object
    in the response, its ETag. See ``shared.operations.conditional_edits``.
    """

    expected: frozenset[str] | None = None
    shown: str | None = None


@dataclass(frozen=True)
class Call:
    """One request; its repositories are bound to the caller's organization."""

    caller: Caller
    platform: Platform
    changes: list[Change] = field(default_factory=list["Change"])
    origin: Origin = field(default_factory=Origin)
    versions: Versions = field(default_factory=Versions)
    #: The run that sent the request, if one did.
    run: Execution | None = None

    @property
    def mark(self) -> str:
        """The context that a page token is valid in: this route, in this organization."""
        return f"{self.origin.route} {self.caller.scope}"

    def changed(
        self,
        kind: str,
        key: object,
        before: Model | None,
        after: Model | None,
        *,
        traces: Mapping[str, Trace] | None = None,
    ) -> None:
        """Record for the audit log how an object changed; the models hold no secrets."""
        self.changes.append(Change(kind, str(key), before, after, traces or {}))

    @cached_property
    def roles(self) -> Roles:
        return self.platform.directory.roles_of(self.caller.scope)

    @cached_property
    def forms(self) -> Forms:
        return self.platform.directory.forms_of(self.caller.scope)

    @cached_property
    def configuration(self) -> Configuration:
        return self.platform.directory.configuration_of(self.caller.scope)

    @cached_property
    def secrets(self) -> SecretStore:
        return self.platform.directory.secrets_of(self.caller.scope)

    @cached_property
    def executions(self) -> Executions:
        return self.platform.directory.executions_of(self.caller.scope)

    async def execution(self, execution_id: UUID, workflow_name: str | None = None) -> Execution:
        """Return an execution of the organization; for users who are no administrators, an own one.

        Raises NotFound also if ``workflow_name`` is given and is another workflow's.
        """
        found = await self.executions.get(execution_id)
        actor = self.caller.actor
        is_theirs = actor.is_admin or found.caller.id == actor.id
        is_theirs = is_theirs and self.caller.sees_runs_of(found.workflow_name)
        if not is_theirs or workflow_name not in (None, found.workflow_name):
            raise NotFound("execution", execution_id)
        return found
