"""Dates and times as forms have them, and what a bound may be."""

import re
from datetime import date, tzinfo

from pydantic import JsonValue

from shared.models.forms import FormField
from shared.models.zones import time_in, zoned

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def date_in(text: str) -> date | None:
    """``2026-01-31``"""
    if not _DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def in_zone(field: FormField, value: JsonValue, zone: tzinfo) -> tuple[FormField, JsonValue]:
    """The same with offsets: what is said without one counts in this zone, bounds as well."""
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
    """Why ``min`` or ``max`` cannot be that in a field of this type."""
    if bound is None:
        return None
    if kind in ("date", "datetime"):
        is_right = isinstance(bound, str) and _is_moment(kind, bound)
        return None if is_right else f"this is no {kind}"
    return "this is no number" if isinstance(bound, str) else None


def _is_moment(kind: str, text: str) -> bool:
    return (date_in(text) if kind == "date" else time_in(text)) is not None
