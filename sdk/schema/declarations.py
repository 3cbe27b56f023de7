"""Declarations of decorated functions: workflows and data providers, and their checks."""

import inspect
import re
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Literal, cast

from sdk.retry import RetryPolicy
from sdk.rpc.serialization import NOT_PLAIN, plain_json
from sdk.schedules import Schedule
from sdk.schema import docstrings
from sdk.schema.secret_parameters import secret_names
from sdk.schema.tools import DeclaredTool
from sdk.schema.type_schemas import Schema

ExecutionMode = Literal["sync", "async"]
Isolation = Literal["shared", "fresh"]
#: How members of an organization start a workflow: through forms, or also directly.
Access = Literal["forms", "members"]

MARK = "__bifrost__"
NAME = re.compile(r"[a-z0-9_]{1,100}")
ORGANIZATION = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
MOST_NAMED = 100
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
MOST_SCHEDULES = 20
SYNC_SECONDS = 40
ASYNC_SECONDS = 1800
LONGEST_SECONDS = 86_400
DESCRIPTION_CHARACTERS = 10_000


@dataclass(frozen=True, slots=True)
class DeclaredWorkflow:
    """The declaration of a function with ``@workflow``."""

    name: str
    description: str
    category: str
    tags: tuple[str, ...]
    execution_mode: ExecutionMode
    timeout_seconds: int
    disable_global_key: bool
    isolation: Isolation
    parameters: Schema
    line: int
    retry_policy: RetryPolicy | None = None
    schedule: str | None = None
    schedules: tuple[Mapping[str, object], ...] = ()
    endpoint_enabled: bool = False
    allowed_methods: tuple[str, ...] = ("POST",)
    public_endpoint: bool = False
    time_saved_minutes: float = 0
    access: Access | None = None
    roles: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    tool: DeclaredTool | None = None


@dataclass(frozen=True, slots=True)
class DataProvider:
    """The declaration of a function with ``@data_provider``, which lists options."""

    name: str
    description: str
    category: str
    cache_ttl_seconds: int
    parameters: Schema
    line: int
    access: Access | None = None
    roles: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse secret parameters: answers are cached by the input."""
        taken = secret_names(self.parameters)
        if taken:
            raise TypeError(f"a data provider takes no secret parameter: {taken[0]!r} is one")


Declared = DeclaredWorkflow | DataProvider


def declared(value: object) -> Declared | None:
    """Return the declaration of a decorated function; None for any other value."""
    if not inspect.isfunction(value):
        return None
    return cast("Declared | None", value.__dict__.get(MARK))


#: The functions that were decorated last, wherever they are defined.
MARKED: deque[Callable[..., object]] = deque(maxlen=1000)


def mark(function: Callable[..., object], made: Declared) -> None:
    """Put a declaration on a function; TypeError if it has one of another kind, or yields."""
    before = declared(function)
    if inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function):
        raise TypeError(f"{function.__name__} yields: return its result as a list instead")
    MARKED.append(function)
    if before is not None and type(before) is not type(made):
        raise TypeError(f"{function.__name__} is declared already: one function is one thing")
    setattr(function, MARK, made)


def name_of(function: Callable[..., object], given: object) -> str:
    name = function.__name__ if given is None else given
    if not isinstance(name, str) or not NAME.fullmatch(name):
        raise ValueError(f"the name {name!r} may hold a-z, 0-9 and _ only, at most 100 of them")
    return name


def description_of(function: Callable[..., object], given: str | None) -> str:
    """Return the given description, or the first paragraph of the docstring."""
    found = docstrings.first_paragraph(function) if given is None else given
    return short("description", found, DESCRIPTION_CHARACTERS)


def line_of(function: Callable[..., object]) -> int:
    """Return the line of its file on which a function begins, decorators included."""
    return inspect.unwrap(function).__code__.co_firstlineno


def short(what: str, text: object, most: int) -> str:
    if not isinstance(text, str) or len(text) > most:
        raise ValueError(f"{what} is a text of at most {most} characters")
    return text


def tags_of(tags: Sequence[str] | None) -> tuple[str, ...]:
    if tags is None:
        return ()
    if isinstance(tags, str) or len(tags) > 100:
        raise ValueError("tags is a list of at most 100 texts")
    return tuple(short("a tag", tag, 100) for tag in tags)


def require_one_of(what: str, chosen: object, known: Iterable[object]) -> None:
    if chosen not in known:
        raise ValueError(f"{what} is {' or '.join(map(repr, known))}, not {chosen!r}")


def whole(what: str, number: object, least: int, most: int) -> int:
    if type(number) is not int or not least <= number <= most:
        raise ValueError(f"{what} is a whole number from {least} to {most}")
    return number


def flag(what: str, chosen: object) -> bool:
    if not isinstance(chosen, bool):
        raise TypeError(f"{what} is True or False, not {chosen!r}")
    return chosen


def retry_of(policy: object) -> RetryPolicy | None:
    if policy is not None and not isinstance(policy, RetryPolicy):
        raise TypeError(f"retry_policy is a RetryPolicy(max_attempts=3, ...), not {policy!r}")
    return policy


def limit_of(seconds: int | None, mode: ExecutionMode) -> int:
    if seconds is None:
        return SYNC_SECONDS if mode == "sync" else ASYNC_SECONDS
    return whole("timeout_seconds", seconds, 1, LONGEST_SECONDS)


def access_of(access: Access | None) -> Access | None:
    if access is not None:
        require_one_of("access", access, ("forms", "members"))
    return access


def roles_of(roles: Sequence[str] | None) -> tuple[str, ...]:
    """Return the roles; None is no restriction, and an empty list is refused as ambiguous."""
    found = _named("roles", 'the names of roles, such as ["Finance"]', roles)
    return tuple(short("a role's name", name.strip(), 100) for name in found)


def organizations_of(organizations: Sequence[str] | None) -> tuple[str, ...]:
    found = _named("organizations", 'the ids of organizations, such as ["contoso"]', organizations)
    for one in found:
        if not ORGANIZATION.fullmatch(one):
            raise ValueError(f"organizations has ids, never names: {one!r} is no id")
    return found


def _named(what: str, words: str, given: object) -> tuple[str, ...]:
    if given is None:
        return ()
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise TypeError(f"{what} is a list of {words}, not {given!r}")
    found = tuple(cast("Iterable[object]", given))
    if not found or len(found) > MOST_NAMED:
        raise ValueError(f"{what} is a list of 1 to {MOST_NAMED} of {words}: or leave it out")
    wrong = [one for one in found if not isinstance(one, str) or not one.strip()]
    if wrong:
        raise TypeError(f"{what} is a list of {words}, not of {wrong[0]!r}")
    return tuple(dict.fromkeys(cast("tuple[str, ...]", found)))


def methods_of(methods: Sequence[str] | None) -> tuple[str, ...]:
    if methods is None:
        return ("POST",)
    if isinstance(methods, str) or not methods:
        raise ValueError('allowed_methods is a list, such as ["GET", "POST"]')
    for method in methods:
        require_one_of("each of allowed_methods", method, METHODS)
    return tuple(methods)


def minutes_of(minutes: object) -> float:
    if (
        isinstance(minutes, bool)
        or not isinstance(minutes, int | float)
        or not 0 <= minutes <= 1_000_000
    ):
        raise ValueError("time_saved_minutes is a number from 0 to 1000000")
    return minutes


def schedules_of(
    given: str | Schedule | Sequence[str | Schedule] | None,
) -> tuple[Mapping[str, object], ...]:
    """Return the schedules as the platform reads them, which checks them; their names differ."""
    several = [given] if isinstance(given, str | Schedule) else [*(given or ())]
    if len(several) > MOST_SCHEDULES:
        raise ValueError(f"a workflow has at most {MOST_SCHEDULES} schedules")
    found = tuple(_declaration(_schedule(one), number) for number, one in enumerate(several, 1))
    if len({one["name"] for one in found}) < len(found):
        raise ValueError("two schedules of a workflow have the same name")
    return found


def _declaration(schedule: Schedule, number: int) -> Mapping[str, object]:
    inputs = plain_json({**schedule.inputs})
    if inputs is NOT_PLAIN:
        raise TypeError(f"the inputs of the schedule {schedule.cron!r} have no JSON form")
    name = (schedule.name or str(number)).strip()[:100]
    return {**asdict(schedule), "inputs": inputs, "name": name}


def _schedule(given: object) -> Schedule:
    if isinstance(given, Schedule):
        return given
    if isinstance(given, str):
        return Schedule(given)
    raise TypeError(f"schedule is a cron expression or a Schedule, not {given!r}")
