"""What strangers tried goes onto a record of its own."""

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
        await directory.refused_sign_ins.note(facts)
    except Unavailable as reason:
        logger.warning("a refused sign-in was not noted", extra={"reason": str(reason)})
