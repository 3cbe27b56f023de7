"""Does this input fit the workflow's parameters?"""

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import cast

import jsonschema_rs
from jsonschema_rs import ValidationErrorKind as Kind
from pydantic import JsonValue

from shared.errors import Detail, InvalidInput
from shared.models.workflows import Workflow

MOST_DETAILS = 100
MOST_DEPTH = 100
SCHEMA_CHARACTERS = 64 * 1024
REFERENCES = frozenset({"$ref", "$dynamicRef", "$recursiveRef"})


def fitted(workflow: Workflow, given: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """The input as the workflow gets it; InvalidInput with one detail per fault, at most 100."""
    values = {**given}
    if is_deeper_than(values, MOST_DEPTH):
        raise InvalidInput(f"the input is nested deeper than {MOST_DEPTH} levels")
    validator = compiled(workflow.parameters)
    details = [*islice(_not_json(values, ("body",)), MOST_DETAILS)]
    for error in islice(validator.iter_errors(values), MOST_DETAILS):
        details += islice(_details(error), MOST_DETAILS)
    if details:
        faults = details[:MOST_DETAILS]
        raise InvalidInput(f"the input does not fit the workflow {workflow.name!r}", faults)
    return {name: _whole(value, workflow.parameters, name) for name, value in values.items()}


def compiled(schema: Mapping[str, JsonValue]) -> jsonschema_rs.Draft202012Validator:
    """ValueError if this is no JSON Schema, or one that could cost more than it says.

    One that refers to its own parts can take longer than anybody waits: the SDK makes none.
    """
    if is_deeper_than(schema, MOST_DEPTH) or len(json.dumps(schema)) > SCHEMA_CHARACTERS:
        raise ValueError(f"it is deeper than {MOST_DEPTH} levels, or over {SCHEMA_CHARACTERS} long")
    if _refers(schema):
        raise ValueError("it refers to another schema, or to a part of itself")
    return jsonschema_rs.Draft202012Validator({**schema}, retriever=_refuse)


def is_deeper_than(value: object, levels: int) -> bool:
    """Level by level, so that no depth is too deep to be measured."""
    level = [value]
    for _ in range(levels):
        level = [child for node in level for child in _children(node)]
        if not level:
            return False
    return True


def _children(node: object) -> Iterable[object]:
    if isinstance(node, dict):
        return cast("dict[str, object]", node).values()
    return cast("list[object]", node) if isinstance(node, list) else ()


def _refers(node: object) -> bool:
    if isinstance(node, dict) and not REFERENCES.isdisjoint(cast("dict[str, object]", node)):
        return True
    return any(map(_refers, _children(cast("object", node))))


def _refuse(uri: str) -> JsonValue:
    """A schema comes from an author's file: it does not make us read or fetch anything."""
    raise ValueError(f"a schema cannot refer to {uri!r}")


def _whole(value: JsonValue, parameters: Mapping[str, JsonValue], name: str) -> JsonValue:
    """JSON Schema takes 1.0 for an integer; a workflow that declares an int gets one."""
    properties = parameters.get("properties")
    schema = properties.get(name) if isinstance(properties, dict) else None
    whole = isinstance(schema, dict) and schema.get("type") == "integer"
    return int(value) if whole and isinstance(value, float) else value


def _not_json(value: JsonValue, place: tuple[str | int, ...]) -> Iterator[Detail]:
    """What the reader lets through although JSON has no such number: NaN, Infinity, 1e999."""
    if isinstance(value, float) and not math.isfinite(value):
        yield Detail(place, "this is not a number that JSON can carry")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _not_json(item, (*place, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _not_json(item, (*place, number))


def _details(error: jsonschema_rs.ValidationError) -> Iterator[Detail]:
    place = ("body", *error.instance_path)
    match error.kind:
        case Kind.Required(name):
            yield Detail((*place, name), "this parameter is required")
        case Kind.AdditionalProperties(names):
            for name in names:
                yield Detail((*place, name), "there is no such parameter")
        case _:
            yield Detail(place, error.message)
