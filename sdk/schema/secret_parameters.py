"""Secret parameters, which only the function sees: ``Annotated[str, Field(secret=True)]``.

The platform keeps their values out of records, lists and logs. A secret must be a text that is long
enough for redaction to find it, and must not be in the code as a default.
"""

from collections.abc import Mapping
from typing import cast

from sdk.rpc.redaction import SHORTEST_SECRET

Schema = dict[str, object]


def secret_names(parameters: Mapping[str, object]) -> list[str]:
    """Return the names of the secret parameters in a schema of all parameters.

    >>> secret_names({"properties": {"pin": {"writeOnly": True}, "name": {}}})
    ['pin']
    """
    properties = cast("Mapping[str, Schema]", parameters.get("properties") or {})
    return [name for name, schema in properties.items() if schema.get("writeOnly") is True]


def settled(name: str, schema: Schema) -> Schema:
    """Return a parameter's schema with one secret mark; TypeError if it cannot be secret."""
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
    """Return the schema of the text in ``str`` or ``str | None``; None for another type."""
    members = cast("list[Schema]", schema.get("anyOf") or [schema])
    some = [one for one in members if one.get("type") != "null"]
    is_text = len(some) == 1 and some[0].get("type") == "string"
    return some[0] if is_text and not {"enum", "format"}.intersection(some[0]) else None


def _both(schema: Schema, text: Schema) -> list[Schema]:
    return [schema] if schema is text else [schema, text]


def _marks(node: object) -> int:
    """Count the secret marks in a schema and its parts."""
    if isinstance(node, dict):
        found = cast("Schema", node)
        return (found.get("writeOnly") is True) + sum(map(_marks, found.values()))
    return sum(map(_marks, cast("list[object]", node))) if isinstance(node, list) else 0
