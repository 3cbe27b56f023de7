"""Scheduled upkeep of one box's store: its backups, its free space, its orphaned files."""

import logging

from shared.call import Platform
from shared.errors import BifrostError
from shared.models.audit import AuditActor, AuditFacts, AuditOutcome
from shared.models.base import GLOBAL
from shared.models.callers import CallerKind

logger = logging.getLogger(__name__)

TIMER = AuditActor(kind=CallerKind.SYSTEM.value, id="timer", name="Timer")
OPERATION = "store.backup"


async def back_up(platform: Platform) -> None:
    """Take a backup if one is due, and record in GLOBAL's audit log how it ended."""
    upkeep, clock = platform.services.upkeep, platform.services.clock
    if upkeep is None:
        return
    audit = platform.directory.audit_of(GLOBAL)
    try:
        taken = await upkeep.back_up(clock.now())
    except BifrostError as error:
        logger.warning("backup failed", extra={"reason": str(error)})
        await audit.note(
            AuditFacts(OPERATION, TIMER, object_kind="store"),
            AuditOutcome.FAILED,
            error=str(error),
        )
        return
    if taken:
        facts = {"bytes": taken.bytes, "removed": taken.removed}
        logger.info("backup taken", extra={"place": taken.place, **facts})
        await audit.note(AuditFacts(OPERATION, TIMER, "store", taken.place, after=facts))


async def tidy(platform: Platform) -> None:
    """Give free space of the store back to the disk, and remove files that no row names."""
    upkeep = platform.services.upkeep
    if upkeep is None:
        return
    tidied = await upkeep.tidy()
    logger.info("store tidied", extra={"pages": tidied.pages, "orphans": tidied.orphans})
