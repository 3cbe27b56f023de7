"""Who calls, and what there is to do it with: the one argument that every handler gets."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING

from shared.errors import NotFound
from shared.models.base import GLOBAL, SCRIPT, Model
from shared.models.callers import Actor, CallerKind, Origin, Subject

# Whoever only says which routes there are loads none of what is behind them.
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from shared.engine.engine import Engine
    from shared.models.executions import Execution
    from shared.models.traces import Trace
    from shared.oauth.oauth import OAuth
    from shared.repositories.config import Configuration
    from shared.repositories.directory import Directory
    from shared.repositories.executions import Executions
    from shared.repositories.forms import Forms
    from shared.repositories.roles import Roles
    from shared.repositories.secrets import SecretStore
    from shared.services.identity.tokens import Tokens
    from shared.services.readiness import ReadinessCheck
    from shared.services.services import Services
    from shared.services.spool import Spool
    from shared.settings import Settings

#: Instead of the paths of files that the caller may not know.
PLATFORM_CODE = "code of the platform"


@dataclass(frozen=True, slots=True)
class Platform:
    """This process: its services, directory and engine. ``functions.composition`` makes it."""

    settings: Settings
    services: Services
    directory: Directory
    engine: Engine
    tokens: Tokens
    oauth: OAuth
    spool: Spool
    readiness: ReadinessCheck


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody, acting in one organization or in the GLOBAL scope.

    ``session_id`` is where whoever came with a platform token signed in.
    """

    actor: Actor
    scope: str = GLOBAL
    org_name: str | None = None
    user_id: UUID | None = None
    is_platform_admin: bool = False
    workflows: frozenset[str] | None = None
    session_id: UUID | None = None

    @property
    def may_name_organizations(self) -> bool:
        """Whether it may act elsewhere than in its own scope: see ``shared.broker``."""
        is_systems = self.actor.kind is CallerKind.SYSTEM and self.scope == GLOBAL
        return self.actor.is_platform_admin or is_systems

    @property
    def subject(self) -> Subject:
        """For the rule of who may start what."""
        return Subject(self.actor, self.scope, self.workflows)

    def sees_runs_of(self, workflow: str) -> bool:
        """Scripts are the work of people: a function key, which is nobody, sees none of them."""
        return workflow != SCRIPT or self.actor.kind is not CallerKind.HOST_KEY

    def shown_paths(self, paths: Sequence[str]) -> tuple[str, ...]:
        """Paths of the workspace as this caller may read them.

        They can name customers, so that who is no platform administrator hears only that there
        are some.
        """
        if self.is_platform_admin or not paths:
            return tuple(paths)
        return (PLATFORM_CODE,)


@cache
def anonymous() -> Caller:
    """Whoever came without a credential, where that is enough."""
    return Caller(Actor(kind=CallerKind.ANONYMOUS, id="anonymous", name="Anonymous"))


@dataclass(frozen=True, slots=True)
class Change:
    """One object before and after."""

    kind: str
    id: str
    before: Model | None
    after: Model | None
    #: What the logs of other organizations than the call's are to have of it.
    traces: Mapping[str, Trace] = field(default_factory=dict[str, "Trace"])


@dataclass(frozen=True)
class Call:
    """One request. Its repositories are bound to the caller's organization."""

    caller: Caller
    platform: Platform
    changes: list[Change] = field(default_factory=list["Change"])
    origin: Origin = field(default_factory=Origin)
    #: The run that asks, if it is one.
    run: Execution | None = None

    @property
    def mark(self) -> str:
        """What a page token is good for: this route, in this organization."""
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
        """Note for the audit log what a handler did to an object; models without secrets."""
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
        """Any of the organization for administrators, their own for others.

        NotFound also if it is not of this workflow, when one is given.
        """
        found = await self.executions.get(execution_id)
        actor = self.caller.actor
        is_theirs = actor.is_admin or found.caller.id == actor.id
        is_theirs = is_theirs and self.caller.sees_runs_of(found.workflow_name)
        if not is_theirs or workflow_name not in (None, found.workflow_name):
            raise NotFound("execution", execution_id)
        return found
