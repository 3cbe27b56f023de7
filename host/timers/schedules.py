"""Timer schedules: NCRONTAB expressions, in UTC."""

import itertools
import re
from datetime import UTC, datetime, timedelta

from cronsim import CronSim, CronSimError

from host.errors import SettingsInvalid

_ANY_TIME = datetime(2024, 1, 1, tzinfo=UTC)
_NOT_NCRONTAB = re.compile(r"\bL|#|\b7\b")


class TimerSchedule:
    """A schedule ``{second} {minute} {hour} {day} {month} {day of week}``; seconds default to 0."""

    def __init__(self, expression: str) -> None:
        self.expression = expression
        fields = expression.upper().split()
        if len(fields) not in {5, 6}:
            raise SettingsInvalid(f"the schedule {expression!r} must have six fields, or five")
        if "L" in fields[-3] or _NOT_NCRONTAB.search(fields[-1]):
            raise SettingsInvalid(f"the schedule {expression!r} is cron, but not NCRONTAB")
        try:
            self.after(_ANY_TIME)
        except (CronSimError, StopIteration) as error:
            raise SettingsInvalid(f"the schedule {expression!r} is invalid: {error}") from error

    def after(self, moment: datetime) -> datetime:
        """The first due time after ``moment``."""
        return next(self._times(moment))

    @property
    def is_sub_minute(self) -> bool:
        """Whether it can be due twice within a minute. Such schedules are not monitored."""
        upcoming = list(itertools.islice(self._times(_ANY_TIME), 5))
        gaps = (later - earlier for earlier, later in itertools.pairwise(upcoming))
        return any(gap < timedelta(minutes=1) for gap in gaps)

    def _times(self, moment: datetime) -> CronSim:
        times = CronSim(self.expression, moment.astimezone(UTC))
        # In NCRONTAB a day must match both day fields; in cron one of them suffices.
        times.day_and = True
        return times
