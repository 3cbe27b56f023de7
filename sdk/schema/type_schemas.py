"""Schemas of types: the JSON that fits an annotation, and how it becomes a Python value."""

import types
from collections import abc
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from typing import (
    Annotated,
    Any,
    Literal,
    LiteralString,
    NewType,
    NotRequired,
    Required,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
)
from uuid import UUID

from sdk.fields import keywords
from sdk.schema import classes
from sdk.schema.formats import FORMATS, is_format

Schema = dict[str, object]


def as_it_is(value: object) -> object:
    return value


@dataclass(frozen=True, slots=True)
class Shape:
    """A type's JSON Schema (2020-12), and ``read``, which converts fitting JSON to the type."""

    schema: Schema
    read: Callable[[Any], object] = as_it_is


ANYTHING = Shape({})

SIMPLE: dict[object, Shape] = {
    str: Shape({"type": "string"}),
    LiteralString: Shape({"type": "string"}),
    int: Shape({"type": "integer"}, int),
    float: Shape({"type": "number"}, float),
    bool: Shape({"type": "boolean"}),
    list: Shape({"type": "array"}),
    dict: Shape({"type": "object"}),
    date: Shape({"type": "string", "format": "date"}, date.fromisoformat),
    datetime: Shape({"type": "string", "format": "date-time"}, datetime.fromisoformat),
    time: Shape({"type": "string", "format": "time"}, time.fromisoformat),
    UUID: Shape({"type": "string", "format": "uuid"}, UUID),
    type(None): Shape({"type": "null"}),
    None: Shape({"type": "null"}),
    Any: ANYTHING,
    object: ANYTHING,
}


ARRAYS = {list, abc.Sequence, abc.MutableSequence, abc.Collection, abc.Iterable}
OBJECTS = {dict, abc.Mapping, abc.MutableMapping}
SIMPLE.update(dict.fromkeys(ARRAYS, SIMPLE[list]))
SIMPLE.update(dict.fromkeys(OBJECTS, SIMPLE[dict]))


def shape_of(annotation: object, within: tuple[object, ...] = ()) -> Shape:
    """Return the shape of an annotation; TypeError for a type that JSON cannot carry.

    >>> shape_of(date).read("2026-11-25")
    datetime.date(2026, 11, 25)
    >>> shape_of(list[int] | None).schema
    {'anyOf': [{'type': 'array', 'items': {'type': 'integer'}}, {'type': 'null'}]}
    """
    simple = _simple(annotation)
    if simple is not None:
        return Shape({**simple.schema}, simple.read)
    if annotation in within:
        raise TypeError(f"{_name(annotation)} contains itself, which a form cannot show")
    inner = (*within, annotation)
    made = classes.shape_of_class(annotation, lambda part: shape_of(part, inner))
    if made:
        return Shape(*made)
    alias = _alias(annotation)
    return _generic(annotation, within) if alias is None else shape_of(alias, inner)


def _alias(annotation: object) -> object:
    """Return the type that a ``NewType`` or ``type`` statement names; None for any other."""
    if isinstance(annotation, NewType):
        return cast("object", annotation.__supertype__)
    is_alias = type(annotation).__name__ == "TypeAliasType"
    return cast("object", getattr(annotation, "__value__", None)) if is_alias else None


def _simple(annotation: object) -> Shape | None:
    try:
        return SIMPLE.get(annotation)
    except TypeError:  # unhashable metadata in Annotated
        return None


def _generic(annotation: object, within: tuple[object, ...]) -> Shape:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        shape = shape_of(arguments[0], within)
        return Shape({**shape.schema, **keywords(arguments[1:], shape.schema)}, shape.read)
    if origin is Literal:
        return _literal(arguments)
    if origin in (Required, NotRequired):
        return shape_of(arguments[0], within)
    if origin in ARRAYS or origin in OBJECTS:
        return _container(annotation, within)
    if origin in (Union, types.UnionType):
        return _union([shape_of(argument, within) for argument in arguments])
    if isinstance(annotation, TypeVar):
        raise TypeError(f"{annotation} stands for any type: say which")
    raise TypeError(f"{_name(annotation)} is not a type that JSON can carry")


def _container(annotation: object, within: tuple[object, ...]) -> Shape:
    """Return the shape of a list or dictionary type, concrete or abstract."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if not arguments:
        return SIMPLE[list if origin in ARRAYS else dict]
    if origin in ARRAYS:
        return _list(shape_of(arguments[0], within))
    if arguments[0] in (str, Any, object):
        return _mapping(shape_of(arguments[1], within))
    raise TypeError(f"{_name(annotation)} is not a type that JSON can carry: its keys are texts")


def _literal(values: tuple[object, ...]) -> Shape:
    """Return the shape of a Literal; JSON has its enum members as their values."""
    plain = [value.value if isinstance(value, Enum) else value for value in values]
    if not all(value is None or isinstance(value, str | int | float) for value in plain):
        raise TypeError(f"Literal{[*values]!r} is not a type that JSON can carry")
    schema = options(plain)
    if not any(isinstance(value, Enum) for value in values):
        return Shape(schema)
    return Shape(
        schema, lambda given: next(v for v, p in zip(values, plain, strict=True) if p == given)
    )


def options(values: Iterable[object]) -> Schema:
    """Return a schema of these values, with a type if they share one."""
    chosen = list(values)
    kinds = {type(value) for value in chosen}
    schema: Schema = {"enum": chosen}
    one = SIMPLE.get(kinds.pop()) if len(kinds) == 1 else None
    return {**one.schema, **schema} if one else schema


def _list(item: Shape) -> Shape:
    schema: Schema = {"type": "array", "items": item.schema}
    if item.read is as_it_is:
        return Shape(schema)
    return Shape(schema, lambda values: [item.read(value) for value in values])


def _mapping(item: Shape) -> Shape:
    schema: Schema = {"type": "object", "additionalProperties": item.schema}
    if item.read is as_it_is:
        return Shape(schema)
    return Shape(schema, lambda values: {key: item.read(value) for key, value in values.items()})


def _union(members: list[Shape]) -> Shape:
    """Return the shape of a union, which reads a value as the first member that fits it."""

    def read(value: object) -> object:
        for member in members:
            if fits(value, member.schema):
                try:
                    return member.read(value)
                except (TypeError, ValueError):
                    continue
        return value

    schemas = [member.schema for member in members]
    return Shape({"anyOf": schemas}, read)


KINDS: dict[object, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int, float),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
    "null": (type(None),),
}


def fits(value: object, schema: Schema) -> bool:
    """Return whether a value, which fits one of several schemas, may be meant for this one."""
    if "enum" in schema:
        options = cast("list[object]", schema["enum"])
        return any(
            one == value and isinstance(one, bool) is isinstance(value, bool) for one in options
        )
    kinds = KINDS.get(schema.get("type"))
    if kinds is None:
        return True
    if isinstance(value, bool):
        return bool in kinds
    if schema["type"] == "integer" and isinstance(value, float):
        return value.is_integer()
    return isinstance(value, kinds) and _has_keys(value, schema) and _has_format(value, schema)


def _has_format(value: object, schema: Schema) -> bool:
    """Return whether a text has the schema's format; Python parses more, such as ``004912``."""
    name = schema.get("format")
    if not isinstance(value, str) or not isinstance(name, str) or name not in FORMATS:
        return True
    return is_format(name, value)


def _has_keys(value: object, schema: Schema) -> bool:
    required = cast("list[str]", schema.get("required", ()))
    return not isinstance(value, dict) or all(name in value for name in required)


def _name(annotation: object) -> str:
    return annotation.__name__ if isinstance(annotation, type) else repr(annotation)
