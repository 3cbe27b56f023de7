"""Tallies: the runs of one round, added up before they are added to what is stored.

A round may find tens of thousands of them.
"""

from collections import Counter
from dataclasses import dataclass, field

from shared.models.executions import ExecutionSummary, Status
from shared.models.fleet.figures import RunCounts, WorkflowDay
from shared.operations.fleet.durations import step_of


@dataclass(slots=True)
class RunTally:
    """How runs ended, how long they took, and how many minutes of work they saved."""

    ends: Counter[Status] = field(default_factory=Counter[Status])
    durations: Counter[str] = field(default_factory=Counter[str])
    minutes_saved: float = 0

    def add(self, one: ExecutionSummary, minutes_saved: float = 0) -> None:
        """Add a run."""
        self.ends[one.status] += 1
        self.minutes_saved += minutes_saved
        if one.duration_ms is not None:
            self.durations[step_of(one.duration_ms)] += 1

    def onto(self, counts: RunCounts) -> RunCounts:
        """Return the sum of counts and this."""
        return RunCounts(
            total=counts.total + self.ends.total(),
            failed=counts.failed + self.ends[Status.FAILED],
            timed_out=counts.timed_out + self.ends[Status.TIMEOUT],
            cancelled=counts.cancelled + self.ends[Status.CANCELLED],
        )

    def onto_day(self, day: WorkflowDay) -> WorkflowDay:
        """Return the sum of a workflow's day and this."""
        return WorkflowDay(
            **self.onto(day).model_dump(by_alias=False),
            durations={**(Counter(day.durations) + self.durations)},
            minutes_saved=day.minutes_saved + self.minutes_saved,
        )
