"""Records refused sign-ins of unauthenticated callers, apart from the audit log."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING

from functions.auth.credentials import claimed_in
from shared.errors import NotAuthenticated, Unavailable
from shared.models.audit import StrangerFacts

if TYPE_CHECKING:
    from shared.repositories.directory import Directory

logger = logging.getLogger(__name__)


async def record_refusal(
    directory: Directory, headers: Mapping[str, str], error: NotAuthenticated, address: str | None
) -> None:
    """Record a refused credential; a request without one leaves no record."""
    claimed = claimed_in(headers)
    if claimed is None:
        return
    facts = StrangerFacts("signin.refused", address or "unknown", claimed, type(error).__name__)
    await record_attempt(directory, facts)


async def record_attempt(directory: Directory, facts: StrangerFacts) -> None:
    """Record a failed sign-in; the caller gets the same answer if the store is unavailable."""
    try:
        await directory.refused_sign_ins.note(facts)
    except Unavailable as reason:
        logger.warning("refused sign-in not recorded", extra={"reason": str(reason)})
