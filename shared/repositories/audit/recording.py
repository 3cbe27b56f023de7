"""Records a change in the audit log: its intent, the change, its outcome.

A change and its entry cannot share a transaction. Without a recorded intent nothing is changed; the
every-minute timer settles an intent without an outcome as unknown.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, TypeVar

from shared.errors import BifrostError, Unavailable
from shared.models.audit import AuditFacts, AuditOutcome

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from shared.repositories.audit.log import Audit, Intent

logger = logging.getLogger(__name__)

T = TypeVar("T")

SERVER_FAULT = 500


async def on_record(
    audit: Audit,
    facts: AuditFacts,
    work: Callable[[], Awaitable[T]],
    done: Callable[[], AuditFacts] | None = None,
) -> T:
    """Do the work, and record its intent and outcome; ``done`` returns facts known afterwards."""
    intent = await audit.intend(facts)
    try:
        value = await work()
    except BifrostError as error:
        failed = error.status >= SERVER_FAULT
        outcome = AuditOutcome.FAILED if failed else AuditOutcome.REFUSED
        await _conclude(audit, intent, outcome, facts, type(error).__name__)
        raise
    await _conclude(audit, intent, AuditOutcome.SUCCEEDED, done() if done else facts, None)
    return value


async def _conclude(
    audit: Audit, intent: Intent, outcome: AuditOutcome, facts: AuditFacts, error: str | None
) -> None:
    try:
        await audit.conclude(intent, outcome, error=error, facts=facts)
    except Unavailable as reason:
        # The change is made, so its caller gets a success; the timer settles the intent.
        logger.warning("audit outcome not recorded", extra={"reason": str(reason)})
