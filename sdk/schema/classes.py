"""Classes as annotations: enumerations, dataclasses, typed dictionaries, named tuples, models."""

import dataclasses
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, NotRequired, Protocol, cast, get_origin, is_typeddict

from sdk.endpoints import Request
from sdk.rpc.serialization import NOT_PLAIN, is_model, is_named_tuple, plain_json
from sdk.schema import annotations

Schema = dict[str, object]
Read = Callable[[Any], object]
Made = tuple[Schema, Read]


class ReadableShape(Protocol):
    """The schema and reader of a type: see ``sdk.schema.type_schemas.Shape``."""

    @property
    def schema(self) -> Schema: ...
    @property
    def read(self) -> Read: ...


ShapeOf = Callable[[object], ReadableShape]


def shape_of_class(annotation: object, shape_of: ShapeOf) -> Made | None:
    """Return the schema and reader of a class; None if it is of no known kind."""
    if not isinstance(annotation, type):
        return None
    kind = cast("type[object]", annotation)
    if issubclass(kind, Enum):
        return _enumeration(kind)
    if dataclasses.is_dataclass(kind):
        return _dataclass(kind, shape_of)
    if is_named_tuple(kind):
        return _named_tuple(kind, shape_of)
    if is_typeddict(kind):
        return _typed_dictionary(kind, shape_of)
    return _pydantic(kind) if is_model(kind) else None


def _enumeration(kind: type[Enum]) -> Made:
    values = [member.value for member in kind]
    if any(not isinstance(value, str | int | float | bool) for value in values):
        raise TypeError(f"the members of {kind.__name__} are not texts or numbers")
    schema: Schema = {"enum": values, "x-enum-labels": [_label(member.name) for member in kind]}
    if all(isinstance(value, str) for value in values):
        schema = {"type": "string", **schema}
    return schema, kind


def _label(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _dataclass(kind: Any, shape_of: ShapeOf) -> Made:
    hints = annotations.of_class(kind)
    fields = [field for field in dataclasses.fields(kind) if field.init]
    shapes = {field.name: shape_of(hints[field.name]) for field in fields}
    properties = {field.name: _with_default(shapes[field.name], field) for field in fields}
    required = [field.name for field in fields if _is_required(field)]

    def read(value: Mapping[str, object]) -> object:
        return kind(**{name: shapes[name].read(part) for name, part in value.items()})

    schema = _object(properties, required)
    # The platform fills such a parameter itself, by this mark.
    return ({**schema, "x-bifrost-request": True} if kind is Request else schema), read


def _named_tuple(kind: Any, shape_of: ShapeOf) -> Made:
    hints = annotations.of_class(kind)
    shapes = {name: shape_of(hints.get(name, object)) for name in kind._fields}
    defaults = cast("Mapping[str, object]", kind._field_defaults)
    properties = {name: {**shape.schema} for name, shape in shapes.items()}
    for name, default in defaults.items():
        if (value := plain_json(default)) is not NOT_PLAIN:
            properties[name]["default"] = value
    required = [name for name in shapes if name not in defaults]

    def read(value: Mapping[str, object]) -> object:
        return kind(**{name: shapes[name].read(part) for name, part in value.items()})

    return _object(properties, required), read


def _is_required(field: "dataclasses.Field[object]") -> bool:
    missing = dataclasses.MISSING
    return field.default is missing and field.default_factory is missing


def _with_default(shape: ReadableShape, field: "dataclasses.Field[object]") -> Schema:
    default = NOT_PLAIN if field.default is dataclasses.MISSING else plain_json(field.default)
    return shape.schema if default is NOT_PLAIN else {**shape.schema, "default": default}


def _typed_dictionary(kind: type[object], shape_of: ShapeOf) -> Made:
    hints = annotations.of_class(kind)
    shapes = {name: shape_of(hint) for name, hint in hints.items()}
    optional = cast("frozenset[str]", vars(kind).get("__optional_keys__", frozenset()))
    required = [
        name
        for name, hint in hints.items()
        if name not in optional and get_origin(hint) is not NotRequired
    ]

    def read(value: Mapping[str, object]) -> object:
        return {name: shapes[name].read(part) for name, part in value.items()}

    return _object({name: shape.schema for name, shape in shapes.items()}, required), read


def _object(properties: Mapping[str, Schema], required: list[str]) -> Schema:
    return {
        "type": "object",
        "properties": {**properties},
        "required": required,
        "additionalProperties": False,
    }


def _pydantic(kind: Any) -> Made:
    """Return the schema and reader of a pydantic model, of any version from 2 on."""
    schema = cast("Schema", kind.model_json_schema())
    definitions = cast("dict[str, Schema]", schema.pop("$defs", {}))
    whole = _inlined(schema, definitions, ())
    return cast("Schema", whole), kind.model_validate


def _inlined(node: object, definitions: Mapping[str, Schema], within: tuple[str, ...]) -> object:
    """Return a schema with its references inlined: the platform takes none."""
    if isinstance(node, list):
        return [_inlined(item, definitions, within) for item in cast("list[object]", node)]
    if not isinstance(node, dict):
        return node
    members = cast("Schema", node)
    reference = members.get("$ref")
    if not isinstance(reference, str):
        return {key: _inlined(value, definitions, within) for key, value in members.items()}
    name = reference.rpartition("/")[2]
    if name in within or name not in definitions:
        raise TypeError(f"{name} contains itself, which a form cannot show")
    rest = {key: value for key, value in members.items() if key != "$ref"}
    return _inlined({**definitions[name], **rest}, definitions, (*within, name))
