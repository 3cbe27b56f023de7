"""What makes a function a workflow."""

import inspect
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, ParamSpec, TypeVar, cast, overload

from sdk.retry import RetryPolicy
from sdk.schema import Schema, parameters_of

P = ParamSpec("P")
R = TypeVar("R")

ExecutionMode = Literal["sync", "async"]
Isolation = Literal["shared", "fresh"]

NAME = re.compile(r"[a-z0-9_]{1,100}")
SYNC_SECONDS = 40
ASYNC_SECONDS = 1800
LONGEST_SECONDS = 86_400
MARK = "__bifrost_workflow__"


@dataclass(frozen=True, slots=True)
class Workflow:
    """What a decorated function declares about itself."""

    name: str
    description: str
    category: str
    tags: tuple[str, ...]
    execution_mode: ExecutionMode
    timeout_seconds: int
    disable_global_key: bool
    isolation: Isolation
    parameters: Schema
    retry_policy: RetryPolicy | None = None


@overload
def workflow(function: Callable[P, R], /) -> Callable[P, R]: ...
@overload
def workflow(
    *,
    name: str | None = None,
    description: str | None = None,
    category: str = "General",
    tags: Sequence[str] = (),
    execution_mode: ExecutionMode = "sync",
    timeout_seconds: int | None = None,
    disable_global_key: bool = False,
    isolation: Isolation = "shared",
    retry_policy: RetryPolicy | None = None,
) -> Callable[[Callable[P, R]], Callable[P, R]]: ...
def workflow(  # noqa: PLR0913  what a workflow may declare is one list
    function: Callable[P, R] | None = None,
    /,
    *,
    name: str | None = None,
    description: str | None = None,
    category: str = "General",
    tags: Sequence[str] = (),
    execution_mode: ExecutionMode = "sync",
    timeout_seconds: int | None = None,
    disable_global_key: bool = False,
    isolation: Isolation = "shared",
    retry_policy: RetryPolicy | None = None,
) -> Callable[P, R] | Callable[[Callable[P, R]], Callable[P, R]]:
    """Publish a function as a workflow. Its parameters become those of the endpoint.

    The name defaults to the function's, the description to the first paragraph of
    its docstring, the time limit to 40 s (``sync``) or 1800 s (``async``). With
    ``disable_global_key`` it cannot be run with a function key of the app, only by users and
    with API keys. Runs of one organization may share a process, one after the other, and what a
    module remembers; with ``isolation="fresh"`` each has a new one. ``retry_policy`` has failed
    runs tried again; without one none is.

    >>> @workflow(category="Users", timeout_seconds=20)
    ... async def greet(name: str) -> str:
    ...     return f"Hello, {name}"
    """

    def declare(function: Callable[P, R]) -> Callable[P, R]:
        declared = Workflow(
            name=name or function.__name__,
            description=description or _first_paragraph(function),
            category=category,
            tags=tuple(tags),
            execution_mode=execution_mode,
            timeout_seconds=_limit(timeout_seconds, execution_mode),
            disable_global_key=disable_global_key,
            isolation=_isolation(isolation),
            parameters=parameters_of(function),
            retry_policy=retry_policy,
        )
        _require_name(declared.name)
        setattr(function, MARK, declared)
        return function

    return declare if function is None else declare(function)


def declared(value: object) -> Workflow | None:
    """What the decorator noted on a function, if it did."""
    if not inspect.isfunction(value):
        return None
    return cast("Workflow | None", value.__dict__.get(MARK))


def _isolation(chosen: Isolation) -> Isolation:
    if chosen not in ("shared", "fresh"):
        raise ValueError(f"isolation is 'shared' or 'fresh', not {chosen!r}")
    return chosen


def _limit(seconds: int | None, mode: str) -> int:
    if mode not in ("sync", "async"):
        raise ValueError(f"execution_mode is 'sync' or 'async', not {mode!r}")
    if seconds is None:
        return SYNC_SECONDS if mode == "sync" else ASYNC_SECONDS
    if type(seconds) is not int or not 1 <= seconds <= LONGEST_SECONDS:
        raise ValueError(f"timeout_seconds is a whole number from 1 to {LONGEST_SECONDS}")
    return seconds


def _require_name(name: str) -> None:
    if not NAME.fullmatch(name):
        raise ValueError(f"the name {name!r} may hold a-z, 0-9 and _ only, at most 100 of them")


def _first_paragraph(function: Callable[..., object]) -> str:
    return (inspect.getdoc(function) or "").split("\n\n")[0].replace("\n", " ").strip()
