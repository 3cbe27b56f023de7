"""What of a request goes onto the record."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from functions.credentials import claimed_in
from shared.call import Call
from shared.errors import NotAuthenticated, Unavailable
from shared.models.audit import AuditActor, AuditFacts
from shared.models.base import Model
from shared.repositories import recording
from shared.repositories.audit_strangers import StrangerFacts
from shared.repositories.directory import Directory

logger = logging.getLogger(__name__)

T = TypeVar("T")


async def on_record(call: Call, work: Callable[[], Awaitable[T]]) -> T:
    """Do the work, with its intent and its outcome in the organization's audit log."""
    audit = call.platform.directory.audit_of(call.caller.scope)
    origin = call.origin
    facts = AuditFacts(origin.operation, _actor(call), request_id=origin.request_id)
    return await recording.on_record(audit, facts, work, lambda: _with_change(call, facts))


async def note_stranger(
    directory: Directory, headers: Mapping[str, str], error: NotAuthenticated, address: str | None
) -> None:
    """A credential that was refused; a request without any is nobody's."""
    claimed = claimed_in(headers)
    if claimed is None:
        return
    facts = StrangerFacts("signin.refused", address or "unknown", claimed, type(error).__name__)
    await note_attempt(directory, facts)


async def note_attempt(directory: Directory, facts: StrangerFacts) -> None:
    """A sign-in that failed; it fails all the same if it cannot be noted."""
    try:
        await directory.strangers.note(facts)
    except Unavailable as reason:
        logger.warning("a refused sign-in was not noted", extra={"reason": str(reason)})


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
