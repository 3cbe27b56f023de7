"""What the chain and its signatures prove."""

import asyncio

import pytest

from shared.errors import NotFound
from shared.models.audit import (
    AuditVerdict,
)
from shared.repositories.audit.log import Audit
from shared.services.tables import Table
from tests.contract.stores.audit.audit_helpers import (
    CREATE,
    check,
    sequences,
    sign,
    written,
)


async def test_a_log_is_verified_while_it_grows(table: Table, audit: Audit, org_id: str) -> None:
    await written(audit, 10)
    await audit.checkpoint(sign)

    verdicts, _ = await asyncio.gather(
        asyncio.gather(*(Audit(table, org_id).verify(check) for _ in range(5))),
        asyncio.gather(*(Audit(table, org_id).note(CREATE) for _ in range(5))),
    )

    assert [verdict.first_broken for verdict in verdicts] == [None] * 5
    assert (await audit.verify(check)).checked == 15


async def test_the_verdict_says_how_far_it_is_signed(audit: Audit) -> None:
    await written(audit, 3)
    first = await audit.checkpoint(sign)
    again = await audit.checkpoint(sign)
    await written(audit, 2)
    second = await audit.checkpoint(sign)
    await written(audit, 4)

    verdict = await audit.verify(check)

    assert first == again
    assert second is not None
    assert (second.sequence, second.previous, second.is_sound) == (5, 3, True)
    assert verdict == AuditVerdict(ok=True, checked=9, checkpoint=second, unsigned=4)


async def test_retention_is_signed(audit: Audit) -> None:
    await written(audit, 3)
    await audit.checkpoint(sign)
    await written(audit, 3)

    kept = await audit.checkpoint(sign, keep_from=5)
    assert kept is not None
    before = await audit.verify(check)
    removed = await audit.remove_before(kept)
    await written(audit, 1)
    await audit.checkpoint(sign)

    after = await audit.verify(check)
    assert (before.ok, removed, after.first_broken, after.checked) == (True, 4, None, 3)
    assert await sequences(audit) == [7, 6, 5]


async def test_what_is_not_there_cannot_be_kept(audit: Audit) -> None:
    await written(audit, 2)

    with pytest.raises(NotFound):
        await audit.checkpoint(sign, keep_from=3)
