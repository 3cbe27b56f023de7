"""How a change gets onto the record: what is intended, the change, how it ended.

A change and its entry cannot share a transaction. Without a recorded intent nothing is
changed; an intent without an outcome is settled as unknown by the every-minute timer.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from functions.address import client_address
from functions.credentials import claimed_in
from shared.call import Call
from shared.errors import BifrostError, NotAuthenticated, Unavailable
from shared.models.audit import AuditActor, AuditFacts, AuditOutcome
from shared.models.base import Model
from shared.repositories.audit import Audit, Intent
from shared.repositories.audit_strangers import StrangerFacts
from shared.repositories.directory import Directory

logger = logging.getLogger(__name__)

T = TypeVar("T")

SERVER_FAULT = 500


async def on_record(
    call: Call,
    operation: str,
    request_id: str,
    headers: Mapping[str, str],
    work: Callable[[], Awaitable[T]],
) -> T:
    """Do the work, with its intent and its outcome in the organization's audit log."""
    audit = call.platform.directory.audit_of(call.caller.scope)
    facts = AuditFacts(operation, _actor(call, headers), request_id=request_id)
    intent = await audit.intend(facts)
    try:
        value = await work()
    except BifrostError as error:
        failed = error.status >= SERVER_FAULT
        outcome = AuditOutcome.FAILED if failed else AuditOutcome.REFUSED
        await _conclude(audit, intent, outcome, facts, type(error).__name__)
        raise
    await _conclude(audit, intent, AuditOutcome.SUCCEEDED, _with_change(call, facts), None)
    return value


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


async def _conclude(
    audit: Audit, intent: Intent, outcome: AuditOutcome, facts: AuditFacts, error: str | None
) -> None:
    try:
        await audit.conclude(intent, outcome, error=error, facts=facts)
    except Unavailable as reason:
        # It is done all the same, and its caller hears so; the timer settles the intent.
        logger.warning("an outcome was not recorded", extra={"reason": str(reason)})


def _actor(call: Call, headers: Mapping[str, str]) -> AuditActor:
    actor = call.caller.actor
    address = client_address(headers, call.platform.settings.trusted_proxies)
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
