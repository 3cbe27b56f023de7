"""Translates every error that pydantic knows to a message in the product's words."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypedDict

from pydantic import GetCoreSchemaHandler, ValidationError
from pydantic_core import CoreSchema, core_schema

from sdk.schema import validation_messages
from sdk.schema.validation_messages import FORMATS, OTHER_FORM, REQUIRED, UNKNOWN_FIELD, of_types

Place = tuple[int | str, ...]
MOST_FAULTS = 100

_TEXT, _WHOLE, _NUMBER = of_types(["string"]), of_types(["integer"]), of_types(["number"])
_LIST, _OBJECT = of_types(["array"]), of_types(["object"])
_DATE, _TIME, _WHEN, _UUID = (FORMATS[name] for name in ("date", "time", "date-time", "uuid"))
_UNREADABLE = "this cannot be read"
_DURATION = "give a duration, such as PT30S for 30 seconds"
_ADDRESS = "give an address that begins with https://"

#: Messages by pydantic's error type; ``LIMITS`` and ``CHOICES`` have those with parameters.
WORDS: Mapping[str, str] = {
    **dict.fromkeys(("missing", "missing_argument", "missing_sentinel_error"), REQUIRED),
    **dict.fromkeys(
        ("missing_keyword_only_argument", "missing_positional_only_argument"), REQUIRED
    ),
    **dict.fromkeys(("extra_forbidden", "unexpected_keyword_argument"), UNKNOWN_FIELD),
    **dict.fromkeys(("unexpected_positional_argument", "no_such_attribute"), UNKNOWN_FIELD),
    "multiple_argument_values": "give this once",
    **dict.fromkeys(("invalid_key", "json_type", "string_type", "string_sub_type"), _TEXT),
    "string_unicode": "give a text in UTF-8",
    "string_not_ascii": "give letters, digits and signs of ASCII only",
    **dict.fromkeys(("string_pattern_mismatch", "is_instance_of", "is_subclass_of"), OTHER_FORM),
    **dict.fromkeys(("callable_type", "ellipsis_error", "needs_python_object"), OTHER_FORM),
    **dict.fromkeys(("frozen_field", "frozen_instance"), "this cannot be changed"),
    **dict.fromkeys(("model_type", "model_attributes_type", "dataclass_type"), _OBJECT),
    **dict.fromkeys(("dataclass_exact_type", "dict_type", "frozen_dict_type"), _OBJECT),
    **dict.fromkeys(("ordered_dict_type", "counter_type", "mapping_type"), _OBJECT),
    **dict.fromkeys(("arguments_type", "named_tuple_type"), _OBJECT),
    **dict.fromkeys(("list_type", "deque_type", "tuple_type", "set_type"), _LIST),
    **dict.fromkeys(("frozen_set_type", "iterable_type"), _LIST),
    "set_item_not_hashable": "give texts or numbers as items",
    "none_required": of_types(["null"]),
    **dict.fromkeys(("bool_type", "bool_parsing"), of_types(["boolean"])),
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float"), _WHOLE),
    "int_parsing_size": "give a whole number with fewer digits",
    **dict.fromkeys(("float_type", "float_parsing", "finite_number"), _NUMBER),
    **dict.fromkeys(("decimal_type", "decimal_parsing", "complex_type"), _NUMBER),
    **dict.fromkeys(("complex_str_parsing", "fraction_type", "fraction_parsing"), _NUMBER),
    **dict.fromkeys(("bytes_type", "bytes_invalid_encoding"), "give bytes"),
    **dict.fromkeys(("date_type", "date_parsing", "date_from_datetime_parsing"), _DATE),
    "date_from_datetime_inexact": _DATE,
    **dict.fromkeys(("date_past", "datetime_past"), "give one in the past"),
    **dict.fromkeys(("date_future", "datetime_future"), "give one in the future"),
    **dict.fromkeys(("time_type", "time_parsing"), _TIME),
    **dict.fromkeys(("datetime_type", "datetime_parsing", "timezone_aware"), _WHEN),
    **dict.fromkeys(("datetime_object_invalid", "datetime_from_date_parsing"), _WHEN),
    "timezone_naive": "give a date and a time without an offset",
    "timezone_offset": "give a time with another offset",
    **dict.fromkeys(("time_delta_type", "time_delta_parsing"), _DURATION),
    **dict.fromkeys(("url_type", "url_parsing", "url_syntax_violation", "url_scheme"), _ADDRESS),
    **dict.fromkeys(("uuid_type", "uuid_parsing", "uuid_version"), _UUID),
    **dict.fromkeys(("get_attribute_error", "iteration_error"), _UNREADABLE),
    "default_factory_not_called": _UNREADABLE,
    "recursion_loop": "this contains itself",
    "recursion_depth_exceeded": "this is nested too deep",
}
#: The keyword of JSON Schema and the parameter of the limit, by pydantic's error type.
LIMITS: Mapping[str, tuple[str, str]] = {
    "greater_than": ("exclusiveMinimum", "gt"),
    "greater_than_equal": ("minimum", "ge"),
    "less_than": ("exclusiveMaximum", "lt"),
    "less_than_equal": ("maximum", "le"),
    "multiple_of": ("multipleOf", "multiple_of"),
    "too_short": ("minItems", "min_length"),
    "too_long": ("maxItems", "max_length"),
    "string_too_short": ("minLength", "min_length"),
    "string_too_long": ("maxLength", "max_length"),
    "url_too_long": ("maxLength", "max_length"),
}
#: Messages of limits that count bytes or digits, by pydantic's error type.
COUNTS: Mapping[str, str] = {
    "bytes_too_short": "give at least {min_length} bytes",
    "bytes_too_long": "give at most {max_length} bytes",
    "decimal_max_digits": "give a number of at most {max_digits} digits",
    "decimal_max_places": "give a number of at most {decimal_places} decimals",
    "decimal_whole_digits": "give a number of at most {whole_digits} digits before the point",
}
#: The parameter with the valid choices, by pydantic's error type.
CHOICES: Mapping[str, str] = {
    "literal_error": "expected",
    "enum": "expected",
    "union_tag_invalid": "expected_tags",
}
_QUOTED = re.compile(r"'([^']*)'")
_JSON_PLACE = re.compile(r"line (\d+) column (\d+)")


class PydanticError(TypedDict):
    """The parts of pydantic's ``ErrorDetails`` that a message is made from."""

    type: str
    msg: str
    ctx: Mapping[str, Any]


def words_of(fault: PydanticError) -> str:
    """Return the message for one of pydantic's errors; messages of our own validators stay.

    >>> words_of({"type": "uuid_parsing", "msg": "...", "ctx": {"error": "found `l` at 1"}})
    'give a UUID, such as 01234567-89ab-4cde-8f01-23456789abcd'
    >>> words_of({"type": "too_short", "msg": "...", "ctx": {"min_length": 1}})
    'give at least 1 item'
    """
    kind, context = fault["type"], fault["ctx"]
    if kind in WORDS:
        return WORDS[kind]
    if kind in LIMITS:
        keyword, name = LIMITS[kind]
        return validation_messages.beyond(keyword, context[name])
    if kind in COUNTS:
        return COUNTS[kind].format_map(context)
    if kind in CHOICES:
        return _choices(str(context[CHOICES[kind]]))
    return _other(kind, fault["msg"], context)


def _other(kind: str, message: str, context: Mapping[str, Any]) -> str:
    if kind == "union_tag_not_found":
        return f"say which it is, in {context['discriminator']}"
    if kind == "json_invalid":
        place = _JSON_PLACE.search(str(context["error"]))
        where = f": see line {place[1]}, column {place[2]}" if place else ""
        return f"this is not valid JSON{where}"
    return _of_validator(message)


def _of_validator(message: str) -> str:
    """Return the message of one of our validators, to be used within a sentence."""
    words = message.removeprefix("Value error, ").removeprefix("Assertion failed, ")
    return words[:1].lower() + words[1:]


def _choices(expected: str) -> str:
    known = _QUOTED.findall(expected) or [expected]
    return validation_messages.not_among(json.dumps(name, ensure_ascii=False) for name in known)


def faults_of(error: ValidationError, most: int = MOST_FAULTS) -> list[tuple[Place, str]]:
    """Return the location and the message of each fault; never a value that was sent."""
    found = error.errors(include_url=False, include_input=False)[:most]
    return [
        (
            fault["loc"],
            words_of({"type": fault["type"], "msg": fault["msg"], "ctx": fault.get("ctx", {})}),
        )
        for fault in found
    ]


@dataclass(frozen=True, slots=True)
class Pattern:
    """The pattern of a text, and the message if it does not match.

    Write ``Annotated[str, Pattern(...)]``, right after ``str`` and its ``StringConstraints``. The
    OpenAPI document has the pattern; error messages have ``words``.
    """

    pattern: str
    words: str

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        schema = handler(source)
        if schema["type"] != "str":
            raise TypeError("a Pattern stands right after str and its StringConstraints")
        return core_schema.custom_error_schema(
            {**schema, "pattern": self.pattern},
            custom_error_type="text_form",
            custom_error_message=self.words,
        )
