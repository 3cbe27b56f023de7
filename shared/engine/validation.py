"""Does this input fit the workflow's parameters?"""

from collections.abc import Iterator, Mapping

import jsonschema_rs
from jsonschema_rs import ValidationErrorKind as Kind
from pydantic import JsonValue

from shared.errors import Detail, InvalidInput
from shared.models.workflows import Workflow


def require_fit(workflow: Workflow, given: Mapping[str, JsonValue]) -> None:
    """InvalidInput with one detail per fault."""
    validator = jsonschema_rs.Draft202012Validator(workflow.parameters)
    details = [detail for error in validator.iter_errors(dict(given)) for detail in _details(error)]
    if details:
        raise InvalidInput(f"the input does not fit the workflow {workflow.name!r}", details)


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
