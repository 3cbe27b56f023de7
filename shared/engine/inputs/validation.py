"""Validates input against the JSON Schema of a workflow's parameters."""

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import cast

import jsonschema_rs
from pydantic import JsonValue

from shared.engine.inputs.validation_messages import details_of
from shared.errors import Detail, InvalidInput
from shared.models.parameters import properties_of
from shared.models.workflows import Provider, Workflow

MOST_DETAILS = 100
MOST_DEPTH = 100
SCHEMA_CHARACTERS = 64 * 1024
#: The number of compiled schemas that are cached; most are a kilobyte or less.
COMPILED_SCHEMAS = 256
#: An engine without backtracking: callers choose the texts that authors' patterns are tried on.
PATTERNS = jsonschema_rs.RegexOptions()
REFERENCES = frozenset({"$ref", "$dynamicRef", "$recursiveRef"})


def fitted(
    called: Workflow | Provider, given: Mapping[str, JsonValue], place: str = "body"
) -> dict[str, JsonValue]:
    """The input as the function gets it; InvalidInput with one detail per fault, at most 100.

    ``place`` is the part of the request that the input came in.
    """
    values = {**given}
    if is_deeper_than(values, MOST_DEPTH):
        raise InvalidInput(f"the input is nested deeper than {MOST_DEPTH} levels")
    validator = compiled(called.parameters)
    details = [*islice(_not_json(values, (place,)), MOST_DETAILS)]
    for error in islice(validator.iter_errors(values), MOST_DETAILS):
        details += islice(details_of(error, place, called.parameters), MOST_DETAILS)
    if details:
        faults = details[:MOST_DETAILS]
        raise InvalidInput(f"the input does not fit the {called.kind} {called.name!r}", faults)
    return {name: _whole(value, called.parameters, name) for name, value in values.items()}


def compiled(schema: Mapping[str, JsonValue]) -> jsonschema_rs.Draft202012Validator:
    """The validator of a schema; ValueError if it is no JSON Schema, or too costly to apply.

    A schema that refers to its own parts can take arbitrarily long, and is refused; the SDK
    makes none.
    """
    text = "" if is_deeper_than(schema, MOST_DEPTH) else json.dumps(schema)
    if not text or len(text) > SCHEMA_CHARACTERS:
        raise ValueError(f"it is deeper than {MOST_DEPTH} levels, or over {SCHEMA_CHARACTERS} long")
    return _compiled(text)


@lru_cache(maxsize=COMPILED_SCHEMAS)
def _compiled(text: str) -> jsonschema_rs.Draft202012Validator:
    schema = json.loads(text)
    if _refers(schema):
        raise ValueError("it refers to another schema, or to a part of itself")
    return jsonschema_rs.Draft202012Validator(
        schema, retriever=_refuse, validate_formats=True, pattern_options=PATTERNS
    )


def is_deeper_than(value: object, levels: int) -> bool:
    """Whether a value is nested deeper than this; looks level by level, without recursion."""
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
    """Refuse to fetch a schema: one from an author's file must not read files or addresses."""
    raise ValueError(f"a schema cannot refer to {uri!r}")


def _whole(value: JsonValue, parameters: Mapping[str, JsonValue], name: str) -> JsonValue:
    """The value as an int where an int is declared: JSON Schema accepts 1.0 for an integer."""
    whole = properties_of(parameters).get(name, {}).get("type") == "integer"
    return int(value) if whole and isinstance(value, float) else value


def _not_json(value: JsonValue, place: tuple[str | int, ...]) -> Iterator[Detail]:
    """The faults of numbers that the parser accepts and JSON does not have: NaN, Infinity."""
    if isinstance(value, float) and not math.isfinite(value):
        yield Detail(place, "this is not a number that JSON can carry")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _not_json(item, (*place, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _not_json(item, (*place, number))
