"""Serialization of a workflow's result, and of the arguments of its calls, to JSON."""

import dataclasses
import inspect
import json
from collections.abc import Iterable, Mapping, Set
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from math import isfinite
from pathlib import PurePath
from typing import Any, cast
from uuid import UUID

from sdk.rpc.protocol import RESULT_LIMIT, clean, to_json

MOST_DEPTH = 99
#: Returned by ``plain_json`` for a value that has no JSON form.
NOT_PLAIN = object()

#: A position within a value: the position of its parent, and its key or index there.
Place = tuple["Place | None", object]


class ResultNotSerializable(Exception):
    """The workflow's result has no JSON form."""


class ResultTooLarge(Exception):
    """The workflow's result is over the platform's limit, RESULT_LIMIT bytes of JSON."""


class _NoForm(Exception):
    """A part of a value has no JSON form; ``place`` is its position, and the text says why."""

    def __init__(self, place: Place | None, words: str) -> None:
        super().__init__(words)
        self.place = place


def json_of(value: object) -> str:
    """Return a result as JSON text; ResultNotSerializable or ResultTooLarge if it cannot be.

    >>> print(json_of({"when": date(2026, 1, 2), "who": ("a", "b")}))
    {"when":"2026-01-02","who":["a","b"]}
    """
    try:
        text = to_json(_plain(value, MOST_DEPTH))
    except _NoForm as error:
        raise ResultNotSerializable(f"the result{_where(error.place)} {error}") from None
    except RecursionError:
        raise ResultNotSerializable("the result contains itself") from None
    except ValueError as error:  # a number of thousands of digits
        raise ResultNotSerializable(f"the result: {error}") from None
    size = len(text.encode())
    if size > RESULT_LIMIT:
        raise ResultTooLarge(f"the result is {size} bytes of JSON; the limit is {RESULT_LIMIT}")
    return text


def plain_json(value: object) -> object:
    """Return a value as plain JSON values; NOT_PLAIN if it has no such form.

    >>> plain_json({"of": ("a", None)})
    {'of': ['a', None]}
    """
    try:
        return json.loads(json_of(value))
    except (ResultNotSerializable, ResultTooLarge):
        return NOT_PLAIN


def sent(call: str, name: str, value: object) -> object:
    """Return an argument of a call as plain JSON values; TypeError if it has no JSON form.

    >>> sent("workflows.execute", "parameters", {"day": date(2026, 1, 2)})
    {'day': '2026-01-02'}
    """
    try:
        return _plain(value, MOST_DEPTH)
    except _NoForm as error:
        raise TypeError(f"{call}: {name}{_where(error.place)} {error}") from None


def _plain(value: object, levels: int, place: Place | None = None) -> object:
    if levels < 0:
        raise _NoForm(None, f"is nested deeper than {MOST_DEPTH} levels")
    if value is None or type(value) in (str, int, bool):
        return value
    if isinstance(value, Mapping):
        return _object(cast("Mapping[object, object]", value), levels, place)
    names = _fields(value)
    if names is not None:
        return {name: _plain(getattr(value, name), levels - 1, (place, name)) for name in names}
    if isinstance(value, list | tuple | Set):
        parts = enumerate(cast("list[object]", value))
        return [_plain(item, levels - 1, (place, number)) for number, item in parts]
    if is_model(type(value)):
        return _plain(_dumped(value, place), levels, place)
    return _scalar(value, place)


def is_model(kind: type[object]) -> bool:
    """Return whether a class is a pydantic model; only the workspace installs pydantic."""
    return hasattr(kind, "model_json_schema") and hasattr(kind, "model_validate")


def is_named_tuple(kind: type[object]) -> bool:
    is_tuple: bool = issubclass(kind, tuple)
    return is_tuple and isinstance(getattr(cast("object", kind), "_fields", None), tuple)


def _fields(value: object) -> Iterable[str] | None:
    """Return the field names of a dataclass or named tuple; None for any other value."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [field.name for field in dataclasses.fields(value)]
    if is_named_tuple(type(value)):
        return cast("tuple[str, ...]", getattr(value, "_fields", ()))
    return None


def _object(value: Mapping[object, object], levels: int, place: Place | None) -> dict[str, object]:
    """Convert the keys to texts, and refuse two keys that become the same text."""
    found: dict[str, object] = {}
    before: dict[str, object] = {}
    for key, item in value.items():
        name = _key(key, place)
        if name in found:
            raise _NoForm(place, f"has two keys that JSON has as one, {before[name]!r} and {key!r}")
        before[name] = key
        found[name] = _plain(item, levels - 1, (place, key))
    return found


def _dumped(model: Any, place: Place | None) -> object:
    """Dump a pydantic model by its aliases, which are the names that it is validated by."""
    try:
        found: object = model.model_dump(mode="json", by_alias=True)
        if _entries(found) < _entries(model.model_dump(mode="python", by_alias=True)):
            raise _NoForm(place, "has two keys that JSON has as one")
    except (ValueError, TypeError) as error:
        raise _NoForm(
            place, f"is a {type(model).__name__} that has no JSON form: {error}"
        ) from None
    return found


def _entries(value: object) -> int:
    """Count the keys of a value's dictionaries, to notice keys that JSON has merged."""
    if isinstance(value, Mapping):
        items = cast("Mapping[object, object]", value)
        return len(items) + sum(map(_entries, items.values()))
    if isinstance(value, list | tuple):
        return sum(map(_entries, cast("list[object]", value)))
    return 0


def _scalar(value: object, place: Place | None) -> object:
    if isinstance(value, Enum):
        return _plain(value.value, 0, place)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, UUID | Decimal | PurePath):
        return str(value)
    if isinstance(value, float):
        return _number(float(value), place)
    for kind in (str, bool, int):
        if isinstance(value, kind):
            return kind(value)
    raise _NoForm(place, _advice(value))


def _number(value: float, place: Place | None) -> float:
    if not isfinite(value):
        raise _NoForm(place, f"is {value}, which JSON cannot carry: make it None, or a text")
    return value


def _advice(value: object) -> str:
    kind = type(value).__name__
    if isinstance(value, bytes | bytearray | memoryview):
        return f"is {kind}, which JSON cannot carry: decode() it, or keep it with files or storage"
    if inspect.isawaitable(value):
        return f"is a {kind}: it has to be awaited"
    known = "texts, numbers, dates, lists, dicts, dataclasses, named tuples and models"
    return f"is a {kind}, which JSON cannot carry: make it of {known}"


def _key(key: object, place: Place | None) -> str:
    """Return a dictionary's key as text: ``true``, ``null``, ``1.5``."""
    if isinstance(key, tuple | Set | Mapping):
        raise _NoForm(place, f"has the key {key!r}, which JSON cannot carry: make it a text")
    named = _plain(key, 0, (place, key))
    return clean(named if isinstance(named, str) else to_json(named))


def _where(place: Place | None) -> str:
    """Return a position as Python writes it.

    >>> _where(((None, "rows"), 3))
    "['rows'][3]"
    """
    parts: list[str] = []
    while place is not None:
        place, part = place
        parts.append(f"[{part!r}]")
    return "".join(reversed(parts))
