"""Checks the parameters of functions, and describes what is wrong in one sentence."""

from collections.abc import Iterator, Mapping

import jsonschema_rs

from shared.engine.inputs.validation import PATTERNS
from shared.models.parameters import properties_of
from shared.models.workflows import Schema

BOUNDS = (
    ("minimum", "maximum"),
    ("exclusiveMinimum", "exclusiveMaximum"),
    ("minLength", "maxLength"),
    ("minItems", "maxItems"),
)
NUMBERS = ("integer", "number")
APPLIES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"), NUMBERS),
    "multipleOf": NUMBERS,
    **dict.fromkeys(("minLength", "maxLength", "pattern"), ("string",)),
    **dict.fromkeys(("minItems", "maxItems"), ("array",)),
}


def brief(error: ValueError) -> str:
    """The fault of a schema and its place in it, without the schema itself."""
    if not isinstance(error, jsonschema_rs.ValidationError):
        return str(error)[:500]
    place = ".".join(str(part) for part in error.instance_path if part != "properties")
    return f"{place}: {error.message}"[:500]


def parameters_fault(parameters: Schema) -> str | None:
    """The fault of the first parameter that no value fits, or whose default does not fit."""
    for name, schema in properties_of(parameters).items():
        fault = _inapplicable(schema) or _contradiction(schema) or _default_fault(schema)
        if fault:
            return f"the parameter {name!r} {fault}"
    return None


def providers_in(parameters: Schema) -> Iterator[tuple[str, str]]:
    """The parameters with choices, each with the name of its data provider."""
    for name, schema in properties_of(parameters).items():
        found = schema.get("x-data-provider")
        if isinstance(found, str):
            yield name, found


def _inapplicable(schema: Schema) -> str | None:
    kind = schema.get("type")
    for keyword, kinds in APPLIES.items():
        if keyword in schema and isinstance(kind, str) and kind not in kinds:
            return f"has {keyword}, which is for {' and '.join(kinds)}, and its type is {kind}"
    return None


def _contradiction(schema: Schema) -> str | None:
    for least, most in BOUNDS:
        low, high = schema.get(least), schema.get(most)
        if isinstance(low, int | float) and isinstance(high, int | float) and low > high:
            return f"has {least} {low:g} and {most} {high:g}: nothing fits both"
    return None


def _default_fault(schema: Schema) -> str | None:
    """The fault of the default; None is allowed, and formats are left to the SDK."""
    default = schema.get("default")
    if default is None:
        return None
    validator = jsonschema_rs.Draft202012Validator(
        schema, validate_formats=False, pattern_options=PATTERNS
    )
    error = next(iter(validator.iter_errors(default)), None)
    return None if error is None else f"has a default that does not fit: {error.message[:300]}"
