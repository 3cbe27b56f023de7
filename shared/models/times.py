"""Times in requests: with a zone, or a date, which means that day in UTC."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field

BARE_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
#: A blank in place of the plus of ``+02:00``, in a query where it was not written as %2B.
LOST_PLUS = re.compile(r"(?<=[\d.]) (?=\d{2}:?\d{2}$)")
WITHOUT_ZONE = re.compile(r"\d{4}-\d{2}-\d{2}[Tt _]\d{2}:\d{2}(:\d{2}([.,]\d+)?)?")


def _start(value: object) -> object:
    return _time(value, time.min)


def _end(value: object) -> object:
    return _time(value, time.max)


def _time(value: object, of_day: time) -> object:
    """Read a bare date as this time of its day; ValueError if a time has no zone."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    if BARE_DATE.fullmatch(text):
        return datetime.combine(date.fromisoformat(text), of_day, UTC)
    if WITHOUT_ZONE.fullmatch(text):
        raise ValueError("give the zone: end it in Z, or in %2B02:00 for two hours ahead of UTC")
    before, plus, zone = text.partition("T")
    return f"{before}{plus}{LOST_PLUS.sub('+', zone)}"


def _in_utc(value: datetime) -> datetime:
    try:
        return value.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("this must be within the years 1 to 9999 in UTC") from error


def exclusive(end: datetime | None) -> datetime | None:
    """Return the first moment after an inclusive end, for comparison with ``<``."""
    if end is None or end.time() != time.max:
        return end
    return end if end.date() == date.max else end + timedelta(microseconds=1)


StartTime = Annotated[
    AwareDatetime,
    BeforeValidator(_start),
    AfterValidator(_in_utc),
    Field(description="With a zone; a date alone is the beginning of that day in UTC."),
]
EndTime = Annotated[
    AwareDatetime,
    BeforeValidator(_end),
    AfterValidator(_in_utc),
    Field(description="With a zone; a date alone includes that whole day in UTC."),
]
