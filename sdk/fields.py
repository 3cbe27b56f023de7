"""Constraints of a parameter beyond its type, and the texts that a form shows with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

Schema = dict[str, object]

#: The JSON Schema keyword of each attribute; those of a list's length are in OF_LISTS.
NAMES = {
    "ge": "minimum",
    "gt": "exclusiveMinimum",
    "le": "maximum",
    "lt": "exclusiveMaximum",
    "multiple_of": "multipleOf",
    "min_length": "minLength",
    "max_length": "maxLength",
    "pattern": "pattern",
    "label": "title",
    "title": "title",
    "description": "description",
    "help_text": "x-help-text",
    "data_provider": "x-data-provider",
    "provider_inputs": "x-data-provider-inputs",
    "message": "x-message",
}
OF_LISTS = {"min_length": "minItems", "max_length": "maxItems"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """Facts about a parameter: ``seats: Annotated[int, Field(ge=1, le=500, label="Seats")]``.

    ``data_provider`` names the provider of the options, and ``provider_inputs`` the parameter
    that each input of the provider is taken from. ``message`` is shown to a user whose value does
    not fit. Only the function sees a ``secret`` text: see ``sdk.schema.secret_parameters``.

    >>> keywords([Field(min_length=2, label="Surname")], {"type": "string"})
    {'minLength': 2, 'title': 'Surname'}
    """

    ge: float | None = None
    gt: float | None = None
    le: float | None = None
    lt: float | None = None
    multiple_of: float | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    message: str | None = None
    label: str | None = None
    description: str | None = None
    help_text: str | None = None
    data_provider: str | None = None
    provider_inputs: Mapping[str, str] | None = None
    secret: bool = False


def keywords(notes: Iterable[object], schema: Mapping[str, object]) -> Schema:
    """Return the JSON Schema keywords of the metadata of ``Annotated[...]``.

    The first text is the description. Attributes are read by name, so the metadata of
    annotated-types and pydantic work as well.
    """
    found: Schema = {}
    for note in notes:
        if isinstance(note, str):
            found.setdefault("description", note)
        else:
            found.update(_keywords(note, schema))
    return found


def _keywords(note: object, schema: Mapping[str, object]) -> Schema:
    names = {**NAMES, **OF_LISTS} if schema.get("type") == "array" else NAMES
    inner = getattr(note, "metadata", None)
    found = keywords(cast("list[object]", inner), schema) if isinstance(inner, list) else {}
    if getattr(note, "secret", None) is True:
        found["writeOnly"] = True
    for attribute, keyword in names.items():
        value: object = getattr(note, attribute, None)
        if attribute == "provider_inputs" and value is not None:
            found[keyword] = _inputs(value)
        elif isinstance(value, Mapping):
            found[keyword] = {**cast("Mapping[str, object]", value)}
        elif isinstance(value, str | int | float):
            found[keyword] = value
    return found


def _inputs(value: object) -> Schema:
    given: Schema = {"": None}
    if isinstance(value, Mapping):
        given = {**cast("Mapping[str, object]", value)}
    if not all(isinstance(text, str) for pair in given.items() for text in pair):
        raise TypeError(
            "provider_inputs names the parameter that each input of the provider comes from,"
            f' as in {{"country": "customer_country"}}, not {value!r}'
        )
    return given
