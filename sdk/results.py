"""The JSON form of what a workflow returned."""

import dataclasses
from collections.abc import Mapping, Set
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from pathlib import PurePath
from typing import cast
from uuid import UUID

from sdk.protocol import RESULT_LIMIT, to_json

MOST_DEPTH = 99


class ResultNotSerializable(Exception):
    """The workflow's result has no JSON form."""


class ResultTooLarge(Exception):
    """The workflow's result is larger than the platform keeps."""


def json_of(value: object) -> str:
    """The value as JSON text; ResultNotSerializable if it has no such form.

    >>> print(json_of({"when": date(2026, 1, 2), "who": ("a", "b")}))
    {"when":"2026-01-02","who":["a","b"]}
    """
    try:
        text = to_json(_plain(value, MOST_DEPTH))
    except RecursionError:
        raise ResultNotSerializable("the result contains itself") from None
    except ValueError as error:
        raise ResultNotSerializable(f"the result: {error}") from None
    size = len(text.encode())
    if size > RESULT_LIMIT:
        raise ResultTooLarge(f"the result is {size} bytes of JSON; the limit is {RESULT_LIMIT}")
    return text


def _plain(value: object, levels: int) -> object:
    if levels < 0:
        raise ResultNotSerializable(f"the result is nested deeper than {MOST_DEPTH} levels")
    if value is None or type(value) in (str, int, float, bool):
        return value
    if isinstance(value, Mapping):
        items = cast("Mapping[object, object]", value).items()
        return {_key(key): _plain(item, levels - 1) for key, item in items}
    if isinstance(value, list | tuple | Set):
        return [_plain(item, levels - 1) for item in cast("list[object]", value)]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            f.name: _plain(getattr(value, f.name), levels - 1) for f in dataclasses.fields(value)
        }
    return _scalar(value)


def _scalar(value: object) -> object:
    if isinstance(value, Enum):
        return _plain(value.value, 0)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, UUID | Decimal | PurePath):
        return str(value)
    for kind in (str, bool, int, float):
        if isinstance(value, kind):
            return kind(value)
    raise ResultNotSerializable(f"a {type(value).__name__} in the result has no JSON form")


def _key(key: object) -> str:
    named = _scalar(key)
    return named if isinstance(named, str) else str(named)
