"""Coercion of query texts to the types of parameters; a text stays one if it is allowed to."""

import json
import re
from collections.abc import Mapping
from typing import cast

from pydantic import JsonValue

from shared.engine.inputs.validation import compiled
from shared.models.workflows import Schema

INTEGER = re.compile(r"[+-]?\d{1,300}")
NUMBER = re.compile(r"[+-]?(\d{1,300}(\.\d{0,300})?|\.\d{1,300})(e[+-]?\d{1,3})?", re.IGNORECASE)
TRUE = {"true", "1", "yes", "on"}
FALSE = {"false", "0", "no", "off"}


def coerced(parameters: Schema, texts: Mapping[str, str]) -> dict[str, JsonValue]:
    """The values of texts, by name; a text that cannot be coerced stays, for validation to refuse.

    >>> coerced({"properties": {"days": {"type": "integer"}}}, {"days": "7", "else": "x"})
    {'days': 7, 'else': 'x'}
    >>> phone = {"anyOf": [{"type": "integer"}, {"type": "string"}]}
    >>> coerced({"properties": {"phone": phone}}, {"phone": "0049123"})
    {'phone': '0049123'}
    """
    properties = cast("Mapping[str, Schema]", parameters.get("properties", {}))
    return {name: _value(text, properties.get(name, {})) for name, text in texts.items()}


def _value(text: str, schema: Schema) -> JsonValue:
    if compiled(schema).is_valid(text):
        return text
    for member in _members(schema):
        found = _as(member, text)
        if found is not None:
            return found
    return None if not text and _may_be_null(schema) else text


def _members(schema: Schema) -> list[Schema]:
    members = schema.get("anyOf")
    if not isinstance(members, list):
        return [schema]
    return [one for member in cast("list[Schema]", members) for one in _members(member)]


def _may_be_null(schema: Schema) -> bool:
    return any(member.get("type") == "null" for member in _members(schema))


def _as(schema: Schema, text: str) -> JsonValue:
    """The text as a value of this schema; None if it cannot be one."""
    match schema.get("type"):
        case "integer" if INTEGER.fullmatch(text):
            return int(text)
        case "number" if NUMBER.fullmatch(text):
            return float(text)
        case "boolean" if text.casefold() in TRUE | FALSE:
            return text.casefold() in TRUE
        case "array" | "object":
            return _parsed(text, schema)
        case None:
            return _of_options(text, schema)
        case _:
            return None


def _parsed(text: str, schema: Schema) -> JsonValue:
    """The text as a list or an object: from JSON, or for a list from items between commas."""
    try:
        found: JsonValue = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    kind = dict if schema.get("type") == "object" else list
    if isinstance(found, kind):
        return cast("JsonValue", found)
    if kind is dict:
        return None
    items = schema.get("items")
    inner = items if isinstance(items, dict) else {}
    return [_value(part.strip(), inner) for part in text.split(",")] if text else []


def _of_options(text: str, schema: Schema) -> JsonValue:
    """The option whose JSON is this text, among options of several types; None if there is none."""
    options = schema.get("enum")
    known = options if isinstance(options, list) else []
    return next(
        (one for one in known if not isinstance(one, str) and json.dumps(one) == text), None
    )
