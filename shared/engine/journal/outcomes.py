"""The outcomes that the platform gives a run: timeout, cancellation, lost worker."""

from shared.models.executions import Outcome, Status

MESSAGE_LIMIT = 2000
#: The limits of a workflow that declares none, as in ``sdk.schema.declarations``.
SYNC_SECONDS = 40
ASYNC_SECONDS = 1800


def failure(error_type: str, message: str) -> Outcome:
    return Outcome(
        status=Status.FAILED, error_type=error_type, error_message=message[:MESSAGE_LIMIT]
    )


def explained(error_type: str, message: str, status: Status = Status.FAILED) -> Outcome:
    """A failure whose message every user may read: it contains no data of the run."""
    ours = {"is_platform_error": True, "status": status}
    return failure(error_type, message).model_copy(update=ours)


def longer(seconds: int) -> str:
    """The advice for a longer limit, where the workflow has the default one; else empty.

    >>> longer(60)
    ''
    """
    if seconds != SYNC_SECONDS:
        return ""
    return (
        f'; for longer runs declare execution_mode="async" ({ASYNC_SECONDS} s, through the queue)'
        " or timeout_seconds="
    )


def timed_out(seconds: int) -> Outcome:
    words = f"the workflow ran longer than its limit of {seconds} s and was ended{longer(seconds)}"
    return explained("WorkflowTimeout", words, Status.TIMEOUT)


def cancelled() -> Outcome:
    words = "the execution was cancelled; some of its work may have been done"
    return explained("Cancelled", words, Status.CANCELLED)


def withdrawn() -> Outcome:
    """The outcome of an execution that was cancelled before its first attempt."""
    words = "the execution was cancelled before it began"
    return explained("Cancelled", words, Status.CANCELLED)


def revoked(reason: str, *, has_begun: bool) -> Outcome:
    """The outcome of a waiting run whose caller has lost the right to start it."""
    when = "before its next attempt" if has_begun else "before it began"
    words = f"the execution was cancelled {when}: {reason}"
    return explained("AuthorizationRevoked", words, Status.CANCELLED)


def worker_lost() -> Outcome:
    """The outcome of a run whose process is gone, which lost-run recovery writes."""
    return explained(
        "WorkerLost",
        "the process that ran this workflow is gone; some of its work may have been done",
    )
