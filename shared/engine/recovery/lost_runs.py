"""Lost-run recovery: which live records need attention, and what becomes of them."""

import logging
import math
from dataclasses import dataclass
from datetime import timedelta

from shared.engine.cancellation.canceller import Canceller
from shared.engine.journal.outcomes import cancelled, timed_out, worker_lost
from shared.engine.journal.retry import retry_at
from shared.engine.journal.transitions import ended_for_its_owner, postponed
from shared.engine.ports import Ports
from shared.engine.queue.messages import Messages, has_late_message
from shared.models.executions import Execution, Outcome, Status
from shared.repositories.executions import Stored
from shared.services.clock import Clock
from shared.settings import Settings

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of a run that is lost or overdue.

    An overdue run's owner is alive: it is told to end the run, which is not tried again.
    """

    outcome: Outcome
    is_lost: bool


@dataclass(frozen=True, slots=True)
class LostRunRule:
    """Decides from a live record what the sweep has to do about it."""

    clock: Clock
    settings: Settings

    def finding(self, stored: Stored, silence: timedelta | None) -> Finding | None:
        """The finding on a held record; ``silence`` is the time since its owner's last heartbeat.

        None if the run is in order. A silence of None means that there is no heartbeat at all.
        """
        execution = stored.execution
        if self._is_lost(stored, silence):
            is_cancelling = execution.status is Status.CANCELLING
            return Finding(cancelled() if is_cancelling else worker_lost(), is_lost=True)
        if self._is_overdue(execution):
            return Finding(timed_out(execution.timeout_seconds), is_lost=False)
        return None

    def becomes_due(self, execution: Execution) -> bool:
        """Whether a scheduled start that was far away is now close enough for its message."""
        if execution.status is not Status.SCHEDULED or not has_late_message(execution):
            return False
        return abs(self._age(execution)) <= self.settings.resend_seconds

    def needs_message_again(self, execution: Execution) -> bool:
        """Whether it is time to send the message again: after 1, 2, 4 ... intervals of waiting."""
        interval = self.settings.resend_seconds
        age = self._age(execution)
        if age < interval:
            return False
        latest = interval * 2 ** math.floor(math.log2(age / interval))
        return age - latest < interval

    def waits_too_long(self, execution: Execution) -> bool:
        """Whether an execution has waited for longer than one interval."""
        return self._age(execution) >= self.settings.resend_seconds

    def _age(self, execution: Execution) -> float:
        """Seconds since the execution could begin; negative before that."""
        return (self.clock.now() - execution.could_begin_at).total_seconds()

    def _is_lost(self, stored: Stored, silence: timedelta | None) -> bool:
        """Whether the record is old, and its owner's last heartbeat is, too."""
        limit = timedelta(seconds=self.settings.lost_seconds)
        return stored.age > limit and (silence is None or silence > limit)

    def _is_overdue(self, execution: Execution) -> bool:
        limit = timedelta(seconds=execution.timeout_seconds + self.settings.overdue_seconds)
        started_at = execution.started_at
        return started_at is not None and self.clock.now() - started_at > limit


@dataclass(frozen=True, slots=True)
class Recovery:
    """Ends lost and overdue runs, or schedules their next attempt."""

    ports: Ports
    messages: Messages
    canceller: Canceller

    async def recover(self, stored: Stored, finding: Finding) -> None:
        """End the run or have it tried again; Stale if its record has changed."""
        execution, outcome = stored.execution, finding.outcome
        now = self.ports.now()
        due_at = retry_at(execution, outcome, now) if finding.is_lost else None
        if due_at is None:
            final = ended_for_its_owner(execution, outcome, now)
            await self.ports.journal_of(execution).finish(final, stored.etag)
        else:
            record = postponed(execution, outcome, due_at, now)
            etag = await self.ports.journal_of(execution).replace(record, stored.etag)
            await self.messages.announce(record, etag)
        if not finding.is_lost:
            await self.canceller.mark(execution)
        facts = {"execution": str(execution.id), "error": outcome.error_type}
        logger.warning("run recovered", extra=facts)
