"""Parameters that only the function is to see: ``Annotated[str, Field(secret=True)]``.

The platform keeps them out of records, lists and logs. What it hides must be a text that is long
enough to be told from other words, and no value of it is in the code.
"""

from collections.abc import Mapping
from typing import cast

from sdk.rpc.redaction import SHORTEST_SECRET

Schema = dict[str, object]


def secret_names(parameters: Mapping[str, object]) -> list[str]:
    """The names of those that are secret, in the schema of all.

    >>> secret_names({"properties": {"pin": {"writeOnly": True}, "name": {}}})
    ['pin']
    """
    properties = cast("Mapping[str, Schema]", parameters.get("properties") or {})
    return [name for name, schema in properties.items() if schema.get("writeOnly") is True]


def settled(name: str, schema: Schema) -> Schema:
    """A parameter's schema, with the mark in one place; TypeError if it cannot be secret."""
    marks = _marks(schema)
    if not marks:
        return schema
    text = _text_of(schema)
    if text is None or marks > sum(one.get("writeOnly") is True for one in _both(schema, text)):
        raise TypeError(f"parameter {name!r}: secret is for a text as a whole: annotate it as str")
    if schema.get("default") is not None:
        raise TypeError(f"parameter {name!r} is secret: its default would be in the code")
    if "x-data-provider" in schema:
        raise TypeError(f"parameter {name!r} is secret: it has no data provider to choose from")
    least = max(cast("int", one.get("minLength", 0)) for one in (schema, text))
    words = {"format": "password", "writeOnly": True, "minLength": max(SHORTEST_SECRET, least)}
    return {**schema, **words}


def _text_of(schema: Schema) -> Schema | None:
    """The schema itself, or of a text or nothing, that of the text; None if it is neither."""
    members = cast("list[Schema]", schema.get("anyOf") or [schema])
    some = [one for one in members if one.get("type") != "null"]
    is_text = len(some) == 1 and some[0].get("type") == "string"
    return some[0] if is_text and not {"enum", "format"}.intersection(some[0]) else None


def _both(schema: Schema, text: Schema) -> list[Schema]:
    return [schema] if schema is text else [schema, text]


def _marks(node: object) -> int:
    """How often something in it is said to be secret."""
    if isinstance(node, dict):
        found = cast("Schema", node)
        return (found.get("writeOnly") is True) + sum(map(_marks, found.values()))
    return sum(map(_marks, cast("list[object]", node))) if isinstance(node, list) else 0
