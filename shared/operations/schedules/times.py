"""The times of a schedule that have come: which of them run, and which were missed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.models.automation.schedules import Schedule, ScheduleSlot, SlotState

#: A time that is looked at later than this was missed: the platform did not run, or had no timer.
GRACE = timedelta(minutes=5)
#: The most times that one round counts, and the most that it starts, of one schedule.
MOST_COUNTED = 2000
MOST_STARTED = 20


@dataclass(frozen=True, slots=True)
class Times:
    """``to_run`` are the times to run, ``missed`` records of the others; ``next_at`` follows."""

    to_run: Sequence[datetime]
    missed: Sequence[ScheduleSlot]
    next_at: datetime | None


def times_of(schedule: Schedule, now: datetime) -> Times:
    """Sort out the times of a due schedule up to now, by its rule for missed ones."""
    come, next_at = _come(schedule, now)
    late = [at for at in come if at < now - GRACE]
    punctual = come[len(late) :]
    in_window = now - timedelta(seconds=schedule.missed_window_seconds)
    is_cut = next_at is not None and next_at <= now
    if schedule.missed == "all":
        return _all(schedule, late, punctual, in_window, next_at, now)
    if schedule.missed == "once" and late and not punctual and not is_cut and late[-1] >= in_window:
        missed = _missed(schedule, late[:-1], f"made up for by the run of {_text(late[-1])}", now)
        return Times(late[-1:], missed, next_at)
    reason = "the platform did not run at that time"
    if schedule.missed == "once" and punctual:
        reason = f"made up for by the run of {_text(punctual[0])}"
    return _bounded(punctual, _missed(schedule, late, reason, now), next_at)


def _all(
    schedule: Schedule,
    late: Sequence[datetime],
    punctual: Sequence[datetime],
    in_window: datetime,
    next_at: datetime | None,
    now: datetime,
) -> Times:
    lost = [at for at in late if at < in_window]
    reason = "the platform did not run at that time, which is longer ago than the window"
    kept = [at for at in late if at >= in_window]
    return _bounded([*kept, *punctual], _missed(schedule, lost, reason, now), next_at)


def _bounded(
    to_run: Sequence[datetime], missed: Sequence[ScheduleSlot], next_at: datetime | None
) -> Times:
    """Return the times with at most ``MOST_STARTED`` to run; the next round has the others."""
    if len(to_run) > MOST_STARTED:
        return Times(to_run[:MOST_STARTED], missed, to_run[MOST_STARTED])
    return Times(to_run, missed, next_at)


def _come(schedule: Schedule, now: datetime) -> tuple[list[datetime], datetime | None]:
    """Return the times up to now, at most ``MOST_COUNTED``, and the one after them."""
    at = schedule.next_at
    come: list[datetime] = []
    if at is None:
        return come, None
    following = schedule.times.after(at)
    while at is not None and at <= now and len(come) < MOST_COUNTED:
        come.append(at)
        at = next(following, None)
    return come, at


def _missed(
    schedule: Schedule, times: Sequence[datetime], reason: str, now: datetime
) -> Sequence[ScheduleSlot]:
    """Return one record for all of these times."""
    if not times:
        return ()
    return (
        ScheduleSlot(
            schedule_id=schedule.id,
            at=times[0],
            until=times[-1],
            count=len(times),
            state=SlotState.MISSED,
            reason=reason,
            decided_at=now,
        ),
    )


def _text(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
