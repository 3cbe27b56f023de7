"""Which live records are not in order, and what becomes of those that are held by nobody."""

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
    """How a run ends. One whose owner lives is told to its owner, and is not tried again."""

    outcome: Outcome
    is_lost: bool


@dataclass(frozen=True, slots=True)
class LostRunRule:
    clock: Clock
    settings: Settings

    def finding(self, stored: Stored, silence: timedelta | None) -> Finding | None:
        """Of a record that an owner holds who has been silent for so long (None: for ever)."""
        execution = stored.execution
        if self._is_lost(stored, silence):
            wished = execution.status is Status.CANCELLING
            return Finding(cancelled() if wished else worker_lost(), is_lost=True)
        if self._is_overdue(execution):
            return Finding(timed_out(execution.timeout_seconds), is_lost=False)
        return None

    def becomes_due(self, execution: Execution) -> bool:
        """Whether a start that was far away gets its first message now."""
        if execution.status is not Status.SCHEDULED or not has_late_message(execution):
            return False
        return abs(self._age(execution)) <= self.settings.resend_seconds

    def needs_message_again(self, execution: Execution) -> bool:
        """Whether a doubling interval since it could begin ended since the last sweep."""
        interval = self.settings.resend_seconds
        age = self._age(execution)
        if age < interval:
            return False
        latest = interval * 2 ** math.floor(math.log2(age / interval))
        return age - latest < interval

    def waits_too_long(self, execution: Execution) -> bool:
        return self._age(execution) >= self.settings.resend_seconds

    def _age(self, execution: Execution) -> float:
        """Seconds since it could begin; less than 0 before that."""
        return (self.clock.now() - execution.could_begin_at).total_seconds()

    def _is_lost(self, stored: Stored, silence: timedelta | None) -> bool:
        """Nobody wrote the record, and its owner nothing at all, for too long."""
        limit = timedelta(seconds=self.settings.lost_seconds)
        return stored.age > limit and (silence is None or silence > limit)

    def _is_overdue(self, execution: Execution) -> bool:
        limit = timedelta(seconds=execution.timeout_seconds + self.settings.overdue_seconds)
        started_at = execution.started_at
        return started_at is not None and self.clock.now() - started_at > limit


@dataclass(frozen=True, slots=True)
class Recovery:
    ports: Ports
    messages: Messages
    canceller: Canceller

    async def recover(self, stored: Stored, finding: Finding) -> None:
        """Write it; Stale if the record moved."""
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
        logger.warning("settled by the sweep", extra=facts)
