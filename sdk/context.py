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
    """Of ``context`` the id and the name are known; the rest is what ``organizations`` answers."""

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
    """Who started the run."""

    user_id: str
    name: str
    email: str | None = None


@dataclass(frozen=True, slots=True)
class ExecutionContext:
    """Facts about one run. They do not change while it runs."""

    execution_id: str
    workflow_name: str
    user_id: str
    name: str
    email: str | None = None
    organization: Organization | None = None
    #: Whether who started the run administers its organization: one of its administrators, a
    #: platform administrator, or a function key.
    is_admin: bool = False
    #: Whether a platform administrator started the run; nobody else, and no key.
    is_platform_admin: bool = False
    is_function_key: bool = False
    #: 1, and one more with each time that a retry policy has it run again.
    attempt: int = 1
    #: As they were given, before they became what the function's annotations say.
    parameters: dict[str, object] = field(default_factory=dict[str, object])
    #: Where the platform is reached, where that is set (BIFROST_PUBLIC_URL).
    public_url: str | None = None
    #: What the launch workflow returned when somebody began to fill in the form, else None.
    startup: object = None

    @property
    def org_id(self) -> str | None:
        """None in the GLOBAL scope."""
        return self.organization.id if self.organization else None

    @property
    def org(self) -> Organization | None:
        """The predecessor's word for ``organization``."""
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


#: The predecessor's first name of the same.
OrganizationContext = ExecutionContext


_current: ContextVar[ExecutionContext] = ContextVar("bifrost_execution")
#: The latest is what threads see, which begin without context variables.
_open: list[ExecutionContext] = []


@contextmanager
def entered(context: ExecutionContext) -> Generator[None]:
    """Inside, ``context`` is this one, also in threads that are started there."""
    token = _current.set(context)
    _open.append(context)
    try:
        yield
    finally:
        _open.remove(context)
        _current.reset(token)


def find() -> ExecutionContext | None:
    """The context of this run, or None outside one."""
    return _current.get(None) or (_open[-1] if _open else None)


class _Running:
    """Reads like the ExecutionContext of the run that asks.

    >>> context.org_id
    Traceback (most recent call last):
    ...
    RuntimeError: there is no execution here: `context` works inside a running workflow
    """

    __slots__ = ()

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)  # a tool that looks at the proxy, not a workflow
        return getattr(running(), name)

    def __repr__(self) -> str:
        return repr(find())


def running() -> ExecutionContext:
    """The context of this run; RuntimeError outside one."""
    found = find()
    if found is None:
        raise RuntimeError("there is no execution here: `context` works inside a running workflow")
    return found


#: The running execution: ``context.org_id``, ``context.execution_id``, ...
context = cast("ExecutionContext", _Running())


@dataclass(frozen=True, slots=True)
class Directories:
    """Where a run's code is, and the folder that is the run's own while it lasts."""

    code: Path
    temp: Path


_directories: list[Directories] = []


def use_directories(chosen: Directories | None) -> Directories | None:
    """Make these the directories of this process; answers what was before."""
    before = _directories[0] if _directories else None
    _directories[:] = [chosen] if chosen else []
    return before


def directories() -> Directories:
    """The directories of the run; RuntimeError outside one."""
    if not _directories:
        raise RuntimeError("there is no execution here: files work inside a running workflow")
    return _directories[0]
