"""Departures that were abandoned."""

from datetime import timedelta

from functions.composition import Runtime
from shared.repositories.sso.departures import PARTITION
from shared.services.clock import StoppedClock
from tests.contract.sso.signing_in import Page


async def test_abandoned_departures_are_removed_when_they_are_too_old(
    page: Page, running: Runtime, clock: StoppedClock
) -> None:
    provider = await page.provider()
    table, store = running.platform.services.directory, running.platform.directory
    await page.begin(provider)
    clock.at += timedelta(minutes=9)
    await page.begin(provider)
    await store.sign_in_departures.forget_old()
    assert len((await table.page(PARTITION, "0", "~", limit=10)).rows) == 2
    clock.at += timedelta(minutes=2)
    await store.sign_in_departures.forget_old()
    assert len((await table.page(PARTITION, "0", "~", limit=10)).rows) == 1
