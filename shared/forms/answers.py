"""Checks what a user filled in, one field at a time, by the same rules as the browser."""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

from pydantic import JsonValue

from shared.forms.faults import Fault, FaultCode
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
            raise Fault(FaultCode.VALUE_MISSING, _missing(field))
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
        raise Fault(FaultCode.TYPE_MISMATCH, "this must be a text")
    if len(value) > MOST_CHARACTERS:
        words = f"this has {len(value)} characters: at most {MOST_CHARACTERS} are allowed"
        raise Fault(FaultCode.TOO_LONG, words)
    _require_range(field, len(value), _CHARACTERS)
    rules = field.validation
    if rules and rules.pattern:
        _require_fit(rules.pattern, value, rules.message)
    return value


def _require_fit(pattern: str, text: str, message: str | None) -> None:
    most = longest(pattern)
    if len(text) > most:
        count = len(text)
        words = f"this has {count} characters: at most {most} are allowed with this pattern"
        raise Fault(FaultCode.TOO_LONG, words)
    if not matches(pattern, text):
        words = message or "this does not have the form that is asked for"
        raise Fault(FaultCode.PATTERN_MISMATCH, words)


def _email(field: FormField, value: JsonValue) -> JsonValue:
    text = value.strip() if isinstance(value, str) else value
    if not isinstance(text, str) or len(text) > 254 or not EMAIL.fullmatch(text):
        raise Fault(FaultCode.TYPE_MISMATCH, "this is not an e-mail address")
    return _text(field, text)


def _number(field: FormField, value: JsonValue) -> JsonValue:
    found = _numeric(value)
    if found is None:
        raise Fault(FaultCode.TYPE_MISMATCH, "this is not a number")
    _require_range(field, found, _NUMBERS)
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
        raise Fault(FaultCode.TYPE_MISMATCH, "this must be true or false")
    return True


def _date(field: FormField, value: JsonValue) -> JsonValue:
    if not isinstance(value, str) or date_in(value) is None:
        raise Fault(FaultCode.TYPE_MISMATCH, "this is not a date: send YYYY-MM-DD")
    _require_between(field, value, date_in)
    return value


def _datetime(field: FormField, value: JsonValue) -> JsonValue:
    if not isinstance(value, str) or time_in(value) is None:
        words = "this is not a date with a time: send YYYY-MM-DDThh:mm and an offset"
        raise Fault(FaultCode.TYPE_MISMATCH, words)
    _require_between(field, value, _moment)
    return value


def _moment(text: str) -> datetime | None:
    found = time_in(text)
    return found.replace(tzinfo=UTC) if found and found.tzinfo is None else found


def _files(field: FormField, value: JsonValue) -> JsonValue:
    paths = value if isinstance(value, list) else [value]
    if not all(isinstance(path, str) for path in paths):
        raise Fault(FaultCode.TYPE_MISMATCH, "this must be the path of an uploaded file")
    if isinstance(value, list) and not field.multiple:
        raise Fault(FaultCode.TOO_MANY, "only one file can be sent here")
    most = MOST_FILES
    if len(paths) > most:
        words = f"{len(paths)} files were sent: at most {most} are allowed"
        raise Fault(FaultCode.TOO_MANY, words)
    _require_range(field, len(paths), _FILES)
    return value


def _several(field: FormField, value: JsonValue, choices: Choices) -> JsonValue:
    # The predecessor's clients send "a, b" instead of a list.
    texts = [part.strip() for part in value.split(",")] if isinstance(value, str) else value
    if not isinstance(texts, list) or len(texts) > MOST_CHOSEN:
        raise Fault(FaultCode.TYPE_MISMATCH, "this must be a list of choices")
    chosen = [_chosen(text, choices) for text in texts if text != ""]
    _require_range(field, len(chosen), _CHOSEN)
    return chosen


def _chosen(value: JsonValue, choices: Choices) -> JsonValue:
    if isinstance(value, list | dict) or text_of(value) not in choices:
        raise Fault(FaultCode.NOT_A_CHOICE, "this is not one of the choices")
    return choices[text_of(value)]


@dataclass(frozen=True, slots=True)
class _Measure:
    """What ``min`` and ``max`` of a type bound: its unit, and the faults below and above."""

    unit: str
    below: FaultCode
    above: FaultCode


_CHARACTERS = _Measure("characters", FaultCode.TOO_SHORT, FaultCode.TOO_LONG)
_NUMBERS = _Measure("", FaultCode.RANGE_UNDERFLOW, FaultCode.RANGE_OVERFLOW)
_CHOSEN = _Measure("chosen", FaultCode.TOO_FEW, FaultCode.TOO_MANY)
_FILES = _Measure("files", FaultCode.TOO_FEW, FaultCode.TOO_MANY)


def _require_range(field: FormField, number: float, measure: _Measure) -> None:
    """Check the number against those of min and max that are numbers."""
    rules = field.validation
    if rules is None:
        return
    if isinstance(rules.min, int | float) and number < rules.min:
        words = rules.message or f"at least {rules.min:g} {measure.unit}".strip()
        raise Fault(measure.below, words)
    if isinstance(rules.max, int | float) and number > rules.max:
        words = rules.message or f"at most {rules.max:g} {measure.unit}".strip()
        raise Fault(measure.above, words)


def _require_between(field: FormField, text: str, read: Callable[[str], object]) -> None:
    """Check the date or time against those of min and max that are dates or times."""
    rules = field.validation
    if rules is None:
        return
    if isinstance(rules.min, str) and _is_before(text, rules.min, read):
        raise Fault(FaultCode.RANGE_UNDERFLOW, rules.message or f"not before {rules.min}")
    if isinstance(rules.max, str) and _is_before(rules.max, text, read):
        raise Fault(FaultCode.RANGE_OVERFLOW, rules.message or f"not after {rules.max}")


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
