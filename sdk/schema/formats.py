"""Formats of texts in a schema: dates, times, e-mail addresses and UUIDs."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time

OFFSET = r"(Z|[+-]\d\d:\d\d)"
TIME = rf"\d\d:\d\d:\d\d(\.\d+)?{OFFSET}"


def _is_there(text: str) -> object:
    return text


#: The pattern of each format, and the function that parses it or raises ValueError.
FORMATS: Mapping[str, tuple[str, Callable[[str], object]]] = {
    "date": (r"\d{4}-\d\d-\d\d", date.fromisoformat),
    "date-time": (rf"\d{{4}}-\d\d-\d\d[Tt ]{TIME}", datetime.fromisoformat),
    "email": (r"[^@\s]+@[^@\s]+", _is_there),
    "time": (TIME, time.fromisoformat),
    "uuid": (r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", _is_there),
}


def is_format(name: str, text: str) -> bool:
    """Return whether a text has one of the FORMATS, by the platform's rules."""
    pattern, read = FORMATS[name]
    if not re.fullmatch(pattern, text):
        return False
    try:
        read(text)
    except ValueError:
        return False
    return True
