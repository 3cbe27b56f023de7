"""The transitions of an execution: each returns a new record made from the one before."""

from datetime import datetime
from uuid import UUID, uuid4

import uuid6

from shared.engine.journal.states import require_transition
from shared.models.executions import HELD, Execution, Outcome, PastAttempt, Status
from shared.models.orders import Order
from shared.repositories.large_values import stream_of

ATTEMPT_MESSAGE_LIMIT = 300


def accepted(order: Order, now: datetime) -> Execution:
    """The first record of an order: Scheduled if it is due later, else Pending."""
    is_later = order.due_at is not None and order.due_at > now
    return Execution(
        id=order.execution_id or UUID(int=uuid6.uuid7().int),
        workflow_name=order.workflow.name,
        org_id=order.org_id,
        org_name=order.org_name,
        form_id=order.form_id,
        caller=order.caller,
        status=Status.SCHEDULED if is_later else Status.PENDING,
        input=order.input,
        withheld=tuple(order.secret_inputs.values),
        startup=order.startup,
        code_version=order.workflow.version,
        timeout_seconds=order.workflow.timeout_seconds,
        retry_policy=order.workflow.retry_policy,
        rerun_of=order.rerun_of,
        parent_id=order.parent_id,
        depth=order.depth,
        cause=order.cause,
        due_at=order.due_at,
        created_at=now,
        write_id=uuid4(),
    )


def running(execution: Execution, owner_id: UUID, version: str, at: datetime) -> Execution:
    """A new attempt, held by this owner; its code is of this version."""
    write_id = uuid4()
    return _transition(
        execution,
        Status.RUNNING,
        owner_id=owner_id,
        attempt=write_id,
        write_id=write_id,
        code_version=version,
        started_at=at,
        in_line=False,
    )


def moved_to_backlog(execution: Execution) -> Execution:
    """A waiting execution, in the backlog from now on."""
    return execution.model_copy(update={"in_line": True, "write_id": uuid4()})


def taken_from_backlog(execution: Execution) -> Execution:
    """An execution that leaves the backlog and gets a message of its own."""
    return execution.model_copy(update={"in_line": False, "write_id": uuid4()})


def released(execution: Execution) -> Execution:
    """A claimed execution, waiting again as if it had not been claimed."""
    return _transition(execution, Status.PENDING, owner_id=None, attempt=None, started_at=None)


def cancelling(execution: Execution) -> Execution:
    """A run that was asked to end; its owner and its attempt stay as they are."""
    return _transition(execution, Status.CANCELLING)


def postponed(execution: Execution, outcome: Outcome, due_at: datetime, at: datetime) -> Execution:
    """A run that failed and is tried again at ``due_at``."""
    return _transition(
        execution,
        Status.SCHEDULED,
        attempts=_attempts(execution, outcome, at),
        due_at=due_at,
        owner_id=None,
        attempt=None,
        started_at=None,
        logs=(),
        logs_blob=None,
    )


def put_down(execution: Execution, until: datetime) -> Execution:
    """A run of an agent that waits; the stretch before counts as no attempt."""
    return _transition(
        execution,
        Status.SCHEDULED,
        due_at=until,
        owner_id=None,
        attempt=None,
        started_at=None,
    )


def woken(execution: Execution, at: datetime) -> Execution:
    """A run of an agent that waited, and is due now."""
    return execution.model_copy(update={"due_at": at, "write_id": uuid4()})


def ended(execution: Execution, outcome: Outcome, at: datetime) -> Execution:
    """The final record with the outcome; it no longer holds the encrypted secret inputs."""
    return _transition(
        execution,
        outcome.status,
        attempts=_attempts(execution, outcome, at),
        outcome=outcome,
        completed_at=at,
        sealed=None,
        sealed_blob=None,
    )


def ended_for_its_owner(execution: Execution, outcome: Outcome, at: datetime) -> Execution:
    """The final record written by another process, with the log lines streamed so far."""
    final = ended(execution, outcome, at)
    if execution.status not in HELD:
        return final
    return final.model_copy(update={"logs_blob": stream_of(execution)})


def _attempts(execution: Execution, outcome: Outcome, at: datetime) -> tuple[PastAttempt, ...]:
    """The past attempts, with the current one if the execution was running."""
    if execution.attempt is None or execution.started_at is None:
        return execution.attempts
    message = outcome.error_message
    past = PastAttempt(
        id=execution.attempt,
        number=len(execution.attempts) + 1,
        started_at=execution.started_at,
        ended_at=at,
        status=outcome.status,
        error_type=outcome.error_type,
        error_message=message[:ATTEMPT_MESSAGE_LIMIT] if message else None,
        is_user_error=outcome.is_user_error,
        is_platform_error=outcome.is_platform_error,
    )
    return (*execution.attempts, past)


def _transition(execution: Execution, status: Status, **changes: object) -> Execution:
    require_transition(execution.status, status)
    return execution.model_copy(update={"status": status, "write_id": uuid4(), **changes})
