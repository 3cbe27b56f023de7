"""Does this input fit the workflow's parameters?"""

import math
from collections.abc import Iterator, Mapping

import jsonschema_rs
from jsonschema_rs import ValidationErrorKind as Kind
from pydantic import JsonValue

from shared.errors import Detail, InvalidInput
from shared.models.workflows import Workflow


def require_fit(workflow: Workflow, given: Mapping[str, JsonValue]) -> None:
    """InvalidInput with one detail per fault."""
    validator = jsonschema_rs.Draft202012Validator(workflow.parameters)
    faults = [detail for error in validator.iter_errors({**given}) for detail in _details(error)]
    details = [*_not_json({**given}, ("body",)), *faults]
    if details:
        raise InvalidInput(f"the input does not fit the workflow {workflow.name!r}", details)


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
