"""JSON from systems outside the platform, read so that no content can break the reader.

Every answer from outside goes through ``read``. It accepts what real systems send (a byte order
mark, UTF-16, an invalid UTF-8 byte, control characters, numbers of any length) and refuses what
would break the code behind it, such as sixty thousand brackets.
"""

import json
from collections.abc import Iterator

from pydantic import JsonValue

MOST_BYTES = 1024 * 1024
MOST_DEPTH = 64
MOST_VALUES = 100_000
#: Python refuses to read longer numbers, and no system means one.
MOST_DIGITS = 300


class Unreadable(ValueError):
    """The text is not JSON, or is larger or deeper than any honest answer."""


def read(content: bytes | str) -> JsonValue:
    r"""Parse the content; Unreadable if it is not JSON or not of a sane size.

    >>> read(b'\xef\xbb\xbf{"expires_in": "3600"}')
    {'expires_in': '3600'}
    """
    if len(content) > MOST_BYTES:
        raise Unreadable("the JSON is too long")
    text = content if isinstance(content, str) else _decoded(content)
    try:
        found: JsonValue = json.loads(
            text, strict=False, parse_constant=_no_number, parse_int=_whole_number
        )
    except (ValueError, RecursionError) as error:
        raise Unreadable("the text is not valid JSON") from error
    _require_sane(found)
    return found


def read_object(content: bytes | str) -> dict[str, JsonValue]:
    """Parse the content, which must be an object; Unreadable otherwise."""
    found = read(content)
    if not isinstance(found, dict):
        raise Unreadable("the JSON is not an object")
    return found


def _decoded(content: bytes) -> str:
    return content.decode(json.detect_encoding(content), "replace")


def _no_number(_: str) -> None:
    """Read NaN and Infinity as None: they are not JSON, though Python accepts them."""


def _whole_number(digits: str) -> int | float:
    return int(digits) if len(digits) <= MOST_DIGITS else float(digits)


def _require_sane(value: JsonValue) -> None:
    """Raise Unreadable for too deep or too many values; walks without recursion."""
    count, level = 0, [value]
    for _ in range(MOST_DEPTH):
        level = [inner for outer in level for inner in _inner(outer)]
        count += len(level)
        if not level:
            return
        if count > MOST_VALUES:
            raise Unreadable("the JSON has too many values")
    raise Unreadable("the JSON is nested too deeply")


def _inner(value: JsonValue) -> Iterator[JsonValue]:
    if isinstance(value, dict):
        return iter(value.values())
    return iter(value if isinstance(value, list) else ())
