"""Who runs this workflow, for whom, and under which execution id?"""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, cast

from sdk.compatibility import attribute_error

GLOBAL = "GLOBAL"


@dataclass(frozen=True, slots=True)
class Organization:
    """An organization; ``context`` knows its id and name only, ``organizations`` everything."""

    id: str
    name: str
    is_active: bool = True
    domain: str | None = None
    domains: tuple[str, ...] = ()
    created_at: datetime | None = None
    updated_at: datetime | None = None

    @property
    def org_id(self) -> str:
        return self.id


@dataclass(frozen=True, slots=True)
class Caller:
    """The user or key that started the run."""

    user_id: str
    name: str
    email: str | None = None


@dataclass(frozen=True, slots=True)
class ExecutionContext:
    """Facts about one run, which do not change while it runs."""

    execution_id: str
    workflow_name: str
    user_id: str
    name: str
    email: str | None = None
    organization: Organization | None = None
    #: Whether the run was started by an administrator of its organization, a platform
    #: administrator, or a function key.
    is_admin: bool = False
    #: Whether a platform administrator started the run; False for every key.
    is_platform_admin: bool = False
    is_function_key: bool = False
    #: The number of this attempt: 1, and one more for each retry of the retry policy.
    attempt: int = 1
    #: The arguments as the caller gave them, before they are converted to the annotated types.
    parameters: dict[str, object] = field(default_factory=dict[str, object])
    #: The platform's public address (BIFROST_PUBLIC_URL); None if it is not set.
    public_url: str | None = None
    #: The launch workflow's result when the user opened the form; None without one.
    startup: object = None

    @property
    def org_id(self) -> str | None:
        """The organization's id; None in the GLOBAL scope."""
        return self.organization.id if self.organization else None

    @property
    def org(self) -> Organization | None:
        """The organization, under the predecessor's name."""
        return self.organization

    @property
    def org_name(self) -> str | None:
        return self.organization.name if self.organization else None

    @property
    def scope(self) -> str:
        """The organization's id, or ``"GLOBAL"``."""
        return self.org_id or GLOBAL

    @property
    def is_global_scope(self) -> bool:
        return self.organization is None

    @property
    def caller(self) -> Caller:
        return Caller(self.user_id, self.name, self.email)

    @property
    def executed_by(self) -> str:
        return self.user_id

    @property
    def executed_by_email(self) -> str | None:
        return self.email

    @property
    def executed_by_name(self) -> str:
        return self.name

    if not TYPE_CHECKING:  # a type checker would believe that every name is there

        def __getattr__(self, name: str) -> NoReturn:
            raise attribute_error("context", name)


#: The predecessor's name for ExecutionContext.
OrganizationContext = ExecutionContext


_current: ContextVar[ExecutionContext] = ContextVar("bifrost_execution")
#: Entered contexts. Threads start without context variables, so they see the latest of these.
_open: list[ExecutionContext] = []


@contextmanager
def entered(context: ExecutionContext) -> Generator[None]:
    """Make ``context`` this execution inside the block, also in threads that start there."""
    token = _current.set(context)
    _open.append(context)
    try:
        yield
    finally:
        _open.remove(context)
        _current.reset(token)


def find() -> ExecutionContext | None:
    """Return the context of this run, or None outside one."""
    return _current.get(None) or (_open[-1] if _open else None)


class _Running:
    """A proxy that reads like the ExecutionContext of the current run.

    >>> context.org_id
    Traceback (most recent call last):
    ...
    RuntimeError: there is no execution here: `context` works inside a running workflow
    """

    __slots__ = ()

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)  # a tool inspects the proxy, not a workflow
        return getattr(running(), name)

    def __repr__(self) -> str:
        return repr(find())


def running() -> ExecutionContext:
    """Return the context of this run; RuntimeError outside one."""
    found = find()
    if found is None:
        raise RuntimeError("there is no execution here: `context` works inside a running workflow")
    return found


#: The current execution: ``context.org_id``, ``context.execution_id``, ...
context = cast("ExecutionContext", _Running())


@dataclass(frozen=True, slots=True)
class Directories:
    """The folder of a run's code, and its temporary folder, which is removed after the run."""

    code: Path
    temp: Path


_directories: list[Directories] = []


def use_directories(chosen: Directories | None) -> Directories | None:
    """Set the directories of this process, and return the previous ones."""
    before = _directories[0] if _directories else None
    _directories[:] = [chosen] if chosen else []
    return before


def directories() -> Directories:
    """Return the directories of the run; RuntimeError outside one."""
    if not _directories:
        raise RuntimeError("there is no execution here: files work inside a running workflow")
    return _directories[0]
