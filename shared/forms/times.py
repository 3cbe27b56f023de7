"""Dates and times in forms, and the bounds of fields for them."""

import re
from datetime import date, tzinfo

from pydantic import JsonValue

from shared.models.forms import FormField
from shared.models.zones import time_in, zoned

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def date_in(text: str) -> date | None:
    """Read a date such as ``2026-01-31``; None if it is invalid."""
    if not _DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def in_zone(field: FormField, value: JsonValue, zone: tzinfo) -> tuple[FormField, JsonValue]:
    """Return field and value with offsets: times without one, and bounds, get the zone's."""
    if field.type != "datetime" or field.offers_choices:
        return field, value
    rules = field.validation
    if rules:
        bounds = {
            name: zoned(bound, zone)
            for name, bound in (("min", rules.min), ("max", rules.max))
            if isinstance(bound, str)
        }
        field = field.model_copy(update={"validation": rules.model_copy(update=bounds)})
    return field, zoned(value, zone) if isinstance(value, str) else value


def bound_fault(kind: str, bound: float | str | None) -> str | None:
    """Return why ``min`` or ``max`` of such a field cannot be this value; None if it can."""
    if bound is None:
        return None
    if kind in ("date", "datetime"):
        is_right = isinstance(bound, str) and _is_moment(kind, bound)
        return None if is_right else f"this is not a {kind}"
    return "this is not a number" if isinstance(bound, str) else None


def _is_moment(kind: str, text: str) -> bool:
    return (date_in(text) if kind == "date" else time_in(text)) is not None
