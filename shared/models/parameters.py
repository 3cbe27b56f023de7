"""Reads parameters, flat as in a form, from a workflow's JSON Schema."""

from collections.abc import Iterator, Mapping
from typing import cast

from pydantic import JsonValue

from shared.models.catalog import Choice, ParameterType, ParameterView
from shared.models.workflows import Schema

TYPES: Mapping[object, ParameterType] = {
    "string": "string",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "array": "list",
}
FORMATS: Mapping[object, ParameterType] = {
    "email": "email",
    "date": "date",
    "date-time": "datetime",
}
RULES = {
    "minimum": "min",
    "exclusiveMinimum": "min",
    "maximum": "max",
    "exclusiveMaximum": "max",
    "minLength": "min",
    "maxLength": "max",
    "minItems": "min",
    "maxItems": "max",
    "pattern": "pattern",
    "x-message": "message",
}


def parameters_of(schema: Schema) -> tuple[ParameterView, ...]:
    required = cast("list[str]", schema.get("required", []))
    return tuple(_view(name, one, name in required) for name, one in properties_of(schema).items())


def properties_of(schema: Mapping[str, JsonValue]) -> Mapping[str, Schema]:
    """Return each parameter's own schema by name; empty if there are none."""
    found = schema.get("properties")
    return cast("Mapping[str, Schema]", found) if isinstance(found, dict) else {}


def secret_names(schema: Schema) -> tuple[str, ...]:
    """The names of the secret parameters, as ``sdk.schema.secret_parameters`` marks them."""
    return tuple(name for name, one in properties_of(schema).items() if _is_secret(one))


def _is_secret(schema: Schema) -> bool:
    return schema.get("writeOnly") is True


def _view(name: str, schema: Schema, required: bool) -> ParameterView:
    core = core_of(schema)
    return ParameterView(
        name=name,
        type=type_of(core),
        required=required,
        label=_text(schema, "title"),
        description=_text(schema, "description"),
        help_text=_text(schema, "x-help-text"),
        default_value=schema.get("default"),
        options=tuple(choices_of(core)) or None,
        data_provider=_text(schema, "x-data-provider"),
        data_provider_inputs=_inputs(schema),
        secret=_is_secret(schema),
        validation=rules_of({**core, **schema}) or None,
    )


def core_of(schema: Schema) -> Schema:
    """Return the schema without null, for ``X | None``; otherwise the schema itself."""
    members = schema.get("anyOf")
    if not isinstance(members, list):
        return schema
    some = [one for one in members if isinstance(one, dict) and one.get("type") != "null"]
    return some[0] if len(some) == 1 else schema


def type_of(schema: Schema) -> ParameterType:
    found = FORMATS.get(schema.get("format")) or TYPES.get(schema.get("type"))
    return found or ("string" if "enum" in schema else "json")


def choices_of(schema: Schema) -> Iterator[Choice]:
    """Yield the choices of an enumeration, or of the items of a list."""
    items = schema.get("items")
    source = items if isinstance(items, dict) else schema
    values = source.get("enum", [source["const"]] if "const" in source else None)
    if not isinstance(values, list):
        return
    labels = source.get("x-enum-labels")
    names = labels if isinstance(labels, list) and len(labels) == len(values) else values
    for value, label in zip(values, names, strict=True):
        if value is not None:
            yield Choice(label=str(label), value=value)


def rules_of(schema: Schema) -> dict[str, JsonValue]:
    return {rule: schema[keyword] for keyword, rule in RULES.items() if keyword in schema}


def _text(schema: Schema, keyword: str) -> str | None:
    found = schema.get(keyword)
    return found if isinstance(found, str) else None


def _inputs(schema: Schema) -> dict[str, str] | None:
    found = schema.get("x-data-provider-inputs")
    return {key: str(value) for key, value in found.items()} if isinstance(found, dict) else None
