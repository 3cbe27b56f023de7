"""Which JSON fits the parameters of this function?"""

import inspect
import types
from collections.abc import Callable
from typing import Annotated, Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from sdk.context import ExecutionContext

Schema = dict[str, object]

SIMPLE: dict[object, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    list: {"type": "array"},
    dict: {"type": "object"},
    type(None): {"type": "null"},
    Any: {},
    object: {},
    inspect.Parameter.empty: {},
}


def parameters_of(function: Callable[..., object]) -> Schema:
    """A JSON Schema (2020-12) of an object with one property per parameter.

    >>> def greet(name: str, times: int = 1): ...
    >>> parameters_of(greet)["required"]
    ['name']
    >>> parameters_of(greet)["properties"]["times"]
    {'type': 'integer', 'default': 1}
    """
    hints = get_type_hints(function, include_extras=True)
    properties: dict[str, Schema] = {}
    required: list[str] = []
    open_ended = False
    for parameter in inspect.signature(function).parameters.values():
        if parameter.kind is parameter.VAR_KEYWORD:
            open_ended = True
        elif parameter.kind in (parameter.VAR_POSITIONAL, parameter.POSITIONAL_ONLY):
            raise TypeError(f"parameter {parameter.name!r} cannot be given by name")
        elif not is_context(parameter, hints):
            properties[parameter.name] = _property(parameter, hints)
            if parameter.default is parameter.empty:
                required.append(parameter.name)
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": open_ended,
    }


def is_context(parameter: inspect.Parameter, hints: dict[str, object]) -> bool:
    """Whether this parameter receives the context and is not the caller's to give."""
    return parameter.name == "context" or hints.get(parameter.name) is ExecutionContext


def _property(parameter: inspect.Parameter, hints: dict[str, object]) -> Schema:
    try:
        schema = dict(schema_of(hints.get(parameter.name, inspect.Parameter.empty)))
    except TypeError as error:
        raise TypeError(f"parameter {parameter.name!r}: {error}") from None
    if _is_plain(parameter.default):
        schema["default"] = parameter.default
    return schema


def schema_of(annotation: object) -> Schema:
    """The JSON Schema of one annotation; TypeError for a type that no JSON can be."""
    simple = SIMPLE.get(annotation)
    if simple is not None:
        return simple
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _annotated(arguments)
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin is list:
        return {"type": "array", "items": schema_of(arguments[0])}
    if origin is dict and arguments[0] is str:
        return {"type": "object", "additionalProperties": schema_of(arguments[1])}
    if origin in (Union, types.UnionType):
        return {"anyOf": [schema_of(argument) for argument in arguments]}
    raise TypeError(f"{annotation!r} is not a type that JSON can carry")


def _annotated(arguments: tuple[object, ...]) -> Schema:
    """``Annotated[str, "what it is"]``: the first text is the description."""
    schema = dict(schema_of(arguments[0]))
    described = next((text for text in arguments[1:] if isinstance(text, str)), None)
    return schema if described is None else {**schema, "description": described}


def _is_plain(value: object) -> bool:
    if isinstance(value, list | tuple):
        return all(_is_plain(item) for item in cast("list[object]", value))
    if isinstance(value, dict):
        return all(_is_plain(item) for item in cast("dict[object, object]", value).values())
    return value is None or isinstance(value, str | int | float | bool)
