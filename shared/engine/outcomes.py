"""The ends that a run can come to without the workflow's doing."""

from shared.models.executions import Outcome, Status

MESSAGE_LIMIT = 2000


def failure(error_type: str, message: str) -> Outcome:
    return Outcome(
        status=Status.FAILED, error_type=error_type, error_message=message[:MESSAGE_LIMIT]
    )


def explained(error_type: str, message: str) -> Outcome:
    """The same in words that anybody may read: they have nothing of the run in them."""
    return failure(error_type, message).model_copy(update={"is_platform_error": True})


def timed_out(seconds: int) -> Outcome:
    return Outcome(
        status=Status.TIMEOUT,
        error_type="WorkflowTimeout",
        is_platform_error=True,
        error_message=f"the workflow ran longer than its limit of {seconds} s and was ended",
    )


def cancelled() -> Outcome:
    return Outcome(
        status=Status.CANCELLED,
        error_type="Cancelled",
        is_platform_error=True,
        error_message="the execution was cancelled; some of its work may have been done",
    )


def withdrawn() -> Outcome:
    return Outcome(
        status=Status.CANCELLED,
        error_type="Cancelled",
        is_platform_error=True,
        error_message="the execution was cancelled before it began",
    )


def worker_lost() -> Outcome:
    return explained(
        "WorkerLost",
        "the process that ran this workflow is gone; some of its work may have been done",
    )
