"""The JSON form of what a workflow returned, and of what it asks with."""

import dataclasses
import inspect
from collections.abc import Mapping, Set
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from math import isfinite
from pathlib import PurePath
from typing import cast
from uuid import UUID

from sdk.protocol import RESULT_LIMIT, to_json

MOST_DEPTH = 99

#: Where in a value something is: what it is in, and its name or number there.
Place = tuple["Place | None", object]


class ResultNotSerializable(Exception):
    """The workflow's result has no JSON form."""


class ResultTooLarge(Exception):
    """The workflow's result is larger than the platform keeps."""


class _NoForm(Exception):
    """Which part of a value JSON cannot carry, and why."""

    def __init__(self, place: Place | None, words: str) -> None:
        super().__init__(words)
        self.place = place


def json_of(value: object) -> str:
    """The value as JSON text; ResultNotSerializable if it has no such form.

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


def sent(call: str, name: str, value: object) -> object:
    """An argument as it travels; TypeError, which names it, if it has no JSON form.

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
    if type(value) is float:
        return _number(value, place)
    if isinstance(value, Mapping):
        items = cast("Mapping[object, object]", value).items()
        return {_key(key, place): _plain(item, levels - 1, (place, key)) for key, item in items}
    if isinstance(value, list | tuple | Set):
        parts = enumerate(cast("list[object]", value))
        return [_plain(item, levels - 1, (place, number)) for number, item in parts]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in dataclasses.fields(value)]
        return {name: _plain(getattr(value, name), levels - 1, (place, name)) for name in names}
    return _scalar(value, place)


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
    known = "texts, numbers, dates, lists, dicts and dataclasses"
    return f"is a {kind}, which JSON cannot carry: make it of {known}"


def _key(key: object, place: Place | None) -> str:
    named = _scalar(key, (place, key))
    return named if isinstance(named, str) else str(named)


def _where(place: Place | None) -> str:
    """As it is written in Python.

    >>> _where(((None, "rows"), 3))
    "['rows'][3]"
    """
    parts: list[str] = []
    while place is not None:
        place, part = place
        parts.append(f"[{part!r}]")
    return "".join(reversed(parts))
