"""Parameters of a function: their JSON Schema, and how JSON becomes arguments."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import SimpleNamespace, UnionType
from typing import Union, cast, get_args, get_origin

from sdk.context import ExecutionContext
from sdk.errors import UserError
from sdk.fields import keywords
from sdk.rpc.serialization import NOT_PLAIN, plain_json
from sdk.schema import annotations, docstrings
from sdk.schema.secret_parameters import settled
from sdk.schema.type_schemas import Schema, Shape, shape_of

Function = Callable[..., object]
REFINED = "__bifrost_params__"
CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class Refinement:
    """The refinement of one parameter by ``@param``; the signature decides the rest."""

    name: str
    keywords: Mapping[str, object]
    validation: Mapping[str, object]
    schema: Mapping[str, object] | None = None
    required: bool | None = None


def parameters_of(function: Function) -> Schema:
    """Return a JSON Schema (2020-12) of an object with one property per parameter.

    >>> def greet(name: str, times: int = 1): ...
    >>> parameters_of(greet)["required"]
    ['name']
    >>> parameters_of(greet)["properties"]["times"]
    {'type': 'integer', 'title': 'Times', 'default': 1}
    """
    hints = _hints(function)
    described = docstrings.of_parameters(function)
    properties: dict[str, Schema] = {}
    required: list[str] = []
    for parameter in _given(function, hints):
        shape = _shape(parameter, hints)
        properties[parameter.name] = _property(parameter, shape, described)
        if parameter.default is parameter.empty:
            required.append(parameter.name)
    is_open = _is_open(function)
    for refinement in refinements_of(function):
        _refine(refinement, properties, required, is_open=is_open)
    return {
        "type": "object",
        "properties": {name: settled(name, schema) for name, schema in properties.items()},
        "required": required,
        "additionalProperties": is_open,
    }


@dataclass(frozen=True, slots=True)
class Binding:
    """A function's binding to JSON input; ``context`` names the parameters that receive it."""

    shapes: Mapping[str, Shape]
    defaults: Mapping[str, object]
    context: tuple[str, ...]

    def arguments(self, given: Mapping[str, object], context: object) -> dict[str, object]:
        """Convert input that fits the schema; UserError if a type of the author's refuses it."""
        read = {
            name: _read(name, self.shapes[name], value) if name in self.shapes else value
            for name, value in given.items()
        }
        return {**self.defaults, **read, **dict.fromkeys(self.context, context)}


def binding_of(function: Function) -> Binding:
    """Return how JSON becomes the arguments of a function."""
    hints = _hints(function)
    shapes = {found.name: _shape(found, hints) for found in _given(function, hints)}
    parameters = inspect.signature(function).parameters.values()
    context = tuple(found.name for found in parameters if is_context(found, hints))
    return Binding(shapes, _defaults(function, shapes), context)


def is_context(parameter: inspect.Parameter, hints: Mapping[str, object]) -> bool:
    """Return whether the platform gives this parameter, the context, and not the caller."""
    return parameter.name == CONTEXT or _is_of_context(hints.get(parameter.name))


def _is_of_context(hint: object) -> bool:
    """Return whether an annotation is ExecutionContext, or that or None."""
    if get_origin(hint) in (Union, UnionType):
        return {*get_args(hint)} == {ExecutionContext, type(None)}
    return hint is ExecutionContext


def _hints(function: Function) -> dict[str, object]:
    """Return the annotations, except of ``context`` and ``**kwargs``."""
    parameters = inspect.signature(function).parameters
    return annotations.of_parameters(
        function,
        lambda name: name == CONTEXT or parameters[name].kind is inspect.Parameter.VAR_KEYWORD,
    )


def refinements_of(function: Function) -> list[Refinement]:
    return cast("list[Refinement]", function.__dict__.get(REFINED, []))


def _given(function: Function, hints: Mapping[str, object]) -> list[inspect.Parameter]:
    """Return the parameters that callers give; TypeError if one cannot be given by name."""
    found: list[inspect.Parameter] = []
    for parameter in inspect.signature(function).parameters.values():
        if parameter.kind is parameter.VAR_KEYWORD or is_context(parameter, hints):
            continue
        if parameter.kind in (parameter.VAR_POSITIONAL, parameter.POSITIONAL_ONLY):
            raise TypeError(f"parameter {parameter.name!r} cannot be given by name")
        found.append(parameter)
    return found


def _is_open(function: Function) -> bool:
    kinds = {parameter.kind for parameter in inspect.signature(function).parameters.values()}
    return inspect.Parameter.VAR_KEYWORD in kinds


def _shape(parameter: inspect.Parameter, hints: Mapping[str, object]) -> Shape:
    try:
        return shape_of(hints.get(parameter.name, object))
    except annotations.FAULTS as error:  # a class of the author's names what is not there
        raise TypeError(f"parameter {parameter.name!r}: {error}") from None


def _property(parameter: inspect.Parameter, shape: Shape, described: Mapping[str, str]) -> Schema:
    schema = {**shape.schema}
    schema.setdefault("title", label_of(parameter.name))
    if parameter.name in described:
        schema.setdefault("description", described[parameter.name])
    default = NOT_PLAIN if parameter.default is parameter.empty else plain_json(parameter.default)
    if default is not NOT_PLAIN:
        schema["default"] = default
    return schema


def label_of(name: str) -> str:
    """Return the label that a form shows for a parameter without one.

    >>> label_of("job_title")
    'Job Title'
    """
    return name.replace("_", " ").strip().title()


def _refine(
    refinement: Refinement, properties: dict[str, Schema], required: list[str], *, is_open: bool
) -> None:
    name = refinement.name
    if name not in properties and not is_open:
        raise TypeError(f"@param names {name!r}, which is no parameter of the function")
    known = properties.get(name, {"title": label_of(name)})
    if refinement.schema is not None and "anyOf" not in known:
        _require_agreement(name, refinement.schema, known)
        known = {**refinement.schema, **known}
    rules = rules_of(refinement.validation, known)
    properties[name] = {**known, **refinement.keywords, **rules}
    needs = refinement.required
    if needs is None and "default" in refinement.keywords:
        needs = False
    if needs and name not in required:
        required.append(name)
    elif needs is False and name in required:
        required.remove(name)


def _require_agreement(name: str, said: Mapping[str, object], known: Schema) -> None:
    """Raise TypeError if the type of ``@param`` is not the annotation's."""
    for keyword in ("type", "format"):
        if keyword in said and known.get(keyword, said[keyword]) != said[keyword]:
            ours, theirs = said[keyword], known[keyword]
            raise TypeError(f"@param says that {name!r} is {ours}, its annotation {theirs}")


def rules_of(validation: Mapping[str, object], schema: Mapping[str, object]) -> Schema:
    """Return the validation of ``@param`` as JSON Schema; min and max may limit a length.

    >>> rules_of({"min": 1}, {"type": "string"}), rules_of({"min": 1}, {"type": "integer"})
    ({'minLength': 1}, {'minimum': 1})
    """
    lengths = schema.get("type") in ("string", "array")
    least, most = ("min_length", "max_length") if lengths else ("ge", "le")
    names = {"min": least, "max": most}
    known = {names.get(name, name): value for name, value in validation.items()}
    return keywords([SimpleNamespace(**known)], schema)


def _defaults(function: Function, shapes: Mapping[str, Shape]) -> dict[str, object]:
    """Return the defaults that only ``@param`` gives; None for what it makes optional."""
    parameters = inspect.signature(function).parameters
    found: dict[str, object] = {}
    for refinement in refinements_of(function):
        name = refinement.name
        if name in shapes and parameters[name].default is inspect.Parameter.empty:
            default = refinement.keywords.get("default")
            if default is not None:
                found[name] = shapes[name].read(default)
            elif refinement.required is False:
                found[name] = None
    return found


def _read(name: str, shape: Shape, value: object) -> object:
    try:
        return shape.read(value)
    except (TypeError, ValueError) as error:
        raise UserError(f"{name}: {error}") from error
