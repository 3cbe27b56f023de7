"""Reads and writes ``*.form.json``, the platform's own files and the predecessor's."""

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from pydantic import JsonValue, ValidationError
from pydantic.alias_generators import to_camel

from shared.errors import Detail, InvalidInput
from shared.models.forms import FieldOption, Form, FormCreate, FormField, FormSchema, ProviderInput

#: Keys about a form's origin that are ignored without a note.
SILENT = frozenset(
    {"id", "orgId", "createdBy", "createdAt", "updatedAt", "updatedBy", "filePath", "version"}
)
#: The names of today, by the predecessor's.
OLD_NAMES = {"data_provider_id": "dataProvider", "dataProviderId": "dataProvider"}

Json = Mapping[str, JsonValue]


def file_of(form: Form) -> FormCreate:
    """Return the contents of a form's file: all but its place and its author."""
    facts = {name: getattr(form, name) for name in FormCreate.model_fields if name != "is_global"}
    return FormCreate(**facts, is_global=False)


def read(content: Json) -> tuple[FormCreate, Sequence[str]]:
    """Return the form, and the keys that were ignored; InvalidInput if it is not a form."""
    inner = content.get("form")
    facts = cast("Json", inner) if isinstance(inner, dict) else content
    dropped: list[str] = []
    known = _known(facts, FormCreate, "", dropped)
    schema = known.get("formSchema")
    if isinstance(schema, dict):
        known["formSchema"] = _schema(schema, dropped)
    known.pop("isGlobal", None)
    try:
        return FormCreate.model_validate(known), dropped
    except ValidationError as error:
        raise InvalidInput("this file is not a form: see details", [*_details(error)]) from error


def _schema(schema: Json, dropped: list[str]) -> dict[str, JsonValue]:
    known = _known(schema, FormSchema, "formSchema.", dropped)
    fields = known.get("fields")
    if isinstance(fields, list):
        known["fields"] = [
            _field(field, f"formSchema.fields[{number}].", dropped)
            for number, field in enumerate(fields)
        ]
    return known


def _field(field: JsonValue, place: str, dropped: list[str]) -> JsonValue:
    if not isinstance(field, dict):
        return field
    known = _known(field, FormField, place, dropped)
    if isinstance(known.get("options"), list):
        options = cast("list[JsonValue]", known["options"])
        known["options"] = [
            _known(option, FieldOption, f"{place}options.", dropped)
            if isinstance(option, dict)
            else option
            for option in options
        ]
    inputs = known.get("dataProviderInputs")
    if isinstance(inputs, dict):
        known["dataProviderInputs"] = {
            name: _known(given, ProviderInput, f"{place}dataProviderInputs.{name}.", dropped)
            if isinstance(given, dict)
            else given
            for name, given in inputs.items()
        }
    if not known.get("dataProvider"):
        known.pop("dataProviderInputs", None)
    return known


def _known(
    facts: Json,
    model: type[FormCreate | FormSchema | FormField | FieldOption | ProviderInput],
    place: str,
    dropped: list[str],
) -> dict[str, JsonValue]:
    """Return the known keys by their present names; null counts as left out."""
    names = {info.alias or to_camel(name) for name, info in model.model_fields.items()}
    found: dict[str, JsonValue] = {}
    for key, value in facts.items():
        name = OLD_NAMES.get(key) or (key if key in names else to_camel(key))
        if name in names:
            if value is not None:
                found[name] = value
        elif key not in SILENT and name not in SILENT:
            dropped.append(f"{place}{key}")
    return found


def _details(error: ValidationError) -> Iterator[Detail]:
    found = error.errors(include_url=False, include_context=False, include_input=False)
    for fault in found[:100]:
        yield Detail(("body", *fault["loc"]), fault["msg"])
