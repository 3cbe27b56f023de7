"""Does this input fit a workflow's parameters? For authors' tests, where no platform is.

It knows what the SDK writes into a schema; what it lets through, the platform may still refuse.
"""

import re
from collections.abc import Iterator, Mapping
from typing import cast

Schema = Mapping[str, object]
TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
    "null": (type(None),),
}


def faults(schema: Schema, value: object, place: str = "body") -> Iterator[str]:
    """What does not fit, and where.

    >>> list(faults({"type": "integer", "minimum": 1}, 0, "seats"))
    ['seats: it is less than 1']
    """
    if "anyOf" in schema:
        members = cast("list[Schema]", schema["anyOf"])
        if all(any(faults(member, value, place)) for member in members):
            yield f"{place}: {value!r} is none of what it may be"
        return
    kinds = TYPES.get(str(schema.get("type")), (object,))
    if not isinstance(value, kinds) or (isinstance(value, bool) and int in kinds):
        yield f"{place}: {value!r} is not of type {schema['type']}"
        return
    if "enum" in schema and value not in cast("list[object]", schema["enum"]):
        yield f"{place}: {value!r} is not one of {schema['enum']}"
    yield from _bounds(schema, value, place)
    if isinstance(value, dict):
        yield from _object(schema, cast("dict[str, object]", value), place)
    if isinstance(value, list) and "items" in schema:
        for number, item in enumerate(cast("list[object]", value)):
            yield from faults(cast("Schema", schema["items"]), item, f"{place}.{number}")


def _object(schema: Schema, value: Mapping[str, object], place: str) -> Iterator[str]:
    properties = cast("Mapping[str, Schema]", schema.get("properties", {}))
    others = schema.get("additionalProperties", True)
    for name in cast("list[str]", schema.get("required", [])):
        if name not in value:
            yield f"{place}.{name}: this parameter is required"
    for name, item in value.items():
        if name in properties:
            yield from faults(properties[name], item, f"{place}.{name}")
        elif others is False:
            yield f"{place}.{name}: there is no such parameter"
        elif isinstance(others, dict):
            yield from faults(cast("Schema", others), item, f"{place}.{name}")


def _bounds(schema: Schema, value: object, place: str) -> Iterator[str]:
    if isinstance(value, int | float):
        if "minimum" in schema and value < cast("float", schema["minimum"]):
            yield f"{place}: it is less than {schema['minimum']}"
        if "maximum" in schema and value > cast("float", schema["maximum"]):
            yield f"{place}: it is more than {schema['maximum']}"
    if isinstance(value, str):
        if len(value) < cast("int", schema.get("minLength", 0)):
            yield f"{place}: it is shorter than {schema['minLength']}"
        if "maxLength" in schema and len(value) > cast("int", schema["maxLength"]):
            yield f"{place}: it is longer than {schema['maxLength']}"
        if "pattern" in schema and not re.search(str(schema["pattern"]), value):
            yield f"{place}: it does not match {schema['pattern']}"
