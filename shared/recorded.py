"""What of a call goes onto the record, over HTTP or asked by a run."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

from shared.call import Call
from shared.models.audit import AuditActor, AuditFacts
from shared.models.base import Model
from shared.repositories import recording

T = TypeVar("T")


async def on_record(call: Call, work: Callable[[], Awaitable[T]]) -> T:
    """Do the work, with its intent and its outcome in the organization's audit log."""
    audit = call.platform.directory.audit_of(call.caller.scope)
    origin = call.origin
    facts = AuditFacts(origin.operation, _actor(call), request_id=origin.request_id)
    return await recording.on_record(audit, facts, work, lambda: _with_change(call, facts))


def _actor(call: Call) -> AuditActor:
    actor = call.caller.actor
    address = call.origin.address
    return AuditActor(kind=actor.kind.value, id=actor.id, name=actor.name, address=address)


def _with_change(call: Call, facts: AuditFacts) -> AuditFacts:
    if not call.changes:
        return facts
    change = call.changes[-1]
    return replace(
        facts,
        object_kind=change.kind,
        object_id=change.id,
        before=_plain(change.before),
        after=_plain(change.after),
    )


def _plain(model: Model | None) -> dict[str, object] | None:
    return None if model is None else model.model_dump(mode="json")
