"""The retry rule: whether a failed run is tried again, and after what delay."""

from datetime import datetime, timedelta

from shared.models.executions import Execution, Outcome, Status
from shared.models.workflows import RetryPolicy

#: Names in ``retry_on`` that are not the class of an error.
ANY_FAILURE, TIMEOUT, USER_ERROR, WORKER_LOST = "Exception", "Timeout", "UserError", "WorkerLost"


def retry_at(execution: Execution, outcome: Outcome, now: datetime) -> datetime | None:
    """The time at which the next attempt is due; None if the run is not tried again."""
    policy = execution.retry_policy
    tried = len(execution.attempts) + 1
    if policy is None or tried >= policy.max_attempts or not _names(policy, outcome):
        return None
    seconds = policy.backoff_seconds * policy.factor ** (tried - 1)
    return now + timedelta(seconds=min(policy.max_backoff_seconds, seconds))


def _names(policy: RetryPolicy, outcome: Outcome) -> bool:
    named = set(policy.retry_on)
    if outcome.status is Status.TIMEOUT:
        return TIMEOUT in named
    if outcome.status is not Status.FAILED:
        return False
    if outcome.is_user_error:
        return bool(named & {USER_ERROR, outcome.error_type})
    return outcome.error_type in named or (
        ANY_FAILURE in named and outcome.error_type != WORKER_LOST
    )
