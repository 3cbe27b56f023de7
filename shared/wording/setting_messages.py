"""Error messages of settings, and the lenient reading of their values."""

import json
import re
import types
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Union, cast, get_args, get_origin
from urllib.parse import urlsplit
from uuid import UUID

from annotated_types import Ge, Gt, Le
from pydantic import SecretStr
from pydantic.fields import FieldInfo

QUOTES = (('"', '"'), ("'", "'"), ("\u201c", "\u201d"), ("\u2018", "\u2019"))
#: Invisible characters that editors and web pages leave around a value.
INVISIBLE = "\ufeff\u200b\u200e\u200f\u2060"


def bare(text: str) -> str:
    """Return the value without blanks, line ends and one pair of quotes around it.

    >>> bare(' "https://bifrost.example.com" ')
    'https://bifrost.example.com'
    """
    found = text.strip().strip(INVISIBLE).strip()
    for opening, closing in QUOTES:
        inner = found[1:-1]
        if found[:1] == opening and found[1:].endswith(closing) and closing not in inner:
            return inner.strip()
    return found


def listed(value: object) -> object:
    """Return the items of ``a, b``, ``a; b``, one per line, or ``["a", "b"]``."""
    if not isinstance(value, str):
        return value
    if value.startswith("["):
        found = _json_list(value)
        if found is not None:
            return found
    return [item for part in re.split(r"[,;\s]+", value) if (item := bare(part))]


def origin(text: str) -> str:
    """Return ``https://Host/`` as ``https://host``; ValueError if it is more than an origin."""
    if not text:
        return text
    parts = urlsplit(text.rstrip("/"))
    is_plain = parts.scheme in ("http", "https") and parts.hostname and not parts.username
    if not is_plain or parts.path or parts.query or parts.fragment or not _HOST.fullmatch(text):
        raise ValueError("not an origin")
    _ = parts.port  # raises ValueError if it is no number
    return f"{parts.scheme}://{parts.netloc.lower()}"


def expected(field: FieldInfo) -> str:
    """Return what the setting accepts, with an example, for the administrator who sets it."""
    return field.description or _of_type(field)


def is_secret(field: FieldInfo) -> bool:
    """Whether the value is never shown; quotes around a key belong to it."""
    return "SecretStr" in str(field.annotation)


_HOST = re.compile(r"(?i)https?://[^\s/?#@\\]+/*")


def _json_list(text: str) -> Sequence[str] | None:
    try:
        found = cast("object", json.loads(text))
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, list):
        return None
    return [bare(str(item)) for item in cast("list[object]", found)]


def _of_type(field: FieldInfo) -> str:
    example = _example(field)
    kind = _plain_type(field.annotation)
    if kind is int or kind is float:
        noun = "a whole number" if kind is int else "a number"
        wanted = " ".join(filter(None, [noun, _range(field)]))
        return f"{wanted}, such as {example}"
    return _WORDS.get(kind, "a text")


_WORDS: Mapping[object, str] = {
    bool: "true or false",
    UUID: f"an id such as {UUID(int=1)}",
    Path: "a path of this machine, such as /var/lib/bifrost",
    SecretStr: "a text",
}


def _range(field: FieldInfo) -> str:
    words: list[str] = []
    for note in field.metadata:
        if isinstance(note, Ge):
            words.append(f"of at least {note.ge}")
        if isinstance(note, Gt):
            words.append(f"above {note.gt}")
        if isinstance(note, Le):
            words.append(f"at most {note.le}")
    return " and ".join(words)


def _example(field: FieldInfo) -> str:
    default = cast("object", field.default)
    return f"{default:g}" if isinstance(default, int | float) else ""


def _plain_type(annotation: object) -> object:
    """Return ``X`` for ``X | None``."""
    if get_origin(annotation) in (Union, types.UnionType):
        return next(one for one in get_args(annotation) if one is not type(None))
    return annotation
