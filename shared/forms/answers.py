"""Checks what a user filled in, one field at a time, by the same rules as the browser."""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import cast

from pydantic import JsonValue

from shared.forms.patterns import longest, matches
from shared.forms.times import date_in
from shared.models.forms import MOST_FILES, FormField
from shared.models.zones import time_in

MOST_CHARACTERS = 100_000
MOST_CHOSEN = 1000
NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?", re.ASCII)
EMAIL = re.compile(r"[^@\s\x00-\x1f]{1,64}@[^@\s.\x00-\x1f]+(?:\.[^@\s.\x00-\x1f]+)+")

#: The choices of a field: the value by its text.
Choices = Mapping[str, JsonValue]


class Fault(Exception):
    """A value is invalid; the message is for the user who filled it in."""


class Nothing:
    """Marks a field that was left empty, so that its parameter is not given."""


NOTHING = Nothing()


def answer(
    field: FormField, value: JsonValue, *, required: bool, choices: Choices | None
) -> JsonValue | Nothing:
    """Return the value for the workflow; Fault if it is invalid.

    ``choices`` are the valid choices of a field that offers some.
    """
    if is_empty(field, value):
        if required:
            raise Fault(_missing(field))
        return _left_empty(field, value)
    if field.type in ("checkbox", "file"):
        return _CHECKS[field.type](field, value)
    if field.type == "multi_select":
        return _several(field, value, choices or {})
    if field.offers_choices:
        return _chosen(value, choices or {})
    return _CHECKS[field.type](field, value)


def is_empty(field: FormField, value: JsonValue) -> bool:
    if field.type == "checkbox" and value is False:
        return True
    return value is None or value in ("", []) or (isinstance(value, str) and not value.strip())


def text_of(value: JsonValue) -> str:
    """Return the text of a value as a browser has it in a list of choices."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def paths_of(value: JsonValue) -> Sequence[str]:
    """Return the paths in the valid value of a file field."""
    return [value] if isinstance(value, str) else cast("Sequence[str]", value)


def _missing(field: FormField) -> str:
    if field.type == "checkbox":
        return "this must be ticked"
    return "choose at least one" if field.type == "multi_select" else "this is required"


def _left_empty(field: FormField, value: JsonValue) -> JsonValue | Nothing:
    if field.type == "checkbox":
        return False
    if field.type == "multi_select" and value is not None:
        return []
    is_text = field.type in ("text", "textarea") and not (field.offers_choices or field.secret)
    return value if is_text and isinstance(value, str) else NOTHING


def _text(field: FormField, value: JsonValue) -> JsonValue:
    if not isinstance(value, str):
        raise Fault("this must be a text")
    if len(value) > MOST_CHARACTERS:
        raise Fault(f"this has {len(value)} characters: at most {MOST_CHARACTERS} are allowed")
    _require_range(field, len(value), "characters")
    rules = field.validation
    if rules and rules.pattern:
        _require_fit(rules.pattern, value, rules.message)
    return value


def _require_fit(pattern: str, text: str, message: str | None) -> None:
    most = longest(pattern)
    if len(text) > most:
        count = len(text)
        raise Fault(f"this has {count} characters: at most {most} are allowed with this pattern")
    if not matches(pattern, text):
        raise Fault(message or "this does not have the form that is asked for")


def _email(field: FormField, value: JsonValue) -> JsonValue:
    text = value.strip() if isinstance(value, str) else value
    if not isinstance(text, str) or len(text) > 254 or not EMAIL.fullmatch(text):
        raise Fault("this is not an e-mail address")
    return _text(field, text)


def _number(field: FormField, value: JsonValue) -> JsonValue:
    found = _numeric(value)
    if found is None:
        raise Fault("this is not a number")
    _require_range(field, found, "")
    return found


def _numeric(value: JsonValue) -> int | float | None:
    if isinstance(value, str) and len(value) <= 100 and NUMBER.fullmatch(value.strip()):
        number = float(value)
        value = int(value) if re.fullmatch(r"\s*[+-]?[0-9]+\s*", value, re.ASCII) else number
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if isinstance(value, int) or math.isfinite(value) else None


def _checkbox(field: FormField, value: JsonValue) -> JsonValue:
    del field
    if value is not True:
        raise Fault("this must be true or false")
    return True


def _date(field: FormField, value: JsonValue) -> JsonValue:
    if not isinstance(value, str) or date_in(value) is None:
        raise Fault("this is not a date: send YYYY-MM-DD")
    _require_between(field, value, date_in)
    return value


def _datetime(field: FormField, value: JsonValue) -> JsonValue:
    if not isinstance(value, str) or time_in(value) is None:
        raise Fault("this is not a date with a time: send YYYY-MM-DDThh:mm and an offset")
    _require_between(field, value, _moment)
    return value


def _moment(text: str) -> datetime | None:
    found = time_in(text)
    return found.replace(tzinfo=UTC) if found and found.tzinfo is None else found


def _files(field: FormField, value: JsonValue) -> JsonValue:
    paths = value if isinstance(value, list) else [value]
    if not all(isinstance(path, str) for path in paths):
        raise Fault("this must be the path of an uploaded file")
    if isinstance(value, list) and not field.multiple:
        raise Fault("only one file can be sent here")
    most = MOST_FILES
    if len(paths) > most:
        raise Fault(f"{len(paths)} files were sent: at most {most} are allowed")
    _require_range(field, len(paths), "files")
    return value


def _several(field: FormField, value: JsonValue, choices: Choices) -> JsonValue:
    # The predecessor's clients send "a, b" instead of a list.
    texts = [part.strip() for part in value.split(",")] if isinstance(value, str) else value
    if not isinstance(texts, list) or len(texts) > MOST_CHOSEN:
        raise Fault("this must be a list of choices")
    chosen = [_chosen(text, choices) for text in texts if text != ""]
    _require_range(field, len(chosen), "chosen")
    return chosen


def _chosen(value: JsonValue, choices: Choices) -> JsonValue:
    if isinstance(value, list | dict) or text_of(value) not in choices:
        raise Fault("this is not one of the choices")
    return choices[text_of(value)]


def _require_range(field: FormField, number: float, unit: str) -> None:
    """Check the number against those of min and max that are numbers."""
    rules = field.validation
    if rules is None:
        return
    if isinstance(rules.min, int | float) and number < rules.min:
        raise Fault(rules.message or f"at least {rules.min:g} {unit}".strip())
    if isinstance(rules.max, int | float) and number > rules.max:
        raise Fault(rules.message or f"at most {rules.max:g} {unit}".strip())


def _require_between(field: FormField, text: str, read: Callable[[str], object]) -> None:
    """Check the date or time against those of min and max that are dates or times."""
    rules = field.validation
    if rules is None:
        return
    if isinstance(rules.min, str) and _is_before(text, rules.min, read):
        raise Fault(rules.message or f"not before {rules.min}")
    if isinstance(rules.max, str) and _is_before(rules.max, text, read):
        raise Fault(rules.message or f"not after {rules.max}")


def _is_before(one: str, other: str, read: Callable[[str], object]) -> bool:
    first, second = cast("datetime | None", read(one)), cast("datetime | None", read(other))
    return first is not None and second is not None and first < second


_CHECKS: Mapping[str, Callable[[FormField, JsonValue], JsonValue]] = {
    "text": _text,
    "textarea": _text,
    "email": _email,
    "number": _number,
    "checkbox": _checkbox,
    "date": _date,
    "datetime": _datetime,
    "file": _files,
}
