"""Audit events of runs without a record, and of posted code.

A transient run, such as the launch workflow of a form, has no execution record: its event says who
ran what, by which form, and how it ended. Scripts, and code that is posted for a check, run as code
of the platform: the events in GLOBAL's log have their hash and size, never the code.
"""

import hashlib

from shared.call import Call
from shared.engine.code.scripts import NAME as SCRIPT
from shared.errors import Unavailable
from shared.models.audit import AuditOutcome
from shared.models.base import GLOBAL, Model
from shared.models.executions import FINAL, Execution, Status
from shared.models.orders import Order
from shared.models.traces import Trace
from shared.operations import auditing


class TransientRun(Model):
    """The audit log's facts of a run without a record; neither its input nor its result."""

    workflow_name: str
    status: str
    form_id: str | None = None
    duration_ms: int | None = None


class PostedCode(Model):
    """The audit log's facts of posted code: enough to prove whether it was this code."""

    sha256: str
    size: int
    org_id: str | None = None


async def start(call: Call, order: Order, form_id: str | None = None) -> Execution:
    """Start a run, and record transient runs and scripts; ``form_id`` names the form, if any."""
    if order.workflow.name == SCRIPT:
        await _note_script(call, order)
    execution = await call.platform.engine.submission.start(order)
    if order.is_transient:
        await _note_transient(call, execution, form_id)
    return execution


async def note_code(call: Call, operation: str, name: str, code: str, org_id: str | None) -> None:
    """Write an event to GLOBAL's log before the code runs; Unavailable if it cannot be written."""
    content = code.encode()
    digest = hashlib.sha256(content).hexdigest()
    posted = PostedCode(sha256=digest, size=len(content), org_id=org_id)
    facts = auditing.facts_of(call, operation)
    facts = auditing.with_object(facts, "code", name, Trace(None, posted))
    await auditing.note(call, GLOBAL, facts, None)


async def _note_script(call: Call, order: Order) -> None:
    code, name = order.input.get("code"), order.input.get("name")
    await note_code(call, "script.run", str(name), str(code), order.org_id)


async def _note_transient(call: Call, execution: Execution, form_id: str | None) -> None:
    facts = auditing.facts_of(call, "execution.transient")
    run = TransientRun(
        workflow_name=execution.workflow_name,
        status=execution.status.value,
        form_id=form_id,
        duration_ms=execution.duration_ms,
    )
    key = str(execution.id)
    facts = auditing.with_object(facts, "execution", key, Trace(None, run))
    outcome, ended = execution.outcome, _ended(execution)
    error = (outcome and outcome.error_type) or run.status
    is_well = ended in (None, AuditOutcome.SUCCEEDED)
    try:
        await auditing.note(call, execution.org_id, facts, ended, None if is_well else error)
    except Unavailable as reason:
        raise Unavailable(
            f"the transient run of {execution.workflow_name} is over, but the audit log could not"
            " be written, so its result is withheld: send it again if the workflow may run twice"
        ) from reason


def _ended(execution: Execution) -> AuditOutcome | None:
    """Return None for a run that is not over, and so has a record after all."""
    if execution.status not in FINAL:
        return None
    if execution.status is Status.SUCCESS:
        return AuditOutcome.SUCCEEDED
    outcome = execution.outcome
    is_refusal = outcome is not None and outcome.is_user_error
    return AuditOutcome.REFUSED if is_refusal else AuditOutcome.FAILED
