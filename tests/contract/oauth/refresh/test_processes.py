"""Refreshes of several processes, and the timer's."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import azure.functions as func
import pytest

from shared.errors import Conflict
from shared.models.connections import ConnectionStatus
from shared.services.clock import StoppedClock
from tests.contract.oauth.connection_flow import Connecting, oauth_of, token
from tests.contract.oauth.provider import MARKER
from tests.contract.oauth.refresh.refresh_helpers import asked_again
from tests.contract.oauth.token_calls import composed
from tests.contract.users import BOTH_STORES
from tests.support.faulty_table import LossyTable
from tests.support.waiting import until


async def test_a_dead_processs_lease_ends_and_the_next_one_goes_on(
    connecting: Connecting,
) -> None:
    """It died between the provider's answer and its write: the new refresh token is lost."""
    await connecting.connect()
    await _die_while_refreshing(connecting)
    connecting.provider.forgives_reuse = True
    connecting.pass_time(minutes=7)

    assert await token(oauth_of(connecting)) in connecting.provider.living
    assert (await connecting.grant()).status is ConnectionStatus.COMPLETED


async def test_a_lost_refresh_token_is_said_to_be_expired_and_does_not_loop(
    connecting: Connecting,
) -> None:
    await connecting.connect()
    await _die_while_refreshing(connecting)
    connecting.pass_time(minutes=7)

    for _ in range(3):
        with pytest.raises(Conflict, match="expired"):
            await token(oauth_of(connecting))

    assert connecting.provider.refreshes == 2


async def _die_while_refreshing(connecting: Connecting) -> None:
    """As if the process was killed: it wrote the lease, and nothing after it."""
    services = connecting.running.platform.services
    table = LossyTable(connecting.clock)
    table._rows = services.directory._rows  # pyright: ignore
    table._etags = services.directory._etags  # pyright: ignore
    dead = composed(replace(services, directory=table))
    connecting.pass_time(minutes=50)
    connecting.provider.slow_seconds = 0.3
    before = len(connecting.provider.asked)
    dying = asyncio.create_task(token(dead))
    await until(lambda: len(connecting.provider.asked) > before)
    table.hangs = True
    await asyncio.sleep(0.3)
    dying.cancel()
    for task in dead.refresher.under_way:
        task.cancel()
    connecting.provider.slow_seconds = 0


async def test_an_answer_of_the_store_that_is_lost_loses_no_token(connecting: Connecting) -> None:
    await connecting.connect()
    services = connecting.running.platform.services
    for lost in range(2, 5):
        table = LossyTable(connecting.clock)
        table._rows = services.directory._rows  # pyright: ignore
        table._etags = services.directory._etags  # pyright: ignore
        table.lose, table.answers_before_loss = 1, lost
        connecting.pass_time(minutes=61)

        with_loss = composed(replace(services, directory=table))
        given = await token(with_loss)

        opened = await composed(services).credentials("acme", "graph")
        assert opened is not None
        assert opened.token.access_token == given
    assert connecting.provider.refreshes == 3


async def test_a_lease_that_was_taken_over_is_not_written_over(connecting: Connecting) -> None:
    await connecting.connect()
    connecting.provider.slow_seconds = 0.4
    connecting.pass_time(minutes=61)

    slow = asyncio.create_task(token(oauth_of(connecting)))
    await until(lambda: asked_again(connecting))
    connecting.provider.slow_seconds = 0
    connecting.provider.forgives_reuse = True
    connecting.pass_time(minutes=7)
    other = await token(composed(connecting.running.platform.services))

    with pytest.raises(Conflict, match="while it was refreshed"):
        await slow
    assert await token(composed(connecting.running.platform.services)) == other


async def test_the_timer_refreshes_what_is_due_for_every_organization(
    connecting: Connecting,
) -> None:
    await connecting.connect("acme")
    await connecting.connect("globex")
    await connecting.connect("GLOBAL", name="shared")
    await connecting.create("acme", connection_name="idle")
    connecting.pass_time(minutes=20)
    early = await oauth_of(connecting).refresh_due()
    connecting.pass_time(minutes=27)

    count = await oauth_of(connecting).refresh_due()

    assert (early, count, connecting.provider.refreshes) == (0, 3, 3)
    assert await oauth_of(connecting).refresh_due() == 0


async def test_one_connection_does_not_hold_up_the_others(connecting: Connecting) -> None:
    await connecting.connect("acme")
    await connecting.connect("globex")
    connecting.provider.revoke_first()
    connecting.pass_time(minutes=61)

    await oauth_of(connecting).refresh_due()

    assert (await connecting.detail("acme"))["status"] == "expired"
    assert await token(oauth_of(connecting), "globex") in connecting.provider.living


async def test_what_cannot_be_refreshed_is_good_to_its_end(connecting: Connecting) -> None:
    connecting.provider.gives_refresh_token = False
    await connecting.connect()
    oauth = oauth_of(connecting)
    connecting.pass_time(minutes=59)

    late = await token(oauth)
    connecting.pass_time(minutes=1)

    assert late in connecting.provider.living
    with pytest.raises(Conflict, match="no refresh token"):
        await token(oauth)
    assert connecting.provider.refreshes == 0


async def test_whoever_asks_for_a_refresh_hears_that_there_was_none(
    connecting: Connecting,
) -> None:
    await connecting.connect()
    connecting.provider.mood = "500"

    answers = [await connecting.call("refresh_connection") for _ in range(7)]

    assert {answer.status for answer in answers} == {503}
    assert connecting.provider.refreshes == 5
    assert b"several times in a row" in answers[-1].body
    assert await token(oauth_of(connecting)) in connecting.provider.living


@BOTH_STORES
@pytest.mark.parametrize("minutes", [-5, -2, 2, 5])
async def test_processes_whose_clocks_differ_make_one_refresh(
    connecting: Connecting, minutes: int
) -> None:
    """A lease is not taken over because another clock says that it has ended."""
    await connecting.connect()
    services = connecting.running.platform.services
    connecting.provider.slow_seconds = 0.5
    connecting.pass_time(minutes=61)
    other = StoppedClock(connecting.clock.at + timedelta(minutes=minutes))
    processes = [composed(services), composed(replace(services, clock=other))]

    first = asyncio.create_task(token(processes[0]))
    await until(lambda: asked_again(connecting))
    second = asyncio.create_task(token(processes[1]))
    given = {await first, await second}

    assert connecting.provider.refreshes == 1
    assert given == {*connecting.provider.living} - {f"{MARKER}-access-2"}


@BOTH_STORES
async def test_all_that_is_due_is_refreshed_on_wish_and_the_last_time_is_told(
    connecting: Connecting,
) -> None:
    never = await connecting.http("get_refresh_job", headers=connecting.root)
    await connecting.connect("acme")
    await connecting.connect("globex")
    await connecting.connect("GLOBAL", name="lasts")
    connecting.pass_time(minutes=50)
    await connecting.running.platform.oauth.refresh("GLOBAL", "lasts")
    connecting.provider.mood = "503"
    failed = await connecting.http("refresh_all_connections", headers=connecting.root)
    connecting.provider.mood = ""
    connecting.pass_time(minutes=2)
    good = await connecting.http("refresh_all_connections", headers=connecting.root)
    last = await connecting.http("get_refresh_job", headers=connecting.root)

    assert "no refresh was requested" in never.json["message"]
    counts = ["total_connections", "needs_refresh", "refreshed_successfully", "refresh_failed"]
    assert [failed.json[name] for name in counts] == [3, 2, 0, 2]
    assert [one.split(":")[0] for one in sorted(failed.json["errors"])] == [
        "acme/graph",
        "globex/graph",
    ]
    assert [good.json[name] for name in counts] == [3, 2, 2, 0]
    assert (last.json, good.json["errors"]) == (good.json, [])


async def test_the_timers_refresh_is_told_as_well(
    connecting: Connecting, functions: Mapping[str, func.Function]
) -> None:
    await connecting.connect()
    connecting.pass_time(minutes=50)

    await functions["refresh_oauth"].get_user_function()(None)

    last = await connecting.http("get_refresh_job", headers=connecting.root)
    assert (last.json["needs_refresh"], last.json["refreshed_successfully"]) == (1, 1)
    assert last.json["total_connections"] is None
