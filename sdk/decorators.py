"""Decorators that make a function a workflow or a data provider, and describe its parameters."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import ParamSpec, TypeVar, cast, overload

from sdk import compatibility
from sdk.fields import Field, keywords
from sdk.retry import RetryPolicy
from sdk.rpc.serialization import NOT_PLAIN, plain_json
from sdk.schedules import Schedule
from sdk.schema import declarations as declaring
from sdk.schema.declarations import Access, DataProvider, DeclaredWorkflow, ExecutionMode, Isolation
from sdk.schema.parameters import REFINED, Refinement, parameters_of, refinements_of
from sdk.schema.tools import Approval, Effects, Reaches, tool_of
from sdk.schema.type_schemas import Schema

P = ParamSpec("P")
R = TypeVar("R")

#: The types of ``@param``, for parameters without an annotation.
TYPES: dict[str, Schema] = {
    "string": {"type": "string"},
    "int": {"type": "integer"},
    "float": {"type": "number"},
    "bool": {"type": "boolean"},
    "json": {},
    "list": {"type": "array"},
    "email": {"type": "string", "format": "email"},
    "date": {"type": "string", "format": "date"},
    "datetime": {"type": "string", "format": "date-time"},
}
VALIDATION = {"min", "max", "min_length", "max_length", "pattern", "message"}
_UNSET = object()


@overload
def workflow(function: Callable[P, R], /) -> Callable[P, R]: ...
@overload
def workflow(
    name: str | None = None,
    description: str | None = None,
    category: str = "General",
    tags: Sequence[str] | None = None,
    execution_mode: ExecutionMode | None = None,
    timeout_seconds: int | None = None,
    retry_policy: RetryPolicy | None = None,
    schedule: str | Schedule | Sequence[str | Schedule] | None = None,
    endpoint_enabled: bool = False,
    allowed_methods: Sequence[str] | None = None,
    disable_global_key: bool = False,
    public_endpoint: bool = False,
    isolation: Isolation = "shared",
    time_saved_minutes: float = 0,
    access: Access | None = None,
    roles: Sequence[str] | None = None,
    organizations: Sequence[str] | None = None,
    tool: bool = False,
    effects: Effects | None = None,
    reaches: Reaches | None = None,
    idempotent: bool = False,
    returns_untrusted: bool = False,
    approval: Approval | None = None,
) -> Callable[[Callable[P, R]], Callable[P, R]]: ...
def workflow(  # noqa: PLR0913  what a workflow may declare is one list
    name: Callable[P, R] | str | None = None,
    description: str | None = None,
    category: str = "General",
    tags: Sequence[str] | None = None,
    execution_mode: ExecutionMode | None = None,
    timeout_seconds: int | None = None,
    retry_policy: RetryPolicy | None = None,
    schedule: str | Schedule | Sequence[str | Schedule] | None = None,
    endpoint_enabled: bool = False,
    allowed_methods: Sequence[str] | None = None,
    disable_global_key: bool = False,
    public_endpoint: bool = False,
    isolation: Isolation = "shared",
    time_saved_minutes: float = 0,
    access: Access | None = None,
    roles: Sequence[str] | None = None,
    organizations: Sequence[str] | None = None,
    tool: bool = False,
    effects: Effects | None = None,
    reaches: Reaches | None = None,
    idempotent: bool = False,
    returns_untrusted: bool = False,
    approval: Approval | None = None,
    **unknown: object,
) -> Callable[P, R] | Callable[[Callable[P, R]], Callable[P, R]]:
    """Publish a function as a workflow; its parameters become those of the endpoint.

    The name defaults to the function's, the description to the first paragraph of its
    docstring, the time limit to 40 s (``sync``) or 1800 s (``async``). With
    ``disable_global_key`` the app's function keys cannot run it, only users and API keys can.
    Runs of one organization may use the same process one after the other, and share the state of
    its modules; with ``isolation="fresh"`` each run gets a new process. Failed runs are retried
    only with a ``retry_policy``. ``schedule`` is a cron expression in UTC, a ``Schedule`` with a
    zone and inputs, or a list of them; each starts once a platform administrator has enabled it.
    ``time_saved_minutes`` is how much of a person's time one successful run saves.

    Members of an organization start the workflow through forms that they may use; administrators
    and keys also start it directly, and so do members with ``access="members"``. ``roles``, by
    name, restrict it to members with one of these roles; ``organizations``, by id, restrict it to
    these organizations, for every caller.

    With ``tool=True`` agents may call it: ``effects`` are ``read``, ``write`` or ``destructive``,
    ``reaches`` says how far its data can go (``none``, ``organization`` or ``world``),
    ``idempotent`` that a second call with the same arguments changes nothing more,
    ``returns_untrusted`` that its result has words of strangers, such as mails, and ``approval``
    whether a person is asked first: ``never``, ``ask`` or ``always``.

    >>> @workflow(category="Users", timeout_seconds=20)
    ... async def greet(name: str) -> str:
    ...     return f"Hello, {name}"
    """
    compatibility.require_known("@workflow", unknown)
    function, given_name = _function_or_name(name)
    mode: ExecutionMode = "sync" if execution_mode is None else execution_mode

    def declare(function: Callable[P, R]) -> Callable[P, R]:
        declaring.require_one_of("execution_mode", mode, ("sync", "async"))
        declaring.require_one_of("isolation", isolation, ("shared", "fresh"))
        declared_at = declaring.schedules_of(schedule)
        made = DeclaredWorkflow(
            name=declaring.name_of(function, given_name),
            description=declaring.description_of(function, description),
            category=declaring.short("category", category, 200),
            tags=declaring.tags_of(tags),
            execution_mode=mode,
            timeout_seconds=declaring.limit_of(timeout_seconds, mode),
            disable_global_key=declaring.flag("disable_global_key", disable_global_key),
            isolation=isolation,
            parameters=parameters_of(function),
            line=declaring.line_of(function),
            retry_policy=declaring.retry_of(retry_policy),
            schedule=str(declared_at[0]["cron"]) if declared_at else None,
            schedules=declared_at,
            endpoint_enabled=declaring.flag("endpoint_enabled", endpoint_enabled),
            allowed_methods=declaring.methods_of(allowed_methods),
            public_endpoint=declaring.flag("public_endpoint", public_endpoint),
            time_saved_minutes=declaring.minutes_of(time_saved_minutes),
            access=declaring.access_of(access),
            roles=declaring.roles_of(roles),
            organizations=declaring.organizations_of(organizations),
            tool=tool_of(
                tool,
                effects,
                reaches,
                approval,
                idempotent=idempotent,
                returns_untrusted=returns_untrusted,
            ),
        )
        declaring.mark(function, made)
        return function

    return declare if function is None else declare(function)


@overload
def data_provider(function: Callable[P, R], /) -> Callable[P, R]: ...
@overload
def data_provider(
    name: str | None = None,
    description: str | None = None,
    category: str = "General",
    cache_ttl_seconds: int = 300,
    access: Access | None = None,
    roles: Sequence[str] | None = None,
    organizations: Sequence[str] | None = None,
) -> Callable[[Callable[P, R]], Callable[P, R]]: ...
def data_provider(  # noqa: PLR0913  what a provider may declare is one list
    name: Callable[P, R] | str | None = None,
    description: str | None = None,
    category: str = "General",
    cache_ttl_seconds: int = 300,
    access: Access | None = None,
    roles: Sequence[str] | None = None,
    organizations: Sequence[str] | None = None,
) -> Callable[P, R] | Callable[[Callable[P, R]], Callable[P, R]]:
    """Publish a function that lists the options of a form field or parameter.

    It returns a list of plain texts, or of ``{"label": ..., "value": ...}`` with an optional
    ``description`` and ``metadata``. The options are cached for ``cache_ttl_seconds`` per caller,
    organization and input; 0 disables the cache. Members get the options through forms and for
    workflows that they may start, and directly with ``access="members"``; ``roles`` and
    ``organizations`` work as for a workflow.

    >>> @data_provider(cache_ttl_seconds=60)
    ... async def departments() -> list[str]:
    ...     return ["Sales", "Support"]
    """
    function, given_name = _function_or_name(name)

    def declare(function: Callable[P, R]) -> Callable[P, R]:
        made = DataProvider(
            name=declaring.name_of(function, given_name),
            description=declaring.description_of(function, description),
            category=declaring.short("category", category, 200),
            cache_ttl_seconds=declaring.whole("cache_ttl_seconds", cache_ttl_seconds, 0, 86_400),
            parameters=parameters_of(function),
            line=declaring.line_of(function),
            access=declaring.access_of(access),
            roles=declaring.roles_of(roles),
            organizations=declaring.organizations_of(organizations),
        )
        declaring.mark(function, made)
        return function

    return declare if function is None else declare(function)


def param(  # noqa: PLR0913  what can be said of a parameter is one list
    name: str,
    type: str | None = None,  # noqa: A002  the word that authors know
    label: str | None = None,
    required: bool | None = None,
    validation: Mapping[str, object] | None = None,
    data_provider: str | Callable[..., object] | None = None,
    default_value: object = _UNSET,
    help_text: str | None = None,
    *,
    provider_inputs: Mapping[str, str] | None = None,
    description: str | None = None,
    secret: bool = False,
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Describe a parameter beyond its annotation, below or above ``@workflow``.

    ``type`` is for parameters without an annotation: string, int, bool, float, json, list,
    email, date or datetime. ``validation`` may have min and max (of a number, or of a text's
    length), min_length, max_length, pattern and message. Only the function sees a ``secret``
    parameter, a text of at least four characters.

    >>> @workflow
    ... @param("seats", label="Seats", validation={"min": 1, "max": 500})
    ... async def assign(seats: int) -> None: ...
    """
    _require_name(name)
    if type is not None:
        declaring.require_one_of("type", type, TYPES)
    noted = Field(
        label=label,
        description=description,
        help_text=help_text,
        data_provider=_provider(data_provider),
        provider_inputs=provider_inputs,
        secret=declaring.flag("secret", secret),
    )
    found = keywords([noted], {})
    if default_value is not _UNSET:
        found["default"] = _default(name, default_value)
    rules = _rules(name, validation or {})

    def refine(function: Callable[P, R]) -> Callable[P, R]:
        schema = None if type is None else TYPES[type]
        _add_refinement(function, Refinement(name, {**found}, rules, schema, required))
        return function

    return refine


def _add_refinement(function: Callable[..., object], refinement: Refinement) -> None:
    """Add to a function's refinements, and describe it anew if it is declared already."""
    setattr(function, REFINED, [refinement, *refinements_of(function)])
    made = declaring.declared(function)
    if made is not None:
        declaring.mark(function, replace(made, parameters=parameters_of(function)))


def _function_or_name(
    name: Callable[P, R] | str | None,
) -> tuple[Callable[P, R] | None, str | None]:
    """Tell the function, if it is decorated without parentheses, from a name."""
    return (name, None) if callable(name) else (None, name)


def _require_name(given: object) -> None:
    if not isinstance(given, str):
        raise TypeError('@param needs the name of a parameter: @param("email", label="E-mail")')


def _provider(given: str | Callable[..., object] | None) -> str | None:
    """Return the name of a data provider, which may be given as the function itself."""
    if given is None or isinstance(given, str):
        return given
    made = declaring.declared(given)
    if not isinstance(made, DataProvider):
        raise TypeError("data_provider is the name of a @data_provider, or the function itself")
    return made.name


def _default(name: str, value: object) -> object:
    found = plain_json(value)
    if found is NOT_PLAIN:
        raise TypeError(f"the default_value of {name!r} has no JSON form")
    return found


def _rules(name: str, validation: Mapping[str, object]) -> Mapping[str, object]:
    unknown = sorted({*validation} - VALIDATION)
    if unknown:
        raise ValueError(
            f"the validation of {name!r} has {', '.join(unknown)};"
            f" it may have {', '.join(sorted(VALIDATION))}"
        )
    return cast("Mapping[str, object]", {**validation})
