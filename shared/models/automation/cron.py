"""Cron expressions in a time zone: their times, across changes of daylight saving.

A time that a change of the clock leaves out is at the first minute after it; one that comes twice
is the first of both. Expressions that begin with a star in minute or hour follow elapsed time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from itertools import islice
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, StringConstraints

from shared.models.zones import zone_in

FIELDS = 5
SOME_DAY = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Cron:
    """An expression of five fields, and the name of the zone that it is read in."""

    expression: str
    zone: str = "UTC"

    def after(self, moment: datetime) -> Iterator[datetime]:
        """Yield the times after a moment, in UTC, each once and in order."""
        from cronsim import CronSim  # noqa: PLC0415  few processes need it

        last = moment.astimezone(UTC)
        for found in CronSim(self.expression, last.astimezone(_zone(self.zone))):
            at = found.astimezone(UTC)
            if at > last:  # two times that the clock leaves out are the same minute
                yield at
                last = at

    def next(self, moment: datetime) -> datetime | None:
        """Return the first time after a moment; None if there is none."""
        return next(self.after(moment), None)

    def first(self, count: int, moment: datetime) -> list[datetime]:
        return list(islice(self.after(moment), count))

    @property
    def reading(self) -> str:
        """The expression in words: ``At 09:00 on Monday through Friday, Europe/Berlin``."""
        from cronsim import CronSim  # noqa: PLC0415  as above

        return f"{CronSim(self.expression, SOME_DAY).explain()}, {self.zone}"


def expression_fault(text: str) -> str | None:
    """Say what is wrong with an expression; None if it is one.

    >>> expression_fault("61 * * * *")
    'bad minute'
    """
    from cronsim import CronSim, CronSimError  # noqa: PLC0415  as above

    if len(text.split()) != FIELDS:
        return "give five fields: minute, hour, day, month, day of the week"
    try:
        CronSim(text, SOME_DAY).explain()
        found = Cron(text).next(SOME_DAY)
    except (CronSimError, AssertionError, ValueError, IndexError, KeyError, TypeError) as error:
        return str(error).lower() or "this is no cron expression"
    return None if found else "no day ever fits"


def zone_fault(text: str) -> str | None:
    """Say what is wrong with a zone; None if it is the name of one."""
    try:
        found = zone_in(text)
    except ValueError:
        found = None
    is_named = isinstance(found, ZoneInfo) or text == "UTC"
    return None if is_named else "give the name of a zone, such as Europe/Berlin"


def _expression(text: str) -> str:
    fault = expression_fault(text)
    if fault:
        raise ValueError(f"this is no cron expression: {fault}")
    return " ".join(text.upper().split())


def _named_zone(text: str) -> str:
    fault = zone_fault(text)
    if fault:
        raise ValueError(fault)
    return text


def _zone(name: str) -> tzinfo:
    return UTC if name == "UTC" else zone_in(name)


CronText = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=200), AfterValidator(_expression)
]
ZoneName = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=64), AfterValidator(_named_zone)
]
