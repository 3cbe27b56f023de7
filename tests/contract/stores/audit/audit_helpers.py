"""What the tests of this folder share."""

import asyncio
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from shared.models.audit import (
    AuditActor,
    AuditEntry,
    AuditFacts,
    AuditFilters,
)
from shared.repositories.audit.log import Audit
from shared.services.clock import StoppedClock
from shared.services.tables import Change, MemoryTable, Page

ANA = AuditActor(kind="user", id="ana", name="Ana", address="192.0.2.1")


BOB = AuditActor(kind="apiKey", id="bob", name="Bob's key")


CREATE = AuditFacts("user.create", ANA, object_kind="user", object_id="7", request_id="r-1")


NOW = datetime(2026, 1, 2, tzinfo=UTC)


class CountedTable(MemoryTable):
    """How many transactions does it take?"""

    def __init__(self, clock: StoppedClock | None = None) -> None:
        super().__init__(clock)
        self.pages = 0
        self.transactions = 0

    async def page(self, partition: str, first: str, last: str, *, limit: int) -> Page:
        self.pages += 1
        return await super().page(partition, first, last, limit=limit)

    async def transaction(self, partition: str, changes: Sequence[Change]) -> Sequence[str]:
        self.transactions += 1
        await asyncio.sleep(0)  # as any network does: let others come in between
        return await super().transaction(partition, changes)


def sign(content: bytes) -> str:
    return hmac.new(b"the key that the attacker lacks", content, hashlib.sha256).hexdigest()


def check(content: bytes, signature: str) -> bool:
    return hmac.compare_digest(sign(content), signature)


async def written(audit: Audit, count: int) -> list[AuditEntry]:
    """This many events, oldest first."""
    noted = [audit.note(replace(CREATE, object_id=str(number))) for number in range(count)]
    return list(await asyncio.gather(*noted))


async def listed(audit: Audit) -> list[AuditEntry]:
    return [entry async for entry in audit.export()]


async def sequences(audit: Audit, **filters: Any) -> list[int]:
    page = await audit.page(AuditFilters(**filters))
    return [entry.sequence for entry in page.entries]
