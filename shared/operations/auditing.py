"""Records calls in the audit log, whether they come over HTTP or from a run."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

from shared.call import Call, Change
from shared.errors import Unavailable
from shared.models.audit import AuditActor, AuditFacts, AuditOutcome
from shared.models.base import Model
from shared.models.traces import Trace
from shared.operations.mail import notices
from shared.repositories.audit import recording

logger = logging.getLogger(__name__)

T = TypeVar("T")


async def on_record(call: Call, work: Callable[[], Awaitable[T]]) -> T:
    """Do the work, and record its intent and outcome in the audit log of the call's scope.

    Each other organization that the work changed gets one event in its own log. Users whose sign-in
    it changed hear of it by mail.
    """
    audit = call.platform.directory.audit_of(call.caller.scope)
    facts = facts_of(call)
    try:
        done = await recording.on_record(audit, facts, work, lambda: _with_change(call, facts))
    finally:
        await _trace(call)
    await notices.tell(call)
    return done


async def note(
    call: Call,
    org_id: str,
    facts: AuditFacts,
    outcome: AuditOutcome | None = AuditOutcome.SUCCEEDED,
    error: str | None = None,
) -> None:
    """Write one event to the log of ``org_id``; Unavailable if it cannot be written."""
    await call.platform.directory.audit_of(org_id).note(facts, outcome, error=error)


def facts_of(call: Call, operation: str | None = None) -> AuditFacts:
    """Return who acts, and by which request or run."""
    origin = call.origin
    return AuditFacts(
        operation or origin.operation,
        _actor(call),
        request_id=origin.recorded_id,
        execution_id=origin.execution_id,
    )


def with_object(facts: AuditFacts, kind: str, key: str, trace: Trace) -> AuditFacts:
    """Return the facts with the changed object added."""
    before, after = _plain(trace.before), _plain(trace.after)
    return replace(facts, object_kind=kind, object_id=key, before=before, after=after)


async def _trace(call: Call) -> None:
    """Write an event to the log of each other organization that was changed."""
    for change in call.changes:
        for org_id, trace in change.traces.items():
            if org_id != call.caller.scope:
                await _event(call, org_id, change, trace)


async def _event(call: Call, org_id: str, change: Change, trace: Trace) -> None:
    facts = with_object(facts_of(call), change.kind, change.id, trace)
    try:
        await note(call, org_id, facts)
    except Unavailable as reason:
        # The change is done, and recorded in the log of the call's scope.
        extra = {"log": org_id, "reason": str(reason)}
        logger.warning("audit event not written", extra=extra)


def _actor(call: Call) -> AuditActor:
    actor = call.caller.actor
    return AuditActor(
        kind=actor.kind.value,
        id=actor.id,
        name=actor.name,
        address=call.origin.address,
        made_by=str(actor.maker.user_id) if actor.maker else None,
    )


def _with_change(call: Call, facts: AuditFacts) -> AuditFacts:
    if not call.changes:
        return facts
    change = call.changes[-1]
    return with_object(facts, change.kind, change.id, Trace(change.before, change.after))


def _plain(model: Model | None) -> dict[str, object] | None:
    return None if model is None else model.model_dump(mode="json")
