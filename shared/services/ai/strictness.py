"""JSON Schemas as providers accept them."""

from collections.abc import Iterator, Mapping
from typing import cast

from pydantic import JsonValue


def is_strict(schema: JsonValue) -> bool:
    """Return whether every object of a schema is closed and needs all of its properties.

    Only such schemas can a provider hold a model to.

    >>> is_strict({"type": "object", "properties": {"a": {"type": "string"}}})
    False
    >>> is_strict({"type": "object", "properties": {}, "required": [],
    ...            "additionalProperties": False})
    True
    """
    return all(_is_closed(found) for found in _objects(schema))


def _is_closed(schema: Mapping[str, JsonValue]) -> bool:
    properties = schema.get("properties")
    names = set(properties) if isinstance(properties, dict) else set[str]()
    required = schema.get("required")
    needed = {str(name) for name in required} if isinstance(required, list) else set[str]()
    return schema.get("additionalProperties") is False and names == needed


def _objects(schema: JsonValue) -> Iterator[Mapping[str, JsonValue]]:
    if isinstance(schema, list):
        for each in schema:
            yield from _objects(each)
    elif isinstance(schema, dict):
        if schema.get("type") == "object" or isinstance(schema.get("properties"), dict):
            yield schema
        for value in cast("dict[str, JsonValue]", schema).values():
            yield from _objects(value)
