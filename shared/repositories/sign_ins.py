"""Records sign-ins in GLOBAL's audit log, since a user may be in several organizations.

Refusals of unknown users go to the unauthenticated callers' list, so that they cannot fill the
chain. The attempts on a known user's password are throttled before they are recorded here.
"""

import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from shared.errors import Unavailable
from shared.models.audit import AuditActor, AuditFacts, AuditOutcome, StrangerFacts
from shared.models.callers import CallerKind, Origin
from shared.models.users import User
from shared.repositories.audit.log import Audit
from shared.repositories.audit.recording import on_record
from shared.repositories.audit.refused_sign_ins import RefusedSignIns

logger = logging.getLogger(__name__)

T = TypeVar("T")


class SignIns:
    def __init__(self, audit: Audit, refusals: RefusedSignIns) -> None:
        self._audit = audit
        self._refusals = refusals

    async def on_record(self, user: User, origin: Origin, work: Callable[[], Awaitable[T]]) -> T:
        """Do the work for an authenticated user, and record it; without a record it is not done."""
        kind = CallerKind.USER.value
        actor = AuditActor(
            kind=kind, id=str(user.id), name=user.display_name, address=origin.address
        )
        return await on_record(self._audit, _facts(origin, actor, user), work)

    async def refused(self, user: User, origin: Origin, error: str) -> None:
        """Record a refused sign-in as this user."""
        kind = CallerKind.ANONYMOUS.value
        actor = AuditActor(kind=kind, id=kind, name="Anonymous", address=origin.address)
        facts = _facts(origin, actor, user)
        await _noted(self._audit.note(facts, AuditOutcome.REFUSED, error=error))

    async def refused_unknown(self, claimed: str, origin: Origin, error: str) -> None:
        """Record a refused sign-in of an unknown user; ``claimed`` is the given name."""
        address = origin.address or "unknown"
        facts = StrangerFacts(origin.operation, address, claimed, error, origin.recorded_id)
        await _noted(self._refusals.note(facts))


async def _noted(note: Awaitable[object]) -> None:
    try:
        await note
    except Unavailable as reason:
        logger.warning("refused sign-in not recorded", extra={"reason": str(reason)})


def _facts(origin: Origin, actor: AuditActor, user: User) -> AuditFacts:
    return AuditFacts(
        origin.operation,
        actor,
        object_kind="user",
        object_id=str(user.id),
        request_id=origin.recorded_id,
    )
