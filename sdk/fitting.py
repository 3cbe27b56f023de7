"""Does this input fit a workflow's parameters? For authors' tests, where no platform is.

It knows what the SDK writes into a schema, and the platform's words: ``tests/contract/test_kit.py``
holds both against each other.
"""

import operator
import re
from collections.abc import Callable, Iterator, Mapping, Sized
from datetime import date, datetime, time
from typing import cast

from sdk.protocol import to_json

Schema = Mapping[str, object]
MOST_CHARACTERS = 500
TYPES: Mapping[str, tuple[tuple[type, ...], str]] = {
    "array": ((list,), "a list"),
    "boolean": ((bool,), "true or false"),
    "integer": ((int,), "a whole number"),
    "null": ((type(None),), "null"),
    "number": ((int, float), "a number"),
    "object": ((dict,), "an object"),
    "string": ((str,), "a text"),
}
#: What is wrong with a number, and the words for it.
BOUNDS: tuple[tuple[str, Callable[[float, float], object], str], ...] = (
    ("minimum", operator.lt, "is less than the minimum of"),
    ("maximum", operator.gt, "is greater than the maximum of"),
    ("exclusiveMinimum", operator.le, "is less than or equal to the minimum of"),
    ("exclusiveMaximum", operator.ge, "is greater than or equal to the maximum of"),
    ("multipleOf", operator.mod, "is not a multiple of"),
)
#: The same of how long a text or a list is.
LENGTHS: tuple[tuple[type[Sized], str, Callable[[int, int], bool], str, str], ...] = (
    (str, "minLength", operator.lt, "is shorter than", "character"),
    (str, "maxLength", operator.gt, "is longer than", "character"),
    (list, "minItems", operator.lt, "has less than", "item"),
    (list, "maxItems", operator.gt, "has more than", "item"),
)
OFFSET = r"(Z|[+-]\d\d:\d\d)"
TIME = rf"\d\d:\d\d:\d\d(\.\d+)?{OFFSET}"


def _is_there(text: str) -> object:
    return text


#: How it is written, what reads it, and what to say.
FORMATS: Mapping[str, tuple[str, Callable[[str], object], str]] = {
    "date": (r"\d{4}-\d\d-\d\d", date.fromisoformat, "give a date, such as 2026-11-25"),
    "date-time": (
        rf"\d{{4}}-\d\d-\d\d[Tt ]{TIME}",
        datetime.fromisoformat,
        "give a date, a time and an offset, such as 2026-11-25T09:30:00Z",
    ),
    "email": (r"[^@\s]+@[^@\s]+", _is_there, "give an e-mail address"),
    "time": (TIME, time.fromisoformat, "give a time and an offset, such as 09:30:00Z"),
    "uuid": (r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", _is_there, "give a UUID"),
}


def faults(schema: Schema, value: object, place: str = "body", own: object = None) -> Iterator[str]:
    """What does not fit, and where. ``own`` is what the author says of a value that does not.

    >>> list(faults({"type": "integer", "minimum": 1}, 0, "seats"))
    ['seats: 0 is less than the minimum of 1']
    """
    if "anyOf" in schema:
        yield from _of_members(cast("list[Schema]", schema["anyOf"]), value, place, own)
        return
    for words in _words(schema, value):
        yield f"{place}: {own or words[:MOST_CHARACTERS]}"
    if isinstance(value, dict):
        yield from _object(schema, cast("dict[str, object]", value), place, own)
    if isinstance(value, list) and "items" in schema:
        for number, item in enumerate(cast("list[object]", value)):
            yield from faults(cast("Schema", schema["items"]), item, f"{place}.{number}", own)


def _words(schema: Schema, value: object) -> Iterator[str]:
    yield from _of_kind(schema, value)
    yield from _bounds(schema, value)
    yield from _lengths(schema, value)
    yield from _of_text(schema, value)


def _of_members(members: list[Schema], value: object, place: str, own: object) -> Iterator[str]:
    """The faults of the one that was meant: whose type it is. If there is none, what it may be."""
    found = [[*faults(member, value, place, own)] for member in members]
    if not all(found):
        return
    meant = [wrong for member, wrong in zip(members, found, strict=True) if _is_of(member, value)]
    if len(meant) == 1 and not own:
        yield from meant[0]
        return
    kinds = sorted({str(member.get("type")) for member in members if "type" in member})
    known = " or ".join(TYPES[kind][1] for kind in kinds)
    words = f"give {known}" if known and not meant else "this fits none of what it may be"
    yield f"{place}: {own or words}"


def _is_of(schema: Schema, value: object) -> bool:
    kinds, _ = TYPES.get(str(schema.get("type")), ((object,), ""))
    if isinstance(value, bool):
        return bool in kinds or object in kinds
    if int in kinds and isinstance(value, float) and value.is_integer():
        return True
    return isinstance(value, kinds)


def _of_kind(schema: Schema, value: object) -> Iterator[str]:
    if not _is_of(schema, value):
        yield f"give {TYPES[str(schema['type'])][1]}"
    options = cast("list[object]", schema.get("enum", [value]))
    if not any(
        value == one and isinstance(value, bool) == isinstance(one, bool) for one in options
    ):
        yield f"{to_json(value)} is not one of {_candidates(options)}"


def _candidates(options: list[object]) -> str:
    """As the platform lists them: not many.

    >>> _candidates(["a", 1, None]), _candidates([1, 2, 3, 4])
    ('"a", 1 or null', '1, 2 or 2 other candidates')
    """
    *first, last = [to_json(one) for one in options]
    if len(first) > 2:
        first, last = first[:2], f"{len(options) - 2} other candidates"
    return f"{', '.join(first)} or {last}" if first else last


def _object(schema: Schema, value: Mapping[str, object], place: str, own: object) -> Iterator[str]:
    properties = cast("Mapping[str, Schema]", schema.get("properties", {}))
    others = schema.get("additionalProperties", True)
    for name, item in value.items():
        if name in properties:
            yield from _property(properties[name], item, f"{place}.{name}", own)
        elif others is False:
            yield f"{place}.{name}: there is no such parameter"
        elif isinstance(others, dict):
            yield from faults(cast("Schema", others), item, f"{place}.{name}", own)
    for name in cast("list[str]", schema.get("required", [])):
        if name not in value:
            yield f"{place}.{name}: this parameter is required"


def _property(schema: Schema, value: object, place: str, outer: object) -> Iterator[str]:
    """Of a secret one without what was given."""
    own = outer or schema.get("x-message")
    if schema.get("writeOnly") is True and isinstance(value, str):
        if any(faults(schema, value, place)):
            yield f"{place}: {own or _words_without_value(schema, value)}"
    else:
        yield from faults(schema, value, place, own)


def _words_without_value(schema: Schema, value: str) -> str:
    least, most = schema.get("minLength"), schema.get("maxLength")
    if isinstance(least, int) and len(value) < least:
        return f"give at least {least} characters"
    if isinstance(most, int) and len(value) > most:
        return f"give at most {most} characters"
    return "this does not have the form that is asked for"


def _bounds(schema: Schema, value: object) -> Iterator[str]:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return
    for keyword, is_wrong, words in BOUNDS:
        limit = schema.get(keyword)
        if isinstance(limit, int | float) and is_wrong(value, limit):
            yield f"{value} {words} {limit}"


def _lengths(schema: Schema, value: object) -> Iterator[str]:
    for kind, keyword, is_wrong, words, what in LENGTHS:
        limit = schema.get(keyword)
        if isinstance(value, kind) and isinstance(limit, int) and is_wrong(len(value), limit):
            yield f"{to_json(value)} {words} {limit} {what}{'s' if limit != 1 else ''}"


def _of_text(schema: Schema, value: object) -> Iterator[str]:
    if not isinstance(value, str):
        return
    pattern, known = schema.get("pattern"), str(schema.get("format"))
    if pattern is not None and not re.search(str(pattern), value):
        yield f'{to_json(value)} does not match "{pattern}"'
    if known in FORMATS and not is_format(known, value):
        yield FORMATS[known][2]


def is_format(name: str, text: str) -> bool:
    """Whether a text has a format, one of ``FORMATS``, as the platform knows it."""
    pattern, read, _ = FORMATS[name]
    if not re.fullmatch(pattern, text):
        return False
    try:
        read(text)
    except ValueError:
        return False
    return True
