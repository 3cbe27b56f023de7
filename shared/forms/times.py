"""Dates and times as forms have them, and what a bound may be."""

import re
from datetime import date, datetime

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?"
    r"(?:Z|[+-][0-9]{2}:[0-9]{2})?",
    re.ASCII,
)


def date_in(text: str) -> date | None:
    """``2026-01-31``"""
    if not _DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def time_in(text: str) -> datetime | None:
    """``2026-01-31T09:30``, also with seconds and an offset."""
    if not _TIME.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def bound_fault(kind: str, bound: float | str | None) -> str | None:
    """Why ``min`` or ``max`` cannot be that in a field of this type."""
    if bound is None:
        return None
    if kind in ("date", "datetime"):
        is_right = isinstance(bound, str) and _is_moment(kind, bound)
        return None if is_right else f"this is no {kind}"
    return "this is no number" if isinstance(bound, str) else None


def _is_moment(kind: str, text: str) -> bool:
    return (date_in(text) if kind == "date" else time_in(text)) is not None
