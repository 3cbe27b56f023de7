"""Schedules that the code declares: when a workflow runs by itself, and with which input."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, cast

Overlap = Literal["skip", "queue", "replace"]
Missed = Literal["skip", "once", "all"]
WEEK_SECONDS = 7 * 86_400
LONGEST_JITTER = 3600
FIELDS = 5


@dataclass(frozen=True, slots=True)
class Schedule:
    """One schedule of a workflow: ``Schedule("0 9 * * MON-FRI", zone="Europe/Berlin")``.

    ``cron`` has five fields: minute, hour, day, month, day of the week. ``zone`` is the name of a
    time zone. ``inputs`` are the workflow's parameters. ``name`` tells a workflow's schedules
    apart; without one they are numbered, and a platform administrator's switch for one stays with
    its number.

    ``overlap`` is for a time at which the last run is still under way: ``skip`` the new one,
    ``queue`` it, or ``replace`` the last one. ``missed`` is for times at which the platform did
    not run: ``skip`` them, run ``once``, or run ``all``, as far as they are within
    ``missed_window_seconds``. ``jitter_seconds`` delays each run by up to so many seconds.

    >>> Schedule("0 9 * * MON-FRI", inputs={"days": 7}).zone
    'UTC'
    """

    cron: str
    zone: str = "UTC"
    inputs: Mapping[str, object] = field(default_factory=dict[str, object])
    name: str | None = None
    overlap: Overlap = "skip"
    missed: Missed = "once"
    missed_window_seconds: int = 86_400
    jitter_seconds: int = 0

    def __post_init__(self) -> None:
        """Refuse what cannot be meant; the platform checks the expression and the zone."""
        cron = cast("object", self.cron)
        zone = cast("object", self.zone)
        _require(isinstance(cron, str), f"cron is a text, not {cron!r}")
        _require(
            len(self.cron.split()) == FIELDS and len(self.cron) <= 200,
            f"cron expression has five fields, such as '0 6 * * 1-5', not {self.cron!r}",
        )
        _require(isinstance(zone, str), "zone is the name of a time zone")
        _require(self.name is None or bool(self.name.strip()), "name is a text")
        _require(self.overlap in ("skip", "queue", "replace"), "overlap is skip, queue or replace")
        _require(self.missed in ("skip", "once", "all"), "missed is skip, once or all")
        window, jitter = self.missed_window_seconds, self.jitter_seconds
        _require(0 <= window <= WEEK_SECONDS, f"missed_window_seconds is at most {WEEK_SECONDS}")
        _require(0 <= jitter <= LONGEST_JITTER, f"jitter_seconds is at most {LONGEST_JITTER}")


def _require(holds: bool, rule: str) -> None:
    if not holds:
        raise ValueError(f"a schedule's {rule}")
