"""Authorization: who may start a workflow, or ask a data provider for choices, in which way.

This is the only rule. Everything that starts runs or lists workflows asks it: execute, the machine
API, forms, rerun, requeue, child runs, claims of waiting runs, schedules and lists.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar
from uuid import UUID

from shared.engine.code.agents import NAME as AGENT
from shared.engine.code.scripts import NAME as SCRIPT
from shared.engine.code.signatures import providers_in
from shared.models.callers import CallerKind, Subject
from shared.models.workflows import Index, Loss, Provider, Workflow, WorkflowAccess
from shared.repositories.directory import Directory

Guarded = Workflow | Provider | Loss
D = TypeVar("D", Workflow, Provider, Loss)

#: Keys may start directly what members may start through forms only. They are not people and have
#: no roles: the administrator who makes a key says which workflows it may start.
KEYS = frozenset({CallerKind.HOST_KEY, CallerKind.API_KEY})
#: Those that have an organization's roles.
MEMBERS = frozenset({CallerKind.USER, CallerKind.SERVICE_ACCOUNT})
#: An administrator, or the code, has said which workflow a trigger starts.
OF_PLATFORM = frozenset({CallerKind.SYSTEM, CallerKind.TRIGGER})


class Door(Enum):
    """The way in which a start is requested."""

    DIRECT = "by its name"
    #: The form's own access is checked before: see ``shared.operations.form_access``. Choices for
    #: a workflow that the subject may start are requested this way, too.
    FORM = "through a form, as its workflow or its launch workflow"
    #: ``access`` and ``roles`` were checked when the caller started the parent.
    CHILD = "by a run that is going on"
    #: The agent's own access is checked before, and at each turn: see ``operations.agents.access``.
    AGENT = "as a run of an agent"


@dataclass(frozen=True, slots=True)
class WorkflowAuthorization:
    """Decides who may start what; ``default`` (BIFROST_WORKFLOW_ACCESS) is the default access."""

    directory: Directory
    default: WorkflowAccess = "forms"

    def access_of(self, declared: Guarded) -> WorkflowAccess:
        """The access that applies: its own, ``forms`` if it names roles, else the default."""
        return declared.access or ("forms" if declared.roles else self.default)

    async def may_start(
        self, declared: Guarded, subject: Subject, door: Door = Door.DIRECT
    ) -> bool:
        """Whether the subject may start a workflow or a provider.

        Callers answer a denial as if it did not exist. The subject's roles are read only if the
        decision depends on them.
        """
        return (await self._answers([(declared, door)], subject))[0]

    async def startable(
        self, found: Sequence[D], subject: Subject, door: Door = Door.DIRECT
    ) -> list[D]:
        """The workflows that the subject may start; its roles are read at most once."""
        answers = await self._answers([(one, door) for one in found], subject)
        return [one for one, may in zip(found, answers, strict=True) if may]

    async def narrowed(self, index: Index, subject: Subject, door: Door = Door.DIRECT) -> Index:
        """The part of an index that the subject may use; its roles are read at most once.

        A subject that may start a workflow may also use the providers of its parameters.
        """
        workflows, providers = [*index.workflows.values()], [*index.providers.values()]
        asked = [(one, door) for one in (*workflows, *providers)]
        answers = await self._answers(asked + [(one, Door.FORM) for one in providers], subject)
        kept = {one.name: one for one, may in zip(workflows, answers, strict=False) if may}
        named = {name for one in kept.values() for _, name in providers_in(one.parameters)}
        asks, chooses = answers[len(workflows) : len(asked)], answers[len(asked) :]
        choices = {
            one.name: one
            for one, may_ask, may_choose in zip(providers, asks, chooses, strict=True)
            if may_ask or (may_choose and one.name in named)
        }
        return index.model_copy(update={"workflows": kept, "providers": choices})

    async def _answers(self, asked: Iterable[tuple[Guarded, Door]], subject: Subject) -> list[bool]:
        decisions = [(one, self._decided(one, subject, door)) for one, door in asked]
        held = frozenset[str]()
        if any(decided is None for _, decided in decisions):
            roles = self.directory.roles_of(subject.scope)
            held = await roles.names_of(UUID(subject.actor.id))
        return [_is_in(one, held) if may is None else may for one, may in decisions]

    def _decided(self, declared: Guarded, subject: Subject, door: Door) -> bool | None:
        """The decision; None if it depends on the subject's roles."""
        if declared.organizations and subject.scope not in declared.organizations:
            return False
        if declared.name in (SCRIPT, AGENT) and isinstance(declared, Workflow):
            is_scripts = door is Door.DIRECT and subject.actor.is_platform_admin
            return is_scripts if declared.name == SCRIPT else door is Door.AGENT
        if door is Door.CHILD or subject.actor.kind in OF_PLATFORM:
            return True
        if subject.workflows is not None and declared.name not in subject.workflows:
            return False
        if subject.actor.is_admin or subject.actor.kind in KEYS:
            return True
        return self._decided_for_members(declared, subject, door)

    def _decided_for_members(self, declared: Guarded, subject: Subject, door: Door) -> bool | None:
        """The decision for a member: roles narrow the door that the access opens."""
        if subject.actor.kind not in MEMBERS:
            return False
        is_open = self.access_of(declared) == "members"
        if door is Door.DIRECT and not is_open:
            return False
        is_narrowed = bool(declared.roles) and is_open == (door is Door.DIRECT)
        return None if is_narrowed else True


def _is_in(declared: Guarded, held: frozenset[str]) -> bool:
    return not held.isdisjoint(name.casefold() for name in declared.roles)
