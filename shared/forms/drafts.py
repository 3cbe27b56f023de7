"""Drafts a form from a workflow's signature, for an author to review and save."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import cast

from pydantic import JsonValue

from shared.models.forms import (
    FieldOption,
    FieldType,
    FieldValidation,
    FormCreate,
    FormDraft,
    FormField,
    FormSchema,
    ProviderInput,
)
from shared.models.parameters import choices_of, core_of, properties_of
from shared.models.workflows import Schema, Workflow

TYPES: Mapping[object, FieldType] = {
    "string": "text",
    "integer": "number",
    "number": "number",
    "boolean": "checkbox",
}
FORMATS: Mapping[object, FieldType] = {
    "date": "date",
    "date-time": "datetime",
    "email": "email",
}


def draft_of(workflow: Workflow) -> FormDraft:
    """Make a field for each parameter that a user can fill in; the notes name the others."""
    properties = properties_of(workflow.parameters)
    required = cast("Sequence[str]", workflow.parameters.get("required") or ())
    found = {
        name: _field(name, schema, is_required=name in required)
        for name, schema in properties.items()
    }
    notes = [
        f"no field can be made for the parameter {name!r}: give it a default launch parameter"
        for name, field in found.items()
        if field is None
    ]
    form = FormCreate(
        name=_words(workflow.name),
        description=workflow.description[:2000] or None,
        linked_workflow=workflow.name,
        form_schema=FormSchema(fields=tuple(field for field in found.values() if field)[:50]),
    )
    return FormDraft(form=form, notes=tuple(notes))


def _field(name: str, declared: Schema, *, is_required: bool) -> FormField | None:
    schema = core_of(declared)
    kind = _type(schema, declared)
    if kind is None:
        return None
    provider = cast("str | None", declared.get("x-data-provider"))
    if provider and kind in ("text", "number"):
        kind = "select"
    return FormField(
        name=name,
        label=str(declared.get("title") or _words(name))[:200],
        type=kind,
        required=is_required and kind != "checkbox",
        secret=kind == "text" and declared.get("writeOnly") is True,
        help_text=_text(declared.get("x-help-text") or declared.get("description")),
        default_value=_default(declared.get("default")),
        data_provider=provider,
        data_provider_inputs=_inputs(declared) if provider else None,
        options=tuple(_options(schema, kind)) or None if not provider else None,
        validation=_rules({**schema, **declared}, kind),
    )


def _type(schema: Schema, declared: Schema) -> FieldType | None:
    if schema.get("enum") or schema.get("const") is not None:
        return "select"
    kind = schema.get("type")
    if kind == "array":
        return (
            "multi_select" if declared.get("x-data-provider") or any(choices_of(schema)) else None
        )
    if kind == "string" and schema.get("format") in FORMATS:
        return FORMATS[schema.get("format")]
    return TYPES.get(kind) if isinstance(kind, str) else None


def _options(schema: Schema, kind: FieldType) -> Iterator[FieldOption]:
    if kind not in ("select", "multi_select"):
        return
    for choice in islice(choices_of(schema), 500):
        text = str(choice.value)
        value = text.lower() if isinstance(choice.value, bool) else text
        yield FieldOption(label=choice.label or "-", value=value)


def _inputs(declared: Schema) -> dict[str, ProviderInput] | None:
    """Return the inputs of the data provider that come from other parameters."""
    named = declared.get("x-data-provider-inputs")
    if not isinstance(named, dict):
        return None
    return {
        name: ProviderInput(mode="fieldRef", field_name=str(other)) for name, other in named.items()
    }


def _rules(schema: Schema, kind: FieldType) -> FieldValidation | None:
    names = ("minimum", "maximum") if kind == "number" else ("minLength", "maxLength")
    if kind not in ("number", "text", "email"):
        return None
    least, most = (cast("float | None", schema.get(name)) for name in names)
    pattern = _text(schema.get("pattern"), 500)
    message = _text(schema.get("x-message"), 500)
    if least is None and most is None and pattern is None:
        return None
    return FieldValidation(min=least, max=most, pattern=pattern, message=message)


def _default(value: JsonValue) -> JsonValue:
    return str(value) if isinstance(value, dict) else value


def _text(value: JsonValue, most: int = 2000) -> str | None:
    return value[:most] if isinstance(value, str) and value else None


def _words(name: str) -> str:
    text = name.replace("_", " ").strip()
    return text[:1].upper() + text[1:] or name
