"""Runs that leave an event in the audit log: those without a record, and posted code.

A transient run, such as the launch workflow of a form, has no execution record: its event says who
ran what, by which form, and how it ended. A script and code that is sent to be checked are code of
the platform: the events in GLOBAL's log have their hash and size, never the code.
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
    """What the audit log has of a run without a record; neither its input nor its result."""

    workflow_name: str
    status: str
    form_id: str | None = None
    duration_ms: int | None = None


class PostedCode(Model):
    """What the audit log has of code that was posted: enough to tell whether it was this code."""

    sha256: str
    size: int
    org_id: str | None = None


async def start(call: Call, order: Order, form_id: str | None = None) -> Execution:
    """Start a run, with its event where there is one; ``form_id`` is of the form's own door."""
    if order.workflow.name == SCRIPT:
        await _note_script(call, order)
    execution = await call.platform.engine.submission.start(order)
    if order.is_transient:
        await _note_transient(call, execution, form_id)
    return execution


async def note_code(call: Call, operation: str, name: str, code: str, org_id: str | None) -> None:
    """One event in GLOBAL's log, before the code is run or imported; Unavailable without it."""
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
            " be written, so its answer is withheld: send it again if the workflow may run twice"
        ) from reason


def _ended(execution: Execution) -> AuditOutcome | None:
    """None for one that goes on, and has a record after all."""
    if execution.status not in FINAL:
        return None
    if execution.status is Status.SUCCESS:
        return AuditOutcome.SUCCEEDED
    outcome = execution.outcome
    is_refusal = outcome is not None and outcome.is_user_error
    return AuditOutcome.REFUSED if is_refusal else AuditOutcome.FAILED
