"""Times with zones; ``datetime-local`` has no zone, so its page sends one beside it."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?"
    r"(?:[Zz]|[+-][0-9]{2}:?[0-9]{2})?",
    re.ASCII,
)
_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])([0-9]{1,2})(?::?([0-9]{2}))?", re.ASCII)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+)*", re.ASCII)
_WHOLE = re.compile(r".*T.*:.*:.*(?:Z|[+-][0-9]{2}:[0-9]{2})", re.ASCII)


def time_in(text: str) -> datetime | None:
    """Parse a time such as ``2026-01-31T09:30``, optionally with seconds and an offset."""
    if not _TIME.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def zone_in(text: str) -> tzinfo:
    """Parse an offset (``+02:00``, ``Z``) or the name of a zone; ValueError if it is neither.

    >>> zone_in("+02:00").utcoffset(None)
    datetime.timedelta(seconds=7200)
    """
    bare = text.strip()
    if bare.upper() in ("", "Z", "UTC", "GMT"):
        return UTC
    match = _OFFSET.fullmatch(bare.upper())
    try:
        if match:
            sign, hours, minutes = match.groups()
            offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
            if offset <= timedelta(hours=14) and int(minutes or 0) < 60:
                return timezone(-offset if sign == "-" else offset)
        elif len(bare) <= 64 and _NAME.fullmatch(bare):
            return ZoneInfo(bare)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        pass  # the name of a folder of zones, or of none
    raise ValueError("send the name of a zone, such as Europe/Berlin, or an offset, such as +02:00")


def zoned(text: str, zone: tzinfo) -> str:
    """Return the time with its offset, as workflows and records have it; other texts stay."""
    bare = text.strip()
    found = time_in(bare)
    if found is None:
        return text
    if found.tzinfo is not None and _WHOLE.fullmatch(bare):
        return bare
    try:
        moment = found if found.tzinfo else found.replace(tzinfo=zone)
        return moment.isoformat()
    except (OverflowError, ValueError):
        return text
