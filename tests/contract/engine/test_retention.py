"""What becomes of old entries of the audit log: they go, and the log still verifies."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from functions.runtime import compose
from shared.call import Call, Caller, Platform
from shared.handlers import audit
from shared.models.audit import (
    AuditActor,
    AuditEntry,
    AuditFacts,
    AuditFilters,
    AuditVerdict,
    StrangerFacts,
)
from shared.models.callers import Actor, CallerKind
from shared.models.organizations import Organization
from shared.repositories.audit.log import Audit
from shared.repositories.audit.refused_sign_ins import PARTITION
from shared.repositories.audit.rows import checkpoint_columns, checkpoint_from, inverted
from shared.services.clock import StoppedClock
from shared.services.services import Services, in_memory
from shared.services.tables import Table
from shared.settings import Settings
from tests.contract.users import BOTH_STORES
from tests.support.faulty_table import LossyTable

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
YEAR = timedelta(days=365)
DAY = timedelta(days=1)
FACTS = AuditFacts("user.create", AuditActor(kind="user", id="ana", name="Ana"))
ANA = Actor(kind=CallerKind.USER, id="ana", name="Ana", is_admin=True)


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(NOW)


@pytest.fixture
def services(clock: StoppedClock, store: Table) -> Services:
    return replace(in_memory({}, clock), audit=store)


@pytest.fixture
async def platform(services: Services) -> AsyncGenerator[Platform]:
    made = compose(Settings.model_validate({}), services).platform
    yield made
    await made.engine.close()


@pytest.fixture
async def log(platform: Platform, clock: StoppedClock) -> Audit:
    """Of an organization of its own."""
    org_id = uuid4().hex
    await platform.directory.organizations.add(
        Organization(id=org_id, name="Kept", created_by="tests", created_at=clock.now())
    )
    return platform.directory.audit_of(org_id)


async def write(log: Audit, count: int) -> None:
    for number in range(count):
        await log.note(replace(FACTS, object_id=str(number)))


async def verified(platform: Platform, log: Audit) -> AuditVerdict:
    return await audit.verify(Call(Caller(ANA, log.org_id), platform))


async def entries(log: Audit, **filters: Any) -> list[AuditEntry]:
    return [*(await log.page(AuditFilters(**filters), limit=1000)).entries]


@BOTH_STORES
async def test_old_entries_go_and_the_log_still_verifies(
    platform: Platform, log: Audit, clock: StoppedClock
) -> None:
    await write(log, 5)
    await audit.settle(platform)
    clock.at += timedelta(days=300)
    await write(log, 3)
    await audit.settle(platform)

    clock.at = NOW + YEAR + 2 * DAY
    await audit.settle(platform)

    note, *others = await entries(log)
    assert [entry.sequence for entry in others] == [8, 7, 6]
    assert (note.operation, note.actor.id) == ("audit.retention", "timer")
    assert note.after == {"keptFrom": 6, "before": (NOW + 2 * DAY).isoformat()}
    verdict = await verified(platform, log)
    assert (verdict.first_broken, verdict.checked, verdict.unsigned) == (None, 4, 0)
    assert verdict.checkpoint is not None
    assert (verdict.checkpoint.kept_from, verdict.checkpoint.is_sound) == (6, True)


async def test_a_log_is_cut_once_a_day(platform: Platform, log: Audit, clock: StoppedClock) -> None:
    for _ in range(96):
        await write(log, 1)
        clock.at += timedelta(minutes=15)
    clock.at += YEAR

    for _ in range(2 * 96):
        await audit.settle(platform)
        clock.at += timedelta(minutes=15)

    assert len(await entries(log, operation="audit.retention")) <= 3
    assert (await verified(platform, log)).ok
    assert (await entries(log))[-1].at >= clock.at - YEAR - DAY - timedelta(minutes=15)


async def test_a_quiet_log_keeps_its_last_note(
    platform: Platform, log: Audit, clock: StoppedClock
) -> None:
    await write(log, 3)

    for year in range(1, 4):
        clock.at = NOW + year * (YEAR + 2 * DAY)
        for _ in range(3):
            await audit.settle(platform)

    assert [entry.operation for entry in await entries(log)] == ["audit.retention"]
    assert (await verified(platform, log)).ok


async def test_a_long_log_goes_a_thousand_at_a_time(
    platform: Platform, log: Audit, clock: StoppedClock
) -> None:
    await write(log, 2100)
    clock.at += YEAR + 2 * DAY
    left: list[int] = []

    for _ in range(4):
        await audit.settle(platform)
        left.append((await verified(platform, log)).checked)

    # Each round adds its own note.
    assert left == [1101, 102, 3, 3]
    assert (await verified(platform, log)).ok


@pytest.mark.parametrize("days", ["0", "400"])
async def test_what_is_to_be_kept_is_kept(
    services: Services, clock: StoppedClock, days: str
) -> None:
    chosen = Settings.model_validate({"BIFROST_AUDIT_RETENTION_DAYS": days})
    platform = compose(chosen, services).platform
    log = platform.directory.audit_of("GLOBAL")
    await write(log, 3)

    clock.at += YEAR + 2 * DAY
    await audit.settle(platform)

    assert len(await entries(log)) == 3


@pytest.mark.parametrize("after", range(8))
@pytest.mark.parametrize("repeats", [False, True])
async def test_a_removal_that_was_cut_off_is_ended_by_the_next(
    clock: StoppedClock, after: int, *, repeats: bool
) -> None:
    table = LossyTable(clock)
    services = replace(in_memory({}, clock), audit=table)
    platform = compose(Settings.model_validate({}), services).platform
    log = platform.directory.audit_of("GLOBAL")
    await write(log, 350)
    clock.at += YEAR + 2 * DAY
    await write(log, 2)
    table.answers_before_loss, table.lose, table.repeats = after, 1, repeats

    await audit.settle(platform)
    between = await verified(platform, log)
    await audit.settle(platform)

    verdict = await verified(platform, log)
    kept = await entries(log)
    assert (between.first_broken, verdict.first_broken) == (None, None)
    assert {entry.at for entry in kept} == {clock.at}
    assert {entry.operation for entry in kept} == {"user.create", "audit.retention"}
    left = await table.page("GLOBAL", inverted("e", 351), inverted("e", 0), limit=10)
    assert [row.key for row in left.rows] == [inverted("e", 351)]


async def test_checkpoints_go_with_their_entries(
    platform: Platform, log: Audit, clock: StoppedClock, services: Services
) -> None:
    for _ in range(5):
        await write(log, 2)
        await audit.settle(platform)
    clock.at += YEAR + 2 * DAY
    await write(log, 1)

    await audit.settle(platform)
    await audit.settle(platform)

    rows = (await services.audit.page(log.org_id, "c|", "c}", limit=100)).rows
    assert [row.key for row in rows] == [inverted("c", 12), inverted("c", 11)]
    assert (await verified(platform, log)).ok


# Somebody who can write rows, and has not got the key


async def test_entries_that_went_without_a_signature_are_missed(
    platform: Platform, log: Audit, clock: StoppedClock, services: Services
) -> None:
    await write(log, 8)
    clock.at += YEAR + 2 * DAY
    await write(log, 2)
    await audit.settle(platform)

    await services.audit.delete(log.org_id, inverted("e", 9))

    broken = (await verified(platform, log)).first_broken
    assert broken is not None
    assert (broken.sequence, "missing at the beginning" in broken.reason) == (9, True)


async def test_a_forged_permission_removes_nothing(
    platform: Platform, log: Audit, services: Services
) -> None:
    await write(log, 8)
    await audit.settle(platform)
    row = await services.audit.get(log.org_id, inverted("c", 8))
    genuine = checkpoint_from(row.columns) if row else None
    assert genuine is not None
    forged = genuine.model_copy(update={"kept_from": 8, "kept_hash": "0" * 64})
    await services.audit.put(log.org_id, inverted("c", 8), checkpoint_columns(forged))

    await write(log, 1)
    await audit.settle(platform)

    assert len(await entries(log)) == 9
    assert not (await verified(platform, log)).ok


async def test_a_log_with_a_gap_is_left_as_it_is(
    platform: Platform, log: Audit, clock: StoppedClock, services: Services
) -> None:
    await write(log, 20)
    await audit.settle(platform)
    for sequence in range(2, 20):
        await services.audit.delete(log.org_id, inverted("e", sequence))

    clock.at += YEAR + 2 * DAY
    await audit.settle(platform)

    assert [entry.sequence for entry in await entries(log)] == [20, 1]


async def test_one_log_does_not_hold_up_the_others(clock: StoppedClock) -> None:
    table = LossyTable(clock)
    services = replace(in_memory({}, clock), audit=table)
    platform = compose(Settings.model_validate({}), services).platform
    for org_id in ("a", "b"):
        await platform.directory.organizations.add(
            Organization(id=org_id, name=org_id, created_by="tests", created_at=NOW)
        )
        await write(platform.directory.audit_of(org_id), 1)
    table.lose = 1

    await audit.settle(platform)

    signed = [await table.page(org_id, "c|", "c}", limit=2) for org_id in ("a", "b")]
    assert [len(page.rows) for page in signed] == [1, 1]


# RefusedSignIns


@BOTH_STORES
async def test_strangers_are_forgotten_after_a_month(
    platform: Platform, clock: StoppedClock, services: Services
) -> None:
    clock.at = datetime.now(UTC)  # their keys have the real time
    for number in range(3):
        facts = StrangerFacts("signin.refused", f"192.0.2.{number}")
        await platform.directory.refused_sign_ins.note(facts)

    clock.at += timedelta(days=29)
    await audit.settle(platform)
    kept = await services.audit.page(PARTITION, "s|", "s}", limit=10)
    clock.at += timedelta(days=2)
    await audit.settle(platform)

    left = await services.audit.page(PARTITION, "s|", "s}", limit=10)
    assert (len(kept.rows), len(left.rows)) == (3, 0)
